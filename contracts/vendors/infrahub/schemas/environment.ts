import { z } from 'zod';
import { float, naiveDateTime } from '../../../core/wire.js';
import { enveloped, environmentFeatures, listed, name } from './common.js';

/** Where virtual machines, volumes and key pairs live: a named part of one region. */
const environment = z.strictObject({
  id: z.int(),
  name: z.string(),
  region: z.string(),
  created_at: naiveDateTime,
  features: environmentFeatures,
});

export const oneEnvironment = enveloped({ environment });
export const environments = enveloped({
  environments: z.array(environment),
  ...listed,
});

export const createEnvironment = z.object({
  name: name(50),
  region: z.string(),
});
export const updateEnvironment = z.object({ name: name(50) });

/** How many virtual machines an environment may hold; without the envelope. */
export const vmQuota = z.strictObject({
  current_vms: z.int(),
  max_vms: z.int(),
  available_vms: z.int(),
  percentage_used: float,
  cidr: z.string(),
});
