import { z } from 'zod';
import { disputedName } from '../../../core/disputed.js';
import { nameSchemas } from '../../../core/document-marks.js';
import { assumed } from '../../../core/evidence.js';
import { naiveTime } from '../../../core/time.js';
import { float, read } from '../../../core/wire.js';
import { dateTime, enveloped, filter, perPage } from '../common.js';

/** Both dates are required, whatever the vendor's description says: 400 without them. */
export const range = {
  start_date: read.instant(naiveTime),
  end_date: read.instant(naiveTime),
};

export const rangeQuery = z.object(range);
export const resourcesQuery = z.object({
  ...range,
  search: filter(),
  ...perPage,
});

export const point = z.strictObject({ datetime: dateTime, value: float });
export const graph = z.array(point);

/** Rows of one kind in one organisation. */
export const rows = <A extends z.core.$ZodType, M extends z.core.$ZodType>(attributes: A, metrics: M) => ({
  org_id: z.int(),
  billing_history: z.array(z.strictObject({ attributes, metrics })),
  total_count: z.int(),
});

/** `usage_time` is in seconds, though the documentation says hours: its own numbers only agree with seconds. */
export const metrics = {
  incurred_bill: float,
  non_discounted_bill: float,
  price_per_hour: float,
  non_discounted_price_per_hour: float,
  usage_time: z.number(),
};

export const pages = { page: z.int(), per_page: z.int(), pages: z.int() };

/** The lists are printed with `success` where all other answers say `status`, which the vendor's OpenAPI has here too. */
export const succeeded = <S extends z.core.$ZodLooseShape>(shape: S) =>
  disputedName('success', 'status', z.boolean(), { message: z.string(), ...shape });

export const graphed = z.strictObject({
  incurred_bill: float,
  incurred_bill_graph: graph,
});
/** Length of a graph's step, in seconds. */
export const granularity = z.int();

/** Stretches of time at one price. The names of events and the unit of their duration are not documented. */
export const billingEvents = enveloped({
  billing_events_history: z.array(
    z.strictObject({
      event: assumed(z.string()),
      start: dateTime,
      /** In seconds, as `usage_time`. */
      event_duration: assumed(z.number()),
      price_per_hour: float,
      total_cost: float,
    }),
  ),
});

nameSchemas({ GraphPoint: point, GraphedBill: graphed, BillingEvents: billingEvents });

/** The dates of the examples. */
export const january = { start_date: '2025-01-01T00:00:00', end_date: '2025-02-01T00:00:00' } as const;
