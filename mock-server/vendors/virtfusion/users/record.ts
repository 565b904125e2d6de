import { z } from 'zod';
import { id, instant, wide } from '../scalars.js';

const ids = z.array(id).readonly();

/** A user. `selfService`: 0 off, 1 hourly, 2 resource packs, 3 both. */
export const user = z
  .strictObject({
    id,
    admin: z.boolean(),
    extRelationId: wide.nullable(),
    relStr: z.string().nullable(),
    name: z.string(),
    email: z.string(),
    timezone: z
      .string()
      .regex(/^[A-Z][\w+-]*(\/[A-Z][\w+-]*){0,2}$/, 'is no name of a time zone such as Europe/London'),
    /** He signs in with a second factor: switched on by himself, in the panel. */
    twoFactorAuth: z.boolean(),
    enabled: z.boolean(),
    selfService: z.int().min(0).max(3),
    /** The hourly servers are paid from a prepaid balance. */
    prepaid: z.boolean(),
    hourlyProfiles: ids,
    resourceProfiles: ids,
    hourlyPack: id.nullable(),
    created: instant,
    updated: instant,
  })
  .readonly();

export type User = z.output<typeof user>;
