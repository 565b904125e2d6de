import { z } from 'zod';
import { client } from '../../../../core/evidence.js';
import { defineOperations } from '../../../../core/operation.js';
import { defineResource } from '../../../../core/resource.js';
import { read } from '../../../../core/wire.js';
import { done, given, idsOrAll, names, password, target, time } from '../../common.js';
import { docs } from '../../docs.js';
import { routes } from '../../routes.js';
import { newTokenAnswer, permissions, templateList, tokenAnswer, tokenList } from './schemas.js';

const rights = { tokenTemplate: given(z.string()), apiList: given(names()), expiresAt: given(time()) };

/** users.authentication: personal access tokens. */
export const tokens = defineOperations(routes.authentication, {
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
    checkedWith: { query: { id: '{tokenId}', description: 'hostdouble-{tag}', password: '{password}' } },
    keeps: [{ read: 'authentication.getTokens', at: '$.apiTokens[*].description', of: 'description' }],
  },
  regenerateToken: {
    summary: 'Gives a token a new value; the old one is refused from then on.',
    docs: docs.openapi,
    effect: 'write',
    rules: ['`id` or `ids` is sent.'],
    auth: 'session',
    endsCredential: 'named',
    /** A public client sends `ids`. */
    query: z.object({ ...target, id: given(read.integer()), ids: client(given(read.integer())), password }),
    responses: { 200: newTokenAnswer },
    failures: ['notFound'],
    example: { query: { id: '1' } },
    checkedWith: { query: { id: '{tokenId}', password: '{password}' } },
  },
  deleteTokens: {
    summary: 'Deletes tokens by their ids, or all of them by `*`.',
    docs: docs.openapi,
    effect: 'destroy',
    auth: 'session',
    endsCredential: 'named',
    query: z.object({ ...target, ids: idsOrAll(), password }),
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: { ids: '1' } },
    checkedWith: { query: { ids: '{tokenId}', password: '{password}' } },
  },
  getTokens: {
    summary: 'Lists the tokens, without their values.',
    docs: docs.openapi,
    effect: 'read',
    auth: 'session',
    query: z.object({ ...target, ids: given(idsOrAll()) }),
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
  getTokenApiList: {
    summary: 'Lists the methods that a token can be limited to.',
    docs: docs.openapi,
    effect: 'read',
    auth: 'session',
    query: z.object({
      ...target,
      /** Part of the method's name. A public client sends it as `sortParam`. */
      search: given(z.string().max(255)),
      sortParam: client(given(z.string().max(255))),
      showPrivate: given(read.flag()),
    }),
    responses: { 200: permissions },
    alsoCalledWith: [{ query: { search: 'billing.account' } }],
  },
  getPolicyMethods: {
    summary: 'Lists the methods of a policy; without a name, all that there are.',
    docs: docs.openapi,
    effect: 'read',
    query: z.object({ ...target, uniqueName: given(z.string().max(255)) }),
    responses: { 200: permissions },
    failures: ['notFound'],
  },
});

defineResource(tokens, {
  create: 'createToken',
  /** Not `id`, nor `ids`: other things are named so too. */
  ids: { tokenId: '$.token.id' },
  destroy: 'deleteTokens',
  destroyWith: { query: { ids: '{tokenId}' } },
  gone: { read: 'getTokens', at: '$.apiTokens[*].id' },
});
