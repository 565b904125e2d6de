import type { Agenda } from '../../../domain/agenda.js';
import { DAY, HOUR, type Instant, MINUTE } from '../../../domain/clock.js';
import type { Collection } from '../../../domain/collection.js';
import type { TopUp } from '../auto-top-up/record.js';
import type { Threshold } from '../thresholds/record.js';
import type { Balance } from './record.js';

/** Names an organisation to the agenda. */
export const balanceSubject = (org: number): string => `org:${org}`;

/** A rate below this is the noise of sums. */
const NOISE = 1e-9;
/** A balance is looked at within this time even if it lasts longer. */
const LONGEST = 3650 * DAY;

/** What the next look depends on. */
interface Watched {
  readonly balances: Collection<Balance>;
  readonly thresholds: Collection<Threshold>;
  readonly topUps: Collection<TopUp>;
  readonly agenda: Agenda;
}

/**
 * Has each balance looked at in time: when a warning is due, when it is to be topped up, when it comes below 0. It keeps a
 * running estimate, never above what minutes of the bills make it, so that a change of the rate costs the same however many
 * bills there are. Where a rate rises so much that the entered look would be late, an earlier one is entered, half way to
 * what is due: so a rate must double before the next, and few looks are stale.
 */
export class BalanceWatch {
  readonly #of: Watched;

  constructor(watched: Watched) {
    this.#of = watched;
  }

  /** Something is charged at another rate from now on; `credit` tells what is left, if that was never asked. */
  rateChanged(org: number, by: number, now: Instant, credit: () => number): void {
    const { balances } = this.#of;
    const before = balances.get(org);
    const left = before === undefined ? credit() : before.credit - (before.rate * (now - before.at)) / HOUR;
    const rate = withoutNoise((before?.rate ?? 0) + by);
    if (before === undefined) balances.add({ id: org, credit: left, at: now, rate, check: null, suspended: [] });
    else balances.update(org, { credit: left, at: now, rate });
    if (by < 0 || rate === 0) return;
    const check = before?.check ?? Number.POSITIVE_INFINITY;
    const due = Math.min(...this.#due(org, left, rate).map(hours => Math.max(0, hours)));
    if (check > now + Math.max(MINUTE, due * HOUR)) this.#enter(org, now, (due * HOUR) / 2);
  }

  /** What is left at least: the estimate is never above it. Costs the same however many bills there are. */
  atLeast(org: number, now: Instant): number {
    const known = this.#of.balances.get(org);
    return known === undefined ? Number.NEGATIVE_INFINITY : known.credit - (known.rate * (now - known.at)) / HOUR;
  }

  /** So much was paid in; less than nothing for what was spent at once. */
  paidIn(org: number, amount: number, now: Instant): void {
    const before = this.#of.balances.get(org);
    if (before === undefined) return;
    this.#of.balances.update(org, { credit: before.credit + amount });
    this.soon(org, now);
  }

  /** Has a balance looked at as soon as time passes, for what is due may have changed. */
  soon(org: number, now: Instant): void {
    const { balances, agenda } = this.#of;
    if (balances.get(org) === undefined)
      balances.add({ id: org, credit: 0, at: now, rate: 0, check: null, suspended: [] });
    if (balances.need(org).check === now) return;
    balances.update(org, { check: now });
    agenda.enter(now, 'balance', balanceSubject(org));
  }

  /** Notes what a look found. */
  measured(org: number, credit: number, rate: number, now: Instant): void {
    this.#of.balances.update(org, { credit, at: now, rate: withoutNoise(rate), check: null });
  }

  /** Enters the next look, after all that was due was done. */
  plan(org: number, now: Instant): void {
    const { credit, rate, suspended } = this.#of.balances.need(org);
    const [runsOut = 0, ...others] = this.#due(org, credit, rate);
    const waits = others.filter(hours => hours > 0).map(hours => hours * HOUR);
    if (credit >= 0) waits.push(runsOut * HOUR);
    if (credit >= 0 && suspended.length > 0) waits.push(MINUTE);
    const wait = Math.min(...waits);
    if (wait < Number.POSITIVE_INFINITY) this.#enter(org, now, wait);
  }

  /** Hours until each thing is due, first until the credit is used up; negative for what has been. */
  #due(org: number, credit: number, rate: number): number[] {
    const hours = rate === 0 ? Number.POSITIVE_INFINITY : credit / rate;
    const warnings = this.#of.thresholds.filter(one => one.org === org && one.isSubscribed && one.warnedAt === null);
    const topUp = this.#of.topUps.keyed(`${org}`);
    const atTopUp = topUp?.state === 'active' && rate > 0 ? [(credit - topUp.threshold) / rate] : [];
    return [hours, ...warnings.map(one => hours - one.hours), ...atTopUp];
  }

  #enter(org: number, now: Instant, wait: number): void {
    const check = now + Math.ceil(Math.min(LONGEST, Math.max(MINUTE, wait)));
    this.#of.balances.update(org, { check });
    this.#of.agenda.enter(check, 'balance', balanceSubject(org));
  }
}

const withoutNoise = (rate: number): number => (rate < NOISE ? 0 : rate);
