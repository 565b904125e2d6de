import { zonedTime } from '../../../../contracts/core/time.js';
import { round } from '../../../domain/money.js';
import type { VirtFusionCloud } from '../cloud.js';
import { encrypted } from '../encrypted.js';
import { type UsedCapacity, usedOf } from './capacity.js';
import type { Hypervisor } from './record.js';

function base(cloud: VirtFusionCloud, hypervisor: Hypervisor) {
  const own = cloud.groups.need(hypervisor.groupId);
  return {
    id: hypervisor.id,
    commissioned: hypervisor.commissioned,
    ip: hypervisor.ip,
    ipAlt: null,
    hostname: null,
    port: 8892,
    sshPort: 22,
    name: hypervisor.name,
    maintenance: hypervisor.maintenance,
    enabled: hypervisor.enabled,
    nfType: 4,
    group: {
      id: own.id,
      name: own.name,
      description: own.description,
      default: own.default,
      enabled: own.enabled,
      distributionType: own.distributionType,
      created: zonedTime.format(own.created),
      updated: zonedTime.format(own.updated),
    },
    encryptedToken: encrypted(cloud, 'hypervisor', hypervisor.id, 64),
    maxServers: hypervisor.maxServers,
    maxCpu: hypervisor.maxCpu,
    maxMemory: hypervisor.maxMemory,
  };
}

const networksOf = ({ id, networkCreated, networkUpdated }: Hypervisor) => [
  {
    id,
    type: 'simpleBridge',
    bridge: 'br0',
    primary: true,
    default: true,
    created: zonedTime.format(networkCreated),
    updated: zonedTime.format(networkUpdated),
  },
];

const dates = ({ created, updated }: Hypervisor) => ({
  created: zonedTime.format(created),
  updated: zonedTime.format(updated),
});

/** In the list, `storage` stands between the networks and the dates. */
export const hypervisorRow = (cloud: VirtFusionCloud, hypervisor: Hypervisor) => ({
  ...base(cloud, hypervisor),
  networks: networksOf(hypervisor),
  storage: [],
  ...dates(hypervisor),
});

export const hypervisor = (cloud: VirtFusionCloud, hypervisor: Hypervisor) => ({
  ...base(cloud, hypervisor),
  ...dates(hypervisor),
  networks: networksOf(hypervisor),
});

/** A maximum of 0 is unlimited: `free` goes below zero and there is no percentage. */
const measured = (max: number, allocated: number) => ({
  max,
  allocated,
  free: max - allocated,
  percent: max === 0 ? null : round((allocated / max) * 100, 1),
});

/** What is used of a hypervisor, by resource. */
export const capacity = (hypervisor: Hypervisor, used: UsedCapacity) => ({
  servers: { units: '#', ...measured(hypervisor.maxServers, used.servers) },
  memory: { units: 'MB', ...measured(hypervisor.maxMemory, used.memory) },
  cpuCores: { units: '#', ...measured(hypervisor.maxCpu, used.cores) },
  localStorage: {
    enabled: 1,
    name: 'Local (Default mountpoint)',
    storageType: hypervisor.localType,
    units: 'GB',
    ...measured(hypervisor.localMax, used.local),
  },
  otherStorage: hypervisor.storages.map(storage => ({
    id: storage.id,
    name: storage.name,
    enabled: storage.enabled ? 1 : 0,
    path: null,
    units: 'GB',
    storageType: storage.type,
    isDatastore: storage.datastore,
    ...measured(storage.max, used.other[storage.id] ?? 0),
  })),
});

/** The hypervisor as it stands inside a server. */
export function serverHypervisor(cloud: VirtFusionCloud, hypervisor: Hypervisor) {
  return {
    id: hypervisor.id,
    ip: hypervisor.ip,
    hostname: null,
    port: 8892,
    maintenance: hypervisor.maintenance,
    groupId: hypervisor.groupId,
    group: { name: cloud.groups.need(hypervisor.groupId).name, icon: null },
    timezone: 'Europe/London',
    forceIPv6: false,
    vncListenType: 1,
    displayName: null,
    cpuSet: null,
    nfType: 4,
    backupStorageType: 2,
    defaultDiskType: 'inherit',
    defaultDiskCacheType: 'inherit',
    defaultCPU: 'inherit',
    defaultMachineType: 'inherit',
    ...dates(hypervisor),
    name: hypervisor.name,
    dataDir: '/home/vf-data',
    resources: capacity(hypervisor, usedOf(cloud, hypervisor.id)),
  };
}
