import { z } from 'zod';
import { client } from '../../../../core/evidence.js';
import { defineOperations } from '../../../../core/operation.js';
import { secret } from '../../../../core/wire.js';
import { done, given, idsOrAll, target } from '../../common.js';
import { docs } from '../../docs.js';
import { routes } from '../../routes.js';
import { signedIn, wrongCode } from '../person.js';
import { sessionList } from './schemas.js';

/** users.authentication: signing in and out, sessions, and what is asked about a user before either. */
export const sessions = defineOperations(routes.authentication, {
  signIn: {
    summary: 'Signs in and makes a session. GET is refused. With a second factor, the session is good for nothing yet.',
    docs: docs.authentication,
    effect: 'write',
    auth: 'none',
    query: z.object({ login: z.string().min(1), password: z.string().min(1), appid: given(z.string()) }),
    responses: { 200: signedIn },
    failures: ['unauthenticated'],
    example: { query: { login: 'demo@example.com', password: 'demo' } },
    checkedWith: { query: { login: '{login}', password: '{password}' } },
  },
  signInByToken: {
    summary: 'Makes a session from a personal access token; it may do what the token may.',
    docs: docs.pylastic,
    evidence: 'client',
    effect: 'write',
    auth: 'none',
    query: z.object({
      ...target,
      token: secret(z.string().min(1)),
      /** One public client sends `None`; headers as a JSON text otherwise. */
      userHeaders: given(z.string().max(10_000)),
    }),
    responses: { 200: signedIn },
    failures: ['unauthenticated'],
    example: { query: { token: '0123456789abcdef0123456789abcdef01234567', userHeaders: 'None' } },
    checkedWith: { query: { token: '{session}' } },
  },
  verify2faCode: {
    summary: 'Gives the code of the second factor, or one of the backup codes; from then on the session is good.',
    docs: docs.twoFactor,
    effect: 'write',
    auth: 'none',
    query: z.object({ ...target, code: secret(z.string().min(1).max(64)) }),
    responses: { 200: z.union([signedIn, wrongCode]) },
    failures: ['unauthenticated'],
    example: { query: { session: '16fex0123456789abcdef0123456789abcdef', code: '123456' } },
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
  getSessions: {
    summary: 'Lists the sessions of the user who calls.',
    docs: docs.openapi,
    effect: 'read',
    query: z.object(target),
    responses: { 200: sessionList },
  },
  signOutSessions: {
    summary: 'Ends sessions by their ids, or all of them by `*`.',
    docs: docs.openapi,
    effect: 'destroy',
    endsCredential: 'named',
    query: z.object({ ...target, ids: idsOrAll() }),
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: { ids: '1' } },
    sources: { ids: { read: 'authentication.getSessions', at: '$.sessions[*].id' } },
  },
  checkSign: {
    summary: 'Who is signed in. A client takes the session for good when the answer has `accessType`.',
    docs: docs.pylastic,
    evidence: 'client',
    effect: 'read',
    auth: 'session',
    query: z.object(target),
    responses: { 200: signedIn },
  },
  checkUser: {
    summary: 'Whether there is a user of that name.',
    docs: docs.pyJelastic,
    evidence: 'client',
    effect: 'read',
    query: z.object({ ...target, login: z.string().min(1).max(255) }),
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: { login: 'demo@example.com' } },
    checkedWith: { query: { login: '{login}' } },
  },
  checkPassword: {
    summary: 'Whether this is the password of the user who calls.',
    docs: docs.pyJelastic,
    evidence: 'client',
    effect: 'read',
    auth: 'session',
    query: z.object({ ...target, password: client(secret(z.string().min(1))) }),
    responses: { 200: done },
    example: { query: { password: 'demo' } },
    checkedWith: { query: { password: '{password}' } },
  },
  resetSignInAttempts: {
    summary: 'Forgets the failed attempts to sign in of a user or from an address, for the operator.',
    docs: docs.pyJelastic,
    evidence: 'client',
    effect: 'write',
    mayBeAbsent: "it is the platform's operator who has it",
    auth: 'session',
    query: z.object({ ...target, login: given(z.string().max(255)), ipAddress: given(z.string().max(64)) }),
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: { login: 'demo@example.com' } },
    checkedWith: { query: { login: '{login}' } },
  },
});
