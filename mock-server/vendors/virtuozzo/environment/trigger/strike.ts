import { Failure } from '../../../../../contracts/core/failure.js';
import { HOUR } from '../../../../domain/clock.js';
import type { Job, Jobs } from '../../../../domain/cloud.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import { hourOf } from '../../hours.js';
import { resizeLayer } from '../control/resize-layer.js';
import { DUE, plan } from './plan.js';
import type { Trigger, TriggerLog } from './record.js';

/** Most times that an environment remembers. */
const MOST_LOGS = 1000;
const MINUTE = 60_000;

const due: Job<VirtuozzoCloud> = {
  about: 'trigger',
  has: ({ triggers }, subject) => triggers.get(Number(subject))?.isEnabled === true,
  run: (cloud, subject) => strike(cloud, cloud.triggers.need(Number(subject))),
};

/** Triggers strike by themselves. */
export const jobs = { [DUE]: due } satisfies Jobs<VirtuozzoCloud>;

/**
 * Does what a trigger is for, and looks at the load again from the next hour on, for within an hour it does not change; of
 * one that only tells, when it is to remind.
 */
function strike(cloud: VirtuozzoCloud, trigger: Trigger): void {
  const turn = trigger.struck + 1;
  const reminder = Math.max(0, ...trigger.actions.map(({ reminderPeriod }) => reminderPeriod ?? 0)) * MINUTE;
  const quietUntil = Math.max((hourOf(cloud.now) + 1) * HOUR, cloud.now + reminder);
  const struck = cloud.triggers.update(trigger.id, { struck: turn, quietUntil });
  for (const action of trigger.actions) act(cloud, trigger, action, turn);
  plan(cloud, struck);
}

function act(cloud: VirtuozzoCloud, trigger: Trigger, action: Trigger['actions'][number], turn: number): void {
  const { id, appid, name, group, condition } = trigger;
  const environment = cloud.environments.need(appid);
  const nodes = environment.nodes.filter(node => node.group === group);
  const wanted = wantedNodes(action, nodes.length);
  if (action.type !== 'NOTIFY' && wanted === nodes.length) return;
  let refused: Failure | undefined;
  try {
    if (action.type !== 'NOTIFY') resizeLayer(cloud, environment, group, wanted);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    refused = error;
  }
  const told = { nodeid: null, trigger: id, at: cloud.now, name, group, nodeType: nodes[0]?.type ?? '' };
  const as = refused?.detail.as;
  note(cloud, {
    ...{ id: cloud.nextId('triggerLog'), appid, ...told, condition, action, turn },
    isTold: action.notify ?? true,
    result: refused === undefined ? 0 : typeof as === 'number' ? as : 1,
    error: refused?.message ?? null,
  });
}

/** How many nodes the layer is to have: the limit is the most when it grows, and the least when it shrinks. */
function wantedNodes({ type, limit, count }: Trigger['actions'][number], has: number): number {
  const by = count ?? 1;
  if (type === 'ADD_NODE') return Math.max(has, Math.min(has + by, limit ?? has + by));
  if (type === 'REMOVE_NODE') return Math.min(has, Math.max(has - by, limit ?? 1));
  return has;
}

function note({ triggerLogs }: VirtuozzoCloud, log: TriggerLog): void {
  triggerLogs.add(log);
  const all = triggerLogs.allKeyed(log.appid);
  for (const { id } of all.slice(0, Math.max(0, all.length - MOST_LOGS))) triggerLogs.remove(id);
}
