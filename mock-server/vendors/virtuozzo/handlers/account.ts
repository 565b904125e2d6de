import { refuse } from '../../../../contracts/core/failure.js';
import type { account as operations } from '../../../../contracts/vendors/virtuozzo/billing/account/operations.js';
import { virtuozzoDialect } from '../../../../contracts/vendors/virtuozzo/dialect.js';
import * as refusals from '../../../../contracts/vendors/virtuozzo/refusals.js';
import type { Handlers } from '../../../calls/handler.js';
import { DAY, HOUR, type Instant } from '../../../domain/clock.js';
import type { Caller } from '../../../domain/credentials.js';
import { toMicros } from '../../../domain/money.js';
import { quotas as standardQuotas } from '../catalogue.js';
import type { VirtuozzoCloud } from '../cloud.js';
import { appidOf } from '../environments.js';
import { fundsNow, paid } from '../funds.js';
import { historyOf, inOrder } from '../history.js';
import type { Account, BillQuery, Environment } from '../records.js';
import { hourOf } from '../usage.js';
import { account as accountView, fundings, quota as quotaView } from '../views/account.js';
import { extendedRow, row, table } from '../views/billing.js';

export const account = {
  getAccount({ cloud, caller }) {
    const record = cloud.accounts.need(caller.holder);
    return {
      status: 200,
      body: { result: 0, ...accountView(cloud, record), group: record.group },
      cache: nextHour(cloud),
    };
  },

  getAccounts({ query, cloud, caller }) {
    mustOperate(cloud, caller);
    const {
      lebalance = Number.POSITIVE_INFINITY,
      filterField,
      filterValue,
      orderField = 'uid',
      orderDirection,
    } = query;
    const filtered = filterField === undefined ? undefined : fieldNamed(filterField, 'filterField');
    const ordered = fieldNamed(orderField, 'orderField');
    const turn = orderDirection === 'DESC' ? -1 : 1;
    const found = cloud.accounts
      .all()
      .map(record => ({ ...accountView(cloud, record), group: record.group }))
      .filter(shown => shown.balance <= lebalance && (filtered === undefined || `${shown[filtered]}` === filterValue))
      .sort((one, other) => turn * inOrder(one[ordered], other[ordered]));
    const array = paged(found, query).map(shown => ({ ...shown, group: { name: shown.group, type: shown.groupType } }));
    return { status: 200, body: { result: 0, array } };
  },

  getQuotas({ query, cloud }) {
    const names = query.quotasnames ?? standardQuotas.map(({ name }) => name);
    const found = names.map(name => cloud.quota(name)).filter(quota => quota !== undefined);
    return { status: 200, body: { result: 0, array: found.map(quotaView) } };
  },

  fundAccount({ query, cloud, caller }) {
    const { id } = operated(cloud, caller, query.uid);
    const amount = toMicros(query.amount);
    const parts = query.isBonus ? { bonus: amount, balance: 0 } : { bonus: 0, balance: amount };
    cloud.book(id, { kind: 'fund', ...parts, note: query.note ?? null, appid: null });
    return { status: 200, body: { result: 0 } };
  },

  unfundAccount({ query, cloud, caller }) {
    const record = operated(cloud, caller, query.uid);
    const amount = toMicros(query.amount);
    if (query.isBonus && fundsNow(cloud, record).bonus < amount) throw refuse(refusals.noMoney, { uid: record.id });
    const parts = query.isBonus ? { bonus: amount, balance: 0 } : { bonus: 0, balance: amount };
    cloud.book(record.id, { kind: 'unfund', ...parts, note: query.note ?? null, appid: null });
    return { status: 200, body: { result: 0 } };
  },

  chargeAccountByUid({ query, cloud, caller }) {
    const record = operated(cloud, caller, query.uid);
    const environment =
      query.envName === undefined ? undefined : recorded(cloud, record.id, { envName: query.envName });
    const amount = toMicros(query.amount);
    const before = fundsNow(cloud, record);
    const bonus = before.bonus - paid(before, amount).bonus;
    const parts = { bonus, balance: amount - bonus };
    cloud.book(record.id, { kind: 'charge', ...parts, note: query.description, appid: environment?.id ?? null });
    return { status: 200, body: { result: 0 } };
  },

  getFundAccountHistory({ query, cloud, caller }) {
    const { id } = operated(cloud, caller, query.uid);
    const entries = cloud.entries
      .filter(({ uid, at }) => uid === id && at >= query.starttime && at < query.endtime)
      .reverse();
    return { status: 200, body: { result: 0, responses: paged(entries.flatMap(fundings), query) } };
  },

  getAccountBillingHistoryByPeriod({ query, cloud, caller }) {
    const rows = historyOf(cloud, billQuery(cloud, caller.holder, query));
    return { status: 200, body: { result: 0, array: rows.map(row) }, cache: nextHour(cloud) };
  },

  getAccountBillingHistoryByPeriodInner({ query, cloud, caller }) {
    const { id } = operated(cloud, caller, query.uid);
    const rows = historyOf(cloud, billQuery(cloud, id, query));
    return { status: 200, body: { result: 0, array: rows.map(row) }, cache: nextHour(cloud) };
  },

  getEnvBillingHistoryByPeriod({ query, cloud, caller }) {
    const rows = historyOf(cloud, billQuery(cloud, caller.holder, query, meant(cloud, caller, query)));
    return { status: 200, body: { result: 0, array: rows.map(row) }, cache: nextHour(cloud) };
  },

  getExtendedAccountBillingHistoryByPeriod({ query, cloud, caller }) {
    const rows = historyOf(cloud, billQuery(cloud, caller.holder, query));
    return { status: 200, body: { result: 0, array: rows.map(extendedRow) }, cache: nextHour(cloud) };
  },

  exportAccountBillingHistoryByPeriod({ query, cloud, caller, origin }) {
    return { status: 200, body: { result: 0, link: exported(cloud, billQuery(cloud, caller.holder, query), origin) } };
  },

  exportEnvBillingHistoryByPeriod({ query, cloud, caller, origin }) {
    const asked = billQuery(cloud, caller.holder, query, meant(cloud, caller, query));
    return { status: 200, body: { result: 0, link: exported(cloud, asked, origin) } };
  },

  downloadBillingHistory({ query, cloud }) {
    return { status: 200, body: cloud.exports.need(query.key).table };
  },
} satisfies Handlers<typeof operations, VirtuozzoCloud>;

