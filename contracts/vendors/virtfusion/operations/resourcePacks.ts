import { z } from 'zod';
import { defineOperations } from '../../../core/operation.js';
import { defineResource } from '../../../core/resource.js';
import { empty, read } from '../../../core/wire.js';
import { page } from '../docs.js';
import { routes } from '../routes.js';
import { amount, body, data, flag, id, queryOf, related, relation } from '../schemas/common.js';
import { resourcePack } from '../schemas/resource-pack.js';
import { LONGEST_DELAY } from './servers.js';

const one = z.object({ packId: id() });

export const resourcePacks = defineOperations(routes.resourcePacks, {
  add: {
    summary: 'Give a user a resource pack made from a limit profile',
    docs: page('addUserResourcePack'),
    effect: 'spend',
    params: z.object(related),
    query: queryOf(relation),
    /** `packId` is the limit profile; the answer holds the id of the user's own pack. */
    body: body({ packId: read.integer(), enabled: flag().optional() }),
    responses: { 201: data(z.strictObject({ id: z.int() })) },
    failures: ['notFound'],
    example: { params: { extRelationId: '1' }, query: { relStr: 'false' }, body: { packId: 1, enabled: true } },
  },
  show: {
    summary: 'Show a resource pack with what is used of it',
    docs: page(),
    effect: 'read',
    params: one,
    query: queryOf({ withServers: flag().optional() }),
    responses: { 200: data(resourcePack) },
    failures: ['notFound'],
    example: { params: { packId: '1' }, query: { withServers: 'true' } },
    checkedWith: { query: { withServers: 'true' } },
  },
  modify: {
    summary: 'Enable or disable a resource pack',
    docs: page(),
    effect: 'write',
    params: one,
    body: body({ enabled: flag() }),
    responses: { 204: empty },
    failures: ['notFound'],
    example: { params: { packId: '1' }, body: { enabled: true } },
  },
  remove: {
    summary: 'Delete a resource pack; with `disable=true` one that still has servers is disabled instead',
    docs: page(),
    effect: 'destroy',
    params: one,
    query: queryOf({ disable: flag().optional() }),
    responses: { 204: empty },
    failures: ['notFound', 'notEmpty'],
    example: { params: { packId: '1' }, query: { disable: 'true' } },
  },
  suspendServers: {
    summary: 'Suspend all servers of a pack',
    docs: page(),
    effect: 'write',
    params: one,
    responses: { 204: empty },
    failures: ['notFound'],
    example: { params: { packId: '1' } },
  },
  unsuspendServers: {
    summary: 'Lift the suspension of all servers of a pack',
    docs: page(),
    effect: 'write',
    params: one,
    responses: { 204: empty },
    failures: ['notFound'],
    example: { params: { packId: '1' } },
  },
  removeServers: {
    summary: 'Delete all servers of a pack after a delay in minutes, 30 unless told',
    docs: page(),
    effect: 'destroy',
    params: one,
    query: queryOf({ delay: amount(0, LONGEST_DELAY).optional() }),
    responses: { 204: empty },
    failures: ['notFound'],
    example: { params: { packId: '1' }, query: { delay: '30' } },
  },
});

defineResource(resourcePacks, {
  create: 'add',
  ids: { packId: '$.data.id' },
  destroy: 'remove',
  gone: { read: 'show' },
});
