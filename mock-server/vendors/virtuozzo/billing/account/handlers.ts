import { refuse } from '../../../../../contracts/core/failure.js';
import type { account as operations } from '../../../../../contracts/vendors/virtuozzo/billing/account/operations.js';
import { accountFields } from '../../../../../contracts/vendors/virtuozzo/billing/account/schemas.js';
import * as refusals from '../../../../../contracts/vendors/virtuozzo/refusals.js';
import type { Handlers } from '../../../../calls/handler.js';
import { begun } from '../../../../calls/lengthy.js';
import { HOUR, type Instant } from '../../../../domain/clock.js';
import { toMicros } from '../../../../domain/money.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import { appidOf } from '../../environment/control/rules.js';
import { hourOf } from '../../hours.js';
import { mustOperate } from '../../users/account/person.js';
import { activeCollaboration } from '../../users/collaboration/rights.js';
import { handlers as accountHandlers } from './accounts.js';
import { type BillQuery, billQuery, environmentBilled, recorded } from './bill-query.js';
import type { BillRow } from './bill-rows.js';
import { extendedRow, row } from './bill-view.js';
import { exported } from './export.js';
import { fundsNow, paid } from './funds.js';
import { historyOf } from './history.js';
import { book } from './money.js';
import { operated } from './operated.js';
import { inOrder } from './order.js';
import { quotasNamed } from './quotas.js';
import { accountView, fundings, listedView } from './view.js';

export const handlers = {
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
    const array = paged(found, query).map(listedView);
    return { status: 200, body: { result: 0, array } };
  },

  getQuotas({ query, cloud }) {
    return { status: 200, body: { result: 0, array: quotasNamed(cloud, query.quotasnames) } };
  },

  getOwnerQuotas({ query, cloud, caller }) {
    const meant = query.envName ?? appidOf(query);
    const visible = cloud.visibleTo(caller.holder);
    if (meant !== undefined && !visible.some(({ id, name }) => id === meant || name === meant))
      throw refuse(refusals.noEnvironment, { name: meant });
    return { status: 200, body: { result: 0, array: quotasNamed(cloud, query.quotasnames ?? query.names) } };
  },

  getCollaborationQuotas({ query, cloud, caller }) {
    const { collaborationId: id, ownerUid } = query;
    const uid = caller.holder;
    if (id !== undefined) {
      const found = cloud.collaborations.get(id);
      const isTheirs = found?.owner === uid || (found?.member === uid && found.status === 'active');
      if (!isTheirs) throw refuse(refusals.noObject, { what: 'collaboration', name: id });
    }
    if (ownerUid !== undefined && ownerUid !== uid && activeCollaboration(cloud, ownerUid, uid) === undefined)
      throw refuse(refusals.notPermitted);
    return { status: 200, body: { result: 0, array: quotasNamed(cloud, query.quotaNames) } };
  },

  fundAccount({ query, cloud, caller }) {
    const { id } = operated(cloud, caller, query.uid);
    const amount = toMicros(query.amount);
    const parts = query.isBonus ? { bonus: amount, balance: 0 } : { bonus: 0, balance: amount };
    book(cloud, id, { kind: 'fund', ...parts, note: query.note ?? null, appid: null });
    return { status: 200, body: { result: 0 } };
  },

  unfundAccount({ query, cloud, caller }) {
    const record = operated(cloud, caller, query.uid);
    const amount = toMicros(query.amount);
    if (query.isBonus && fundsNow(cloud, record).bonus < amount) throw refuse(refusals.noMoney, { uid: record.id });
    const parts = query.isBonus ? { bonus: amount, balance: 0 } : { bonus: 0, balance: amount };
    book(cloud, record.id, { kind: 'unfund', ...parts, note: query.note ?? null, appid: null });
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
    book(cloud, record.id, { kind: 'charge', ...parts, note: query.description, appid: environment?.id ?? null });
    return { status: 200, body: { result: 0 } };
  },

  getFundAccountHistory({ query, cloud, caller }) {
    const { id } = operated(cloud, caller, query.uid);
    const bookings = cloud.bookings
      .filter(({ uid, at }) => uid === id && at >= query.starttime && at < query.endtime)
      .reverse();
    return { status: 200, body: { result: 0, responses: paged(bookings.flatMap(fundings), query) } };
  },

  getAccountBillingHistoryByPeriod({ query, cloud, caller }) {
    return billed(cloud, billQuery(cloud, caller.holder, query), row);
  },

  getAccountBillingHistoryByPeriodInner({ query, cloud, caller }) {
    const { id } = operated(cloud, caller, query.uid);
    return billed(cloud, billQuery(cloud, id, query), row);
  },

  getEnvBillingHistoryByPeriod({ query, cloud, caller }) {
    return billed(cloud, billQuery(cloud, caller.holder, query, environmentBilled(cloud, caller, query)), row);
  },

  getExtendedAccountBillingHistoryByPeriod({ query, cloud, caller }) {
    return billed(cloud, billQuery(cloud, caller.holder, query), extendedRow);
  },

  exportAccountBillingHistoryByPeriod({ query, cloud, caller, origin }) {
    return { status: 200, body: { result: 0, link: exported(cloud, billQuery(cloud, caller.holder, query), origin) } };
  },

  exportEnvBillingHistoryByPeriod({ query, cloud, caller, origin }) {
    const asked = billQuery(cloud, caller.holder, query, environmentBilled(cloud, caller, query));
    return { status: 200, body: { result: 0, link: exported(cloud, asked, origin) } };
  },

  ...accountHandlers,

  downloadBillingHistory({ query, cloud }) {
    return { status: 200, body: cloud.exports.need(query.key).table };
  },
} satisfies Handlers<typeof operations, VirtuozzoCloud>;

/** Money moves by the hour; when anything else happens, nothing read before is relied on. */
const nextHour = (cloud: VirtuozzoCloud): Instant => (hourOf(cloud.now) + 1) * HOUR;

/** A bill as it travels: of a long one the first rows, and what makes the others. */
function billed<Row>(cloud: VirtuozzoCloud, query: BillQuery, view: (row: BillRow) => Row) {
  const { list: array, further } = begun(historyOf(cloud, query), view);
  return { status: 200, body: { result: 0, array }, further, cache: nextHour(cloud) } as const;
}

function fieldNamed(name: string, parameter: 'filterField' | 'orderField') {
  const field = accountFields.find(known => known === name);
  if (field === undefined) throw refuse(refusals.invalidParameter, { name: parameter });
  return field;
}

const paged = <T>(
  list: readonly T[],
  { startRow = 0, resultCount = list.length }: { startRow?: number | undefined; resultCount?: number | undefined },
): T[] => list.slice(startRow, startRow + resultCount);
