import type { z } from 'zod';
import { sqlTime } from '../../../../../contracts/core/time.js';
import type { funding, oneAccount } from '../../../../../contracts/vendors/virtuozzo/billing/account/schemas.js';
import { fromMicros } from '../../../../domain/money.js';
import { hostGroups } from '../../catalogue.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import { personOf } from '../../users/account/person.js';
import { fundsNow, type Spending } from './funds.js';
import type { Account, Booking } from './record.js';

/** Records as they travel; undefined members are left out of the answer, as the platform leaves out what is null. */

const accountStatus = { active: 1, inactive: 2, destroyed: 3 } as const;

/** An account without its group, which calls show in different ways. */
export function accountView(
  cloud: Spending & Pick<VirtuozzoCloud, 'people'>,
  record: Account,
): Omit<z.output<typeof oneAccount>, 'result' | 'source' | 'group'> {
  const { bonus, balance } = fundsNow(cloud, record);
  return {
    uid: record.id,
    email: record.email,
    balance: fromMicros(balance),
    bonus: fromMicros(bonus),
    credit: 0,
    debit: 0,
    groupType: record.groupType,
    status: accountStatus[record.status],
    createdOn: sqlTime.format(record.createdOn),
    ...(record.statusOn !== null && { updatedStatusOn: sqlTime.format(record.statusOn) }),
    isEnabled: !personOf(cloud, record.id).isSuspended,
    isCommerial: record.groupType === 'billing' || record.groupType === 'post',
    isRegistered: true,
    language: 'en',
    defaultHardNodeGroup: hostGroups[0].uniqueName,
    hardNodeGroups: hostGroups.map(({ uniqueName }) => uniqueName),
  };
}

/** An account as lists show it: its group is an object there. */
export const listedView = <A extends { readonly group: string; readonly groupType: string }>(account: A) => ({
  ...account,
  group: { name: account.group, type: account.groupType },
});

/** FUND, FUND_BONUS and REFUND_BONUS are known from a client; the other names follow them. */
export function fundings({ id, at, kind, bonus, balance, note }: Booking): z.output<typeof funding>[] {
  const names = {
    fund: { bonus: 'FUND_BONUS', balance: 'FUND' },
    unfund: { bonus: 'REFUND_BONUS', balance: 'REFUND' },
    charge: { bonus: 'CHARGE_BONUS', balance: 'CHARGE' },
  }[kind];
  const parts = [
    { chargeType: names.bonus, amount: bonus },
    { chargeType: names.balance, amount: balance },
  ];
  return parts
    .filter(({ amount }) => amount > 0)
    .map(({ chargeType, amount }) => ({
      id,
      chargeType,
      amount: fromMicros(amount),
      operationDate: at,
      ...(note !== null && { note }),
    }));
}
