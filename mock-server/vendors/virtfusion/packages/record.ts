import { z } from 'zod';
import { count, id, idOrNone, instant, sizes } from '../scalars.js';

const limit = count().nullable();

/** A package: memory in MB, storage and traffic in GB, speeds in kB/s. */
export const plan = z
  .strictObject({
    id,
    name: z.string(),
    description: z.string().nullable(),
    enabled: z.boolean(),
    memory: sizes.memory,
    storage: sizes.disk,
    traffic: sizes.traffic,
    cores: sizes.cores,
    speedIn: sizes.speed,
    speedOut: sizes.speed,
    backupPlanId: idOrNone,
    readBytes: limit,
    writeBytes: limit,
    readIops: limit,
    writeIops: limit,
    storageProfile: z.int(),
    networkProfile: z.int(),
    /** Addresses on a private second interface; 0 for none. */
    privateIpv4: count(64),
    /** Templates of these groups go with it. */
    templateGroups: z.array(idOrNone).readonly(),
    /** Price of a month in tokens, as a decimal. */
    monthly: z.number().min(0).max(1_000_000_000),
    created: instant,
  })
  .readonly();

export type Plan = z.output<typeof plan>;
