import { z } from 'zod';
import { count, id } from '../scalars.js';

/** Limits of a pack; 0 for unlimited. */
const packLimits = z
  .strictObject({
    servers: count(),
    memory: count(),
    storage: count(),
    cores: count(),
    traffic: count(),
    maxMemory: count(),
    maxStorage: count(),
    maxCores: count(),
    maxTraffic: count(),
  })
  .readonly();

export type PackLimits = z.output<typeof packLimits>;

export const packProfile = z.strictObject({ id, name: z.string(), limits: packLimits }).readonly();

export type PackProfile = z.output<typeof packProfile>;

/** A resource pack of a user, made from a profile. */
export const resourcePack = z
  .strictObject({
    id,
    profileId: id,
    userId: id,
    name: z.string(),
    limits: packLimits,
    enabled: z.boolean(),
  })
  .readonly();

export type ResourcePack = z.output<typeof resourcePack>;
