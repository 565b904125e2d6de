import { refuse } from '../../../../contracts/core/failure.js';
import { refusals } from '../../../../contracts/vendors/infrahub/refusals.js';
import { DAY, HOUR, type Instant, SECOND } from '../../../domain/clock.js';
import { begunSteps, wholeSteps } from '../../../domain/money.js';
import type { Bill } from '../billing/record.js';
import type { InfrahubCloud } from '../cloud.js';

/** Two dates as they are asked for. */
export interface DateRange {
  readonly start_date: Instant;
  readonly end_date: Instant;
}

/** The minutes that end after `from` and not after `to`. */
interface Window {
  readonly from: Instant;
  readonly to: Instant;
}

/** What is asked about, as far as it has passed. Refuses dates in the wrong order. */
export function windowOf(cloud: InfrahubCloud, { start_date: from, end_date: to }: DateRange): Window {
  if (from > to) throw refuse(refusals.backwards);
  return { from, to: Math.min(to, cloud.now) };
}

/** The part of a window in which there was anything to pay: no graph begins in 1970 or ends in a far year. */
export function lifeOf(bills: readonly Pick<Bill, 'since' | 'ended'>[], { from, to }: Window): Window {
  const began = Math.min(...bills.map(({ since }) => since));
  const ended = Math.max(...bills.map(bill => bill.ended ?? to));
  return bills.length === 0 ? { from, to: from } : { from: Math.max(from, began), to: Math.min(to, ended) };
}

/** Steps of a graph: hours up to two days, days up to a year, then months of thirty days. Only days are documented. */
export function stepsOf({ from, to }: Window): { readonly seconds: number; readonly windows: readonly Window[] } {
  const length = to - from <= 2 * DAY ? HOUR : to - from <= 366 * DAY ? DAY : 30 * DAY;
  const windows = Array.from({ length: Math.max(0, begunSteps(to - from, length)) }, (_, index) => ({
    from: from + index * length,
    to: Math.min(to, from + (index + 1) * length),
  }));
  return { seconds: wholeSteps(length, SECOND), windows };
}
