import { z } from 'zod';
import { nameSchemas } from '../../core/document-marks.js';
import { assumed } from '../../core/evidence.js';
import { defineOperations } from '../../core/operation.js';
import { defineResource } from '../../core/resource.js';
import { empty, read, uuid } from '../../core/wire.js';
import {
  aUser,
  body,
  byId,
  byRelation,
  data,
  deletionDelay,
  flag,
  id,
  queryOf,
  selfServiceMayBeOff,
  unseen,
  userParams,
} from './common.js';
import { page } from './docs.js';
import { refusals } from './refusals.js';
import { routes } from './routes.js';

/** Total, used, free, percent, limited. */
const share = z.strictObject({ t: z.int(), u: z.int(), f: z.int(), p: z.int(), l: z.boolean() });

/** `id` is the pack given to the user, `pid` the limit profile it was made from. Memory in MB, storage and traffic in GB. */
const resourcePack = z.strictObject({
  type: z.literal('pack'),
  id: z.int(),
  pid: z.int(),
  label: unseen.text,
  name: z.string(),
  limits: z.strictObject({
    total_servers: z.int(),
    total_memory: z.int(),
    total_storage: z.int(),
    total_cpu: z.int(),
    total_traffic: z.int(),
    max_memory: z.int(),
    max_storage: z.int(),
    max_cpu: z.int(),
    max_traffic: z.int(),
  }),
  used: z.strictObject({
    servers: z.int(),
    memory: z.int(),
    storage: z.int(),
    cpu: z.int(),
    traffic: z.int(),
  }),
  usage: z.strictObject({ servers: share, memory: share, storage: share, cpu: share, traffic: share }),
  /** Only with `withServers=true`. */
  servers: assumed(z.array(z.strictObject({ id: z.int(), uuid, name: z.string(), suspended: z.boolean() }))).optional(),
});

nameSchemas({ ResourcePackShare: share, ResourcePack: resourcePack });

const one = z.object({ packId: id() });

const aPack = { packId: '1' };

export const resourcePacks = defineOperations(routes.resourcePacks, {
  add: {
    summary: 'Give a user a resource pack made from a limit profile',
    docs: page('addUserResourcePack'),
    effect: 'spend',
    mayBeAbsent: selfServiceMayBeOff,
    params: userParams,
    query: byRelation,
    /** `packId` is the limit profile; the answer holds the id of the user's own pack. */
    body: body({ packId: read.integer(), enabled: flag().optional() }),
    responses: { 201: data(z.strictObject({ id: z.int() })) },
    failures: ['notFound'],
    example: { params: aUser, query: byId, body: { packId: 1, enabled: true } },
  },
  show: {
    summary: 'Show a resource pack with what is used of it',
    docs: page(),
    effect: 'read',
    mayBeAbsent: selfServiceMayBeOff,
    params: one,
    query: queryOf({ withServers: flag().optional() }),
    responses: { 200: data(resourcePack) },
    failures: ['notFound'],
    example: { params: aPack, query: { withServers: 'true' } },
    checkedWith: { query: { withServers: 'true' } },
  },
  modify: {
    summary: 'Enable or disable a resource pack',
    docs: page(),
    effect: 'write',
    mayBeAbsent: selfServiceMayBeOff,
    params: one,
    body: body({ enabled: flag() }),
    responses: { 204: empty },
    failures: ['notFound'],
    example: { params: aPack, body: { enabled: true } },
  },
  remove: {
    summary: 'Delete a resource pack; with `disable=true` one that still has servers is disabled instead',
    docs: page(),
    effect: 'destroy',
    mayBeAbsent: selfServiceMayBeOff,
    params: one,
    query: queryOf({ disable: flag().optional() }),
    responses: { 204: empty },
    failures: ['notFound', 'notEmpty'],
    example: { params: aPack, query: { disable: 'true' } },
  },
  suspendServers: {
    summary: 'Suspend all servers of a pack',
    docs: page(),
    effect: 'write',
    mayBeAbsent: selfServiceMayBeOff,
    params: one,
    responses: { 204: empty },
    failures: ['notFound'],
    example: { params: aPack },
  },
  unsuspendServers: {
    summary: 'Lift the suspension of all servers of a pack',
    docs: page(),
    effect: 'write',
    mayBeAbsent: selfServiceMayBeOff,
    params: one,
    responses: { 204: empty },
    failures: ['notFound'],
    example: { params: aPack },
  },
  removeServers: {
    summary: 'Delete all servers of a pack after a delay in minutes, 30 unless told',
    docs: page(),
    effect: 'destroy',
    mayBeAbsent: selfServiceMayBeOff,
    params: one,
    query: queryOf(deletionDelay),
    responses: { 204: empty },
    failures: ['notFound', 'locked'],
    saidAs: { locked: refusals.doNotDisturb },
    example: { params: aPack, query: { delay: '30' } },
  },
});

defineResource(resourcePacks, {
  create: 'add',
  ids: { packId: '$.data.id' },
  destroy: 'remove',
  gone: { read: 'show' },
});
