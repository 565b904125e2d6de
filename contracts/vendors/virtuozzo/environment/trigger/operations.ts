import { z } from 'zod';
import { type Description, defineOperations, type Overlays } from '../../../../core/operation.js';
import { defineResource } from '../../../../core/resource.js';
import { read } from '../../../../core/wire.js';
import { done, envName, given, names, sample, target, time } from '../../common.js';
import { docs } from '../../docs.js';
import { routes } from '../../routes.js';
import { firedList, oneTrigger, triggerData, triggerList } from './schemas.js';

const named = z.object({ ...target, ...envName });
const id = read.integer();
const { envName: ENVIRONMENT } = sample;

const data = (action: 'ADD_NODE' | 'NOTIFY') =>
  `{"name":"busy","nodeGroup":"cp","period":5,"condition":{"type":"GREATER","value":70,"resourceType":"CPU","valueType":"PERCENTAGES"},"actions":[{"type":"${action}","customData":{"limit":4,"count":1,"notify":true}}]}`;

/** What a check calls the trigger that it made, of those that scale and of those that only tell. */
const ids = { ADD_NODE: 'scalingTriggerId', NOTIFY: 'alertTriggerId' } as const;
const of = (action: keyof typeof ids) => ({ id: `{${ids[action]}}` });

/** The platform has the same six calls for all triggers, for those that scale a layer and for those that only tell. */
const add = (summary: string, action: 'ADD_NODE' | 'NOTIFY') =>
  ({
    summary,
    docs: docs.triggers,
    effect: 'write',
    query: named.extend({ data: triggerData() }),
    responses: { 200: oneTrigger },
    failures: ['notFound'],
    example: { query: { envName: ENVIRONMENT, data: data(action) } },
    checkedWith: { query: { data: { name: 'hostdouble-{tag}' } } },
  }) as const satisfies Description;

const edit = (summary: string, action: 'ADD_NODE' | 'NOTIFY') =>
  ({
    summary,
    docs: docs.openapi,
    effect: 'write',
    query: named.extend({ id, data: triggerData() }),
    responses: { 200: oneTrigger },
    failures: ['notFound'],
    example: { query: { envName: ENVIRONMENT, id: '1', data: data(action) } },
    checkedWith: { query: { ...of(action), data: { name: 'hostdouble-{tag}' } } },
  }) as const satisfies Description;

const enable = (summary: string, action: keyof typeof ids) =>
  ({
    summary,
    docs: docs.openapi,
    effect: 'write',
    query: named.extend({ id, enabled: read.flag() }),
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: { envName: ENVIRONMENT, id: '1', enabled: 'false' } },
    checkedWith: { query: of(action) },
  }) as const satisfies Description;

const list = (summary: string) =>
  ({
    summary,
    docs: docs.openapi,
    effect: 'read',
    query: named.extend({ actionTypes: given(names()) }),
    responses: { 200: triggerList },
    failures: ['notFound'],
    example: { query: { envName: ENVIRONMENT } },
  }) as const satisfies Description;

/** One of a trigger that a check made to keep, or, without an action, of one that it only made to be deleted. */
const remove = (summary: string, action?: keyof typeof ids) => {
  const checkedWith: Overlays = action === undefined ? {} : { query: of(action) };
  return {
    summary,
    docs: docs.openapi,
    effect: 'destroy',
    query: named.extend({ id }),
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: { envName: ENVIRONMENT, id: '1' } },
    checkedWith,
    sources: { id: { read: 'trigger.addTrigger', at: '$.object.id' } },
  } as const satisfies Description;
};

const count = () => read.integer().pipe(z.int().min(0));

const history = (summary: string) =>
  ({
    summary,
    docs: docs.openapi,
    effect: 'read',
    query: named.extend({
      startRow: given(count()),
      resultCount: given(count()),
      triggerId: given(read.integer()),
      nodeGroup: given(z.string()),
      resourceTypes: given(names()),
      actionTypes: given(names()),
      startTime: given(time()),
      endTime: given(time()),
      orderDirection: given(read.word(['ASC', 'DESC'])),
    }),
    responses: { 200: firedList },
    failures: ['notFound'],
    example: { query: { envName: ENVIRONMENT, startRow: '0', resultCount: '100' } },
  }) as const satisfies Description;

/** environment.trigger: what is to happen when a layer is busy or idle. */
export const trigger = defineOperations(routes.trigger, {
  addTrigger: add('Makes a trigger of any kind.', 'ADD_NODE'),
  editTrigger: edit('Changes a trigger of any kind.', 'ADD_NODE'),
  setTriggerEnabled: enable('Switches a trigger of any kind on or off.', 'ADD_NODE'),
  getTriggers: list('All triggers of an environment.'),
  deleteTrigger: remove('Deletes a trigger of any kind.'),
  getTriggerLogs: history('When triggers of any kind struck, and what came of it.'),
  addAutoScalingTrigger: add('Makes a trigger that adds or removes nodes.', 'ADD_NODE'),
  editAutoScalingTrigger: edit('Changes a trigger that adds or removes nodes.', 'ADD_NODE'),
  setAutoScalingTriggerEnabled: enable('Switches a trigger that adds or removes nodes on or off.', 'ADD_NODE'),
  getAutoScalingTriggers: list('The triggers that add or remove nodes.'),
  deleteAutoScalingTrigger: remove('Deletes a trigger that adds or removes nodes.', 'ADD_NODE'),
  autoScalingHistory: history('When triggers that add or remove nodes struck.'),
  addLoadAlertTrigger: add('Makes a trigger that only tells.', 'NOTIFY'),
  editLoadAlertTrigger: edit('Changes a trigger that only tells.', 'NOTIFY'),
  setLoadAlertTriggerEnabled: enable('Switches a trigger that only tells on or off.', 'NOTIFY'),
  getLoadAlertTriggers: list('The triggers that only tell.'),
  deleteLoadAlertTrigger: remove('Deletes a trigger that only tells.', 'NOTIFY'),
  loadAlertHistory: history('When triggers that only tell struck.'),
});

defineResource(trigger, {
  create: 'addAutoScalingTrigger',
  ids: { [ids.ADD_NODE]: '$.object.id' },
  destroy: 'deleteAutoScalingTrigger',
  destroyWith: { query: of('ADD_NODE') },
  gone: { read: 'getAutoScalingTriggers', at: '$.array[*].id' },
});

defineResource(trigger, {
  create: 'addLoadAlertTrigger',
  ids: { [ids.NOTIFY]: '$.object.id' },
  destroy: 'deleteLoadAlertTrigger',
  destroyWith: { query: of('NOTIFY') },
  gone: { read: 'getLoadAlertTriggers', at: '$.array[*].id' },
});
