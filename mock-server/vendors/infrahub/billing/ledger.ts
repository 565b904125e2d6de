import { type Instant, MINUTE } from '../../../domain/clock.js';
import type { Collection } from '../../../domain/collection.js';
import type { Interval, Meter } from '../../../domain/meter.js';
import { repeatedSum, wholeSteps } from '../../../domain/money.js';
import { perMinute } from '../tariff.js';
import type { BillKind } from './bill-kinds.js';
import { type PricePart, priceParts } from './price-parts.js';
import type { Bill, ResourceTerms } from './record.js';

/** So many minutes that came to so many USD. */
export interface Sum {
  readonly minutes: number;
  readonly cost: number;
}

/** What a resource cost, and what it is charged for. */
interface Charged extends Sum {
  readonly terms: ResourceTerms | undefined;
}

/** PricePart of a window in which a resource was charged on the same terms. */
export interface BilledStretch extends Sum {
  readonly from: Instant;
  readonly terms: ResourceTerms;
}

/** Prices that are remembered, and numbers of minutes for each. */
const MOST_REMEMBERED = 1000;

const nothing: Sum = { minutes: 0, cost: 0 };

/**
 * What was worked out, by the values that it follows from, which never change: it is true in every world that has them, and
 * worlds of one seed have most in common.
 */
const workedOut = {
  /** What a resource had cost when an interval began. Intervals are values: what led to one never changes. */
  before: new WeakMap<Interval<ResourceTerms>, Sum>(),
  /** What a resource had cost when this was asked last, in the interval that lasted then: later totals go on from there. */
  latest: new WeakMap<Interval<ResourceTerms>, Sum>(),
  final: new WeakMap<Bill, Sum>(),
  /** By price an hour and number of minutes. */
  costs: new Map<number, Map<number, number>>(),
} as const;

/**
 * Turns what the meter kept into money. A resource is charged once a minute, counted from when its bill began: the
 * minute that ends at an instant is charged on the terms that held up to that instant. So every minute belongs to exactly
 * one window, whatever windows are asked for, and usage, histories, events and the balance agree.
 */
export class Ledger {
  readonly #bills: Collection<Bill>;
  readonly #meter: Meter<ResourceTerms>;

  constructor(bills: Collection<Bill>, meter: Meter<ResourceTerms>) {
    this.#bills = bills;
    this.#meter = meter;
  }

  /** All that a resource has cost up to an instant not before its latest change. */
  total(bill: Bill, until: Instant): Sum {
    return this.#total(bill, this.#meter.of(bill.id), until);
  }

  /** The same, with the terms on which it is charged now; undefined while it costs nothing. */
  charged(bill: Bill, until: Instant): Charged {
    const intervals = this.#meter.of(bill.id);
    const { minutes, cost } = this.#total(bill, intervals, until);
    const last = intervals.at(-1);
    return { minutes, cost, terms: last?.to === null ? last.terms : undefined };
  }

  /** ResourceTerms on which a resource is charged now; undefined while it costs nothing. */
  terms(bill: Bill): ResourceTerms | undefined {
    return this.#meter.current(bill.id);
  }

  /** The instant up to which these bills stay as they are if nothing happens: when the next minute of one ends. */
  holdsUntil(bills: readonly Bill[], now: Instant): Instant {
    let until = Number.POSITIVE_INFINITY;
    for (const bill of bills) {
      if (bill.ended !== null) continue;
      const end = bill.since + (wholeSteps(now - bill.since, MINUTE) + 1) * MINUTE;
      if (end < until && this.terms(bill) !== undefined) until = end;
    }
    return until;
  }

