import { dayTime } from '../../../../../contracts/core/time.js';
import { DAY, HOUR, type Instant, MINUTE, startOfDay, startOfMonth } from '../../../../domain/clock.js';

/** Lengths of time by which a bill is cut, as the calendar has them. */
export type BillPeriod = 'YEAR' | 'MONTH' | 'WEEK' | 'DAY' | 'HOUR';

/** One period of a bill. */
interface BilledPeriod {
  /** In the asker's own time. */
  readonly start: Instant;
  /** Where it begins and ends: the end is the next one's beginning. */
  readonly from: Instant;
  readonly to: Instant;
}

/** Start of the period that holds a local time. Weeks begin on Monday. */
function startOf(period: BillPeriod, local: Instant): Instant {
  switch (period) {
    case 'HOUR':
      return local - (((local % HOUR) + HOUR) % HOUR);
    case 'DAY':
      return startOfDay(local);
    case 'WEEK':
      return startOfDay(local) - ((((startOfDay(local) / DAY + 3) % 7) + 7) % 7) * DAY; // 1970 began on a Thursday
    case 'MONTH':
      return startOfMonth(local);
    case 'YEAR':
      return dayTime.parse(`${dayTime.format(local).slice(0, 4)}-01-01`) ?? local;
  }
}

/** Start of the period after the one that starts there. */
function endOf(period: BillPeriod, start: Instant): Instant {
  switch (period) {
    case 'HOUR':
      return start + HOUR;
    case 'DAY':
      return start + DAY;
    case 'WEEK':
      return start + 7 * DAY;
    case 'MONTH':
      return startOfMonth(start, 1);
    case 'YEAR':
      return startOfMonth(start, 12);
  }
}

/** The period that holds an instant; one that has the whole bill in it is named by the hour in which the window begins. */
export function periodAt(
  { period, offset, from }: { readonly period: BillPeriod | 'AGE'; readonly offset: number; readonly from: Instant },
  at: Instant,
): BilledPeriod {
  const shift = offset * MINUTE;
  if (period === 'AGE')
    return { start: startOf('HOUR', from + shift), from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };
  const start = startOf(period, at + shift);
  return { start, from: start - shift, to: endOf(period, start) - shift };
}
