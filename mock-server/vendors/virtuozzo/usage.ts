import type { Instant } from '../../domain/clock.js';
import { HOUR } from '../../domain/clock.js';
import type { Interval } from '../../domain/meter.js';
import { begunSteps, type Micros, wholeSteps } from '../../domain/money.js';
import type { Random } from '../../domain/random.js';
import { type Flow, steady, weekly } from './flow.js';
import { cloudletsAt, hourOfWeek, type Load, loadOf, WEEK } from './load.js';
import type { NodeTerms, Terms } from './records.js';
import { tariff } from './tariff.js';

/** The hour an instant lies in, counted from 1970. */
export const hourOf = (at: Instant): number => wholeSteps(at, HOUR);
/** The first hour that begins at an instant or after it. */
export const hourFrom = (at: Instant): number => begunSteps(at, HOUR);

/** What one node uses and costs per hour. */
export interface NodeRate {
  readonly terms: NodeTerms;
  readonly used: Flow;
  readonly fixedCost: Micros;
  readonly dynamic: Flow;
  readonly dynamicCost: Flow;
  readonly diskFree: number;
  readonly diskCost: Micros;
  readonly traffic: Flow;
  readonly trafficFree: Flow;
  readonly trafficCost: Flow;
}

/** What one environment uses and costs per hour. */
export interface Rate {
  readonly nodes: readonly NodeRate[];
  readonly ssl: boolean;
  /** All of it. */
  readonly cost: Flow;
}

/** Hours, the end excluded, in which an environment was charged on the same terms. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly rate: Rate;
}

interface Segment {
  readonly from: number;
  readonly to: number;
  readonly terms: Terms;
}

/** Use and cost of environments by the hour, from what the meter kept of them. Whatever is kept here can be drawn anew. */
export class Usage {
  readonly #random: Random;
  readonly #intervals: (appid: string) => readonly Interval<Terms>[];
  readonly #loads = new Map<number, Load>();
  readonly #stretches = new Map<string, readonly Stretch[]>();
  readonly #rates = new WeakMap<Terms, Rate>();

  constructor(random: Random, intervals: (appid: string) => readonly Interval<Terms>[]) {
    this.#random = random;
    this.#intervals = intervals;
  }

  /** To be called when the meter of an environment changed, or of all. */
  forget(appid?: string): void {
    if (appid === undefined) this.#stretches.clear();
    else this.#stretches.delete(appid);
  }

  /** What an environment cost from one hour to before another. */
  cost(appid: string, from: number, to: number): Micros {
    let cost = 0;
    for (const stretch of this.within(appid, from, to)) cost += stretch.rate.cost.sum(stretch.from, stretch.to);
    return cost;
  }

  /** An environment's stretches, cut to a window of hours. */
  *within(appid: string, from: number, to: number): Generator<Stretch> {
    for (const stretch of this.#of(appid)) {
      const start = Math.max(stretch.from, from);
      const end = Math.min(stretch.to, to);
      if (start < end) yield { from: start, to: end, rate: stretch.rate };
    }
  }

  #of(appid: string): readonly Stretch[] {
    const known = this.#stretches.get(appid);
    if (known !== undefined) return known;
    const stretches = segmentsOf(this.#intervals(appid)).map(segment => this.#stretch(segment));
    this.#stretches.set(appid, stretches);
    return stretches;
  }

  /** A stretch of one hour needs that hour's rate only. */
  #stretch({ from, to, terms }: Segment): Stretch {
    if (to - from === 1) return { from, to, rate: this.#rate(terms, hourOfWeek(from)) };
    const rate = this.#rates.get(terms) ?? this.#rate(terms);
    this.#rates.set(terms, rate);
    return { from, to, rate };
  }

