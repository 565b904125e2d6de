import { z } from 'zod';
import { sentAs } from '../../../../core/document-marks.js';
import { assumed, client } from '../../../../core/evidence.js';
import { defineOperations } from '../../../../core/operation.js';
import { read } from '../../../../core/wire.js';
import { done, given, moneyAmount, names, rowsWanted, sample, target, time } from '../../common.js';
import { docs } from '../../docs.js';
import { routes } from '../../routes.js';
import { accounts } from './accounts.js';
import {
  billLink,
  billRows,
  billTable,
  exportQuery,
  extendedBillRows,
  extendedQuery,
  historyOfUserQuery,
  historyQuery,
} from './history.js';
import { accountFields, accountList, fundingHistory, oneAccount, quotaList } from './schemas.js';

const funding = {
  ...target,
  uid: read.integer(),
  amount: moneyAmount(),
  isBonus: given(read.flag()),
  note: given(z.string()),
};

/** Clients call these below another address, `/JBilling` of the administrators, so that others may not find them. */
const ofOperator = "it is the platform's operator who has it";

const { uid: UID, envName: ENVIRONMENT } = sample;
const WINDOW = { starttime: '2024-04-01 20:23:55', endtime: '2024-04-02 20:23:55' } as const;
const DAILY = { ...WINDOW, period: 'DAY' } as const;

