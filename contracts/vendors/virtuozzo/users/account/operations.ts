import { z } from 'zod';
import { sentAs } from '../../../../core/document-marks.js';
import { client } from '../../../../core/evidence.js';
import { defineOperations } from '../../../../core/operation.js';
import { read, secret } from '../../../../core/wire.js';
import { done, given, target } from '../../common.js';
import { docs } from '../../docs.js';
import { routes } from '../../routes.js';
import { userInfo } from '../person.js';
import { sshKeys } from './ssh-keys.js';
import { twoFactor } from './two-factor.js';

const login = z.string().min(1).max(255);
/** Handlers hold it to this form. */
const email = sentAs(
  login,
  z
    .string()
    .max(255)
    .regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/),
);
const password = secret(z.string().min(1).max(255));

/** Clients call these with a session of the administrators. */
const ofOperator = "it is the platform's operator who has it";

const person = defineOperations(routes.users, {
  getUserInfo: {
    summary: 'The user behind the session.',
    docs: docs.users,
    effect: 'read',
    query: z.object(target),
    responses: { 200: userInfo },
  },
  getUserInfoInner: {
    summary: 'Any user by login, for the operator.',
    docs: docs.pyJelastic,
    evidence: 'client',
    effect: 'read',
    mayBeAbsent: ofOperator,
    auth: 'session',
    query: z.object({ ...target, login }),
    responses: { 200: userInfo },
    failures: ['notFound'],
    example: { query: { login: 'demo@example.com' } },
    checkedWith: { query: { login: '{login}' } },
  },
  checkUser: {
    summary: 'Whether there is a user of that name.',
    docs: docs.pyJelastic,
    evidence: 'client',
    effect: 'read',
    query: z.object({ ...target, login }),
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: { login: 'demo@example.com' } },
    checkedWith: { query: { login: '{login}' } },
  },
  addAccount: {
    summary: 'Makes a user with an account, for the operator.',
    docs: docs.pyJelastic,
    evidence: 'client',
    effect: 'write',
    mayBeAbsent: ofOperator,
    auth: 'session',
    query: z.object({
      ...target,
      email,
      password,
      name: given(z.string().max(255)),
      notify: given(read.flag()),
      resellerId: given(read.integer()),
    }),
    responses: { 200: done },
    failures: ['exists'],
    example: { query: { email: 'new@example.com', password: 'example', name: 'New User' } },
    checkedWith: { query: { email: 'hostdouble-{tag}@example.com' } },
  },
  recoverPassword: {
    summary: 'Sends a mail with a link by which a new password can be set. It asks for no session.',
    docs: docs.openapi,
    effect: 'write',
    auth: 'none',
    query: z.object({ ...target, email, lang: given(z.string().max(16)) }),
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: { email: 'demo@example.com', lang: 'en' } },
    checkedWith: { query: { email: '{login}' } },
  },
  changePassword: {
    summary: 'Changes the password of the user who calls. GET is refused.',
    docs: docs.overview,
    effect: 'write',
    auth: 'session',
    endsCredential: 'named',
    query: z.object({
      ...target,
      oldPassword: password,
      newPassword: password,
      invalidateSessions: client(given(read.flag())),
    }),
    responses: { 200: done },
    example: { query: { oldPassword: 'demo', newPassword: 'demo-2' } },
    checkedWith: { query: { oldPassword: '{password}' } },
  },
  changeName: {
    summary: 'Changes the name of the user who calls.',
    docs: docs.pyJelastic,
    evidence: 'client',
    effect: 'write',
    auth: 'session',
    query: z.object({ ...target, name: z.string().min(1).max(255) }),
    responses: { 200: done },
    example: { query: { name: 'Example User' } },
    checkedWith: { query: { name: 'hostdouble-{tag}' } },
    keeps: [{ read: 'users.getUserInfo', at: '$.name', of: 'name' }],
  },
  changeEmail: {
    summary: 'Sends a mail to a new address; the address is changed when its owner follows the link in it.',
    docs: docs.pyJelastic,
    evidence: 'client',
    effect: 'write',
    auth: 'session',
    query: z.object({ ...target, email, redirectUrl: given(z.string().max(2048)) }),
    responses: { 200: done },
    failures: ['exists'],
    example: { query: { email: 'new@example.com' } },
    checkedWith: { query: { email: 'hostdouble-{tag}@example.com' } },
  },
  setUserData: {
    summary: 'Keeps texts by name with the user who calls.',
    docs: docs.pyJelastic,
    evidence: 'client',
    effect: 'write',
    auth: 'session',
    query: z.object({ ...target, data: read.json(z.record(z.string().max(255), z.string().max(10_000))) }),
    responses: { 200: done },
    example: { query: { data: '{"theme":"dark"}' } },
  },
});

/** users.account: who is calling, and what he may change of himself. */
export const users = { ...person, ...sshKeys, ...twoFactor };
