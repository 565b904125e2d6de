import type { Instant } from '../../../domain/clock.js';
import type { BilledStretch, Sum } from '../billing/ledger.js';
import type { PricePart } from '../billing/price-parts.js';
import type { Bill } from '../billing/record.js';
import type { InfrahubCloud } from '../cloud.js';
import { timeText } from '../common.js';

/** Billing writes the states of core, in upper case, and what is no more as DELETED. */
function statusOf(cloud: InfrahubCloud, { kind, resource, ended: end }: Bill): string {
  if (end !== null) return 'DELETED';
  return cloud.billed[kind]?.get(resource)?.state.toUpperCase() ?? 'DELETED';
}

export const machineAttributes = (cloud: InfrahubCloud, bill: Bill) => ({
  ...billedAttributes(cloud, bill),
  contract_id: bill.kind === 'vm' ? (cloud.allocations.get(bill.resource)?.contract ?? null) : null,
});

export const billedAttributes = (cloud: InfrahubCloud, bill: Bill) => ({
  id: bill.uuid,
  infrahub_id: bill.resource,
  resource_name: bill.name,
  status: statusOf(cloud, bill),
});

export const storedAttributes = (cloud: InfrahubCloud, bill: Bill) => ({
  ...billedAttributes(cloud, bill),
  subresource_amount: bill.size,
  subresource_type: 'Cloud-SSD',
});

export const partAttributes = ({ uuid, resource, name }: Bill) => ({
  id: uuid,
  infrahub_id: resource,
  resource_name: name,
});

const seconds = (minutes: number): number => minutes * 60;

/** What an hour costs, and would cost without a contract. */
export interface Price {
  readonly perHour: number;
  readonly atMarket: number;
}
/** What a time cost, and would have cost without a contract. */
export interface Cost extends Sum {
  /** Default: the cost. */
  readonly atMarket?: number;
}

/** Price is the one it is charged now, or was last charged. */
export function metricsView({ minutes, cost, atMarket = cost }: Cost, price: Price) {
  return {
    price_per_hour: price.perHour,
    non_discounted_price_per_hour: price.atMarket,
    incurred_bill: cost,
    non_discounted_bill: atMarket,
    usage_time: seconds(minutes),
  };
}

/** Details of a volume or a snapshot have the same metrics in yet another order. */
export function metricsOfStoredView(sum: Cost, price: Price) {
  const { price_per_hour, incurred_bill, usage_time, non_discounted_price_per_hour, non_discounted_bill } = metricsView(
    sum,
    price,
  );
  return { price_per_hour, incurred_bill, usage_time, non_discounted_price_per_hour, non_discounted_bill };
}

/** The lists put the sums first and the details the prices. */
export function metricsInListView(sum: Cost, price: Price) {
  const { incurred_bill, non_discounted_bill, price_per_hour, non_discounted_price_per_hour, usage_time } = metricsView(
    sum,
    price,
  );
  return { incurred_bill, non_discounted_bill, price_per_hour, non_discounted_price_per_hour, usage_time };
}

export function timesByState(stretches: readonly BilledStretch[]) {
  const times = { ACTIVE: 0, SHUTOFF: 0, HIBERNATED: 0, AVAILABLE: 0, 'IN-USE': 0, SUCCESS: 0 };
  for (const { terms, minutes } of stretches) times[terms.state] += seconds(minutes);
  return {
    usage_time_ACTIVE: times.ACTIVE,
    usage_time_SHUTOFF: times.SHUTOFF,
    usage_time_HIBERNATED: times.HIBERNATED,
  };
}

export const pointView = (at: Instant, value: number) => ({ datetime: timeText(at), value });

export const billingEventView = ({ from, terms, minutes, cost }: BilledStretch) => ({
  event: terms.state,
  start: timeText(from),
  event_duration: seconds(minutes),
  price_per_hour: terms.perHour,
  total_cost: cost,
});

export const partsView = (
  cost: Readonly<Record<PricePart, number>>,
  atMarket: Readonly<Record<PricePart, number>>,
) => ({
  gpu_incurred_bill: cost.gpu,
  gpu_non_discounted_bill: atMarket.gpu,
  cpu_incurred_bill: cost.cpu,
  cpu_non_discounted_bill: atMarket.cpu,
  ram_incurred_bill: cost.ram,
  ram_non_discounted_bill: atMarket.ram,
  publicip_incurred_bill: cost.publicip,
  publicip_non_discounted_bill: atMarket.publicip,
  disk_incurred_bill: cost.disk,
  disk_non_discounted_bill: atMarket.disk,
  ephemeral_incurred_bill: cost.ephemeral,
  ephemeral_non_discounted_bill: atMarket.ephemeral,
});

type Points = ReturnType<typeof pointView>[];

export const partsGraphView = (
  cost: Readonly<Record<PricePart, number>>,
  points: Readonly<Record<PricePart, Points>>,
) => ({
  gpu_incurred_bill: cost.gpu,
  gpu_incurred_bill_graph: points.gpu,
  cpu_incurred_bill: cost.cpu,
  cpu_incurred_bill_graph: points.cpu,
  ram_incurred_bill: cost.ram,
  ram_incurred_bill_graph: points.ram,
  publicip_incurred_bill: cost.publicip,
  publicip_incurred_bill_graph: points.publicip,
  disk_incurred_bill: cost.disk,
  disk_incurred_bill_graph: points.disk,
  ephemeral_incurred_bill: cost.ephemeral,
  ephemeral_incurred_bill_graph: points.ephemeral,
});
