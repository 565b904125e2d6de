import type { AnyBills } from '../../calls/bills.js';
import type { Vendor } from '../../calls/vendor.js';
import type { Cloud } from '../../domain/cloud.js';
import { windowOf } from '../money-window.js';

/** Most of those who pay whose bills are looked through. */
const MOST = 200;

/** Whose bill a thing is on, and as what: `money.show` tells it by these. Null for what nobody pays for now. */
export async function billedAs(
  { bills }: Vendor,
  cloud: Cloud,
  { resource, key }: { readonly resource: string; readonly key: string },
): Promise<{ account: string; item: string } | null> {
  if (bills === undefined) return null;
  const source = (await bills()).bills as AnyBills;
  const { from, to } = windowOf({ step: 'day' }, cloud.now);
  for (const { id: account } of source.accounts(cloud).slice(0, MOST))
    for (const { id: item, record } of source.things(cloud, account, from, to))
      if (record?.resource === resource && record.key === key) return { account, item };
  return null;
}
