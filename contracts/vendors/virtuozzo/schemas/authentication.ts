import { z } from 'zod';
import { assumed, client, observed } from '../../../core/evidence.js';
import { secret, sqlDateTime } from '../../../core/wire.js';
import { ok } from './common.js';

const person = {
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
};

export const signedIn = z.strictObject({ ...ok, ...person, session: secret(z.string()) });

export const userInfo = z.strictObject({ ...ok, ...person });

const apiListItem = z.strictObject({
  id: z.int(),
  method: z.string(),
  isSafe: z.boolean().optional(),
  isCollaborationAccessible: z.boolean().optional(),
});

const template = z.strictObject({ id: z.int(), name: z.string(), apiListItems: z.array(apiListItem).optional() });

const token = z.strictObject({
  id: z.int(),
  /** 40 hex digits; shown when the token is made and not again. */
  key: client(secret(z.string()).optional()),
  description: z.string(),
  expiresAt: sqlDateTime.optional(),
  lastUsed: sqlDateTime.optional(),
  isSystem: z.boolean(),
  extraData: z.string().optional(),
  tokenTemplate: template.optional(),
  apiListItems: z.array(apiListItem).optional(),
});

export const tokenAnswer = z.strictObject({ ...ok, token });

export const tokenList = z.strictObject({ ...ok, apiTokens: z.array(token) });

export const templateList = z.strictObject({ ...ok, templates: assumed(z.array(template)) });
