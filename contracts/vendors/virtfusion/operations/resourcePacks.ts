import { z } from 'zod';
import { defineOperations } from '../../../core/operation.js';
import { empty, read } from '../../../core/wire.js';
import { page } from '../docs.js';
import { amount, body, data, flag, id, queryOf, related, relation } from '../schemas/common.js';
import { resourcePack } from '../schemas/resource-pack.js';
import { LONGEST_DELAY } from './servers.js';

const one = z.object({ packId: id() });

export const resourcePacks = defineOperations({
  add: {
    method: 'POST',
    path: '/selfService/resourcePack/byUserExtRelationId/{extRelationId}',
    summary: 'Give a user a resource pack made from a limit profile',
    docs: page('addUserResourcePack'),
    effect: 'spend',
    params: z.object(related),
    query: queryOf(relation),
    /** `packId` is the limit profile; the answer holds the id of the user's own pack. */
    body: body({ packId: read.integer(), enabled: flag().optional() }),
    responses: { 201: data(z.strictObject({ id: z.int() })) },
    failures: ['notFound'],
  },
  show: {
    method: 'GET',
    path: '/selfService/resourcePack/{packId}',
    summary: 'Show a resource pack with what is used of it',
    docs: page(),
    effect: 'read',
    params: one,
    query: queryOf({ withServers: flag().optional() }),
    responses: { 200: data(resourcePack) },
    failures: ['notFound'],
  },
  modify: {
    method: 'PUT',
    path: '/selfService/resourcePack/{packId}',
    summary: 'Enable or disable a resource pack',
    docs: page(),
    effect: 'write',
    params: one,
    body: body({ enabled: flag() }),
    responses: { 204: empty },
    failures: ['notFound'],
  },
  remove: {
    method: 'DELETE',
    path: '/selfService/resourcePack/{packId}',
    summary: 'Delete a resource pack; with `disable=true` one that still has servers is disabled instead',
    docs: page(),
    effect: 'destroy',
    params: one,
    query: queryOf({ disable: flag().optional() }),
    responses: { 204: empty },
    failures: ['notFound', 'notEmpty'],
  },
  suspendServers: {
    method: 'POST',
    path: '/selfService/resourcePackServers/{packId}/suspend',
    summary: 'Suspend all servers of a pack',
    docs: page(),
    effect: 'write',
    params: one,
    responses: { 204: empty },
    failures: ['notFound'],
  },
  unsuspendServers: {
    method: 'POST',
    path: '/selfService/resourcePackServers/{packId}/unsuspend',
    summary: 'Lift the suspension of all servers of a pack',
    docs: page(),
    effect: 'write',
    params: one,
    responses: { 204: empty },
    failures: ['notFound'],
  },
  removeServers: {
    method: 'DELETE',
    path: '/selfService/resourcePackServers/{packId}',
    summary: 'Delete all servers of a pack after a delay in minutes, 30 unless told',
    docs: page(),
    effect: 'destroy',
    params: one,
    query: queryOf({ delay: amount(0, LONGEST_DELAY).optional() }),
    responses: { 204: empty },
    failures: ['notFound'],
  },
});
