import { z } from 'zod';
import { assumed } from '../../../core/evidence.js';
import { defineOperations } from '../../../core/operation.js';
import { defineResource } from '../../../core/resource.js';
import { empty, read } from '../../../core/wire.js';
import { page } from '../docs.js';
import { routes } from '../routes.js';
import { templateGroup } from '../schemas/catalogue.js';
import { amount, body, data, flag, id, paged, paging, queryOf } from '../schemas/common.js';
import { server, serverBuilt, serverRead, serverRow, userServer } from '../schemas/server.js';
import { passwordReset } from '../schemas/server-parts.js';

/** Longest delay of a deletion, in minutes. */
export const LONGEST_DELAY = 43_800;

const one = z.object({ serverId: id() });
const ids = () => read.list(read.integer());

/** Swap: 256, 512 and 768 are MB, the smaller numbers GB. */
const swaps = [256, 512, 768, 1, 1.5, 2, 3, 4, 5, 6, 8] as const;

export const servers = defineOperations(routes.servers, {
  list: {
    summary: 'List servers',
    docs: page(),
    effect: 'read',
    query: queryOf({
      type: z.enum(['simple', 'full']).optional(),
      ...paging,
      hypervisorId: ids().optional(),
      'hypervisorId[]': ids().optional(),
    }),
    /** What a row holds with `type=full` is in no public source. */
    responses: { 200: paged(z.union([serverRow, assumed(server)])) },
    example: { query: { results: '20', page: '1', type: 'simple', hypervisorId: '1' } },
  },
  create: {
    summary: 'Create a server',
    docs: page('createServer'),
    effect: 'spend',
    query: queryOf({ dryRun: flag().optional() }),
    body: body({
      packageId: read.integer(),
      userId: read.integer(),
      /** Id of a hypervisor group, in spite of its name. */
      hypervisorId: read.integer(),
      ipv4: amount(0, 64).optional(),
      storage: amount(1, 1_000_000).optional(),
      traffic: amount(0, 999_999_999).optional(),
      memory: amount(1, 16_777_216).optional(),
      cpuCores: amount(1, 1024).optional(),
      networkSpeedInbound: amount(0, 999_999_999).optional(),
      networkSpeedOutbound: amount(0, 999_999_999).optional(),
      storageProfile: read.integer().optional(),
      networkProfile: read.integer().optional(),
      firewallRulesets: ids().optional(),
      hypervisorAssetGroups: ids().optional(),
      additionalStorage1Enable: flag().optional(),
      additionalStorage2Enable: flag().optional(),
      additionalStorage1Profile: read.integer().optional(),
      additionalStorage2Profile: read.integer().optional(),
      additionalStorage1Capacity: amount(1, 1_000_000).optional(),
      additionalStorage2Capacity: amount(1, 1_000_000).optional(),
    }),
    responses: { 200: assumed(z.array(z.unknown()).max(0)), 201: data(server) },
    failures: ['stock', 'quota', 'funds'],
    example: { body: { packageId: 1, userId: 1, hypervisorId: 1 } },
    checkedWith: { body: { packageId: '{packageId}', hypervisorId: '{hypervisorGroupId}' } },
  },
  show: {
    summary: 'Show a server',
    docs: page('getServer'),
    effect: 'read',
    params: one,
    query: queryOf({ remoteState: flag().optional() }),
    responses: { 200: data(serverRead) },
    failures: ['notFound'],
    example: { params: { serverId: '1' }, query: { remoteState: 'false' } },
    checkedWith: { query: { remoteState: 'true' } },
  },
  remove: {
    summary: 'Delete a server, now or after a delay in minutes',
    docs: page('deleteServer'),
    effect: 'destroy',
    params: one,
    query: queryOf({ delay: amount(0, LONGEST_DELAY).optional() }),
    responses: { 204: empty },
    failures: ['notFound', 'locked'],
    example: { params: { serverId: '1' }, query: { delay: '5' } },
  },
  build: {
    summary: 'Install an operating system',
    docs: page('buildServer'),
    effect: 'destroy',
    params: one,
    body: body({
      operatingSystemId: read.integer(),
      name: z.string().min(1).max(255).optional(),
      hostname: z.string().max(255).nullable().optional(),
      /** Null is what the Terraform provider of EZSCALE sends for no keys. */
      sshKeys: ids().nullable().optional(),
      vnc: flag().optional(),
      ipv6: flag().optional(),
      email: flag().optional(),
      swap: read
        .number()
        .refine(swap => swap === 0 || swaps.some(allowed => allowed === swap), `must be one of ${swaps.join(', ')}`)
        .optional(),
      timezone: z.string().optional(),
    }),
    responses: { 200: data(serverBuilt) },
    failures: ['notFound', 'locked', 'conflict'],
    example: { params: { serverId: '1' }, body: { operatingSystemId: 1, name: 'hostdouble' } },
    checkedWith: { body: { operatingSystemId: '{templateId}', name: 'hostdouble-{tag}' } },
  },
  changePackage: {
    summary: 'Change the package; the flags choose what follows it, without any all does',
    docs: page('changeServerPackage'),
    effect: 'spend',
    params: z.object({ serverId: id(), packageId: id() }),
    body: body({
      backupPlan: flag().optional(),
      cpu: flag().optional(),
      memory: flag().optional(),
      primaryDiskReadIOPS: flag().optional(),
      primaryDiskReadThroughput: flag().optional(),
      primaryDiskSize: flag().optional(),
      primaryDiskWriteIOPS: flag().optional(),
      primaryDiskWriteThroughput: flag().optional(),
      primaryNetworkInboundSpeed: flag().optional(),
      primaryNetworkOutboundSpeed: flag().optional(),
      primaryNetworkTraffic: flag().optional(),
    }),
    responses: { 200: z.strictObject({ info: z.array(z.string()) }) },
    failures: ['notFound', 'locked', 'stock', 'quota'],
    example: {
      params: { serverId: '1', packageId: '2' },
      body: {
        backupPlan: true,
        cpu: true,
        memory: true,
        primaryDiskReadIOPS: false,
        primaryDiskReadThroughput: false,
        primaryDiskSize: true,
        primaryDiskWriteIOPS: true,
        primaryDiskWriteThroughput: true,
        primaryNetworkInboundSpeed: true,
        primaryNetworkOutboundSpeed: true,
        primaryNetworkTraffic: true,
      },
    },
  },
  changeOwner: {
    summary: 'Give a server to another user',
    docs: page(),
    effect: 'write',
    params: z.object({ serverId: id(), newOwnerId: id() }),
    responses: { 201: empty },
    failures: ['notFound'],
    example: { params: { serverId: '1', newOwnerId: '2' } },
  },
  resetPassword: {
    summary: "Set a new password for the server's administrator",
    docs: page(),
    effect: 'write',
    params: one,
    body: body({ user: z.enum(['root', 'Administrator']).optional(), sendMail: flag().optional() }),
    responses: { 200: data(passwordReset) },
    failures: ['notFound', 'locked', 'conflict'],
    example: { params: { serverId: '1' }, body: { user: 'root', sendMail: true } },
  },
  suspend: {
    summary: 'Suspend a server',
    docs: page('suspendServer'),
    effect: 'write',
    params: one,
    responses: { 204: empty },
    failures: ['notFound', 'locked'],
    example: { params: { serverId: '1' } },
  },
  unsuspend: {
    summary: 'Lift the suspension of a server',
    docs: page('unsuspendServer'),
    effect: 'write',
    params: one,
    responses: { 204: empty },
    failures: ['notFound', 'locked', 'conflict'],
    example: { params: { serverId: '1' } },
  },
  templates: {
    summary: 'Operating system templates that a server can be built from',
    docs: page(),
    effect: 'read',
    params: one,
    responses: { 200: data(z.array(templateGroup)) },
    failures: ['notFound'],
    example: { params: { serverId: '1' } },
  },
  listOfUser: {
    summary: 'Servers of a user',
    docs: page(),
    effect: 'read',
    params: z.object({ userId: id() }),
    responses: { 200: data(z.array(userServer)) },
    failures: ['notFound'],
    example: { params: { userId: '1' } },
  },
});

defineResource(servers, {
  create: 'create',
  ids: { serverId: '$.data.id' },
  after: ['build'],
  ready: { read: 'show', at: '$.data.tasks.active', is: [false] },
  destroy: 'remove',
  destroyWith: { query: { delay: '0' } },
  gone: { read: 'show' },
});
