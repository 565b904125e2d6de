import { refuse } from '../../../../../contracts/core/failure.js';
import * as refusals from '../../../../../contracts/vendors/virtuozzo/refusals.js';
import {
  type scheduler as operations,
  triggerTypes,
} from '../../../../../contracts/vendors/virtuozzo/utils/scheduler.js';
import type { Handlers } from '../../../../calls/handler.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import { environmentMeant } from '../../environment/control/rules.js';
import { overAt, TASK_DUE } from './due.js';
import type { AccountTask } from './record.js';

export const handlers = {
  createAccountTask({ query, cloud, caller }) {
    mustHaveRoom(cloud, caller.holder);
    const wanted = wantedOf(cloud, query);
    const task = cloud.accountTasks.add({ id: cloud.nextId('task'), uid: caller.holder, ...wanted });
    enter(cloud, task);
    return { status: 200, body: { result: 0, id: task.id, object: view(task) } };
  },

  createEnvTask({ query, cloud, caller }) {
    const { id: appid } = environmentMeant(cloud, caller.holder, query);
    mustHaveRoom(cloud, caller.holder);
    const wanted = wantedOf(cloud, query);
    const task = cloud.envTasks.add({ id: cloud.nextId('task'), uid: caller.holder, appid, nodeid: null, ...wanted });
    enter(cloud, task);
    return { status: 200, body: { result: 0, id: task.id, object: view(task) } };
  },

  editTask({ query, cloud, caller }) {
    const { id } = need(cloud, caller.holder, query.id);
    const wanted = wantedOf(cloud, query);
    const task =
      cloud.accountTasks.get(id) === undefined
        ? cloud.envTasks.update(id, wanted)
        : cloud.accountTasks.update(id, wanted);
    enter(cloud, task);
    return { status: 200, body: { result: 0, id, object: view(task) } };
  },

  getTasks({ query, cloud, caller }) {
    const all = tasksOf(cloud, caller.holder).filter(({ id }) => query.ids === undefined || query.ids.includes(id));
    return { status: 200, body: { result: 0, objects: all.map(view) } };
  },

  deleteTasks({ query, cloud, caller }) {
    const tasks = [...new Set(query.ids)].map(id => need(cloud, caller.holder, id));
    for (const { id } of tasks) remove(cloud, id);
    return { status: 200, body: { result: 0 } };
  },

  removeTask({ query, cloud, caller }) {
    remove(cloud, need(cloud, caller.holder, query.id).id);
    return { status: 200, body: { result: 0 } };
  },
} satisfies Handlers<typeof operations, VirtuozzoCloud>;

/** More than any account has. */
const MOST = 1000;

const mustHaveRoom = (cloud: VirtuozzoCloud, uid: number): void => {
  if (tasksOf(cloud, uid).length >= MOST) throw refuse(refusals.invalidParameter, { name: 'script' });
};

const tasksOf = ({ accountTasks, envTasks }: VirtuozzoCloud, owner: number): AccountTask[] =>
  [...accountTasks.all(), ...envTasks.all()].filter(({ uid }) => uid === owner).sort((one, other) => one.id - other.id);

function need({ accountTasks, envTasks }: VirtuozzoCloud, uid: number, id: number): AccountTask {
  const task = accountTasks.get(id) ?? envTasks.get(id);
  if (task?.uid !== uid) throw refuse(refusals.noObject, { what: 'task', name: id });
  return task;
}

function remove({ accountTasks, envTasks, agenda }: VirtuozzoCloud, id: number): void {
  agenda.cancel(id, TASK_DUE);
  if (accountTasks.get(id) !== undefined) accountTasks.remove(id);
  else envTasks.remove(id);
}

/** Enters when a task that runs once is over, in place of what was entered before. */
function enter({ agenda, now }: VirtuozzoCloud, { id, trigger }: AccountTask): void {
  agenda.cancel(id, TASK_DUE);
  const at = overAt(trigger, now);
  if (at !== undefined && at !== null) agenda.enter(at, TASK_DUE, id);
}

/** What a task is to be. Refuses a time that is none. */
function wantedOf(
  { now }: VirtuozzoCloud,
  query: { script: string; trigger: string; params?: string | undefined; description?: string | undefined },
): Omit<AccountTask, 'id' | 'uid'> {
  const trigger = triggerOf(query.trigger);
  if (trigger === undefined || overAt(trigger, now) === null)
    throw refuse(refusals.invalidParameter, { name: 'trigger' });
  return {
    script: query.script,
    trigger,
    params: query.params ?? null,
    description: query.description ?? null,
  };
}

/** `once_delay:10000`, and as a Python client sends it, `{'once_delay': 10000}`. */
function triggerOf(text: string): AccountTask['trigger'] | undefined {
  const [, word = '', value = ''] = /^[{'"\s]*([a-z_]+)['"\s]*(?::\s*(.*?))?['"}\s]*$/is.exec(text) ?? [];
  const type = triggerTypes.find(known => known === word.toLowerCase());
  return type && { type, value: value.replace(/^['"]/, '') };
}

const view = ({ id, script, trigger, params, description }: AccountTask) => ({
  id,
  script,
  trigger: trigger.value === '' ? trigger.type : `${trigger.type}:${trigger.value}`,
  ...(params !== null && { params }),
  ...(description !== null && { description }),
});
