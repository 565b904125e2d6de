import type { Instant } from '../../../../domain/clock.js';
import type { Micros } from '../../../../domain/money.js';
import type { AppEnvironment } from '../../environment/control/record.js';
import { hourOf } from '../../hours.js';
import type { Usage } from '../../usage.js';
import type { Account, Funds } from './record.js';

/** From what it follows what accounts spend: the cloud, as far as money looks at it. */
export interface Spending {
  readonly now: Instant;
  readonly usage: Usage;
  /** All environments an account has or had. */
  ownedBy(uid: number): readonly AppEnvironment[];
}

/** Funds after paying a cost: bonus first, then balance. */
export function paid({ hour, bonus, balance }: Funds, cost: Micros, until = hour): Funds {
  const fromBonus = Math.min(bonus, cost);
  return { hour: until, bonus: bonus - fromBonus, balance: balance - (cost - fromBonus) };
}

export const together = ({ bonus, balance }: Funds): Micros => bonus + balance;

/** What environments cost from one hour to before another. */
export function costOf(usage: Usage, environments: readonly AppEnvironment[], from: number, to: number): Micros {
  let cost = 0;
  if (from < to) for (const { id } of environments) cost += usage.cost(id, from, to);
  return cost;
}

/** Money of an account now: every hour that is over has been paid. */
export function fundsNow(spending: Spending, { id, funds }: Account): Funds {
  const hour = hourOf(spending.now);
  if (funds.hour >= hour) return { ...funds, hour };
  return paid(funds, costOf(spending.usage, spending.ownedBy(id), funds.hour, hour), hour);
}
