import { type Instant, startOfDay } from '../../../domain/clock.js';
import { addMonths, monthsBetween } from '../calendar.js';

/** A traffic period: from midnight up to, not including, the midnight `to`. */
export interface TrafficPeriod {
  /** Counts from 1, the period in which the server was made. */
  readonly month: number;
  readonly from: Instant;
  readonly to: Instant;
}

/** The traffic period of a server's life with this number; periods begin on the day of the month it was made on. */
export function trafficPeriod(created: Instant, month: number): TrafficPeriod {
  const first = startOfDay(created);
  return { month, from: addMonths(first, month - 1), to: addMonths(first, month) };
}

/** The traffic period that holds an instant. */
export function currentTrafficPeriod(created: Instant, now: Instant): TrafficPeriod {
  const guess = monthsBetween(created, now) + 1;
  const period = trafficPeriod(created, guess);
  return period.from > now ? trafficPeriod(created, guess - 1) : period;
}
