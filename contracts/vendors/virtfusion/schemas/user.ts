import { z } from 'zod';
import { assumed } from '../../../core/evidence.js';
import { microDateTime, secret, zonedDateTime } from '../../../core/wire.js';
import { emptyList, orNull, unseen, wideShown } from './common.js';

const profile = {
  id: z.int(),
  admin: z.boolean(),
  /** Null for administrators, 0 for a user known by his relation string only. */
  extRelationId: orNull(wideShown),
  selfService: z.int(),
  selfServiceHourlyGroupProfiles: z.array(z.int()),
  selfServiceResourceGroupProfiles: z.array(z.int()),
  selfServiceHourlyResourcePack: unseen.integer,
  name: z.string(),
  email: z.string(),
  timezone: z.string(),
  suspended: z.boolean(),
  twoFactorAuth: z.boolean(),
  created: microDateTime,
  updated: microDateTime,
};

/** A user. `selfService`: 0 off, 1 hourly, 2 resource packs, 3 both. */
export const user = z.strictObject(profile);

/** A user as creation answers it, with the only password ever shown. */
export const userCreated = z.strictObject({ ...profile, password: secret(z.string()) });

/** The fields that were sent; of none, an empty list, as PHP writes an empty object. */
export const userModified = z.union([
  z.strictObject({
    name: z.string().optional(),
    email: z.string().optional(),
    selfService: z.int().optional(),
    enabled: z.boolean().optional(),
  }),
  assumed(emptyList),
]);

/** A user's new password. */
export const userPassword = z.strictObject({ email: z.string(), password: secret(z.string()) });

/** Two tokens that sign a user in once; `endpoint_complete` is a path of the panel's own host. */
export const loginTokens = z.strictObject({
  authentication: z.strictObject({
    tokens: secret(z.strictObject({ 1: z.string().length(100), 2: z.string().length(100) })),
    endpoint: z.string(),
    endpoint_complete: secret(z.string()),
    expiry: z.strictObject({ ttl: z.int(), expires: microDateTime }),
  }),
});

/** A key as adding it answers. */
export const sshKeyAdded = z.strictObject({
  id: z.int(),
  name: z.string(),
  type: z.string(),
  createdAt: microDateTime,
});

/** A key as one reads it. */
export const sshKey = z.strictObject({
  id: z.int(),
  name: z.string(),
  publicKey: z.string(),
  type: z.string(),
  enabled: z.boolean(),
  created: zonedDateTime,
  updated: zonedDateTime,
});
