import { dayTime, microTime, sqlTime, zonedTime } from '../../../../contracts/core/time.js';
import type { VirtFusionCloud } from '../cloud.js';
import { serverHypervisor } from '../hypervisors/view.js';
import { network, userNetwork } from '../server-network/view.js';
import { customXml, resources, settings } from '../server-settings/view.js';
import { currentTrafficPeriod } from '../traffic/periods.js';
import type { User } from '../users/record.js';
import { driveOf } from './drives.js';
import type { Disk, PendingChange, Server } from './record.js';
import { remoteState, system } from './remote-state.js';

/** What a server's screen shows: a PNG of one dot. */
const SCREEN = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const commission: Readonly<Record<Server['state'], number>> = {
  allocated: 0,
  queued: 1,
  building: 1,
  failed: 2,
  complete: 3,
};

const zoned = (instant: number | null) => (instant === null ? null : zonedTime.format(instant));

function traffic(cloud: VirtFusionCloud, server: Server) {
  const { from, to } = currentTrafficPeriod(server.created, cloud.now);
  return {
    public: {
      countMethod: 1,
      currentPeriod: {
        start: microTime.format(from),
        end: `${dayTime.format(to - 1)}T23:59:59.999999Z`,
        limit: server.traffic,
      },
    },
  };
}

function disk(server: Server, disk: Disk) {
  const name = `${server.uuid}_${disk.index}`;
  const local = disk.storageId === null;
  return {
    _id: disk.uid,
    id: disk.index,
    cache: null,
    bus: null,
    capacity: disk.capacity,
    drive: driveOf(disk.index),
    datastoreDiskId: null,
    filesystem: null,
    iops: { read: disk.readIops, write: disk.writeIops },
    bytes: { read: disk.readBytes, write: disk.writeBytes },
    type: 'qcow2',
    profile: disk.ready ? disk.profile : 0,
    status: disk.ready ? 3 : 1,
    enabled: disk.ready,
    primary: disk.index === 1,
    created: zonedTime.format(disk.created),
    updated: zonedTime.format(disk.updated),
    datastore: [],
    name,
    filename: `${name}.img`,
    hypervisorStorageId: disk.storageId,
    local,
    locationType: local ? 'mountpoint' : 'datastore',
    path: local ? '/home/vf-data/disk' : '',
  };
}

const owner = (user: User) => ({
  id: user.id,
  admin: user.admin,
  extRelationId: user.extRelationId,
  name: user.name,
  email: user.email,
  timezone: user.timezone,
  suspended: !user.enabled,
  twoFactorAuth: user.twoFactorAuth,
  created: zonedTime.format(user.created),
  updated: zonedTime.format(user.updated),
});

function payload({ payload }: PendingChange) {
  if ('disk' in payload) return { disk: { id: payload.disk, disk_storage_id: null } };
  return 'memory' in payload ? { memory: payload.memory } : { cores: payload.cores };
}

const pending = (action: PendingChange) => ({
  id: action.id,
  action: action.action,
  requires: ['boot', 'restart', 'shutdown', 'poweroff'],
  collected: false,
  complete: false,
  failed: false,
  payload: payload(action),
  created: zonedTime.format(action.created),
});

/** What is in the drive; an image of the panel's own is taken to be of the type that an empty drive shows. */
function media(cloud: VirtFusionCloud, { isoId }: Server) {
  const iso = isoId === null ? undefined : cloud.isos.need(isoId);
  return {
    isoMounted: iso !== undefined,
    isoType: 'local',
    isoName: iso?.name ?? '',
    isoFilename: iso?.filename ?? '',
    isoUrl: '',
    isoDownload: false,
  };
}

