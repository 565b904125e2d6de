import { z } from 'zod';
import { client, observed } from '../../../core/evidence.js';
import { defineOperations } from '../../../core/operation.js';
import { ok, target } from '../common.js';
import { docs } from '../docs.js';
import { routes } from '../routes.js';

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
  requiredAuthCheck: z
    .strictObject({
      id: z.int().optional(),
      type: z.string().optional(),
      isActive: z.boolean().optional(),
      isConfigured: z.boolean().optional(),
    })
    .optional(),
  attemptsLeft: z.int().optional(),
  debug: observed(z.unknown().optional()),
});

const userInfo = z.strictObject({ ...ok, ...person.shape });

/** users.account: who is calling. */
export const users = defineOperations(routes.users, {
  getUserInfo: {
    summary: 'The user behind the session.',
    docs: docs.users,
    effect: 'read',
    query: z.object(target),
    responses: { 200: userInfo },
  },
});
