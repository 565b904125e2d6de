import type { AppEnvironment } from '../../environment/control/record.js';
import type { Hours } from '../../hours.js';
import type { Usage } from '../../usage.js';
import { costOf } from './funds.js';
import type { Booking } from './record.js';

/** The hours before `until` that an account paid from its bonus alone, oldest first, from its bookings and environments. */
export function bonusHours(
  usage: Usage,
  bookings: readonly Booking[],
  environments: readonly AppEnvironment[],
  until: number,
): Hours[] {
  const found: Hours[] = [];
  for (const [at, { after }] of bookings.entries()) {
    const end = Math.min(bookings[at + 1]?.after.hour ?? until, until);
    if (after.bonus === 0 || after.hour >= end) continue;
    let paidUntil = after.hour;
    let beyond = end + 1;
    while (beyond - paidUntil > 1) {
      const middle = paidUntil + Math.floor((beyond - paidUntil) / 2);
      if (costOf(usage, environments, after.hour, middle) > after.bonus) beyond = middle;
      else paidUntil = middle;
    }
    if (paidUntil > after.hour) found.push({ from: after.hour, to: paidUntil });
  }
  return found;
}

/** Hours cut into those paid from the bonus and those paid from the balance. */
export function* byPurse(hours: Hours, bonus: readonly Hours[]): Generator<Hours & { readonly isBonus: boolean }> {
  let { from } = hours;
  for (const paid of bonus) {
    const start = Math.max(from, paid.from);
    const end = Math.min(hours.to, paid.to);
    if (start >= end) continue;
    if (from < start) yield { from, to: start, isBonus: false };
    yield { from: start, to: end, isBonus: true };
    from = end;
  }
  if (from < hours.to) yield { from, to: hours.to, isBonus: false };
}
