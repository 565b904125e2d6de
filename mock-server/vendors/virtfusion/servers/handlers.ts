import { Failure, refuse } from '../../../../contracts/core/failure.js';
import type { PartOutput } from '../../../../contracts/core/operation.js';
import { refusals } from '../../../../contracts/vendors/virtfusion/refusals.js';
import type { servers as operations } from '../../../../contracts/vendors/virtfusion/servers/operations.js';
import type { Handlers } from '../../../calls/handler.js';
import type { VirtFusionCloud } from '../cloud.js';
import { grouped, templatesForServer } from '../media/templates.js';
import { page } from '../page.js';
import { queueBuild, queueTask } from '../queue/rules.js';
import { currentTrafficPeriod } from '../traffic/periods.js';
import { chargeServer } from '../usage/billing.js';
import { changePackage } from './change-package.js';
import { createServer } from './creation.js';
import { draftServer, needRoomFor, type ServerOrder } from './order.js';
import { deleteServer, needBuilt, needDisturbable, needIdle, suspendServer, unsuspendServer } from './rules.js';
import { server, serverRead, serverRow, userServer } from './view.js';

/** The new password of a server; it is never drawn twice the same. */
const passwordOf = (cloud: VirtFusionCloud, id: number, turn: number): string =>
  cloud.random.letters({ entity: 'server', id: `${id}/${turn}`, field: 'password' }, 20);

export const handlers = {
  list(call) {
    const { cloud, query } = call;
    const wanted = query.hypervisorId ?? query['hypervisorId[]'];
    const found = cloud.servers.listed(
      `${wanted}`,
      ({ hypervisorId }) => wanted === undefined || wanted.includes(hypervisorId),
    );
    // A full row names its traffic period, which ends by itself.
    if (query.type === 'full') return { status: 200, body: page(call, found, own => server(cloud, own)) };
    return { status: 200, body: page(call, found, serverRow) };
  },

  create({ query, body, cloud }) {
    const { userId } = body;
    const order = orderFrom(body);
    if (userId === undefined) {
      if (!query.dryRun) throw noUser();
      needRoomFor(cloud, order);
      return { status: 200, body: [] };
    }
    const draft = draftServer(cloud, { ...order, userId });
    if (query.dryRun) return { status: 200, body: [] };
    return { status: 201, body: { data: server(cloud, createServer(cloud, draft)) } };
  },

  show({ params, query, cloud }) {
    const found = cloud.servers.need(params.serverId);
    return {
      status: 200,
      body: { data: serverRead(cloud, found, query.remoteState ?? false) },
      // What the machine does now is asked of it each time; all else holds until the next traffic period.
      cache: query.remoteState ? cloud.now : currentTrafficPeriod(found.created, cloud.now).to,
    };
  },

  remove({ params, query, cloud }) {
    const found = cloud.servers.need(params.serverId);
    needDisturbable(found);
    deleteServer(cloud, found, query.delay ?? 0);
    return { status: 204 };
  },

  build({ params, body, cloud }) {
    const found = cloud.servers.need(params.serverId);
    const template = templatesForServer(cloud, found).find(({ id }) => id === body.operatingSystemId);
    if (template === undefined) throw refuse(refusals.badTemplate);
    // The vendor's printed example names four keys and answers none: those that are not the owner's are passed over.
    const sshKeys = (body.sshKeys ?? []).filter(id => cloud.sshKeys.get(id)?.userId === found.ownerId);
    if (found.suspended) throw refuse(refusals.isSuspended);
    needIdle(found);
    const password = found.passwords + 1;
    const changed = cloud.change(found.id, {
      state: 'queued',
      buildFailed: false,
      templateId: template.id,
      password,
      passwords: password,
      sshKeys,
      name: body.name ?? found.name,
      hostname: body.hostname ?? found.hostname,
      timezone: body.timezone ?? found.timezone,
      vnc: { ...found.vnc, enabled: body.vnc ?? false },
    });
    queueBuild(cloud, changed, body.ipv6 ?? false);
    const built = server(cloud, cloud.servers.need(found.id));
    const decryptedPassword = passwordOf(cloud, found.id, password);
    return { status: 200, body: { data: { ...built, settings: { ...built.settings, decryptedPassword } } } };
  },

  changePackage({ params, body, cloud }) {
    const found = cloud.servers.need(params.serverId);
    const plan = cloud.packages.need(params.packageId);
    if (!plan.enabled) throw refuse(refusals.badPackage);
    needIdle(found);
    return { status: 200, body: { info: changePackage(cloud, found, plan, body) } };
  },

  changeOwner({ params, cloud }) {
    const found = cloud.servers.need(params.serverId);
    const owner = cloud.users.need(params.newOwnerId);
    if (owner.id !== found.ownerId) {
      const hourly = found.selfService === 1 && (owner.selfService === 1 || owner.selfService === 3);
      const changed = cloud.change(found.id, { ownerId: owner.id, selfService: hourly ? 1 : 0, packId: null });
      chargeServer(cloud, changed);
    }
    return { status: 201 };
  },

  resetPassword({ params, cloud }) {
    const found = cloud.servers.need(params.serverId);
    needBuilt(found);
    needIdle(found);
    const password = found.passwords + 1;
    const changed = cloud.change(found.id, { passwords: password });
    const { id } = queueTask(cloud, changed, 'reset_password', { purpose: { password } });
    return {
      status: 200,
      body: { data: { queueId: id, expectedPassword: passwordOf(cloud, found.id, password) } },
    };
  },

  suspend({ params, cloud }) {
    suspendServer(cloud, cloud.servers.need(params.serverId));
    return { status: 204 };
  },

  unsuspend({ params, cloud }) {
    const found = cloud.servers.need(params.serverId);
    if (found.suspendWaits) throw refuse(refusals.notSuspended);
    needIdle(found);
    if (!found.suspended) throw refuse(refusals.notSuspended);
    unsuspendServer(cloud, found);
    return { status: 204 };
  },

  templates({ params, cloud }) {
    const found = cloud.servers.need(params.serverId);
    return { status: 200, body: { data: grouped(cloud, templatesForServer(cloud, found)) } };
  },

  listOfUser({ params, cloud }) {
    const { id } = cloud.users.need(params.userId);
    return {
      status: 200,
      body: { data: cloud.serversOf(id).map(own => userServer(cloud, own)) },
    };
  },
} satisfies Handlers<typeof operations, VirtFusionCloud>;

