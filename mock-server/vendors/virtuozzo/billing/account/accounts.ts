import { refuse } from '../../../../../contracts/core/failure.js';
import type { accounts as operations } from '../../../../../contracts/vendors/virtuozzo/billing/account/accounts.js';
import * as refusals from '../../../../../contracts/vendors/virtuozzo/refusals.js';
import type { Handlers } from '../../../../calls/handler.js';
import { DAY } from '../../../../domain/clock.js';
import type { Caller } from '../../../../domain/credentials.js';
import { fromMicros, toMicros } from '../../../../domain/money.js';
import { accountGroups } from '../../catalogue.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import { accountNamed, changePerson, mustBeNewEmail, mustOperate, personOf } from '../../users/account/person.js';
import { isLasting } from '../../users/world-users.js';
import { billQuery } from './bill-query.js';
import { row } from './bill-view.js';
import { fundsNow, together } from './funds.js';
import { historyOf } from './history.js';
import { book } from './money.js';
import { operated } from './operated.js';
import type { Account } from './record.js';
import { accountView, listedView } from './view.js';

export const handlers = {
  addAccount({ query, cloud, caller }) {
    operated(cloud, caller, query.uid);
    return { status: 200, body: { result: 0 } };
  },

  changeEmail({ query, cloud, caller }) {
    mustOperate(cloud, caller);
    const { id, email } = accountNamed(cloud, query.login);
    mustBeNewEmail(cloud, query.email);
    cloud.accounts.update(id, { email: query.email });
    if (isLasting(id)) changePerson(cloud, id, { formerLogin: personOf(cloud, id).formerLogin ?? email });
    return { status: 200, body: { result: 0 } };
  },

  changeGroup({ query: { groupName, uids = [] }, cloud, caller }) {
    mustOperate(cloud, caller);
    const group = accountGroups.find(name => name === groupName);
    if (group === undefined) throw refuse(refusals.noObject, { what: 'group', name: groupName });
    const meant = uids === '*' ? cloud.accounts.all() : uids.map(uid => operated(cloud, caller, uid));
    for (const { id } of meant) cloud.accounts.update(id, { group, groupType: group });
    return { status: 200, body: { result: 0 } };
  },

  fundAndActivateAccount({ query, cloud, caller }) {
    const { id } = operated(cloud, caller, query.uid);
    cloud.accounts.update(id, { group: 'billing', groupType: 'billing' });
    const parts = { bonus: 0, balance: toMicros(query.amount) };
    book(cloud, id, { kind: 'fund', ...parts, note: query.note ?? null, appid: null });
    return { status: 200, body: { result: 0 } };
  },

  suspendUser({ query, cloud, caller }) {
    changePerson(cloud, operated(cloud, caller, query.uid).id, { isSuspended: true });
    return { status: 200, body: { result: 0 } };
  },

  enableUser({ query, cloud, caller }) {
    changePerson(cloud, operated(cloud, caller, query.uid).id, { isSuspended: false });
    return { status: 200, body: { result: 0 } };
  },

  getSuspendedAccounts({ cloud, caller }) {
    return { status: 200, body: listed(cloud, caller, ({ id }) => personOf(cloud, id).isSuspended) };
  },

  getAccountsByUids({ query: { uids, lebalance = Number.POSITIVE_INFINITY }, cloud, caller }) {
    const isMeant = (account: Account): boolean =>
      uids.includes(`${account.id}`) && balanceOf(cloud, account) <= lebalance;
    return { status: 200, body: listed(cloud, caller, isMeant) };
  },

  getAccountsByLimits({ query, cloud, caller }) {
    const limits = new Map(query.uidslimits.map(text => [text.split(':')[0], Number(text.split(':')[1])]));
    const isMeant = (account: Account): boolean =>
      balanceOf(cloud, account) <= (limits.get(`${account.id}`) ?? Number.NEGATIVE_INFINITY);
    return { status: 200, body: listed(cloud, caller, isMeant) };
  },

  getAccountsByPersonalThreshold({ cloud, caller }) {
    const threshold = cloud.limit('account.personal.min.threshold');
    return { status: 200, body: listed(cloud, caller, account => balanceOf(cloud, account) < threshold) };
  },

  getAccountsForDeactivation({ cloud, caller }) {
    const isMeant = (account: Account): boolean =>
      account.status === 'active' && together(fundsNow(cloud, account)) < cloud.leastMoney;
    return { status: 200, body: listed(cloud, caller, isMeant) };
  },

  getAccountsForDestroying({ cloud, caller }) {
    const longest = cloud.limit('account.destroy.period') * DAY;
    const isMeant = ({ status, statusOn }: Account): boolean =>
      status === 'inactive' && statusOn !== null && statusOn + longest <= cloud.now;
    return { status: 200, body: listed(cloud, caller, isMeant) };
  },

  getAccountConsumptionByPeriodInner({ query: { uid, start, end }, cloud, caller }) {
    const { id } = operated(cloud, caller, uid);
    const rows = historyOf(cloud, billQuery(cloud, id, { starttime: start, endtime: end, period: 'AGE' }));
    return { status: 200, body: { result: 0, array: Array.from(rows, row) } };
  },
} satisfies Handlers<typeof operations, VirtuozzoCloud>;

const balanceOf = (cloud: VirtuozzoCloud, account: Account): number => fromMicros(fundsNow(cloud, account).balance);

/** The accounts that are meant, for the operator. */
function listed(cloud: VirtuozzoCloud, caller: Caller, isMeant: (account: Account) => boolean) {
  mustOperate(cloud, caller);
  const array = cloud.accounts
    .filter(isMeant)
    .map(record => listedView({ ...accountView(cloud, record), group: record.group }));
  return { result: 0, array } as const;
}
