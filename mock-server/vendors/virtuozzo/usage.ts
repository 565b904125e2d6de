import type { Interval } from '../../domain/meter.js';
import type { Micros } from '../../domain/money.js';
import type { Random } from '../../domain/random.js';
import type { EnvironmentTerms, NodeTerms } from './environment/control/record.js';
import { type Hours, hourFrom, hourOf } from './hours.js';
import { cloudletsAt, hourOfWeek, type LoadProfile, loadOf, WEEK } from './load-profile.js';
import { tariff } from './tariff.js';
import { steady, type WeeklySum, weekly } from './weekly-sum.js';

/** What one node uses and costs per hour. */
export interface NodeRate {
  readonly terms: NodeTerms;
  readonly used: WeeklySum;
  readonly fixedCost: Micros;
  readonly dynamic: WeeklySum;
  readonly dynamicCost: WeeklySum;
  readonly diskFree: number;
  readonly diskCost: Micros;
  readonly traffic: WeeklySum;
  readonly trafficFree: WeeklySum;
  readonly trafficCost: WeeklySum;
}

/** What one environment uses and costs per hour. */
export interface Rate {
  readonly nodes: readonly NodeRate[];
  readonly ssl: boolean;
  /** All of it. */
  readonly cost: WeeklySum;
}

/** Hours in which an environment was charged on the same terms. */
export interface RatedHours extends Hours {
  readonly rate: Rate;
}

interface Segment extends Hours {
  readonly terms: EnvironmentTerms;
}

/**
 * Use and cost of environments by the hour, from what the meter keeps of them. What was worked out is kept by the values
 * that it follows from, which never change: an interval, terms, the id of a node. So it is as true after something was
 * undone as before.
 */
export class Usage {
  readonly #random: Random;
  readonly #intervals: (appid: string) => readonly Interval<EnvironmentTerms>[];
  readonly #loads = new Map<number, LoadProfile>();
  /** By the last interval of an environment, which is another one whenever something happens to its intervals. */
  readonly #stretches = new WeakMap<Interval<EnvironmentTerms>, readonly RatedHours[]>();
  readonly #rates = new WeakMap<EnvironmentTerms, Rate>();

  constructor(random: Random, intervals: (appid: string) => readonly Interval<EnvironmentTerms>[]) {
    this.#random = random;
    this.#intervals = intervals;
  }

  /** What an environment cost from one hour to before another. */
  cost(appid: string, from: number, to: number): Micros {
    let cost = 0;
    for (const stretch of this.within(appid, from, to)) cost += stretch.rate.cost.sum(stretch.from, stretch.to);
    return cost;
  }

  /** An environment's stretches, cut to a window of hours. */
  *within(appid: string, from: number, to: number): Generator<RatedHours> {
    for (const stretch of this.#of(appid)) {
      const start = Math.max(stretch.from, from);
      const end = Math.min(stretch.to, to);
      if (start < end) yield { from: start, to: end, rate: stretch.rate };
    }
  }

  #of(appid: string): readonly RatedHours[] {
    const intervals = this.#intervals(appid);
    const last = intervals.at(-1);
    if (last === undefined) return [];
    const known = this.#stretches.get(last);
    if (known !== undefined) return known;
    const stretches = segmentsOf(intervals).map(segment => this.#stretch(segment));
    this.#stretches.set(last, stretches);
    return stretches;
  }

  /** A stretch of one hour needs that hour's rate only. */
  #stretch({ from, to, terms }: Segment): RatedHours {
    if (to - from === 1) return { from, to, rate: this.#rate(terms, hourOfWeek(from)) };
    const rate = this.#rates.get(terms) ?? this.#rate(terms);
    this.#rates.set(terms, rate);
    return { from, to, rate };
  }

  #rate(terms: EnvironmentTerms, only?: number): Rate {
    const places = only === undefined ? WHOLE_WEEK : [only];
    const used = terms.nodes.map(({ id, flexible }) =>
      places.map(place => cloudletsAt(flexible, this.load(id).share[place] ?? 0)),
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
      const traffic = places.map(place => this.load(node.id).traffic[place] ?? 0);
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

  /** What a node does, hour by hour of the week. */
  load(node: number): LoadProfile {
    const known = this.#loads.get(node);
    if (known !== undefined) return known;
    const load = loadOf(this.#random, node);
    this.#loads.set(node, load);
    return load;
  }
}

const WHOLE_WEEK: readonly number[] = Array.from({ length: WEEK }, (_, place) => place);

/** Amounts of all hours of the week, or of the one hour that matters. */
const flowOf = (amounts: readonly number[]): WeeklySum =>
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

function totalOf(nodes: readonly NodeRate[], { ssl }: EnvironmentTerms): WeeklySum {
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
function segmentsOf(intervals: readonly Interval<EnvironmentTerms>[]): Segment[] {
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

function peakOf(one: EnvironmentTerms, other: EnvironmentTerms): EnvironmentTerms {
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
