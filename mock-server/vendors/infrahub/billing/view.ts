import type { z } from 'zod';
import type { shownUsage } from '../../../../contracts/vendors/infrahub/billing.js';
import { timeText, timeTextOrNull } from '../common.js';
import { perMinute } from '../tariff.js';
import type { TenantCloud } from '../tenant-cloud.js';
import { type UsageKind, usageKinds } from './bill-kinds.js';
import type { Bill } from './record.js';

type UsageRow = z.output<typeof shownUsage>;
/** The bill of something that the usage has rows of. */
type UsageBill = Bill & { readonly kind: UsageKind };
export const isUsage = (bill: Bill): bill is UsageBill => usageKinds.some(kind => kind === bill.kind);

export function usageView({ ledger, now }: TenantCloud, bill: UsageBill): UsageRow {
  const { minutes, cost, terms } = ledger.charged(bill, now);
  return {
    resource_id: bill.resource,
    resource_type: bill.kind,
    name: bill.name,
    organization_id: bill.org,
    bill_per_minute: bill.ended === null ? perMinute(terms?.perHour ?? 0) : null,
    create_time: timeText(bill.since),
    terminate_time: timeTextOrNull(bill.ended),
    total_up_time: minutes,
    total_bill: cost,
    active: bill.ended === null,
    exclude_billing: false,
  };
}
