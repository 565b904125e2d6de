import type { Micros } from '../../domain/money.js';
import type { VirtuozzoCloud } from './cloud.js';
import type { Account, Funds } from './records.js';
import { hourOf } from './usage.js';

/** Funds after paying a cost: bonus first, then balance. */
export function paid({ hour, bonus, balance }: Funds, cost: Micros, until = hour): Funds {
  const fromBonus = Math.min(bonus, cost);
  return { hour: until, bonus: bonus - fromBonus, balance: balance - (cost - fromBonus) };
}

export const together = ({ bonus, balance }: Funds): Micros => bonus + balance;

/** What all environments of an account cost from one hour to before another. */
function costOf(cloud: VirtuozzoCloud, uid: number, from: number, to: number): Micros {
  let cost = 0;
  if (from < to) for (const { id } of cloud.ownedBy(uid)) cost += cloud.usage.cost(id, from, to);
  return cost;
}

/** Money of an account now: every hour that is over has been paid. */
export function fundsNow(cloud: VirtuozzoCloud, { id, funds }: Account): Funds {
  const hour = hourOf(cloud.now);
  return paid(funds, costOf(cloud, id, funds.hour, hour), hour);
}

const WEEK = 168;
/** Hours ahead within which it matters whether the money lasts: some 200 years. */
const FAR = 200 * 366 * 24;

/**
 * The first hour at whose beginning the money is below `least`, if nothing changes; undefined when it lasts. From the
 * hour after this one on each week costs the same, so the search takes the logarithm of the time it looks ahead.
 */
export function hourOfRuin(cloud: VirtuozzoCloud, account: Account, least: Micros): number | undefined {
  const now = fundsNow(cloud, account);
  const money = together(now) - least;
  const cost = (hour: number): Micros => costOf(cloud, account.id, now.hour, hour);
  let safe = now.hour;
  const first = cost(safe + 1);
  const week = cost(safe + 1 + WEEK) - first;
  if (week === 0) return first > money ? safe + 1 : undefined;
  const weeks = Math.ceil(Math.max(0, money - first) / week) + 1;
  let ruined = safe + 1 + weeks * WEEK;
  if (ruined - safe > FAR) return undefined;
  while (ruined - safe > 1) {
    const middle = safe + Math.floor((ruined - safe) / 2);
    if (cost(middle) > money) ruined = middle;
    else safe = middle;
  }
  return ruined;
}

/** Hours, the end excluded. */
export interface Hours {
  readonly from: number;
  readonly to: number;
}

/** The hours before `until` that were paid from the bonus alone, oldest first. */
export function bonusHours(cloud: VirtuozzoCloud, uid: number, until: number): Hours[] {
  const found: Hours[] = [];
  const entries = cloud.entries.filter(entry => entry.uid === uid);
  for (const [at, { after }] of entries.entries()) {
    const end = Math.min(entries[at + 1]?.after.hour ?? until, until);
    if (after.bonus === 0 || after.hour >= end) continue;
    let paidUntil = after.hour;
    let beyond = end + 1;
    while (beyond - paidUntil > 1) {
      const middle = paidUntil + Math.floor((beyond - paidUntil) / 2);
      if (costOf(cloud, uid, after.hour, middle) > after.bonus) beyond = middle;
      else paidUntil = middle;
    }
    if (paidUntil > after.hour) found.push({ from: after.hour, to: paidUntil });
  }
  return found;
}
