import type { HypervisorGroup } from '../../hypervisor-groups/record.js';
import type { Hypervisor } from '../../hypervisors/record.js';
import { at, hypervisor } from '../catalogue.js';
import { OPENED, TUNED } from './dates.js';

/** The type that the panel gives storages of Ceph. */
export const CEPH = 2;

/** Where servers can be ordered, and a laboratory where none can. */
export const groups: readonly HypervisorGroup[] = [
  {
    id: 1,
    name: 'London',
    description: 'Docklands, local NVMe and Ceph',
    distributionType: 5,
    enabled: true,
    default: true,
    created: OPENED,
    updated: TUNED,
  },
  {
    id: 2,
    name: 'Frankfurt',
    description: 'FRA1, local NVMe and a little Ceph',
    distributionType: 13,
    enabled: true,
    default: false,
    created: at('2023-06-12T10:20:00Z'),
    updated: TUNED,
  },
  {
    id: 3,
    name: 'Lab',
    description: null,
    distributionType: 5,
    enabled: false,
    default: false,
    created: at('2023-09-01T08:00:00Z'),
    updated: at('2023-09-01T08:00:00Z'),
  },
  {
    id: 4,
    name: 'Amsterdam',
    description: 'AMS2, local NVMe, one small machine',
    distributionType: 5,
    enabled: true,
    default: false,
    created: at('2023-10-30T11:15:00Z'),
    updated: TUNED,
  },
];

export const hypervisors: readonly Hypervisor[] = [
  hypervisor({
    id: 1,
    groupId: 1,
    name: 'lon-hv-01',
    ip: '10.20.0.11',
    maxCpu: 192,
    maxMemory: 262_144,
    localMax: 7000,
    storages: [{ id: 1, name: 'Ceph RBD', enabled: true, datastore: true, type: CEPH, max: 40_000 }],
    created: OPENED,
    updated: TUNED,
  }),
  hypervisor({
    id: 2,
    groupId: 1,
    name: 'lon-hv-02',
    ip: '10.20.0.12',
    maxCpu: 192,
    maxMemory: 262_144,
    localMax: 7000,
    storages: [{ id: 2, name: 'Ceph RBD', enabled: true, datastore: true, type: CEPH, max: 40_000 }],
    created: OPENED,
    updated: TUNED,
  }),
  hypervisor({
    id: 3,
    groupId: 1,
    name: 'lon-hv-03',
    ip: '10.20.0.13',
    maxServers: 40,
    maxCpu: 64,
    maxMemory: 131_072,
    localMax: 3500,
    prohibit: true,
    created: at('2023-08-14T13:45:10Z'),
    updated: TUNED,
  }),
  hypervisor({
    id: 4,
    groupId: 2,
    name: 'fra-hv-01',
    ip: '10.30.0.11',
    maxServers: 120,
    maxCpu: 256,
    maxMemory: 393_216,
    localMax: 14_000,
    storages: [{ id: 3, name: 'Ceph RBD', enabled: true, datastore: true, type: CEPH, max: 300 }],
    created: at('2023-06-12T10:31:07Z'),
    updated: TUNED,
  }),
  hypervisor({
    id: 5,
    groupId: 4,
    name: 'ams-hv-01',
    ip: '10.40.0.11',
    maxCpu: 24,
    maxMemory: 24_576,
    localMax: 400,
    created: at('2023-10-30T11:22:48Z'),
    updated: TUNED,
  }),
];
