import type { Agenda } from '../../../../domain/agenda.js';
import { HOUR, type Instant } from '../../../../domain/clock.js';
import { hourOf } from '../../hours.js';
import { hourOfWeek, WEEK } from '../../load-profile.js';
import type { Usage } from '../../usage.js';
import type { AppEnvironment, Node } from '../control/record.js';
import type { Trigger } from './record.js';

/** The job that runs when a trigger strikes. */
export const DUE = 'triggerDue';

const MINUTE = 60_000;

/** The cloud, as far as it matters when triggers strike. */
interface Platform {
  readonly now: Instant;
  readonly agenda: Agenda;
  readonly environments: { need(appid: string): AppEnvironment };
  readonly usage: Usage;
}

/** Enters the instant at which a trigger strikes next, if nothing changes, in place of the one that was entered before. */
export function plan(cloud: Platform, trigger: Trigger): void {
  cloud.agenda.cancel(trigger.id, DUE);
  const environment = cloud.environments.need(trigger.appid);
  if (!trigger.isEnabled || environment.state !== 'running') return;
  const nodes = environment.nodes.filter(({ group }) => group === trigger.group);
  if (nodes.length === 0) return;
  const from = Math.max(cloud.now, trigger.quietUntil ?? 0);
  const at = strikeAfter(from, trigger.period * MINUTE, hour => holds(cloud, trigger, nodes, hour));
  if (at !== undefined) cloud.agenda.enter(at, DUE, trigger.id);
}

/**
 * The first instant by which a condition has held for so long without a break, counted from `from` on. Load is the same in
 * each week, so nobody looks further than one week and the length wanted.
 */
function strikeAfter(from: Instant, length: number, holdsIn: (hour: number) => boolean): Instant | undefined {
  const first = hourOf(from);
  let since: Instant | undefined;
  for (let hour = first; hour < first + WEEK + length / HOUR + 1; hour += 1) {
    if (!holdsIn(hour)) since = undefined;
    else {
      since ??= Math.max(from, hour * HOUR);
      if (since + length <= (hour + 1) * HOUR) return since + length;
    }
  }
  return undefined;
}

function holds({ usage }: Platform, { condition }: Trigger, nodes: readonly Node[], hour: number): boolean {
  const place = hourOfWeek(hour);
  const amounts = nodes.map(node => {
    const { memory, processor, traffic } = usage.load(node.id);
    return amountOf(condition, node, {
      memory: memory[place] ?? 0,
      processor: processor[place] ?? 0,
      traffic: traffic[place] ?? 0,
    });
  });
  const mean = amounts.reduce((sum, amount) => sum + amount, 0) / nodes.length;
  return condition.type === 'GREATER' ? mean > condition.value : mean < condition.value;
}

/** Mbit/s that a node may send: what `bandwidthLimit` of a node says. */
const BANDWIDTH = 100;
const SECONDS = 3600;

/** What a node does in an hour: shares of its scaling limit, and MB. */
interface HourLoad {
  readonly memory: number;
  readonly processor: number;
  readonly traffic: number;
}

/**
 * What a trigger compares, of a node in an hour: percent of the most, or for traffic also Mbit/s. The share of disk
 * operations is a guess: it follows the share of the processor.
 */
function amountOf({ resource, unit }: Trigger['condition'], node: Node, load: HourLoad): number {
  switch (resource) {
    case 'CPU':
      return load.processor * 100;
    case 'MEM':
      return load.memory * 100;
    case 'DISK':
    case 'INODES':
      return (node.disk / node.diskLimit) * 100;
    case 'DISK_IO':
    case 'DISK_IOPS':
      return load.processor * 30;
    case 'NET_EXT':
    case 'NET_EXT_OUT': {
      const rate = (load.traffic * 8) / SECONDS;
      return unit === 'SPECIFIC' ? rate : (rate / BANDWIDTH) * 100;
    }
  }
}
