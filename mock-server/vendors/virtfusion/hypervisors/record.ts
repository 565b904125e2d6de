import { z } from 'zod';
import { address, count, id, instant } from '../scalars.js';

/** A place for disks: GB, 0 for unlimited. */
const storage = z
  .strictObject({
    id,
    name: z.string(),
    enabled: z.boolean(),
    datastore: z.boolean(),
    /** Disks whose profile is this number lie here. */
    type: z.int(),
    max: count(),
  })
  .readonly();

/** Limits of 0 mean unlimited; memory in MB. */
export const hypervisor = z
  .strictObject({
    id,
    groupId: id,
    name: z.string(),
    ip: address,
    /** 3 when it is ready for servers. */
    commissioned: count(3),
    enabled: z.boolean(),
    prohibit: z.boolean(),
    maintenance: z.boolean(),
    maxServers: count(),
    maxCpu: count(),
    maxMemory: count(),
    localType: z.int(),
    localMax: count(),
    storages: z.array(storage).readonly(),
    networkCreated: instant,
    networkUpdated: instant,
    created: instant,
    updated: instant,
  })
  .readonly();

export type Hypervisor = z.output<typeof hypervisor>;
