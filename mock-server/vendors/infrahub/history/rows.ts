import type { Instant } from '../../../domain/clock.js';
import { Missing } from '../../../domain/collection.js';
import { begunSteps } from '../../../domain/money.js';
import type { BillKind } from '../billing/bill-kinds.js';
import type { Bill } from '../billing/record.js';
import type { InfrahubCloud } from '../cloud.js';
import { matches } from '../common.js';
import { type DateRange, lifeOf, stepsOf, windowOf } from './periods.js';
import { billingEventView, type Cost, metricsInListView, type Price, pointView } from './view.js';

interface Asked {
  readonly cloud: InfrahubCloud;
  readonly caller: { readonly holder: number };
}

/** A resource's bill; one that was never charged has an empty one as long as it is there. */
export function billOf(kind: BillKind, { cloud, caller }: Asked, id: number): Bill {
  const known = cloud.bills.get(`${kind}:${id}`);
  if (known !== undefined && known.org === caller.holder) return known;
  const records = cloud.billed[kind];
  if (records === undefined) throw new Missing(kind, id);
  return cloud.blankBill(kind, cloud.own(records, id, caller.holder));
}

export const one = <Row>(bill: Bill, row: Row) => ({ org_id: bill.org, billing_history: [row], total_count: 1 });

/** The price an hour at the end of a window: what it is charged then, or was charged last. */
export function priceIn(cloud: InfrahubCloud, bill: Bill, to: Instant): Price {
  const terms = cloud.ledger.stretches(bill, bill.since, to).at(-1)?.terms;
  return { perHour: terms?.perHour ?? 0, atMarket: (terms?.market ?? terms)?.perHour ?? 0 };
}

/** What a resource cost in (from, to], and would have cost without a contract. */
export const costIn = (cloud: InfrahubCloud, bill: Bill, from: Instant, to: Instant): Cost => ({
  ...cloud.ledger.cost(bill, from, to),
  atMarket: cloud.ledger.marketCost(bill, from, to),
});

interface ListQuery extends DateRange {
  readonly search?: string | undefined;
  readonly page: number;
  readonly per_page: number;
}

export function listOf(kind: BillKind, { cloud, caller }: Asked, query: ListQuery) {
  const { from, to } = windowOf(cloud, query);
  const bills = cloud.ledger
    .bills(caller.holder, from, to)
    .filter(bill => bill.kind === kind && matches(query.search, bill.name, bill.resource));
  const { page, per_page } = query;
  return {
    rows: bills.slice((page - 1) * per_page, page * per_page).map(bill => ({
      bill,
      metrics: metricsInListView(costIn(cloud, bill, from, to), priceIn(cloud, bill, to)),
    })),
    total: bills.length,
    pagination: { page, per_page, pages: begunSteps(bills.length, per_page) },
  };
}

export function graphOf(cloud: InfrahubCloud, bill: Bill, query: DateRange) {
  const { from, to } = windowOf(cloud, query);
  const steps = stepsOf(lifeOf([bill], { from, to }));
  const metrics = {
    incurred_bill: cloud.ledger.cost(bill, from, to).cost,
    incurred_bill_graph: steps.windows.map(step =>
      pointView(step.from, cloud.ledger.cost(bill, step.from, step.to).cost),
    ),
  };
  return { metrics, granularity: steps.seconds };
}

export function eventsOf(cloud: InfrahubCloud, bill: Bill, whose: string, query: DateRange) {
  const { from, to } = windowOf(cloud, query);
  const stretches = cloud.ledger.stretches(bill, from, to);
  // The first minute is charged on the terms that hold at its end: what was before that is no event.
  const first = stretches.findIndex(({ minutes }) => minutes > 0);
  return {
    status: true,
    message: `${whose} Billing Events History Retrieved Successfully.`,
    billing_events_history: first < 0 ? [] : stretches.slice(first).map(billingEventView),
  };
}
