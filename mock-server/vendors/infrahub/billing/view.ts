import type { z } from 'zod';
import type { shownUsage } from '../../../../contracts/vendors/infrahub/billing.js';
import { timeText, timeTextOrNull } from '../common.js';
import { perMinute } from '../tariff.js';
import type { TenantCloud } from '../tenant-cloud.js';
import { type UsageKind, usageKinds } from './bill-kinds.js';
import type { Bill } from './record.js';

type UsageRow = z.output<typeof shownUsage>;
/** Rows as they were written last: one is made again only when a minute has passed, and that of an ended bill never. */
const rows = new WeakMap<Bill, UsageRow>();

/** The bill of something that the usage has rows of. */
type UsageBill = Bill & { readonly kind: UsageKind };
export const isUsage = (bill: Bill): bill is UsageBill => usageKinds.some(kind => kind === bill.kind);

export function usageView(cloud: TenantCloud, bill: UsageBill): UsageRow {
  const { minutes, cost } = cloud.ledger.total(bill, cloud.now);
  const perHour = cloud.ledger.terms(bill)?.perHour ?? 0;
  const rate = bill.ended === null ? perMinute(perHour) : null;
  const known = rows.get(bill);
  if (known?.total_up_time === minutes && known.total_bill === cost && known.bill_per_minute === rate) return known;
  const row = usageRow(bill, rate, minutes, cost);
  rows.set(bill, row);
  return row;
}

const usageRow = (bill: UsageBill, rate: number | null, minutes: number, cost: number): UsageRow => ({
  resource_id: bill.resource,
  resource_type: bill.kind,
  name: bill.name,
  organization_id: bill.org,
  bill_per_minute: rate,
  create_time: timeText(bill.since),
  terminate_time: timeTextOrNull(bill.ended),
  total_up_time: minutes,
  total_bill: cost,
  active: bill.ended === null,
  exclude_billing: false,
});
