import { z } from 'zod';
import { nameSchemas } from '../../../../core/document-marks.js';
import { assumed, client } from '../../../../core/evidence.js';
import { secret, sqlDateTime } from '../../../../core/wire.js';
import { ok } from '../../common.js';

/** A method by its full name, `billing.account.GetAccount`. */
export const apiListItem = z.strictObject({
  id: z.int(),
  method: z.string(),
  isSafe: z.boolean().optional(),
  isCollaborationAccessible: z.boolean().optional(),
});

const template = z.strictObject({ id: z.int(), name: z.string(), apiListItems: z.array(apiListItem).optional() });

export const token = z.strictObject({
  id: z.int(),
  description: z.string(),
  expiresAt: sqlDateTime.optional(),
  lastUsed: sqlDateTime.optional(),
  isSystem: z.boolean(),
  extraData: z.string().optional(),
  tokenTemplate: template.optional(),
  apiListItems: z.array(apiListItem).optional(),
});

/** A token with its value, 40 hex digits: shown when it is made, and not again. */
export const newToken = z.strictObject({ ...token.shape, key: client(secret(z.string())) });

export const tokenAnswer = z.strictObject({ ...ok, token });
export const newTokenAnswer = z.strictObject({ ...ok, token: newToken });
export const tokenList = z.strictObject({ ...ok, apiTokens: z.array(token) });
export const templateList = z.strictObject({ ...ok, templates: assumed(z.array(template)) });

/** Methods that tokens can be made for, or that a policy allows. */
export const permissions = z.strictObject({
  ...ok,
  tokenPermissions: z.array(apiListItem),
  behavior: z.enum(['ALLOW', 'DENY']).optional(),
  roleId: z.int().optional(),
});

/** A session. The OpenAPI calls its times texts, and does not say how they are written. */
export const session = z.strictObject({
  id: z.int(),
  uid: z.int(),
  current: z.boolean(),
  createdOn: assumed(sqlDateTime),
  lastAccess: assumed(sqlDateTime),
  host: z.string().optional(),
  userAgent: z.string().optional(),
});

export const sessionList = z.strictObject({ ...ok, sessions: z.array(session) });

nameSchemas({
  AuthenticationApiListItem: apiListItem,
  AuthenticationTemplate: template,
  Token: token,
  NewToken: newToken,
  TokenAnswer: tokenAnswer,
  NewTokenAnswer: newTokenAnswer,
  TokenList: tokenList,
  TemplateList: templateList,
  AuthenticationPermissions: permissions,
  Session: session,
  SessionList: sessionList,
});