const money = defineOperations(routes.account, {
  getAccount: {
    summary: 'The account with its balance and bonus.',
    docs: docs.account,
    effect: 'read',
    query: z.object(target),
    responses: { 200: oneAccount },
  },
  getAccounts: {
    summary: 'All accounts of the platform, for its operator.',
    docs: docs.pyJelastic,
    evidence: 'client',
    effect: 'read',
    mayBeAbsent: ofOperator,
    auth: 'session',
    query: z.object({
      ...target,
      /** Most that their balance may be: nothing but the name tells. */
      lebalance: assumed(given(read.number())),
      orderField: given(sentAs(z.string(), z.enum(accountFields))),
      orderDirection: given(read.word(['ASC', 'DESC'])),
      filterField: given(sentAs(z.string(), z.enum(accountFields))),
      filterValue: given(z.string()),
      ...rowsWanted,
    }),
    responses: { 200: accountList },
    example: { query: { filterField: 'uid', filterValue: UID, startRow: '0', resultCount: '10' } },
  },
  getQuotas: {
    summary: 'Limits of the account: one for each name asked for, in that order. One that nobody knows is 0.',
    docs: docs.account,
    effect: 'read',
    query: z.object({ ...target, quotasnames: given(names()) }),
    responses: { 200: quotaList },
    example: { query: { quotasnames: 'environment.maxcount;environment.maxnodescount' } },
  },
  getOwnerQuotas: {
    summary: 'Limits of the account whose environment is meant: it may be one that others share.',
    docs: docs.pyJelastic,
    evidence: 'client',
    effect: 'read',
    query: z.object({
      ...target,
      envName: assumed(given(z.string())),
      quotasnames: given(names()),
      names: client(given(names())),
    }),
    responses: { 200: quotaList },
    failures: ['notFound'],
    example: { query: { quotasnames: 'environment.maxcount;environment.maxnodescount' } },
  },
  getCollaborationQuotas: {
    summary: 'Limits of the account that shares with the caller.',
    docs: docs.pyJelastic,
    evidence: 'client',
    effect: 'read',
    auth: 'session',
    query: z.object({
      ...target,
      collaborationId: given(read.integer()),
      ownerUid: given(read.integer()),
      quotaNames: given(names()),
    }),
    responses: { 200: assumed(quotaList) },
    failures: ['notFound'],
    example: { query: { quotaNames: 'environment.maxcount' } },
  },
  fundAccount: {
    summary:
      'Adds money or bonus to an account, for the operator; an inactive account that has money again is activated.',
    docs: docs.pyJelastic,
    evidence: 'client',
    effect: 'write',
    mayBeAbsent: ofOperator,
    auth: 'session',
    query: z.object(funding),
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: { uid: UID, amount: '10.5', isBonus: 'false', note: 'Example' } },
  },
  unfundAccount: {
    summary: 'Takes money or bonus back from an account, for the operator.',
    docs: docs.pyJelastic,
    evidence: 'client',
    effect: 'write',
    mayBeAbsent: ofOperator,
    auth: 'session',
    query: z.object(funding),
    responses: { 200: done },
    failures: ['notFound', 'funds'],
    example: { query: { uid: UID, amount: '0.5', isBonus: 'false', note: 'Example' } },
  },
  chargeAccountByUid: {
    summary: 'Charges an account for something outside the platform, for the operator: bonus first, then balance.',
    docs: docs.pyJelastic,
    evidence: 'client',
    effect: 'write',
    mayBeAbsent: ofOperator,
    auth: 'session',
    query: z.object({
      ...target,
      uid: read.integer(),
      amount: moneyAmount(),
      description: z.string().min(1),
      envName: given(z.string()),
    }),
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: { uid: UID, amount: '0.25', description: 'Example' } },
  },
  getFundAccountHistory: {
    summary: 'What was added to, taken back from and charged on an account, newest first, for the operator.',
    docs: docs.pyJelastic,
    evidence: 'client',
    effect: 'read',
    mayBeAbsent: ofOperator,
    auth: 'session',
    query: z.object({ ...target, uid: read.integer(), starttime: time(), endtime: time(), ...rowsWanted }),
    responses: { 200: fundingHistory },
    failures: ['notFound'],
    example: {
      query: {
        uid: UID,
        ...WINDOW,
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
    responses: { 200: billRows },
    failures: ['notFound'],
    example: {
      query: {
        ...DAILY,
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
    mayBeAbsent: ofOperator,
    auth: 'session',
    query: historyOfUserQuery,
    responses: { 200: billRows },
    failures: ['notFound'],
    example: {
      query: { ...DAILY, uid: UID },
    },
  },
  getEnvBillingHistoryByPeriod: {
    summary: 'The bill of one environment, named by envName or appid; of the account, if none is named.',
    docs: docs.pyJelastic,
    evidence: 'client',
    effect: 'read',
    query: exportQuery,
    responses: { 200: billRows },
    failures: ['notFound'],
    example: {
      query: {
        ...DAILY,
        envName: ENVIRONMENT,
      },
    },
  },
  getExtendedAccountBillingHistoryByPeriod: {
    summary: 'The bill of the account with the least and most cloudlets and disk space of each row.',
    docs: docs.account,
    effect: 'read',
    query: extendedQuery,
    responses: { 200: extendedBillRows },
    failures: ['notFound'],
    example: { query: { ...DAILY } },
  },
  exportAccountBillingHistoryByPeriod: {
    summary: 'The bill of the account as a table, by a link.',
    docs: docs.exporter,
    evidence: 'client',
    effect: 'write',
    query: exportQuery,
    responses: { 200: billLink },
    failures: ['notFound'],
    example: { query: { ...DAILY } },
  },
  exportEnvBillingHistoryByPeriod: {
    summary: 'The bill of one environment as a table, by a link; of the account, if none is named.',
    docs: docs.pyJelastic,
    evidence: 'client',
    effect: 'write',
    query: exportQuery,
    responses: { 200: billLink },
    failures: ['notFound'],
    example: {
      query: {
        ...DAILY,
        envName: ENVIRONMENT,
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
    responses: { 200: billTable },
    example: { query: { key: '0123456789abcdef0123456789abcdef' } },
    sources: { key: { read: 'account.exportAccountBillingHistoryByPeriod', at: '$.link', parameter: 'key' } },
  },
});

/** billing.account: money, limits and the bill, and what the platform's operator does with accounts. */
export const account = { ...money, ...accounts };
