import { dayTime } from '../../../../../contracts/core/time.js';
import { DAY, HOUR, type Instant, MINUTE, startOfDay, startOfMonth } from '../../../../domain/clock.js';
import { type Hours, hourFrom } from '../../hours.js';

/** Lengths of time by which a bill is cut, as the calendar has them. */
export type BillPeriod = 'YEAR' | 'MONTH' | 'WEEK' | 'DAY' | 'HOUR';

/** Start of the period that holds a local time. Weeks begin on Monday. */
export function startOf(period: BillPeriod, local: Instant): Instant {
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

/** Hours cut at the borders of the periods; an hour belongs to the period in which it begins. */
export function* inPeriods(
  { period, offset }: { readonly period: BillPeriod | 'AGE'; readonly offset: number },
  { from, to }: Hours,
): Generator<Hours> {
  if (period === 'AGE') return yield { from, to };
  for (let start = from; start < to; ) {
    const end = endOf(period, startOf(period, start * HOUR + offset * MINUTE)) - offset * MINUTE;
    const until = Math.min(to, Math.max(start + 1, hourFrom(end)));
    yield { from: start, to: until };
    start = until;
  }
}
