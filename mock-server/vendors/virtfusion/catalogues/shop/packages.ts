import type { Plan } from '../../packages/record.js';
import { at, plan } from '../catalogue.js';
import { OPENED } from './dates.js';
import { CEPH } from './sites.js';

/** Every package goes with these templates. */
const linux = [1, 2, 3, 0];

/**
 * `storageProfile` is the type of the storages that disks lie on, as `otherStorage[].storageType` of a hypervisor tells
 * it; 0 is the hypervisor's own storage. A shop's stock control reads it so:
 * https://github.com/EZSCALE/virtfusion-whmcs-module (1.4.1).
 */
export const packages: readonly Plan[] = [
  plan({
    id: 1,
    name: 'VPS S',
    memory: 1024,
    storage: 20,
    traffic: 1000,
    cores: 1,
    speedIn: 0,
    speedOut: 0,
    storageProfile: 0,
    templateGroups: linux,
    monthly: 400,
    created: OPENED,
  }),
  plan({
    id: 2,
    name: 'VPS M',
    memory: 2048,
    storage: 40,
    traffic: 2000,
    cores: 2,
    speedIn: 125_000,
    speedOut: 125_000,
    storageProfile: 0,
    templateGroups: linux,
    monthly: 750,
    created: OPENED,
  }),
  plan({
    id: 3,
    name: 'VPS L',
    memory: 4096,
    storage: 80,
    traffic: 4000,
    cores: 4,
    speedIn: 125_000,
    speedOut: 125_000,
    backupPlanId: 1,
    storageProfile: 0,
    templateGroups: [...linux, 4],
    monthly: 1400,
    created: OPENED,
  }),
  plan({
    id: 4,
    name: 'VPS XL private',
    description: 'With a private network',
    memory: 8192,
    storage: 160,
    traffic: 0,
    cores: 6,
    speedIn: 250_000,
    speedOut: 250_000,
    backupPlanId: 1,
    readIops: 10_000,
    writeIops: 5000,
    readBytes: 524_288_000,
    writeBytes: 262_144_000,
    storageProfile: 0,
    privateIpv4: 1,
    templateGroups: [...linux, 4],
    monthly: 2600,
    created: at('2023-04-18T11:02:26Z'),
  }),
  plan({
    id: 5,
    name: 'Ceph M',
    memory: 2048,
    storage: 60,
    traffic: 2000,
    cores: 2,
    speedIn: 125_000,
    speedOut: 125_000,
    storageProfile: CEPH,
    templateGroups: linux,
    monthly: 900,
    created: at('2023-08-14T14:00:00Z'),
  }),
  plan({
    id: 6,
    name: 'Trial',
    enabled: false,
    memory: 512,
    storage: 10,
    traffic: 100,
    cores: 1,
    speedIn: 12_500,
    speedOut: 12_500,
    storageProfile: 0,
    templateGroups: [1],
    monthly: 0,
    created: at('2023-03-01T09:00:00Z'),
  }),
];
