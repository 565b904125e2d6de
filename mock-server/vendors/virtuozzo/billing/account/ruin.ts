import type { Agenda } from '../../../../domain/agenda.js';
import { HOUR, type Instant } from '../../../../domain/clock.js';
import type { Micros } from '../../../../domain/money.js';
import type { AppEnvironment } from '../../environment/control/record.js';
import { costOf, fundsNow, type Spending, together } from './funds.js';
import type { Account } from './record.js';

/** The cloud, as far as it matters when money runs out. */
interface Platform extends Spending {
  readonly agenda: Agenda;
  /** Money below which an account becomes inactive. */
  readonly leastMoney: Micros;
}

/** When the money of an account runs out, and the environments that this follows from. */
interface Foreseen {
  readonly environments: readonly AppEnvironment[];
  readonly at: Instant | undefined;
}

/**
 * Keeps the agenda true to when the money of accounts runs out, if nothing changes. What was found is kept by the very
 * records that it follows from: when one of them changed, or a change of one was undone, it is not taken for true.
 */
export class RuinPlan {
  readonly #platform: Platform;
  readonly #foreseen = new WeakMap<Account, Foreseen>();

  constructor(platform: Platform) {
    this.#platform = platform;
  }

  /** Enters the instant at which the money of an account runs out, in place of the one that was entered before. */
  keepUp(account: Account): void {
    const { agenda } = this.#platform;
    const at = this.#foresee(account);
    const [planned] = agenda.waiting(account.id).filter(({ kind }) => kind === 'runOut');
    if (planned?.at === at) return;
    agenda.cancel(account.id, 'runOut');
    if (at !== undefined) agenda.enter(at, 'runOut', account.id);
  }

  #foresee(account: Account): Instant | undefined {
    const environments = this.#platform.ownedBy(account.id);
    const known = this.#foreseen.get(account);
    if (known !== undefined && isSameList(known.environments, environments)) return known.at;
    const hour = account.status === 'active' ? hourOfRuin(this.#platform, account, environments) : undefined;
    const at = hour === undefined ? undefined : hour * HOUR;
    this.#foreseen.set(account, { environments, at });
    return at;
  }
}

const isSameList = <T>(one: readonly T[], other: readonly T[]): boolean =>
  one.length === other.length && one.every((item, at) => item === other[at]);

const WEEK = 168;
/** Hours ahead within which it matters whether the money lasts: some 200 years. */
const FAR = 200 * 366 * 24;

/**
 * The first hour at whose beginning the money is below the least, if nothing changes; undefined when it lasts. From the
 * hour after this one on each week costs the same, so the search takes the logarithm of the time it looks ahead.
 */
export function hourOfRuin(
  platform: Platform,
  account: Account,
  environments: readonly AppEnvironment[],
): number | undefined {
  const now = fundsNow(platform, account);
  const money = together(now) - platform.leastMoney;
  const cost = (hour: number): Micros => costOf(platform.usage, environments, now.hour, hour);
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