/** Money moves by the hour; when anything else happens, nothing read before is relied on. */
const nextHour = (cloud: VirtuozzoCloud): Instant => (hourOf(cloud.now) + 1) * HOUR;

function mustOperate(cloud: VirtuozzoCloud, caller: Caller): void {
  if (!cloud.accounts.need(caller.holder).isOperator) throw refuse(refusals.notPermitted);
}

/** What the list of accounts is filtered and ordered by. */
const accountFields = ['uid', 'email', 'balance', 'bonus', 'status', 'createdOn', 'group', 'groupType'] as const;

function fieldNamed(name: string, parameter: 'filterField' | 'orderField') {
  const field = accountFields.find(known => known === name);
  if (field === undefined) throw refuse(refusals.invalidParameter, { name: parameter });
  return field;
}

/** The account that an operator's call is about. */
function operated(cloud: VirtuozzoCloud, caller: Caller, uid: number): Account {
  mustOperate(cloud, caller);
  const record = cloud.accounts.get(uid);
  if (record === undefined) throw refuse(refusals.noUser, { uid });
  return record;
}

const paged = <T>(
  list: readonly T[],
  { startRow = 0, resultCount = list.length }: { startRow?: number | undefined; resultCount?: number | undefined },
): T[] => list.slice(startRow, startRow + resultCount);

/** An environment an account has, or had: the last of that name. */
function recorded(
  cloud: VirtuozzoCloud,
  uid: number,
  { envName, appid }: { readonly envName?: string | undefined; readonly appid?: string | undefined },
): Environment {
  const found = cloud
    .ownedBy(uid)
    .filter(({ id, name }) => (appid === undefined ? name === envName : id === appid))
    .at(-1);
  if (found === undefined) throw refuse(refusals.noEnvironment, { name: appid ?? envName ?? '' });
  return found;
}

/** The environment that a call about one environment names. */
function meant(
  cloud: VirtuozzoCloud,
  caller: Caller,
  {
    envName,
    targetAppid,
    appid,
  }: { envName?: string | undefined; targetAppid?: string | undefined; appid?: string | undefined },
): Environment {
  if (envName !== undefined) return recorded(cloud, caller.holder, { envName });
  const id = targetAppid ?? appidOf({ appid });
  if (id === undefined) throw refuse(refusals.invalidParameter, { name: 'envName' });
  return recorded(cloud, caller.holder, { appid: id });
}

/** What a bill is asked for; the appid that every call may carry does not limit it. */
function billQuery(
  cloud: VirtuozzoCloud,
  uid: number,
  query: {
    readonly starttime: number;
    readonly endtime: number;
    readonly period?: BillQuery['period'] | undefined;
    readonly timeOffset?: number | undefined;
    readonly groupNodes?: boolean | undefined;
    readonly targetAppid?: string | undefined;
    readonly envName?: string | undefined;
  },
  only?: Environment,
): BillQuery {
  const { targetAppid, envName } = query;
  const environment =
    only ??
    (targetAppid === undefined && envName === undefined
      ? undefined
      : recorded(cloud, uid, targetAppid === undefined ? { envName } : { appid: targetAppid }));
  return {
    uid,
    from: query.starttime,
    to: query.endtime,
    period: query.period ?? 'DAY',
    offset: query.timeOffset ?? 0,
    isGrouped: query.groupNodes ?? false,
    appid: environment?.id ?? null,
  };
}

/** Keeps a bill as a table and answers its link. The key in it is a credential, so that it finds its world again. */
function exported(cloud: VirtuozzoCloud, query: BillQuery, origin: string): string {
  const number = cloud.nextId('export');
  const key = cloud.random.hex({ entity: 'export', id: `${cloud.settings.secret}/${number}`, field: 'key' }, 32);
  cloud.exports.add({ id: key, table: table(historyOf(cloud, query), cloud.settings.currency) });
  cloud.credentials.add({
    scheme: 'key',
    value: key,
    holder: query.uid,
    state: 'valid',
    rights: 'read',
    expires: cloud.now + LINK_DAYS * DAY,
  });
  return `${origin}${virtuozzoDialect.basePath}/billing/account/rest/downloadbillinghistory?key=${key}`;
}

/** How long a link serves its table: a guess. */
const LINK_DAYS = 7;
