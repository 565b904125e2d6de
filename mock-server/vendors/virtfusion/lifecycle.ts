import { refuse } from '../../../contracts/core/failure.js';
import { refusals } from '../../../contracts/vendors/virtfusion/refusals.js';
import { MINUTE } from '../../domain/clock.js';
import { giveIpv4, takeBackAddresses } from './addresses.js';
import { balanceOf, chargeServer } from './billing.js';
import type { Plan } from './catalogue-records.js';
import type { VirtFusionCloud } from './cloud.js';
import { type Payment, paymentFor } from './packs.js';
import { type DiskWish, findPlace, type Place } from './placement.js';
import type { Disk, Interface, Pending, Server, User } from './records.js';
import { dropTasks } from './tasks.js';

/** What is asked for a new server; absent values come from the package. */
export interface Order {
  readonly packageId: number;
  readonly userId: number;
  readonly groupId: number;
  readonly ipv4?: number | undefined;
  readonly storage?: number | undefined;
  readonly traffic?: number | undefined;
  readonly memory?: number | undefined;
  readonly cores?: number | undefined;
  readonly speedIn?: number | undefined;
  readonly speedOut?: number | undefined;
  readonly storageProfile?: number | undefined;
  readonly rulesets?: readonly number[] | undefined;
  readonly extraDisks: readonly DiskWish[];
}

/** An order that can be carried out. */
export interface Draft {
  readonly order: Order;
  readonly plan: Plan;
  readonly user: User;
  readonly place: Place;
  readonly disks: readonly DiskWish[];
  readonly payment: Payment;
  readonly memory: number;
  readonly cores: number;
  readonly traffic: number;
}

/** Holds an order to all that must be true of it. Changes nothing; refuses in the vendor's words. */
export function draftServer(cloud: VirtFusionCloud, order: Order): Draft {
  const plan = cloud.packages.get(order.packageId);
  if (plan === undefined || !plan.enabled) throw refuse(refusals.badPackage);
  const user = cloud.users.get(order.userId);
  if (user === undefined) throw refuse(refusals.badUser);
  if (cloud.groups.get(order.groupId)?.enabled !== true) throw refuse(refusals.badGroup);
  needRulesets(cloud, order.rulesets ?? []);

  const memory = order.memory ?? plan.memory;
  const cores = order.cores ?? plan.cores;
  const traffic = order.traffic ?? plan.traffic;
  const primary = { capacity: order.storage ?? plan.storage, profile: order.storageProfile ?? plan.storageProfile };
  const disks = [primary, ...order.extraDisks];
  const storage = disks.reduce((sum, { capacity }) => sum + capacity, 0);
  const payment = paymentFor(cloud, user, { servers: 1, memory, storage, cores, traffic });
  if (payment.selfService === 1 && user.prepaid && balanceOf(cloud, user.id) <= 0) throw refuse(refusals.noCredit);

  const wish = { memory, cores, disks, ipv4: order.ipv4 ?? 1, privateIpv4: plan.privateIpv4 };
  const place = findPlace(cloud, order.groupId, wish);
  if (place === 'resources') throw refuse(refusals.noRoom);
  if (place === 'addresses') throw refuse(refusals.noIpv4);
  return { order, plan, user, place, disks, payment, memory, cores, traffic };
}

/** Every ruleset must exist; -1 alone stands for none. */
export function needRulesets(cloud: VirtFusionCloud, ids: readonly number[]): void {
  if (ids.some(id => id !== -1 && cloud.rulesets.get(id) === undefined)) throw refuse(refusals.badRuleset);
}

