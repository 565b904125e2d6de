import { z } from 'zod';
import { nameSchemas } from '../../../core/document-marks.js';
import { assumed, client, observed } from '../../../core/evidence.js';
import { secret } from '../../../core/wire.js';
import { ok } from '../common.js';

/** The second factor of a user. TOTP is the only kind the OpenAPI lists. */
export const authConfig = z.strictObject({
  id: z.int().optional(),
  type: z.string().optional(),
  isActive: z.boolean().optional(),
  isConfigured: z.boolean().optional(),
});

/** Members by which a user is shown. */
export const person = z.strictObject({
  uid: z.int(),
  email: z.string(),
  name: observed(z.string().optional()),
  /** A public Ruby client dies without it. */
  status: client(z.enum(['ENABLED', 'SUSPENDED'])),
  accessType: z.enum(['FULL_ACCESS', 'RESTRICTED']).optional(),
  authType: z.enum(['BASIC', 'TFA']).optional(),
  data: z.record(z.string(), z.string()).optional(),
  requiredAuthCheck: authConfig.optional(),
  attemptsLeft: z.int().optional(),
  debug: observed(z.unknown().optional()),
});

export const userInfo = z.strictObject({ ...ok, ...person.shape });

export const signedIn = z.strictObject({ ...ok, ...person.shape, session: secret(z.string()) });

/** A code of the second factor that was wrong. */
export const wrongCode = z.strictObject({
  result: z.literal(701),
  error: assumed(z.string()),
  attemptsLeft: z.int(),
});

nameSchemas({ AuthConfig: authConfig, UserInfo: userInfo, SignedIn: signedIn, WrongCode: wrongCode });
