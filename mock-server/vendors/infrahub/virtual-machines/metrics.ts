import type {
  MetricDuration,
  ShownMetric,
} from '../../../../contracts/vendors/infrahub/virtual-machines/monitoring.js';
import { DAY, HOUR, type Instant, MINUTE, SECOND } from '../../../domain/clock.js';
import { wholeSteps } from '../../../domain/money.js';
import type { InfrahubCloud } from '../cloud.js';
import { timeText } from '../common.js';
import { billId } from '../tenant-cloud.js';
import { flavorOfMachine } from './hardware.js';
import type { Machine } from './record.js';

/** How far back each duration goes, and how far its figures lie apart. Only the durations are documented. */
const durations: Readonly<Record<MetricDuration, { readonly back: number; readonly step: number }>> = {
  '1h': { back: HOUR, step: MINUTE },
  '2h': { back: 2 * HOUR, step: MINUTE },
  '4h': { back: 4 * HOUR, step: MINUTE },
  '6h': { back: 6 * HOUR, step: 5 * MINUTE },
  '12h': { back: 12 * HOUR, step: 5 * MINUTE },
  '1d': { back: DAY, step: 5 * MINUTE },
  '3d': { back: 3 * DAY, step: HOUR },
  '7d': { back: 7 * DAY, step: HOUR },
  '15d': { back: 15 * DAY, step: HOUR },
  '30d': { back: 30 * DAY, step: HOUR },
};
const longest = durations['30d'];

/** The figures of a machine over one step. */
interface Sample {
  readonly at: Instant;
  /** In seconds. */
  readonly over: number;
  /** How busy it was, from 0 to 1. */
  readonly load: number;
}

/**
 * What a machine used up to now, drawn from (seed, machine, instant). Without a duration all is told, which is kept for
 * 30 days. It uses nothing, and nothing is told, while it is not ACTIVE. The cost is bounded by 720 figures of each kind.
 */
export function metricsOf(cloud: InfrahubCloud, machine: Machine, duration: MetricDuration | undefined) {
  const age = cloud.now - machine.createdAt;
  const whole = Object.values(durations).find(({ back }) => back >= age) ?? longest;
  const { back, step } = duration === undefined ? whole : durations[duration];
  const samples = samplesOf(cloud, machine, cloud.now - back, step);
  const { cpu, ram } = flavorOfMachine(machine);
  const rows = (unit: string, value: (sample: Sample) => number): ShownMetric => ({
    unit,
    columns: ['time', 'granularity', 'value'],
    data: samples.map(sample => [timeText(sample.at), sample.over, wholeSteps(value(sample), 1)]),
  });
  return {
    cpu: rows('ns', ({ load, over }) => load * cpu * over * 1e9),
    'memory.usages': rows('MB', ({ load }) => (0.15 + 0.6 * load) * ram * 1024),
    'network.in': rows('B', ({ load, over }) => load * over * 400_000),
    'network.out': rows('B', ({ load, over }) => load * over * 1_500_000),
    'disk.read': rows('B', ({ load, over }) => load * over * 900_000),
    'disk.write': rows('B', ({ load, over }) => load * over * 600_000),
  };
}

/** One for each step that ended since while the machine was ACTIVE. */
function samplesOf(cloud: InfrahubCloud, { id }: Machine, since: Instant, step: number): Sample[] {
  const samples: Sample[] = [];
  const loadAt = rhythmOf(cloud, id);
  for (const { from, to, terms } of cloud.charges.slices(billId('vm', id), since, cloud.now)) {
    if (terms.state !== 'ACTIVE') continue;
    for (let at = (wholeSteps(from, step) + 1) * step; at <= to; at += step)
      samples.push({ at, over: wholeSteps(step, SECOND), load: loadAt(at) });
  }
  return samples;
}

/** A machine is busiest at an hour of its own and idlest twelve hours from it; no two moments are alike. */
function rhythmOf(cloud: InfrahubCloud, id: number): (at: Instant) => number {
  const unit = (field: string): number => cloud.random.unit({ entity: 'vm', id, field });
  const least = 0.03 + 0.2 * unit('least load');
  const swing = 0.1 + 0.4 * unit('swing of load');
  const peak = (12 + 6 * unit('busiest hour')) * HOUR;
  return at => {
    const apart = Math.abs((at % DAY) - peak);
    const nearness = 1 - Math.min(apart, DAY - apart) / (12 * HOUR);
    return least + swing * nearness + 0.1 * unit(`load at ${at}`);
  };
}
