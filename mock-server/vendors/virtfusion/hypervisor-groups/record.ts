import { z } from 'zod';
import { id, instant } from '../scalars.js';

export const hypervisorGroup = z
  .strictObject({
    id,
    name: z.string(),
    description: z.string().nullable(),
    distributionType: z.int(),
    enabled: z.boolean(),
    default: z.boolean(),
    created: instant,
    updated: instant,
  })
  .readonly();

export type HypervisorGroup = z.output<typeof hypervisorGroup>;
