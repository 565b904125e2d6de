import { z } from 'zod';
import { assumed } from '../../../core/evidence.js';
import { defineOperations } from '../../../core/operation.js';
import { empty, read } from '../../../core/wire.js';
import { page } from '../docs.js';
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

export const servers = defineOperations({
  list: {
    method: 'GET',
    path: '/servers',
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
  },
  create: {
    method: 'POST',
    path: '/servers',
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
  },
  show: {
    method: 'GET',
    path: '/servers/{serverId}',
    summary: 'Show a server',
    docs: page('getServer'),
    effect: 'read',
    params: one,
    query: queryOf({ remoteState: flag().optional() }),
    responses: { 200: data(serverRead) },
    failures: ['notFound'],
  },
  remove: {
    method: 'DELETE',
    path: '/servers/{serverId}',
    summary: 'Delete a server, now or after a delay in minutes',
    docs: page('deleteServer'),
    effect: 'destroy',
    params: one,
    query: queryOf({ delay: amount(0, LONGEST_DELAY).optional() }),
    responses: { 204: empty },
    failures: ['notFound', 'locked'],
  },
  build: {
    method: 'POST',
    path: '/servers/{serverId}/build',
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
  },
  changePackage: {
    method: 'PUT',
    path: '/servers/{serverId}/package/{packageId}',
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
  },
  changeOwner: {
    method: 'PUT',
    path: '/servers/{serverId}/owner/{newOwnerId}',
    summary: 'Give a server to another user',
    docs: page(),
    effect: 'write',
    params: z.object({ serverId: id(), newOwnerId: id() }),
    responses: { 201: empty },
    failures: ['notFound'],
  },
  resetPassword: {
    method: 'POST',
    path: '/servers/{serverId}/resetPassword',
    summary: "Set a new password for the server's administrator",
    docs: page(),
    effect: 'write',
    params: one,
    body: body({ user: z.enum(['root', 'Administrator']).optional(), sendMail: flag().optional() }),
    responses: { 200: data(passwordReset) },
    failures: ['notFound', 'locked', 'conflict'],
  },
  suspend: {
    method: 'POST',
    path: '/servers/{serverId}/suspend',
    summary: 'Suspend a server',
    docs: page('suspendServer'),
    effect: 'write',
    params: one,
    responses: { 204: empty },
    failures: ['notFound', 'locked'],
  },
  unsuspend: {
    method: 'POST',
    path: '/servers/{serverId}/unsuspend',
    summary: 'Lift the suspension of a server',
    docs: page('unsuspendServer'),
    effect: 'write',
    params: one,
    responses: { 204: empty },
    failures: ['notFound', 'locked', 'conflict'],
  },
  templates: {
    method: 'GET',
    path: '/servers/{serverId}/templates',
    summary: 'Operating system templates that a server can be built from',
    docs: page(),
    effect: 'read',
    params: one,
    responses: { 200: data(z.array(templateGroup)) },
    failures: ['notFound'],
  },
  listOfUser: {
    method: 'GET',
    path: '/servers/user/{userId}',
    summary: 'Servers of a user',
    docs: page(),
    effect: 'read',
    params: z.object({ userId: id() }),
    responses: { 200: data(z.array(userServer)) },
    failures: ['notFound'],
  },
});
