import { z } from 'zod';
import { assumed, client } from '../../../core/evidence.js';
import { defineOperations } from '../../../core/operation.js';
import { read } from '../../../core/wire.js';
import { docs } from '../docs.js';
import { routes } from '../routes.js';
import { accountList, account as accountSchema, fundingHistory, quotas } from '../schemas/account.js';
import {
  exported,
  exportQuery,
  extendedHistory,
  extendedQuery,
  history,
  historyOfUserQuery,
  historyQuery,
  table,
} from '../schemas/billing.js';
import { amount, done, given, names, page, target, time } from '../schemas/common.js';

const funding = {
  ...target,
  uid: read.integer(),
  amount: amount(),
  isBonus: given(read.flag()),
  note: given(z.string()),
};

/** billing.account: money, limits and the bill. */
export const account = defineOperations(routes.account, {
  getAccount: {
    summary: 'The account with its balance and bonus.',
    docs: docs.account,
    effect: 'read',
    query: z.object(target),
    responses: { 200: accountSchema },
  },
  getAccounts: {
    summary: 'All accounts of the platform, for its operator.',
    docs: docs.pyJelastic,
    evidence: 'client',
    effect: 'read',
    auth: 'session',
    query: z.object({
      ...target,
      /** Most that their balance may be: nothing but the name tells. */
      lebalance: assumed(given(read.number())),
      orderField: given(z.string()),
      orderDirection: given(read.word(['ASC', 'DESC'])),
      filterField: given(z.string()),
      filterValue: given(z.string()),
      ...page,
    }),
    responses: { 200: accountList },
    example: { query: { filterField: 'uid', filterValue: '5886', startRow: '0', resultCount: '10' } },
  },
  getQuotas: {
    summary: 'Limits of the account, in the order asked for.',
    docs: docs.account,
    effect: 'read',
    query: z.object({ ...target, quotasnames: given(names()) }),
    responses: { 200: quotas },
    example: { query: { quotasnames: 'environment.maxcount;environment.maxnodescount' } },
  },
  fundAccount: {
    summary:
      'Adds money or bonus to an account, for the operator; an inactive account that has money again is activated.',
    docs: docs.pyJelastic,
    evidence: 'client',
    effect: 'write',
    auth: 'session',
    query: z.object(funding),
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: { uid: '5886', amount: '10.5', isBonus: 'false', note: 'Example' } },
  },
  unfundAccount: {
    summary: 'Takes money or bonus back from an account, for the operator.',
    docs: docs.pyJelastic,
    evidence: 'client',
    effect: 'write',
    auth: 'session',
    query: z.object(funding),
    responses: { 200: done },
    failures: ['notFound', 'funds'],
    example: { query: { uid: '5886', amount: '0.5', isBonus: 'false', note: 'Example' } },
  },
  chargeAccountByUid: {
    summary: 'Charges an account for something outside the platform, for the operator: bonus first, then balance.',
    docs: docs.pyJelastic,
    evidence: 'client',
    effect: 'write',
    auth: 'session',
    query: z.object({
      ...target,
      uid: read.integer(),
      amount: amount(),
      description: z.string().min(1),
      envName: given(z.string()),
    }),
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: { uid: '5886', amount: '0.25', description: 'Example' } },
  },
  getFundAccountHistory: {
    summary: 'What was added to, taken back from and charged on an account, newest first, for the operator.',
    docs: docs.pyJelastic,
    evidence: 'client',
    effect: 'read',
    auth: 'session',
    query: z.object({ ...target, uid: read.integer(), starttime: time(), endtime: time(), ...page }),
    responses: { 200: fundingHistory },
    failures: ['notFound'],
    example: {
      query: {
        uid: '5886',
        starttime: '2024-04-01 20:23:55',
        endtime: '2024-04-02 20:23:55',
        startRow: '0',
        resultCount: '100',
      },
    },
  },
  getAccountBillingHistoryByPeriod: {
    summary: 'The bill of the account: one row for each charged thing and period.',
    docs: docs.history,
    effect: 'read',
    query: historyQuery,
    responses: { 200: history },
    failures: ['notFound'],
    example: {
      query: {
        starttime: '2024-04-01 20:23:55',
        endtime: '2024-04-02 20:23:55',
        period: 'DAY',
        timeOffset: '0',
        groupNodes: 'false',
      },
    },
  },
  getAccountBillingHistoryByPeriodInner: {
    summary: 'The bill of any account, for the operator.',
    docs: docs.pyJelastic,
    evidence: 'client',
    effect: 'read',
    auth: 'session',
    query: historyOfUserQuery,
    responses: { 200: history },
    failures: ['notFound'],
    example: {
      query: { starttime: '2024-04-01 20:23:55', endtime: '2024-04-02 20:23:55', period: 'DAY', uid: '5886' },
    },
  },
  getEnvBillingHistoryByPeriod: {
    summary: 'The bill of one environment, named by envName or appid.',
    docs: docs.pyJelastic,
    evidence: 'client',
    effect: 'read',
    query: exportQuery,
    responses: { 200: history },
    failures: ['notFound'],
    example: {
      query: {
        starttime: '2024-04-01 20:23:55',
        endtime: '2024-04-02 20:23:55',
        period: 'DAY',
        envName: 'env-7057607',
      },
    },
  },
  getExtendedAccountBillingHistoryByPeriod: {
    summary: 'The bill of the account with the least and most cloudlets and disk space of each row.',
    docs: docs.account,
    effect: 'read',
    query: extendedQuery,
    responses: { 200: extendedHistory },
    failures: ['notFound'],
    example: { query: { starttime: '2024-04-01 20:23:55', endtime: '2024-04-02 20:23:55', period: 'DAY' } },
  },
  exportAccountBillingHistoryByPeriod: {
    summary: 'The bill of the account as a table, by a link.',
    docs: docs.exporter,
    evidence: 'client',
    effect: 'write',
    query: exportQuery,
    responses: { 200: exported },
    failures: ['notFound'],
    example: { query: { starttime: '2024-04-01 20:23:55', endtime: '2024-04-02 20:23:55', period: 'DAY' } },
  },
  exportEnvBillingHistoryByPeriod: {
    summary: 'The bill of one environment as a table, by a link.',
    docs: docs.pyJelastic,
    evidence: 'client',
    effect: 'write',
    query: exportQuery,
    responses: { 200: exported },
    failures: ['notFound'],
    example: {
      query: {
        starttime: '2024-04-01 20:23:55',
        endtime: '2024-04-02 20:23:55',
        period: 'DAY',
        envName: 'env-7057607',
      },
    },
  },
  downloadBillingHistory: {
    summary: 'Where the links of the export calls lead: comma-separated values. The real address is not public.',
    docs: docs.exporter,
    evidence: 'assumed',
    effect: 'read',
    auth: 'exported',
    query: z.object({ key: client(z.string()) }),
    responses: { 200: table },
    example: { query: { key: '0123456789abcdef0123456789abcdef' } },
    sources: { key: { read: 'account.exportAccountBillingHistoryByPeriod', at: '$.link', parameter: 'key' } },
  },
});
