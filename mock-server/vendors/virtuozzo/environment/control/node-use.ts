import { HOUR, type Instant } from '../../../../domain/clock.js';
import { round } from '../../../../domain/money.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import { hourFrom, hourOf } from '../../hours.js';
import { hourOfWeek, type LoadProfile, WEEK } from '../../load-profile.js';
import type { Rate } from '../../usage.js';
import { steady, type WeeklySum, weekly } from '../../weekly-sum.js';
import type { NodeTerms } from './record.js';

/** Memory and processor of a cloudlet. */
const [MIB, MHZ] = [128, 400];
/** Bytes that the bill counts as one MB; the share of traffic that comes in; internal traffic for each byte outside. */
const [MEGABYTE, PERCENT_IN, INTERNAL] = [1024 * 1024, 30, 2];

const resources = ['cpu', 'mem', 'disk', 'traffic'] as const;
type Resource = (typeof resources)[number];

/** What nodes use in each hour of the week. */
type Flows = Readonly<Record<Resource, WeeklySum>>;

/** What all nodes use of whom a rate tells: it never changes, and neither do their loads. */
const weeks = new WeakMap<Rate, Flows>();

/** Hours in which nodes used the same every week. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly flows: Flows;
}

export interface Use {
  readonly cpu: number;
  readonly mem: number;
  readonly disk: number;
  readonly netInExt: number;
  readonly netOutExt: number;
  readonly netInInt: number;
  readonly netOutInt: number;
}

/**
 * What the nodes of an environment use, told of the same hours, limits and loads as the bill: the cloudlets of a node in an
 * hour are the larger of its memory and its processor, each counted in cloudlets and rounded up.
 */
export class UseOfNodes {
  readonly #stretches: readonly Stretch[];

  constructor(
    cloud: VirtuozzoCloud,
    appid: string,
    { from, to }: { readonly from: Instant; readonly to: Instant },
    chosen?: ReadonlySet<number>,
  ) {
    const known = chosen === undefined ? weeks : new WeakMap<Rate, Flows>();
    this.#stretches = [...cloud.usage.within(appid, hourOf(from), hourFrom(to))].map(hours => {
      const { from, to, rate } = hours;
      const flowsIn = (only?: number): Flows =>
        flowsOf(
          cloud,
          rate.nodes.map(node => node.terms).filter(({ id }) => chosen?.has(id) ?? true),
          only,
        );
      if (to - from === 1) return { from, to, flows: flowsIn(from) };
      const flows = known.get(rate) ?? flowsIn();
      known.set(rate, flows);
      return { from, to, flows };
    });
  }

  /** Averages over a time, and all the traffic in it. */
  between(start: Instant, end: Instant): Use {
    const sums: Record<Resource, number> = { cpu: 0, mem: 0, disk: 0, traffic: 0 };
    for (const { from, to, flows } of this.#stretches) {
      const begin = Math.max(start, from * HOUR);
      const stop = Math.min(end, to * HOUR);
      if (begin >= stop) continue;
      for (const resource of resources) sums[resource] += amount(flows[resource], begin, stop);
    }
    const average = (sum: number): number => round((sum * HOUR) / (end - start), 0);
    const external = round(sums.traffic * MEGABYTE, 0);
    const incoming = Math.floor((external * PERCENT_IN) / 100);
    return {
      cpu: average(sums.cpu),
      mem: average(sums.mem),
      disk: average(sums.disk),
      netInExt: incoming,
      netOutExt: external - incoming,
      netInInt: incoming * INTERNAL,
      netOutInt: incoming * INTERNAL,
    };
  }
}

/** Of a flow by the hour, what falls into a time: parts of hours count by their length. */
function amount(flow: WeeklySum, start: Instant, end: Instant): number {
  const [first, last] = [hourOf(start), hourOf(end)];
  const part = (hour: number, until: Instant): number =>
    until === hour * HOUR ? 0 : ((until - hour * HOUR) / HOUR) * flow.sum(hour, hour + 1);
  return flow.sum(first, last) + part(last, end) - part(first, start);
}

/** What nodes use together: in each hour of the week, or in the only one that matters. */
function flowsOf(cloud: VirtuozzoCloud, nodes: readonly NodeTerms[], only: number | undefined): Flows {
  const places = only === undefined ? WHOLE_WEEK : [hourOfWeek(only)];
  const flow = (each: (node: NodeTerms, load: LoadProfile, place: number) => number): WeeklySum => {
    const amounts = places.map(() => 0);
    for (const node of nodes) {
      const load = cloud.usage.load(node.id);
      for (const [index, place] of places.entries()) amounts[index] = (amounts[index] ?? 0) + each(node, load, place);
    }
    return only === undefined ? weekly(amounts) : steady(amounts[0] ?? 0);
  };
  return {
    cpu: flow(({ flexible }, { processor }, place) => Math.ceil(MHZ * flexible * (processor[place] ?? 0))),
    mem: flow(({ flexible }, { memory }, place) => Math.ceil(MIB * flexible * (memory[place] ?? 0))),
    traffic: flow(({ flexible }, { traffic }, place) => (flexible === 0 ? 0 : (traffic[place] ?? 0))),
    disk: steady(nodes.reduce((sum, { disk }) => sum + disk, 0)),
  };
}

const WHOLE_WEEK: readonly number[] = Array.from({ length: WEEK }, (_, place) => place);
