import { backupTerms } from '../backups/rules.js';
import type { VirtFusionCloud } from '../cloud.js';
import { giveIpv4 } from '../server-network/addresses.js';
import type { NetworkInterface } from '../server-network/record.js';
import { chargeServer } from '../usage/billing.js';
import { tellOfServer } from '../webhooks/tell.js';
import { driveOf } from './drives.js';
import type { ServerDraft } from './order.js';
import type { DiskWish } from './placement.js';
import type { Disk, PendingChange, Server } from './record.js';

/** Makes the server of a draft: it has its place and its addresses, and nothing is installed on it. */
export function createServer(cloud: VirtFusionCloud, draft: ServerDraft): Server {
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
    buildFailed: false,
    suspended: false,
    protected: false,
    suspendWaits: false,
    running: false,
    memory: draft.memory,
    cores: draft.cores,
    traffic: draft.traffic,
    throttle: 0,
    templateId: 0,
    password: 0,
    passwords: 0,
    sshKeys: [],
    vnc: { enabled: false, port: vncPort(cloud, place.hypervisor.id), turn: 0 },
    uefi: false,
    bootOrder: ['hd', 'cdrom'],
    isoId: null,
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
    deleteWaits: false,
    doNotDisturb: false,
    built: null,
    created: cloud.now,
    updated: cloud.now,
  });
  giveIpv4(cloud, id, place.primary, false);
  giveIpv4(cloud, id, place.secondary, true);
  if (server.backupPlanId !== null) cloud.backups.charge(id, cloud.now, backupTerms(cloud, id, server.backupPlanId));
  chargeServer(cloud, server);
  const args = { packageId: plan.id, userId: user.id, hypervisorId: order.groupId };
  const allocation = { hypervisorId: server.hypervisorId };
  tellOfServer(cloud, 'server.create', id, { data: () => ({ args, allocation }) });
  return server;
}

function diskOf(cloud: VirtFusionCloud, { plan, place }: ServerDraft, wish: DiskWish, index: number): Disk {
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

const pendingDisk = (cloud: VirtFusionCloud, { uid, index }: Disk): PendingChange => ({
  id: cloud.nextId('action'),
  action: `Create HDD (sd${driveOf(index)})`,
  payload: { disk: uid },
  created: cloud.now,
});

function interfaceOf(cloud: VirtFusionCloud, id: number, secondary: boolean): NetworkInterface {
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
