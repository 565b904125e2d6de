import { refuse } from '../../../../../contracts/core/failure.js';
import type { trigger as operations } from '../../../../../contracts/vendors/virtuozzo/environment/trigger/operations.js';
import type { TriggerSettings } from '../../../../../contracts/vendors/virtuozzo/environment/trigger/schemas.js';
import * as refusals from '../../../../../contracts/vendors/virtuozzo/refusals.js';
import type { Handler, Handlers } from '../../../../calls/handler.js';
import type { Caller } from '../../../../domain/credentials.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import { nodesMeant } from '../control/nodes.js';
import type { AppEnvironment } from '../control/record.js';
import { environmentMeant, type Meaning } from '../control/rules.js';
import { DUE, plan } from './plan.js';
import type { Trigger, TriggerLog } from './record.js';
import { firedView, triggerView } from './view.js';

type Ops = typeof operations;
type Handle<Name extends keyof Ops> = Handler<Ops[Name], VirtuozzoCloud>;

/** Which triggers a call is about: all, those that scale a layer, or those that only tell. */
type Family = 'any' | 'scaling' | 'telling';

const isOf = (family: Family, actions: readonly { readonly type: string }[]): boolean =>
  family === 'any' || (family === 'scaling') === actions.some(({ type }) => type !== 'NOTIFY');

const add =
  (family: Family): Handle<'addTrigger'> =>
  ({ query, cloud, caller }) => {
    const environment = environmentMeant(cloud, caller.holder, query);
    const settings = settingsOf(environment, query.data, family);
    if (cloud.triggers.allKeyed(environment.id).length >= MOST)
      throw refuse(refusals.invalidParameter, { name: 'data' });
    const made = { id: cloud.nextId('trigger'), appid: environment.id, nodeid: null, struck: 0, quietUntil: null };
    const trigger = cloud.triggers.add({ ...made, isEnabled: true, ...settings });
    plan(cloud, trigger);
    return { status: 200, body: { result: 0, object: triggerView(trigger) } };
  };

const edit =
  (family: Family): Handle<'editTrigger'> =>
  call => {
    const { environment, trigger } = meant(call, family);
    const changed = call.cloud.triggers.update(trigger.id, settingsOf(environment, call.query.data, family));
    plan(call.cloud, changed);
    return { status: 200, body: { result: 0, object: triggerView(changed) } };
  };

const enable =
  (family: Family): Handle<'setTriggerEnabled'> =>
  call => {
    const { trigger } = meant(call, family);
    plan(call.cloud, call.cloud.triggers.update(trigger.id, { isEnabled: call.query.enabled }));
    return { status: 200, body: { result: 0 } };
  };

const list =
  (family: Family): Handle<'getTriggers'> =>
  ({ query, cloud, caller }) => {
    const { id } = environmentMeant(cloud, caller.holder, query);
    const wanted = query.actionTypes;
    const found = cloud.triggers
      .allKeyed(id)
      .filter(({ actions }) => isOf(family, actions))
      .filter(({ actions }) => wanted === undefined || actions.some(({ type }) => wanted.includes(type)));
    return { status: 200, body: { result: 0, array: found.map(triggerView) } };
  };

const remove =
  (family: Family): Handle<'deleteTrigger'> =>
  call => {
    const { trigger } = meant(call, family);
    call.cloud.agenda.cancel(trigger.id, DUE);
    call.cloud.triggers.remove(trigger.id);
    return { status: 200, body: { result: 0 } };
  };

const history =
  (family: Family): Handle<'getTriggerLogs'> =>
  ({ query, cloud, caller }) => {
    const { id } = environmentMeant(cloud, caller.holder, query);
    const { triggerId, nodeGroup, resourceTypes, actionTypes, startTime, endTime, orderDirection } = query;
    const isWanted = ({ trigger, group, condition, action, at }: TriggerLog): boolean =>
      isOf(family, [action]) &&
      (triggerId === undefined || trigger === triggerId) &&
      (nodeGroup === undefined || group === nodeGroup) &&
      (resourceTypes === undefined || resourceTypes.includes(condition.resource)) &&
      (actionTypes === undefined || actionTypes.includes(action.type)) &&
      (startTime === undefined || at >= startTime) &&
      (endTime === undefined || at < endTime);
    const found = cloud.triggerLogs.allKeyed(id).filter(isWanted);
    if (orderDirection === 'DESC') found.reverse();
    const { startRow = 0, resultCount = found.length } = query;
    const array = found.slice(startRow, startRow + resultCount).map(firedView);
    return { status: 200, body: { result: 0, totalCount: found.length, array } };
  };

export const handlers = {
  addTrigger: add('any'),
  editTrigger: edit('any'),
  setTriggerEnabled: enable('any'),
  getTriggers: list('any'),
  deleteTrigger: remove('any'),
  getTriggerLogs: history('any'),
  addAutoScalingTrigger: add('scaling'),
  editAutoScalingTrigger: edit('scaling'),
  setAutoScalingTriggerEnabled: enable('scaling'),
  getAutoScalingTriggers: list('scaling'),
  deleteAutoScalingTrigger: remove('scaling'),
  autoScalingHistory: history('scaling'),
  addLoadAlertTrigger: add('telling'),
  editLoadAlertTrigger: edit('telling'),
  setLoadAlertTriggerEnabled: enable('telling'),
  getLoadAlertTriggers: list('telling'),
  deleteLoadAlertTrigger: remove('telling'),
  loadAlertHistory: history('telling'),
} satisfies Handlers<Ops, VirtuozzoCloud>;

/** More than any environment has. */
const MOST = 100;

/** The environment's trigger of this id that a call is about. */
function meant(
  {
    query,
    cloud,
    caller,
  }: {
    readonly query: Meaning & { readonly id: number };
    readonly cloud: VirtuozzoCloud;
    readonly caller: Caller;
  },
  family: Family,
): { readonly environment: AppEnvironment; readonly trigger: Trigger } {
  const environment = environmentMeant(cloud, caller.holder, query);
  const trigger = cloud.triggers.get(query.id);
  if (trigger?.appid !== environment.id || !isOf(family, trigger.actions))
    throw refuse(refusals.noObject, { what: 'trigger', name: query.id });
  return { environment, trigger };
}

/** What a trigger is made of. Refuses a layer that the environment does not have, and what is no trigger of the family. */
function settingsOf(
  environment: AppEnvironment,
  { name, isEnabled, nodeGroup, nodeType, period, condition, actions }: TriggerSettings,
  family: Family,
): Pick<Trigger, 'name' | 'group' | 'period' | 'condition' | 'actions'> & Partial<Pick<Trigger, 'isEnabled'>> {
  const [node] = nodesMeant(environment, nodeGroup === undefined ? { nodeType } : { nodeGroup });
  if (!isOf(family, actions)) throw refuse(refusals.invalidParameter, { name: 'data.actions' });
  const { type, value, resourceType, valueType } = condition;
  return {
    ...{ name, group: node.group, period, ...(isEnabled !== undefined && { isEnabled }) },
    condition: { type, value, resource: resourceType, unit: valueType === 'SPECIFIC' ? valueType : 'PERCENTAGES' },
    actions: actions.map(({ type, customData: { limit, count, notify, reminderPeriod } = {} }) => ({
      ...{ type, limit: limit ?? null, count: count ?? null, notify: notify ?? null },
      reminderPeriod: reminderPeriod ?? null,
    })),
  };
}