/** A server with every member. */
export function server(cloud: VirtFusionCloud, server: Server) {
  const hypervisor = cloud.hypervisors.need(server.hypervisorId);
  const plan = server.backupPlanId === null ? undefined : cloud.backupPlans.get(server.backupPlanId);
  return {
    id: server.id,
    ownerId: server.ownerId,
    hypervisorId: server.hypervisorId,
    arch: 1,
    name: server.name,
    selfService: server.selfService,
    selfServiceSettings: [],
    hostname: server.hostname,
    commissionStatus: commission[server.state],
    uuid: server.uuid,
    state: server.state,
    migratable: true,
    timezone: server.timezone,
    migrateLevel: 0,
    deleteLevel: server.deleteAt === null && !server.deleteWaits ? 0 : 1,
    configLevel: server.state === 'queued' || server.state === 'building' ? 1 : 0,
    backupLevel: 0,
    elevated: false,
    elevateId: null,
    elevate: false,
    destroyable: true,
    rebuild: false,
    suspended: server.suspended,
    protected: server.protected,
    buildFailed: server.buildFailed,
    primaryNetworkDhcp4: false,
    primaryNetworkDhcp6: false,
    built: zoned(server.built),
    created: zonedTime.format(server.created),
    updated: zonedTime.format(server.updated),
    traffic: traffic(cloud, server),
    settings: settings(cloud, server),
    cpu: {
      cores: server.cores,
      type: 'inherit',
      typeExact: 'host-model',
      shares: 1024,
      throttle: server.throttle,
      topology: { enabled: false, sockets: 1, cores: server.cores, threads: 1, dies: 1 },
    },
    customXML: customXml(server),
    qemuCommandline: [],
    qemuAgent: { os: { screen: SCREEN } },
    media: media(cloud, server),
    backupPlan: { id: plan?.id ?? null, name: plan?.name ?? null },
    vnc: { ip: hypervisor.ip, port: server.vnc.port, enabled: server.vnc.enabled },
    network: network(cloud, server),
    storage: server.disks.map(own => disk(server, own)),
    hypervisorAssets: [],
    hypervisor: serverHypervisor(cloud, hypervisor),
    owner: owner(cloud.users.need(server.ownerId)),
    sshKeys: server.sshKeys.map(id => sshKey(cloud, id)),
    sharedUsers: [],
    tasks: {
      active: server.taskId !== null,
      lastOn: server.lastTask === null ? null : sqlTime.format(server.lastTask),
      actions: { pending: server.pending.map(pending) },
    },
  };
}

/** A server as one reads it: how its machine is now is told only when that was asked. */
export function serverRead(cloud: VirtFusionCloud, own: Server, asked: boolean) {
  const shown = server(cloud, own);
  if (!asked) return { ...shown, remoteState: false as const };
  const { guest, ...rest } = system(cloud, own);
  const qemuAgent = { os: { ...shown.qemuAgent.os, ...guest } };
  return { ...shown, qemuAgent, ...rest, remoteState: remoteState(cloud, own) };
}

function sshKey(cloud: VirtFusionCloud, id: number) {
  const key = cloud.sshKeys.need(id);
  return {
    id: key.id,
    ownerId: key.userId,
    type: 'OpenSSH',
    name: key.name,
    public: key.publicKey,
    enabled: true,
    created: zonedTime.format(key.created),
  };
}

/** A server in the list: other names for its status and its owner. */
export const serverRow = (server: Server) => ({
  id: server.id,
  uuid: server.uuid,
  name: server.name,
  commissioned: commission[server.state],
  owner: server.ownerId,
  hypervisorId: server.hypervisorId,
  suspended: server.suspended,
  protected: server.protected,
  updated: zonedTime.format(server.updated),
  created: zonedTime.format(server.created),
});

/** A server in the list of its owner's. */
export function userServer(cloud: VirtFusionCloud, server: Server) {
  const { ip } = cloud.hypervisors.need(server.hypervisorId);
  const { isoMounted, isoName } = media(cloud, server);
  return {
    id: server.id,
    ownerId: server.ownerId,
    hypervisorId: server.hypervisorId,
    name: server.name,
    hostname: server.hostname,
    commissionStatus: commission[server.state],
    uuid: server.uuid,
    state: server.state,
    rebuild: false,
    suspended: server.suspended,
    protected: server.protected,
    buildFailed: server.buildFailed,
    backup_level: 0,
    backup_plan: server.backupPlanId,
    os: { screen: SCREEN },
    server_info: { show: false, icon: null, name: null, label: null },
    vnc: {
      expose_details: true,
      ip,
      hostname: null,
      port: server.vnc.port,
      enabled: server.vnc.enabled ? 1 : 0,
    },
    resources: { ...resources(server), cpu_model: null },
    network: userNetwork(cloud, server),
    config: { uefi: server.uefi, bootOrder: [...server.bootOrder] },
    media: { isoMounted, isoName },
  };
}
