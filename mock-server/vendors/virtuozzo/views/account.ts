import { sqlTime } from '../../../../contracts/core/time.js';
import { fromMicros } from '../../../domain/money.js';
import { type Quota, regions, templates } from '../catalogue.js';
import type { VirtuozzoCloud } from '../cloud.js';
import { fundsNow } from '../funds.js';
import type { Account, Entry, Token } from '../records.js';

/** Records as they travel; undefined members are left out of the answer, as the platform leaves out what is null. */

const accountStatus = { active: 1, inactive: 2, destroyed: 3 } as const;

export const person = ({ id, email, name }: Account) => ({
  uid: id,
  email,
  name,
  status: 'ENABLED' as const,
  accessType: 'FULL_ACCESS' as const,
  authType: 'BASIC' as const,
});

export function account(cloud: VirtuozzoCloud, record: Account) {
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
    isEnabled: true,
    isCommerial: record.groupType === 'billing' || record.groupType === 'post',
    isRegistered: true,
    language: 'en',
    defaultHardNodeGroup: regions[0].uniqueName,
    hardNodeGroups: regions.map(({ uniqueName }) => uniqueName),
  };
}

export const quota = ({ name, description, value }: Quota) => ({
  quota: { name, description },
  type: 'GROUP' as const,
  value,
});

/** FUND, FUND_BONUS and REFUND_BONUS are known from a client; the other names follow them. */
export function fundings({ id, at, kind, bonus, balance, note }: Entry) {
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

/** A token; its value only when it was just made. */
export function token(record: Token, isNew: boolean) {
  const template = templates.find(({ name }) => name === record.template);
  return {
    id: record.id,
    ...(isNew && { key: record.value }),
    description: record.description,
    ...(record.expiresAt !== null && { expiresAt: sqlTime.format(record.expiresAt) }),
    isSystem: false,
    ...(template !== undefined && { tokenTemplate: template }),
    ...(record.methods !== null && { apiListItems: record.methods.map((method, at) => ({ id: at + 1, method })) }),
  };
}
