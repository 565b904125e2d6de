import { z } from 'zod';
import { client } from '../../../core/evidence.js';
import { defineOperations } from '../../../core/operation.js';
import { read } from '../../../core/wire.js';
import { docs } from '../docs.js';
import { signedIn, templateList, tokenAnswer, tokenList } from '../schemas/authentication.js';
import { done, given, ids, names, target, time } from '../schemas/common.js';
import { password } from '../schemas/environment.js';

const rights = { tokenTemplate: given(z.string()), apiList: given(names()), expiresAt: given(time()) };

/** users.authentication: sessions and personal access tokens. */
export const authentication = defineOperations({
  signIn: {
    method: 'POST',
    path: '/users/authentication/rest/signin',
    summary: 'Signs in and makes a session. GET is refused.',
    docs: docs.authentication,
    effect: 'write',
    auth: 'none',
    query: z.object({ login: z.string().min(1), password: z.string().min(1), appid: given(z.string()) }),
    responses: { 200: signedIn },
    failures: ['unauthenticated'],
  },
  signOut: {
    method: 'GET',
    path: '/users/authentication/rest/signout',
    summary: 'Ends the session.',
    docs: docs.openapi,
    effect: 'write',
    auth: 'session',
    query: z.object(target),
    responses: { 200: done },
  },
  createToken: {
    method: 'GET',
    path: '/users/authentication/rest/createtoken',
    summary: 'Makes a personal access token, limited to some methods or to a template.',
    docs: docs.authentication,
    effect: 'write',
    auth: 'session',
    query: z.object({ ...target, description: z.string().min(1), password, ...rights }),
    responses: { 200: tokenAnswer },
    failures: ['notFound'],
  },
  editToken: {
    method: 'GET',
    path: '/users/authentication/rest/edittoken',
    summary: 'Changes what a token is for, what it may do and how long.',
    docs: docs.openapi,
    effect: 'write',
    auth: 'session',
    query: z.object({ ...target, id: read.integer(), password, description: given(z.string()), ...rights }),
    responses: { 200: tokenAnswer },
    failures: ['notFound'],
  },
  regenerateToken: {
    method: 'GET',
    path: '/users/authentication/rest/regeneratetoken',
    summary: 'Gives a token a new value; the old one is refused from then on.',
    docs: docs.openapi,
    effect: 'write',
    auth: 'session',
    /** A public client sends `ids`. */
    query: z.object({ ...target, id: given(read.integer()), ids: client(given(read.integer())), password }),
    responses: { 200: tokenAnswer },
    failures: ['notFound'],
  },
  deleteTokens: {
    method: 'GET',
    path: '/users/authentication/rest/deletetokens',
    summary: 'Deletes tokens by their ids.',
    docs: docs.openapi,
    effect: 'destroy',
    auth: 'session',
    query: z.object({ ...target, ids: ids(), password }),
    responses: { 200: done },
    failures: ['notFound'],
  },
  getTokens: {
    method: 'GET',
    path: '/users/authentication/rest/gettokens',
    summary: 'Lists the tokens, without their values.',
    docs: docs.openapi,
    effect: 'read',
    auth: 'session',
    query: z.object({ ...target, ids: given(ids()) }),
    responses: { 200: tokenList },
  },
  getTokenTemplates: {
    method: 'GET',
    path: '/users/authentication/rest/gettokentemplates',
    summary: 'Lists the sets of rights a token can be made with.',
    docs: docs.openapi,
    effect: 'read',
    auth: 'session',
    query: z.object(target),
    responses: { 200: templateList },
  },
});