/** Makes the server of a draft: it has its place and its addresses, and nothing is installed on it. */
export function createServer(cloud: VirtFusionCloud, draft: Draft): Server {
  const { order, plan, user, place, payment } = draft;
  const id = cloud.nextId('server');
  const disks = draft.disks.map((wish, index) => diskOf(cloud, draft, wish, index));
  const server = cloud.servers.add({
    id,
    uuid: cloud.random.uuid({ entity: 'server', id, field: 'uuid' }),
    ownerId: user.id,
    hypervisorId: place.hypervisor.id,
    packageId: plan.id,
    name: '',
    hostname: null,
    timezone: '_default',
    selfService: payment.selfService,
    packId: payment.packId,
    state: 'allocated',
    suspended: false,
    running: false,
    memory: draft.memory,
    cores: draft.cores,
    traffic: draft.traffic,
    throttle: 0,
    templateId: 0,
    password: 0,
    sshKeys: [],
    vnc: { enabled: false, port: vncPort(cloud, place.hypervisor.id), turn: 0 },
    backupPlanId: plan.backupPlanId === 0 ? null : plan.backupPlanId,
    backupAccess: 'inherit',
    customXml: {},
    primary: {
      ...interfaceOf(cloud, id, false),
      speedIn: order.speedIn ?? plan.speedIn,
      speedOut: order.speedOut ?? plan.speedOut,
      networkProfile: plan.networkProfile,
      rulesets: (order.rulesets ?? []).filter(ruleset => ruleset !== -1),
    },
    secondary: plan.privateIpv4 === 0 ? null : interfaceOf(cloud, cloud.nextId('secondaryInterface'), true),
    disks,
    pending: disks.slice(1).map(disk => pendingDisk(cloud, disk)),
    taskId: null,
    lastTask: null,
    deleteAt: null,
    built: null,
    created: cloud.now,
    updated: cloud.now,
  });
  giveIpv4(cloud, id, place.primary, false);
  giveIpv4(cloud, id, place.secondary, true);
  if (server.backupPlanId !== null) cloud.backups.charge(id, cloud.now, { planId: server.backupPlanId });
  chargeServer(cloud, server);
  return server;
}

function diskOf(cloud: VirtFusionCloud, { plan, place }: Draft, wish: DiskWish, index: number): Disk {
  return {
    uid: cloud.nextId('disk'),
    index: index + 1,
    capacity: wish.capacity,
    profile: wish.profile,
    storageId: place.storages[index] ?? null,
    ready: index === 0,
    readBytes: index === 0 ? plan.readBytes : null,
    writeBytes: index === 0 ? plan.writeBytes : null,
    readIops: index === 0 ? plan.readIops : null,
    writeIops: index === 0 ? plan.writeIops : null,
    created: cloud.now,
    updated: cloud.now,
  };
}

const pendingDisk = (cloud: VirtFusionCloud, { uid, index }: Disk): Pending => ({
  id: cloud.nextId('action'),
  action: `Create HDD (sd${driveOf(index)})`,
  payload: { disk: uid },
  created: cloud.now,
});

/** `a` for the first disk. */
export const driveOf = (index: number): string => 'abcdefghijklmnopqrstuvwxyz'.charAt(index - 1);

function interfaceOf(cloud: VirtFusionCloud, id: number, secondary: boolean): Interface {
  const draw = { entity: secondary ? 'secondaryInterface' : 'interface', id };
  const hex = cloud.random.hex({ ...draw, field: 'mac' }, 10).toUpperCase();
  const tag = cloud.random.takePin(`${draw.entity}.tag`);
  return {
    id,
    tag: typeof tag === 'number' ? tag : cloud.random.integer({ ...draw, field: 'tag' }, 1_000_000_000, 9_999_999_999),
    mac: `00:${hex.match(/../g)?.join(':') ?? ''}`,
    speedIn: 0,
    speedOut: 0,
    networkProfile: 0,
    firewall: false,
    rulesets: [],
    whitelist: [],
  };
}

/** The lowest port above 5900 that no other server on the hypervisor has. */
function vncPort(cloud: VirtFusionCloud, hypervisorId: number): number {
  const taken = new Set(
    cloud.servers.filter(server => server.hypervisorId === hypervisorId).map(({ vnc }) => vnc.port),
  );
  let port = 5901;
  while (taken.has(port)) port += 1;
  return port;
}

/** Deletes a server after so many minutes, or now. A deletion that was waiting gives way to the new one. */
export function deleteServer(cloud: VirtFusionCloud, server: Server, minutes: number): void {
  cloud.agenda.cancel(server.id, 'delete');
  if (minutes === 0) {
    removeServer(cloud, server.id);
    return;
  }
  const deleteAt = cloud.now + minutes * MINUTE;
  cloud.agenda.enter(deleteAt, 'delete', server.id);
  cloud.change(server.id, { deleteAt });
}

/** The server is no more: its work ends, and all it had goes back. */
export function removeServer(cloud: VirtFusionCloud, id: number): void {
  dropTasks(cloud, id);
  takeBackAddresses(cloud, id);
  for (const block of cloud.trafficBlocks.filter(({ serverId }) => serverId === id))
    cloud.trafficBlocks.remove(block.id);
  cloud.usage.stop(id, cloud.now);
  cloud.uptime.stop(id, cloud.now);
  cloud.backups.stop(id, cloud.now);
  cloud.servers.remove(id);
}

/** Suspends a server or lifts its suspension; what it uses while suspended is not billable. */
export function setSuspended(cloud: VirtFusionCloud, server: Server, suspended: boolean): void {
  if (server.suspended === suspended) return;
  chargeServer(cloud, cloud.change(server.id, { suspended }));
}
