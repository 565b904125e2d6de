import { z } from 'zod';
import { nameSchemas } from '../../core/document-marks.js';
import { client } from '../../core/evidence.js';
import { defineOperations } from '../../core/operation.js';
import { empty, read } from '../../core/wire.js';
import {
  aUser,
  body,
  byId,
  byRelation,
  data,
  flag,
  id,
  related,
  selfServiceMayBeOff,
  unseen,
  userParams,
  wide,
} from './common.js';
import { page } from './docs.js';
import { routes } from './routes.js';

/** A currency; `value` is money per token. */
const currency = z.strictObject({
  id: z.int(),
  code: z.string(),
  value: z.string().regex(/^\d+\.\d{10}$/),
  prefix: z.string().nullable(),
  suffix: unseen.text,
  default: z.boolean(),
  enabled: z.boolean(),
});

const profile = body({ profileId: read.integer() });
const created = data(z.strictObject({ id: z.int() }));

nameSchemas({ Currency: currency, Profile: profile, SelfServiceCreated: created });

/** Most tokens of one entry: a bound of ours, within which sums stay exact. */
const MOST_TOKENS = 999_999_999;

/** Most characters of a reference: documented of the second, and taken for the first. */
const MOST_REFERENCE = 1000;

export const selfService = defineOperations(routes.selfService, {
  currencies: {
    summary: 'List currencies with what a token is worth in each',
    docs: page(),
    effect: 'read',
    mayBeAbsent: selfServiceMayBeOff,
    responses: { 200: data(z.array(currency)) },
  },
  addCredit: {
    summary: 'Add credit, in tokens',
    docs: page('addUserCredit'),
    effect: 'spend',
    mayBeAbsent: selfServiceMayBeOff,
    params: userParams,
    query: byRelation,
    body: body({
      /** Negative tokens are a debit. */
      tokens: client(
        read
          .number()
          .pipe(z.number().min(-MOST_TOKENS).max(MOST_TOKENS))
          .meta({ minimum: -MOST_TOKENS, maximum: MOST_TOKENS }),
      ),
      /** A number by the vendor's page; the modules for WHMCS send a text. */
      reference_1: z
        .union([wide(), client(z.string().max(MOST_REFERENCE))])
        .nullable()
        .optional(),
      reference_2: z.string().max(MOST_REFERENCE).nullable().optional(),
    }),
    responses: { 201: created },
    failures: ['notFound'],
    example: {
      params: aUser,
      query: byId,
      body: { tokens: 100, reference_1: 400, reference_2: 'This is a string reference with a 1000 character limit.' },
    },
  },
  cancelCredit: {
    summary: 'Cancel credit that was added',
    docs: page(),
    effect: 'write',
    mayBeAbsent: selfServiceMayBeOff,
    params: z.object({ creditId: id() }),
    responses: { 204: empty },
    failures: ['notFound'],
    example: { params: { creditId: '1' } },
  },
  addHourlyGroupProfile: {
    summary: 'Add an hourly group profile to a user',
    docs: page(),
    effect: 'write',
    mayBeAbsent: selfServiceMayBeOff,
    params: userParams,
    query: byRelation,
    body: profile,
    responses: { 204: empty },
    failures: ['notFound'],
    example: { params: aUser, query: byId, body: { profileId: 1 } },
  },
  removeHourlyGroupProfile: {
    summary: 'Take an hourly group profile from a user',
    docs: page(),
    effect: 'write',
    mayBeAbsent: selfServiceMayBeOff,
    params: z.object({ profileId: id(), ...related }),
    query: byRelation,
    responses: { 204: empty },
    failures: ['notFound'],
    example: { params: { ...aUser, profileId: '1' }, query: byId },
  },
  addResourceGroupProfile: {
    summary: 'Add a resource group profile to a user',
    docs: page(),
    effect: 'write',
    mayBeAbsent: selfServiceMayBeOff,
    params: userParams,
    query: byRelation,
    body: profile,
    responses: { 204: empty },
    failures: ['notFound'],
    example: { params: aUser, query: byId, body: { profileId: 4 } },
  },
  removeResourceGroupProfile: {
    summary: 'Take a resource group profile from a user',
    docs: page(),
    effect: 'write',
    mayBeAbsent: selfServiceMayBeOff,
    params: z.object({ profileId: id(), ...related }),
    query: byRelation,
    responses: { 204: empty },
    failures: ['notFound'],
    example: { params: { ...aUser, profileId: '4' }, query: byId },
  },
  setHourlyResourcePack: {
    summary: "Limit a user's hourly servers by a limit profile",
    docs: page(),
    effect: 'write',
    mayBeAbsent: selfServiceMayBeOff,
    params: userParams,
    query: byRelation,
    body: body({ packId: read.integer() }),
    responses: { 204: empty },
    failures: ['notFound'],
    example: { params: aUser, query: byId, body: { packId: 1 } },
    checkedWith: { body: { packId: '1' } },
  },
  modifyAccess: {
    summary: 'Set what a user may order from the profiles he has',
    docs: page(),
    effect: 'write',
    mayBeAbsent: selfServiceMayBeOff,
    params: userParams,
    query: byRelation,
    body: body({ syncToProfiles: flag().optional() }),
    responses: { 204: empty },
    failures: ['notFound'],
    example: { params: aUser, query: byId, body: { syncToProfiles: true } },
  },
});
