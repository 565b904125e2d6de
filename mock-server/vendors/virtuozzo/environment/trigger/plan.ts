import { HOUR, type Instant } from '../../../../domain/clock.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import { hourOf } from '../../hours.js';
import { hourOfWeek, WEEK } from '../../load-profile.js';
import type { Node } from '../control/record.js';
import type { Trigger } from './record.js';

/** The job that runs when a trigger strikes. */
export const DUE = 'triggerDue';

const MINUTE = 60_000;

/** Enters the instant at which a trigger strikes next, if nothing changes, in place of the one that was entered before. */
export function plan(cloud: VirtuozzoCloud, trigger: Trigger): void {
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

function holds({ usage }: VirtuozzoCloud, { condition }: Trigger, nodes: readonly Node[], hour: number): boolean {
  const place = hourOfWeek(hour);
  const amounts = nodes.map(node => {
    const { share, traffic } = usage.load(node.id);
    return amountOf(condition, node, share[place] ?? 0, traffic[place] ?? 0);
  });
  const mean = amounts.reduce((sum, amount) => sum + amount, 0) / nodes.length;
  return condition.type === 'GREATER' ? mean > condition.value : mean < condition.value;
}

/** Mbit/s that a node may send: what `bandwidthLimit` of a node says. */
const BANDWIDTH = 100;
const SECONDS = 3600;

/**
 * What a trigger compares, of a node in an hour: percent of the most, or for traffic also Mbit/s. The share of disk
 * operations is a guess: it follows the share of the processor.
 */
function amountOf({ resource, unit }: Trigger['condition'], node: Node, share: number, traffic: number): number {
  switch (resource) {
    case 'CPU':
    case 'MEM':
      return share * 100;
    case 'DISK':
    case 'INODES':
      return (node.disk / node.diskLimit) * 100;
    case 'DISK_IO':
    case 'DISK_IOPS':
      return share * 30;
    case 'NET_EXT':
    case 'NET_EXT_OUT': {
      const rate = (traffic * 8) / SECONDS;
      return unit === 'SPECIFIC' ? rate : (rate / BANDWIDTH) * 100;
    }
  }
}
