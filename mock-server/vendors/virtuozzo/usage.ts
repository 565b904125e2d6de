import { LatestUsed } from '../../domain/latest-used.js';
import type { Interval } from '../../domain/meter.js';
import type { Micros } from '../../domain/money.js';
import type { Random } from '../../domain/random.js';
import type { EnvironmentTerms, NodeTerms } from './environment/control/record.js';
import type { Hours } from './hours.js';
import { cloudletsAt, hourOfWeek, type LoadProfile, loadOf, WEEK } from './load-profile.js';
import { type Segment, segmentsOf } from './segments.js';
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

interface Stretch extends Segment {
  readonly rate: Rate;
}

const isSame = (one: Segment, other: Segment): boolean =>
  one.terms === other.terms && one.from === other.from && one.to === other.to;

/**
 * What was worked out of values that never change: an interval, terms, the id of a node. It is as true after something was
 * undone as before, and in every world of a number: most of what worlds of one seed have, they have in common.
 */
class WorkedOut {
  readonly loads = new Map<number, LoadProfile>();
  /** By the last interval of an environment, which is another one whenever something happens to its intervals. */
  readonly stretches = new WeakMap<Interval<EnvironmentTerms>, readonly Stretch[]>();
  readonly whole = new WeakMap<Stretch, Micros>();
  /** By terms, for the whole week or for one hour of it. */
  readonly rates = new WeakMap<EnvironmentTerms, Map<number | undefined, Rate>>();
  readonly uses = new Map<string, Use>();
  readonly traffics = new Map<number, Traffic>();
}

/** By the number from which chance is drawn. */
const workedOut = new LatestUsed<WorkedOut>(8);

/** Most nodes whose use is kept for one number: beyond that they are worked out anew. */
const MOST_NODES = 20_000;

function workedOutOf({ seed }: Random): WorkedOut {
  const known = workedOut.get(`${seed}`);
  if (known !== undefined && known.uses.size + known.loads.size < MOST_NODES) return known;
  const fresh = new WorkedOut();
  workedOut.set(`${seed}`, fresh);
  return fresh;
}

/** Use and cost of environments by the hour, from what the meter keeps of them. */
export class Usage {
  readonly #random: Random;
  readonly #intervals: (appid: string) => readonly Interval<EnvironmentTerms>[];
  readonly #known: WorkedOut;
  /** The stretches of an environment that were worked out last: of most, the next ones are the same again. */
  readonly #latest = new Map<string, readonly Stretch[]>();

  constructor(random: Random, intervals: (appid: string) => readonly Interval<EnvironmentTerms>[]) {
    this.#random = random;
    this.#intervals = intervals;
    this.#known = workedOutOf(random);
  }

  /** What an environment cost from one hour to before another. */
  cost(appid: string, from: number, to: number): Micros {
    let cost = 0;
    const stretches = this.#of(appid);
    for (let at = firstEndingAfter(stretches, from); at < stretches.length; at += 1) {
      const stretch = stretches[at];
      if (stretch === undefined || stretch.from >= to) break;
      cost +=
        stretch.from >= from && stretch.to <= to
          ? this.#costOf(stretch)
          : stretch.rate.cost.sum(Math.max(stretch.from, from), Math.min(stretch.to, to));
    }
    return cost;
  }

