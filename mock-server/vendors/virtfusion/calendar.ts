import { dayTime } from '../../../contracts/core/time.js';
import { DAY, type Instant, startOfMonth } from '../../domain/clock.js';

const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** Year, month from 0, and day of an instant. */
function partsOf(instant: Instant): [year: number, month: number, day: number] {
  const [year = 1970, month = 1, day = 1] = dayTime.format(instant).split('-').map(Number);
  return [year, month - 1, day];
}

/** Midnight of the same day of the month, `months` later; the month's last day where it has no such day. */
export function addMonths(day: Instant, months: number): Instant {
  const [, , date] = partsOf(day);
  const first = startOfMonth(day, months);
  const last = startOfMonth(day, months + 1) - DAY;
  return Math.min(first + (date - 1) * DAY, last);
}

/** Calendar months from one instant's month to another's. */
export function monthsBetween(from: Instant, to: Instant): number {
  const [fromYear, fromMonth] = partsOf(from);
  const [toYear, toMonth] = partsOf(to);
  return (toYear - fromYear) * 12 + toMonth - fromMonth;
}

/** `January 2025`. */
export function monthName(instant: Instant): string {
  const [year, month] = partsOf(instant);
  return `${monthNames[month]} ${year}`;
}

/** Days of the calendar month that holds the instant. */
export const daysInMonth = (instant: Instant): number => (startOfMonth(instant, 1) - startOfMonth(instant)) / DAY;