/** An order in earnest says for whom: refused as the check of its form refuses a member that is missing. */
const noUser = (): Failure => new Failure('invalid', { issues: [{ in: 'body', path: ['userId'], code: 'required' }] });

type Body = PartOutput<(typeof operations)['create'], 'body'>;

/**
 * What the body asks for, in our words: the group is called `hypervisorId` there. Network profile and asset groups are
 * taken and change nothing: the vendor's printed answer to an order with both shows neither.
 */
function orderFrom(body: Body): Omit<ServerOrder, 'userId'> {
  const extraDisks = [];
  if (body.additionalStorage1Enable && body.additionalStorage1Capacity !== undefined)
    extraDisks.push({ capacity: body.additionalStorage1Capacity, profile: body.additionalStorage1Profile ?? 0 });
  if (body.additionalStorage2Enable && body.additionalStorage2Capacity !== undefined)
    extraDisks.push({ capacity: body.additionalStorage2Capacity, profile: body.additionalStorage2Profile ?? 0 });
  return {
    packageId: body.packageId,
    groupId: body.hypervisorId,
    ipv4: body.ipv4,
    storage: body.storage,
    traffic: body.traffic,
    memory: body.memory,
    cores: body.cpuCores,
    speedIn: body.networkSpeedInbound,
    speedOut: body.networkSpeedOutbound,
    storageProfile: body.storageProfile,
    rulesets: body.firewallRulesets,
    extraDisks,
  };
}
