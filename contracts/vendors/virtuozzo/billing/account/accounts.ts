import { z } from 'zod';
import { nameSchemas, sentAs } from '../../../../core/document-marks.js';
import { assumed } from '../../../../core/evidence.js';
import { defineOperations } from '../../../../core/operation.js';
import { read } from '../../../../core/wire.js';
import { done, given, idsOrAll, moneyAmount, names, ok, sample, target, time } from '../../common.js';
import { docs } from '../../docs.js';
import { routes } from '../../routes.js';
import { billRow } from './history.js';
import { accountList } from './schemas.js';

/** All of these but the limits are the operator's. Their answers are in no document; the Python client reads `result`. */
const ofOperator = {
  docs: docs.pyJelastic,
  evidence: 'client',
  mayBeAbsent: "it is the platform's operator who has it",
  auth: 'session',
} as const;

const uid = read.integer();
const login = z.string().min(1).max(255);
const { uid: UID } = sample;

/** The list of accounts has them in `array`; that these have too is a guess. */
const someAccounts = accountList.extend({ array: assumed(accountList.shape.array) });

/** No source shows the answer; these are the rows of the bill, each for the whole time. */
const consumption = z.strictObject({ ...ok, array: assumed(z.array(billRow)) });

nameSchemas({ SomeAccounts: someAccounts, Consumption: consumption });

/** billing.account: accounts as the platform's operator handles them. */
export const accounts = defineOperations(routes.account, {
  addAccount: {
    ...ofOperator,
    summary: 'Gives a user an account. A user has one here from the beginning.',
    effect: 'write',
    query: z.object({ ...target, uid }),
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: { uid: UID } },
  },
  changeEmail: {
    ...ofOperator,
    summary: "Changes a user's address, by which he signs in.",
    effect: 'write',
    query: z.object({
      ...target,
      login,
      email: sentAs(
        login,
        z
          .string()
          .max(255)
          .regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/),
      ),
    }),
    responses: { 200: done },
    failures: ['notFound', 'exists'],
    example: { query: { login: 'demo@example.com', email: 'newer@example.com' } },
    checkedWith: { query: { login: '{login}', email: 'hostdouble-{tag}@example.com' } },
  },
  changeGroup: {
    ...ofOperator,
    summary: 'Puts accounts into another group.',
    effect: 'write',
    query: z.object({
      ...target,
      groupName: z.string().min(1).max(255),
      uids: given(idsOrAll()),
      sendEmail: given(read.flag()),
      template: given(z.string().max(255)),
    }),
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: { groupName: 'billing', uids: UID } },
  },
  fundAndActivateAccount: {
    ...ofOperator,
    summary: 'Adds money to an account, activates it and puts it into the group of those who pay.',
    effect: 'write',
    query: z.object({ ...target, uid, amount: moneyAmount(), note: given(z.string().max(1000)) }),
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: { uid: UID, amount: '10.5', note: 'Example' } },
  },
  suspendUser: {
    ...ofOperator,
    summary: 'From now on a user may not sign in.',
    effect: 'write',
    query: z.object({ ...target, uid }),
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: { uid: UID } },
  },
  enableUser: {
    ...ofOperator,
    summary: 'A user that was suspended may sign in again.',
    effect: 'write',
    query: z.object({ ...target, uid }),
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: { uid: UID } },
  },
  getSuspendedAccounts: {
    ...ofOperator,
    summary: 'Accounts of the users that may not sign in.',
    effect: 'read',
    query: z.object(target),
    responses: { 200: someAccounts },
  },
  getAccountsByUids: {
    ...ofOperator,
    summary: 'Accounts of these users, with no more than so much balance if an amount is given.',
    effect: 'read',
    query: z.object({ ...target, uids: names(), lebalance: given(read.number()) }),
    responses: { 200: someAccounts },
    example: { query: { uids: UID } },
  },
  getAccountsByLimits: {
    ...ofOperator,
    summary:
      'Of the users that are named with an amount, `5886:10;5887:20`, the accounts with no more balance than that.',
    effect: 'read',
    query: z.object({ ...target, uidslimits: names() }),
    responses: { 200: someAccounts },
    example: { query: { uidslimits: `${UID}:10.00` } },
  },
  getAccountsByPersonalThreshold: {
    ...ofOperator,
    summary: 'Accounts with less balance than that at which the user is told to refill.',
    effect: 'read',
    query: z.object(target),
    responses: { 200: someAccounts },
  },
  getAccountsForDeactivation: {
    ...ofOperator,
    summary: 'Active accounts whose money is gone.',
    effect: 'read',
    query: z.object(target),
    responses: { 200: someAccounts },
  },
  getAccountsForDestroying: {
    ...ofOperator,
    summary: 'Accounts that were inactive for longer than they may be.',
    effect: 'read',
    query: z.object(target),
    responses: { 200: someAccounts },
  },
  getAccountConsumptionByPeriodInner: {
    ...ofOperator,
    docs: docs.fabrizio,
    summary: 'What a user consumed from one time to another.',
    effect: 'read',
    query: z.object({ ...target, uid, start: time(), end: time() }),
    responses: { 200: consumption },
    failures: ['notFound'],
    example: { query: { uid: UID, start: '2024-04-01 20:23:55', end: '2024-04-02 20:23:55' } },
  },
});