  /** Bills of an organisation that lie in a window, at least in part, oldest first. In an empty window lies none. */
  bills(org: number, from: Instant, to: Instant): Bill[] {
    if (from >= to) return [];
    return this.#bills.filter(
      bill => bill.org === org && bill.since < to && (bill.ended === null || bill.ended > from),
    );
  }

  /** What a resource was charged for in (from, to], oldest first. */
  stretches(bill: Bill, from: Instant, to: Instant): BilledStretch[] {
    const found: BilledStretch[] = [];
    for (const interval of this.#meter.of(bill.id)) {
      const start = Math.max(interval.from, from);
      const end = Math.min(interval.to ?? to, to);
      if (start >= end) continue;
      const { terms } = interval;
      const minutes = minutesOf(bill, start, end);
      found.push({ from: start, terms, minutes, cost: this.#costOf(terms, minutes) });
    }
    return found;
  }

  /** What a resource cost in (from, to]. */
  cost(bill: Bill, from: Instant, to: Instant): Sum {
    const [first, ...others] = this.stretches(bill, from, to);
    let sum: Sum = first ?? nothing;
    for (const { terms, minutes } of others) sum = plus(sum, terms, minutes);
    return sum;
  }

  /** What a resource would have cost in (from, to] without a contract. */
  marketCost(bill: Bill, from: Instant, to: Instant): number {
    let sum = 0;
    for (const { terms, minutes } of this.stretches(bill, from, to))
      sum = repeatedSum(perMinute((terms.market ?? terms).perHour), minutes, sum);
    return sum;
  }

  /** What an organisation's resources of each kind cost in (from, to]. */
  costs(org: number, from: Instant, to: Instant): Record<BillKind, number> {
    const costs = { vm: 0, volume: 0, snapshot: 0, bucket: 0, cluster: 0 };
    for (const bill of this.bills(org, from, to)) costs[bill.kind] += this.cost(bill, from, to).cost;
    return costs;
  }

  /** What each part of a resource cost in (from, to], or would have cost without a contract. */
  costOfParts(bill: Bill, from: Instant, to: Instant, isAtMarket = false): Record<PricePart, number> {
    const sums = { gpu: 0, cpu: 0, ram: 0, publicip: 0, disk: 0, ephemeral: 0 };
    for (const { terms, minutes } of this.stretches(bill, from, to)) {
      const { parts } = isAtMarket ? (terms.market ?? terms) : terms;
      for (const part of priceParts) sums[part] = repeatedSum(perMinute(parts[part]), minutes, sums[part]);
    }
    return sums;
  }

  #total(bill: Bill, intervals: readonly Interval<ResourceTerms>[], until: Instant): Sum {
    if (bill.ended === null) return this.#totalUntil(bill, intervals, until);
    const known = workedOut.final.get(bill);
    if (known !== undefined) return known;
    const sum = this.#totalUntil(bill, intervals, bill.ended);
    workedOut.final.set(bill, sum);
    return sum;
  }

  #totalUntil(bill: Bill, intervals: readonly Interval<ResourceTerms>[], until: Instant): Sum {
    const last = intervals.at(-1);
    if (last === undefined) return nothing;
    const before = this.#sumBefore(bill, intervals);
    const minutes = before.minutes + minutesOf(bill, last.from, Math.min(last.to ?? until, until));
    const latest = workedOut.latest.get(last);
    const known = latest !== undefined && latest.minutes <= minutes ? latest : before;
    if (known.minutes === minutes) return known;
    const sum = plus(known, last.terms, minutes - known.minutes);
    workedOut.latest.set(last, sum);
    return sum;
  }

  /** What so many minutes cost; remembered, for graphs ask for the same days of many resources. */
  #costOf({ perHour }: ResourceTerms, minutes: number): number {
    const known = workedOut.costs.get(perHour)?.get(minutes);
    if (known !== undefined) return known;
    const cost = repeatedSum(perMinute(perHour), minutes);
    if (workedOut.costs.size >= MOST_REMEMBERED) workedOut.costs.clear();
    const ofPrice = workedOut.costs.get(perHour) ?? new Map<number, number>();
    if (ofPrice.size >= MOST_REMEMBERED) ofPrice.clear();
    workedOut.costs.set(perHour, ofPrice.set(minutes, cost));
    return cost;
  }

  /** What all but the last interval come to, remembered for each interval. */
  #sumBefore(bill: Bill, intervals: readonly Interval<ResourceTerms>[]): Sum {
    let index = intervals.length - 1;
    let sum: Sum | undefined;
    for (; index > 0; index--) {
      sum = this.#known(intervals[index]);
      if (sum !== undefined) break;
    }
    sum ??= nothing;
    for (; index < intervals.length - 1; index++) {
      const interval = intervals[index];
      const next = intervals[index + 1];
      if (interval === undefined || next === undefined) break;
      sum = plus(sum, interval.terms, minutesOf(bill, interval.from, interval.to ?? interval.from));
      workedOut.before.set(next, sum);
    }
    return sum;
  }

  #known(interval: Interval<ResourceTerms> | undefined): Sum | undefined {
    return interval && workedOut.before.get(interval);
  }
}

/** Minutes of a bill that end in (from, to]. */
const minutesOf = ({ since }: Bill, from: Instant, to: Instant): number =>
  wholeSteps(to - since, MINUTE) - wholeSteps(from - since, MINUTE);

const plus = ({ minutes, cost }: Sum, { perHour }: ResourceTerms, more: number): Sum => ({
  minutes: minutes + more,
  cost: repeatedSum(perMinute(perHour), more, cost),
});
