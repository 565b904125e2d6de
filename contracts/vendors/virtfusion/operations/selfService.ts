import { z } from 'zod';
import { client } from '../../../core/evidence.js';
import { defineOperations } from '../../../core/operation.js';
import { empty, read } from '../../../core/wire.js';
import { page } from '../docs.js';
import { currency } from '../schemas/catalogue.js';
import { body, data, flag, id, queryOf, related, relation, wide } from '../schemas/common.js';

const params = z.object(related);
const query = queryOf(relation);
const profile = body({ profileId: read.integer() });
const created = data(z.strictObject({ id: z.int() }));

/** Most tokens of one entry: a bound of ours, within which sums stay exact. */
const MOST_TOKENS = 999_999_999;

export const selfService = defineOperations({
  currencies: {
    method: 'GET',
    path: '/selfService/currencies',
    summary: 'List currencies with what a token is worth in each',
    docs: page(),
    effect: 'read',
    responses: { 200: data(z.array(currency)) },
  },
  addCredit: {
    method: 'POST',
    path: '/selfService/credit/byUserExtRelationId/{extRelationId}',
    summary: 'Add credit, in tokens',
    docs: page('addUserCredit'),
    effect: 'spend',
    params,
    query,
    body: body({
      /** Negative tokens are a debit. */
      tokens: client(
        read
          .number()
          .pipe(z.number().min(-MOST_TOKENS).max(MOST_TOKENS))
          .meta({ minimum: -MOST_TOKENS, maximum: MOST_TOKENS }),
      ),
      reference_1: wide().nullable().optional(),
      reference_2: z.string().max(1000).nullable().optional(),
    }),
    responses: { 201: created },
    failures: ['notFound'],
  },
  cancelCredit: {
    method: 'DELETE',
    path: '/selfService/credit/{creditId}',
    summary: 'Cancel credit that was added',
    docs: page(),
    effect: 'write',
    params: z.object({ creditId: id() }),
    responses: { 204: empty },
    failures: ['notFound'],
  },
  addHourlyGroupProfile: {
    method: 'POST',
    path: '/selfService/hourlyGroupProfile/byUserExtRelationId/{extRelationId}',
    summary: 'Add an hourly group profile to a user',
    docs: page(),
    effect: 'write',
    params,
    query,
    body: profile,
    responses: { 204: empty },
    failures: ['notFound'],
  },
  removeHourlyGroupProfile: {
    method: 'DELETE',
    path: '/selfService/hourlyGroupProfile/{profileId}/byUserExtRelationId/{extRelationId}',
    summary: 'Take an hourly group profile from a user',
    docs: page(),
    effect: 'write',
    params: z.object({ profileId: id(), ...related }),
    query,
    responses: { 204: empty },
    failures: ['notFound'],
  },
  addResourceGroupProfile: {
    method: 'POST',
    path: '/selfService/resourceGroupProfile/byUserExtRelationId/{extRelationId}',
    summary: 'Add a resource group profile to a user',
    docs: page(),
    effect: 'write',
    params,
    query,
    body: profile,
    responses: { 204: empty },
    failures: ['notFound'],
  },
  removeResourceGroupProfile: {
    method: 'DELETE',
    path: '/selfService/resourceGroupProfile/{profileId}/byUserExtRelationId/{extRelationId}',
    summary: 'Take a resource group profile from a user',
    docs: page(),
    effect: 'write',
    params: z.object({ profileId: id(), ...related }),
    query,
    responses: { 204: empty },
    failures: ['notFound'],
  },
  setHourlyResourcePack: {
    method: 'PUT',
    path: '/selfService/hourlyResourcePack/byUserExtRelationId/{extRelationId}',
    summary: "Limit a user's hourly servers by a limit profile",
    docs: page(),
    effect: 'write',
    params,
    query,
    body: body({ packId: read.integer() }),
    responses: { 204: empty },
    failures: ['notFound'],
  },
  modifyAccess: {
    method: 'PUT',
    path: '/selfService/access/byUserExtRelationId/{extRelationId}',
    summary: 'Set what a user may order from the profiles he has',
    docs: page(),
    effect: 'write',
    params,
    query,
    body: body({ syncToProfiles: flag().optional() }),
    responses: { 204: empty },
    failures: ['notFound'],
  },
});
