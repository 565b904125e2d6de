import { z } from 'zod';
import { nameSchemas, sentAs } from '../../../core/document-marks.js';
import { assumed } from '../../../core/evidence.js';
import { defineOperations } from '../../../core/operation.js';
import { defineResource } from '../../../core/resource.js';
import { empty, read, secret } from '../../../core/wire.js';
import {
  aServer,
  body,
  data,
  deletionDelay,
  firstPage,
  flag,
  id,
  ids,
  paged,
  paging,
  queryOf,
  serverParams,
} from '../common.js';
import { page } from '../docs.js';
import { refusals } from '../refusals.js';
import { routes } from '../routes.js';
import { templateGroup } from '../templates.js';
import { serverOrder, serverOrderChecked, serverOrderExample } from './order.js';
import { server, serverBuilt, serverRead, serverRow, userServer } from './server.js';

/** The new password, which the queued work will set. */
const passwordReset = z.strictObject({ queueId: z.int(), expectedPassword: secret(z.string()) });

nameSchemas({ PasswordReset: passwordReset });

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
    example: { query: { ...firstPage, type: 'simple', hypervisorId: '1' } },
  },
  create: {
    summary: 'Create a server',
    docs: page('createServer'),
    effect: 'spend',
    query: queryOf({ dryRun: flag().optional() }),
    body: serverOrder,
    responses: { 200: assumed(z.array(z.unknown()).max(0)), 201: data(server) },
    failures: ['stock', 'quota', 'funds'],
    example: serverOrderExample,
    checkedWith: serverOrderChecked,
  },
  show: {
    summary: 'Show a server',
    docs: page('getServer'),
    effect: 'read',
    params: serverParams,
    query: queryOf({ remoteState: flag().optional() }),
    responses: { 200: data(serverRead) },
    failures: ['notFound'],
    example: { params: aServer, query: { remoteState: 'false' } },
    checkedWith: { query: { remoteState: 'true' } },
  },
  remove: {
    summary: 'Delete a server, now or after a delay in minutes',
    docs: page('deleteServer'),
    effect: 'destroy',
    params: serverParams,
    query: queryOf(deletionDelay),
    responses: { 204: empty },
    failures: ['notFound', 'locked'],
    saidAs: { locked: refusals.doNotDisturb },
    example: { params: aServer, query: { delay: '5' } },
  },
  build: {
    summary: 'Install an operating system',
    docs: page('buildServer'),
    effect: 'destroy',
    params: serverParams,
    body: body({
      operatingSystemId: read.integer(),
      name: z.string().min(1).max(255).optional(),
      hostname: z.string().max(255).nullable().optional(),
      /** Null is what the Terraform provider of EZSCALE sends for no keys. */
      sshKeys: ids().nullable().optional(),
      vnc: flag().optional(),
      ipv6: flag().optional(),
      email: flag().optional(),
      swap: sentAs(
        read.number().refine(swap => swap === 0 || swaps.some(allowed => allowed === swap), {
          error: `must be one of ${swaps.join(', ')}`,
          params: { rule: 'in' },
        }),
        z.literal([0, ...swaps]),
      ).optional(),
      timezone: z.string().optional(),
    }),
    responses: { 200: data(serverBuilt) },
    failures: ['notFound', 'locked', 'conflict'],
    example: {
      params: aServer,
      body: {
        operatingSystemId: 1,
        name: 'server 1',
        hostname: 'server1.domain.com',
        sshKeys: [1, 2, 3, 4],
        vnc: false,
        ipv6: false,
        swap: 512,
        email: true,
      },
    },
    checkedWith: {
      body: {
        operatingSystemId: '{templateId}',
        name: 'hostdouble-{tag}',
        hostname: null,
        sshKeys: null,
        vnc: null,
        ipv6: null,
        swap: null,
        email: null,
      },
    },
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
      params: { ...aServer, packageId: '2' },
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
    example: { params: { ...aServer, newOwnerId: '2' } },
  },
  resetPassword: {
    summary: "Set a new password for the server's administrator",
    docs: page(),
    effect: 'write',
    params: serverParams,
    body: body({ user: z.enum(['root', 'Administrator']).optional(), sendMail: flag().optional() }),
    responses: { 200: data(passwordReset) },
    failures: ['notFound', 'locked', 'conflict'],
    example: { params: aServer, body: { user: 'root', sendMail: true } },
  },
  suspend: {
    summary: 'Suspend a server, now or when the work ends that runs on it',
    docs: page('suspendServer'),
    effect: 'write',
    params: serverParams,
    responses: { 204: empty },
    failures: ['notFound', 'locked'],
    example: { params: aServer },
  },
  unsuspend: {
    summary: 'Lift the suspension of a server',
    docs: page('unsuspendServer'),
    effect: 'write',
    params: serverParams,
    responses: { 204: empty },
    failures: ['notFound', 'locked', 'conflict'],
    saidAs: { conflict: refusals.notSuspended },
    example: { params: aServer },
  },
  templates: {
    summary: 'Operating system templates that a server can be built from',
    docs: page(),
    effect: 'read',
    params: serverParams,
    responses: { 200: data(z.array(templateGroup)) },
    failures: ['notFound'],
    example: { params: aServer },
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