  #costOf(stretch: Stretch): Micros {
    const cost = this.#known.whole.get(stretch) ?? stretch.rate.cost.sum(stretch.from, stretch.to);
    this.#known.whole.set(stretch, cost);
    return cost;
  }

  /** An environment's stretches, cut to a window of hours. */
  *within(appid: string, from: number, to: number): Generator<RatedHours> {
    const stretches = this.#of(appid);
    for (let at = firstEndingAfter(stretches, from); at < stretches.length; at += 1) {
      const stretch = stretches[at];
      if (stretch === undefined || stretch.from >= to) return;
      yield { from: Math.max(stretch.from, from), to: Math.min(stretch.to, to), rate: stretch.rate };
    }
  }

  #of(appid: string): readonly Stretch[] {
    const intervals = this.#intervals(appid);
    const last = intervals.at(-1);
    if (last === undefined) return [];
    const known = this.#known.stretches.get(last);
    if (known !== undefined) return known;
    const before = this.#latest.get(appid);
    const stretches = segmentsOf(intervals).map((segment, at) => {
      const same = before?.[at];
      return same !== undefined && isSame(same, segment) ? same : this.#stretch(segment);
    });
    this.#known.stretches.set(last, stretches);
    this.#latest.set(appid, stretches);
    return stretches;
  }

  /** A stretch of one hour needs that hour's rate only. */
  #stretch({ from, to, terms }: Segment): Stretch {
    const only = to - from === 1 ? hourOfWeek(from) : undefined;
    const known = this.#known.rates.get(terms) ?? new Map<number | undefined, Rate>();
    const rate = known.get(only) ?? this.#rate(terms, only);
    this.#known.rates.set(terms, known.set(only, rate));
    return { from, to, terms, rate };
  }

  #rate(terms: EnvironmentTerms, only?: number): Rate {
    const places = only === undefined ? WHOLE_WEEK : [only];
    const uses = terms.nodes.map(node => (only === undefined ? this.#useOf(node) : this.#useIn(node, places)));
    const dynamic = uses.map(({ amounts }) => amounts);
    const dynamicPrices = sumsOf(dynamic, places.length).map(amount => tariff.dynamicAt(amount));
    const fixedPrice = tariff.reservedAt(terms.nodes.reduce((sum, { fixed }) => sum + fixed, 0));
    const nodes = terms.nodes.map((node, at): NodeRate => {
      const disk = tariff.disk(node.disk);
      const base = { terms: node, fixedCost: node.fixed * fixedPrice, diskFree: disk.free, diskCost: disk.cost };
      if (node.flexible === 0) return { ...base, ...atRest };
      const { amounts, used, dynamic } = uses[at] ?? unused;
      return {
        ...base,
        used,
        dynamic,
        dynamicCost: flowOf(amounts.map((amount, index) => amount * (dynamicPrices[index] ?? 0))),
        ...(only === undefined ? this.#trafficOf(node.id) : trafficIn([this.load(node.id).traffic[only] ?? 0])),
      };
    });
    return { nodes, ssl: terms.ssl, cost: totalOf(nodes, terms) };
  }

  /** Of a node of the same size: terms that differ in other nodes have it in common. */
  #useOf(node: NodeTerms): Use {
    const size = `${node.id}/${node.fixed}/${node.flexible}`;
    const known = this.#known.uses.get(size) ?? this.#useIn(node, WHOLE_WEEK);
    this.#known.uses.set(size, known);
    return known;
  }

  #useIn({ id, fixed, flexible }: NodeTerms, places: readonly number[]): Use {
    const { share } = this.load(id);
    const used = places.map(place => cloudletsAt(flexible, share[place] ?? 0));
    const amounts = used.map(amount => Math.max(0, amount - fixed));
    return { amounts, used: flowOf(used), dynamic: flowOf(amounts) };
  }

  #trafficOf(node: number): Traffic {
    const known = this.#known.traffics.get(node) ?? trafficIn(this.load(node).traffic);
    this.#known.traffics.set(node, known);
    return known;
  }

  /** What a node does, hour by hour of the week. */
  load(node: number): LoadProfile {
    const known = this.#known.loads.get(node);
    if (known !== undefined) return known;
    const load = loadOf(this.#random, node);
    this.#known.loads.set(node, load);
    return load;
  }
}

/** Cloudlets that a node uses, and those of them that are not reserved, hour by hour too. */
interface Use extends Pick<NodeRate, 'used' | 'dynamic'> {
  readonly amounts: readonly number[];
}

type Traffic = Pick<NodeRate, 'traffic' | 'trafficFree' | 'trafficCost'>;

const trafficIn = (amounts: readonly number[]): Traffic => ({
  traffic: flowOf(amounts),
  trafficFree: flowOf(amounts.map(amount => tariff.traffic(amount).free)),
  trafficCost: flowOf(amounts.map(amount => tariff.traffic(amount).cost)),
});

/** Place of the first of stretches, which stand in order, that goes on after an hour. */
function firstEndingAfter(stretches: readonly Hours[], hour: number): number {
  let [low, high] = [0, stretches.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((stretches[middle]?.to ?? 0) > hour) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Sums of several lists, place by place. A loop, for it runs for each change of an environment. */
function sumsOf(lists: readonly (readonly number[])[], length: number): number[] {
  const sums = new Array<number>(length).fill(0);
  for (const list of lists) for (let at = 0; at < length; at += 1) sums[at] = (sums[at] ?? 0) + (list[at] ?? 0);
  return sums;
}

const WHOLE_WEEK: readonly number[] = Array.from({ length: WEEK }, (_, place) => place);

/** Amounts of all hours of the week, or of the one hour that matters. */
const flowOf = (amounts: readonly number[]): WeeklySum =>
  amounts.length === WEEK ? weekly(amounts) : steady(amounts[0] ?? 0);

const nothing = steady(0);
const unused: Use = { amounts: [], used: nothing, dynamic: nothing };
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
