import { z } from 'zod';
import { assumed, client } from '../../../core/evidence.js';
import { defineOperations } from '../../../core/operation.js';
import { defineResource } from '../../../core/resource.js';
import { read, secret, sqlDateTime } from '../../../core/wire.js';
import { done, given, ids, names, ok, password, target, time } from '../common.js';
import { docs } from '../docs.js';
import { routes } from '../routes.js';
import { person } from './account.js';

export const signedIn = z.strictObject({ ...ok, ...person.shape, session: secret(z.string()) });

const apiListItem = z.strictObject({
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

const tokenAnswer = z.strictObject({ ...ok, token });
const newTokenAnswer = z.strictObject({ ...ok, token: newToken });

const tokenList = z.strictObject({ ...ok, apiTokens: z.array(token) });

const templateList = z.strictObject({ ...ok, templates: assumed(z.array(template)) });

const rights = { tokenTemplate: given(z.string()), apiList: given(names()), expiresAt: given(time()) };

/** users.authentication: sessions and personal access tokens. */
export const authentication = defineOperations(routes.authentication, {
  signIn: {
    summary: 'Signs in and makes a session. GET is refused.',
    docs: docs.authentication,
    effect: 'write',
    auth: 'none',
    query: z.object({ login: z.string().min(1), password: z.string().min(1), appid: given(z.string()) }),
    responses: { 200: signedIn },
    failures: ['unauthenticated'],
    example: { query: { login: 'demo@example.com', password: 'demo' } },
    checkedWith: { query: { login: '{login}', password: '{password}' } },
  },
  signOut: {
    summary: 'Ends the session.',
    docs: docs.openapi,
    effect: 'write',
    auth: 'session',
    endsCredential: 'own',
    query: z.object(target),
    responses: { 200: done },
  },
  createToken: {
    summary: 'Makes a personal access token, limited to some methods or to a template.',
    docs: docs.authentication,
    effect: 'write',
    auth: 'session',
    query: z.object({ ...target, description: z.string().min(1), password, ...rights }),
    responses: { 200: newTokenAnswer },
    failures: ['notFound'],
    example: { query: { description: 'Example', expiresAt: '2031-01-01 00:00:00' } },
    checkedWith: { query: { description: 'hostdouble-{tag}', password: '{password}' } },
    keeps: [{ read: 'authentication.getTokens', at: '$.apiTokens[*].description', of: 'description' }],
  },
  editToken: {
    summary: 'Changes what a token is for, what it may do and how long.',
    docs: docs.openapi,
    effect: 'write',
    auth: 'session',
    endsCredential: 'named',
    query: z.object({ ...target, id: read.integer(), password, description: given(z.string()), ...rights }),
    responses: { 200: tokenAnswer },
    failures: ['notFound'],
    example: { query: { id: '1', description: 'Example' } },
    checkedWith: { query: { description: 'hostdouble-{tag}', password: '{password}' } },
    keeps: [{ read: 'authentication.getTokens', at: '$.apiTokens[*].description', of: 'description' }],
  },
  regenerateToken: {
    summary: 'Gives a token a new value; the old one is refused from then on.',
    docs: docs.openapi,
    effect: 'write',
    auth: 'session',
    endsCredential: 'named',
    /** A public client sends `ids`. */
    query: z.object({ ...target, id: given(read.integer()), ids: client(given(read.integer())), password }),
    responses: { 200: newTokenAnswer },
    failures: ['notFound'],
    example: { query: { id: '1' } },
    checkedWith: { query: { password: '{password}' } },
  },
  deleteTokens: {
    summary: 'Deletes tokens by their ids.',
    docs: docs.openapi,
    effect: 'destroy',
    auth: 'session',
    endsCredential: 'named',
    query: z.object({ ...target, ids: ids(), password }),
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: { ids: '1' } },
    checkedWith: { query: { password: '{password}' } },
  },
  getTokens: {
    summary: 'Lists the tokens, without their values.',
    docs: docs.openapi,
    effect: 'read',
    auth: 'session',
    query: z.object({ ...target, ids: given(ids()) }),
    responses: { 200: tokenList },
  },
  getTokenTemplates: {
    summary: 'Lists the sets of rights a token can be made with.',
    docs: docs.openapi,
    effect: 'read',
    auth: 'session',
    query: z.object(target),
    responses: { 200: templateList },
  },
});

defineResource(authentication, {
  create: 'createToken',
  ids: { id: '$.token.id', ids: '$.token.id' },
  destroy: 'deleteTokens',
  gone: { read: 'getTokens', at: '$.apiTokens[*].id' },
});