  #rate(terms: Terms, only?: number): Rate {
    const places = only === undefined ? WHOLE_WEEK : [only];
    const used = terms.nodes.map(({ id, flexible }) =>
      places.map(place => cloudletsAt(flexible, this.#load(id).share[place] ?? 0)),
    );
    const dynamic = terms.nodes.map(({ fixed }, at) => (used[at] ?? []).map(amount => Math.max(0, amount - fixed)));
    const dynamicPrices = places.map((_, index) =>
      tariff.dynamicAt(dynamic.reduce((sum, amounts) => sum + (amounts[index] ?? 0), 0)),
    );
    const fixedPrice = tariff.reservedAt(terms.nodes.reduce((sum, { fixed }) => sum + fixed, 0));
    const nodes = terms.nodes.map((node, at): NodeRate => {
      const disk = tariff.disk(node.disk);
      const base = { terms: node, fixedCost: node.fixed * fixedPrice, diskFree: disk.free, diskCost: disk.cost };
      if (node.flexible === 0) return { ...base, ...atRest };
      const amounts = dynamic[at] ?? [];
      const traffic = places.map(place => this.#load(node.id).traffic[place] ?? 0);
      return {
        ...base,
        used: flowOf(used[at] ?? []),
        dynamic: flowOf(amounts),
        dynamicCost: flowOf(amounts.map((amount, index) => amount * (dynamicPrices[index] ?? 0))),
        traffic: flowOf(traffic),
        trafficFree: flowOf(traffic.map(amount => tariff.traffic(amount).free)),
        trafficCost: flowOf(traffic.map(amount => tariff.traffic(amount).cost)),
      };
    });
    return { nodes, ssl: terms.ssl, cost: totalOf(nodes, terms) };
  }

  #load(node: number): Load {
    const known = this.#loads.get(node);
    if (known !== undefined) return known;
    const load = loadOf(this.#random, node);
    this.#loads.set(node, load);
    return load;
  }
}

const WHOLE_WEEK: readonly number[] = Array.from({ length: WEEK }, (_, place) => place);

/** Amounts of all hours of the week, or of the one hour that matters. */
const flowOf = (amounts: readonly number[]): Flow =>
  amounts.length === WEEK ? weekly(amounts) : steady(amounts[0] ?? 0);

const nothing = steady(0);
const atRest = {
  used: nothing,
  dynamic: nothing,
  dynamicCost: nothing,
  traffic: nothing,
  trafficFree: nothing,
  trafficCost: nothing,
};

function totalOf(nodes: readonly NodeRate[], { ssl }: Terms): Flow {
  const always = nodes.reduce<number>(
    (sum, { terms, fixedCost, diskCost }) =>
      sum + fixedCost + diskCost + terms.ipv4 * tariff.ipv4 + terms.ipv6 * tariff.ipv6,
    ssl ? tariff.ssl : 0,
  );
  const sum = (from: number, to: number): number =>
    nodes.reduce<number>(
      (cost, { dynamicCost, trafficCost }) => cost + dynamicCost.sum(from, to) + trafficCost.sum(from, to),
      always * (to - from),
    );
  return { sum, least: sum, most: sum };
}

/**
 * Whole hours from intervals of any length: an hour that was begun counts, and one in which the terms changed counts at
 * the peak of each, as the platform charges the peak of an hour.
 */
function segmentsOf(intervals: readonly Interval<Terms>[]): Segment[] {
  const segments: Segment[] = [];
  for (const { from, to, terms } of intervals) {
    const end = to === null ? Number.POSITIVE_INFINITY : hourFrom(to);
    let start = hourOf(from);
    const last = segments.at(-1);
    if (last !== undefined && last.to > start) {
      if (last.from === start) segments.pop();
      else segments[segments.length - 1] = { ...last, to: start };
      segments.push({ from: start, to: start + 1, terms: peakOf(last.terms, terms) });
      start += 1;
    }
    if (start < end) segments.push({ from: start, to: end, terms });
  }
  return segments;
}

function peakOf(one: Terms, other: Terms): Terms {
  const nodes = new Map(one.nodes.map(node => [node.id, node]));
  for (const node of other.nodes) {
    const before = nodes.get(node.id);
    nodes.set(node.id, before === undefined ? node : highest(before, node));
  }
  return { ssl: one.ssl || other.ssl, nodes: [...nodes.values()] };
}

const highest = (one: NodeTerms, other: NodeTerms): NodeTerms => ({
  ...other,
  fixed: Math.max(one.fixed, other.fixed),
  flexible: Math.max(one.flexible, other.flexible),
  ipv4: Math.max(one.ipv4, other.ipv4),
  ipv6: Math.max(one.ipv6, other.ipv6),
});
