import { z } from 'zod';
import { nameSchemas } from '../../../core/document-marks.js';
import { assumed, client } from '../../../core/evidence.js';
import { defineOperations } from '../../../core/operation.js';
import { defineResource } from '../../../core/resource.js';
import { read } from '../../../core/wire.js';
import { done, envName, given, ids, ok, sample, target } from '../common.js';
import { docs } from '../docs.js';
import { routes } from '../routes.js';

/** When a script runs: `cron:0 0 3 * * ?`, `rate:60000`, `once_delay:10000` (milliseconds), `date:…`, `oninit`. */
export const triggerTypes = ['cron', 'rate', 'date', 'oninit', 'once_delay'] as const;

const when = z.string().min(1).max(500);

const task = {
  script: z.string().min(1).max(200),
  trigger: when,
  params: given(z.string().max(20_000)),
  description: given(z.string().max(1000)),
};

/** A task as it was made. The OpenAPI text says an object of texts; scripts read the first two members. */
const shown = z.strictObject({
  id: client(z.int()),
  script: client(z.string()),
  trigger: z.string(),
  params: z.string().optional(),
  description: z.string().optional(),
});

const oneTask = z.strictObject({ ...ok, id: z.int(), object: assumed(shown) });
const taskList = z.strictObject({ ...ok, objects: assumed(z.array(shown)) });

nameSchemas({ SchedulerShown: shown, OneTask: oneTask, TaskList: taskList });

const { envName: ENVIRONMENT } = sample;
const NIGHTLY = { script: 'backup', trigger: 'cron:0 0 3 * * ?' } as const;
const ownName = { query: { description: 'hostdouble-{tag}' } } as const;

/** utils.scheduler: scripts that run at their time. */
export const scheduler = defineOperations(routes.scheduler, {
  createAccountTask: {
    summary: 'Has a script of the account run at its time.',
    docs: docs.openapi,
    effect: 'write',
    rules: [
      '`trigger` is a time as the scheduler writes it: `cron:0 0 3 * * ?`, `rate:60000`, `once_delay:10000`, `date:…` or `oninit`.',
    ],
    query: z.object({ ...target, ...task }),
    responses: { 200: oneTask },
    example: { query: { ...NIGHTLY, description: 'Nightly' } },
    checkedWith: ownName,
  },
  createEnvTask: {
    summary: 'Has a script run at its time for as long as an environment is there.',
    docs: docs.openapi,
    effect: 'write',
    query: z.object({ ...target, ...envName, ...task }),
    responses: { 200: oneTask },
    failures: ['notFound'],
    example: { query: { envName: ENVIRONMENT, ...NIGHTLY, description: 'Nightly' } },
    checkedWith: ownName,
  },
  editTask: {
    summary: 'Changes what a task runs, and when.',
    docs: docs.openapi,
    effect: 'write',
    rules: [
      '`trigger` is a time as the scheduler writes it: `cron:0 0 3 * * ?`, `rate:60000`, `once_delay:10000`, `date:…` or `oninit`.',
    ],
    query: z.object({ ...target, ...task, id: read.integer() }),
    responses: { 200: oneTask },
    failures: ['notFound'],
    example: { query: { id: '1', ...NIGHTLY, description: 'Nightly' } },
    checkedWith: { query: { id: '{accountTaskId}', ...ownName.query } },
    keeps: [{ read: 'scheduler.getTasks', at: '$.objects[*].description', of: 'description' }],
  },
  getTasks: {
    summary: 'The tasks of the account and its environments.',
    docs: docs.openapi,
    effect: 'read',
    query: z.object({ ...target, ids: given(ids()) }),
    responses: { 200: taskList },
  },
  deleteTasks: {
    summary: 'Deletes tasks by their ids.',
    docs: docs.openapi,
    effect: 'destroy',
    query: z.object({ ...target, ids: ids() }),
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: { ids: '1' } },
    checkedWith: { query: { ids: '{accountTaskId}' } },
  },
  removeTask: {
    summary: 'Deletes one task.',
    docs: docs.backup,
    evidence: 'client',
    effect: 'destroy',
    query: z.object({ ...target, id: read.integer() }),
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: { id: '1' } },
    checkedWith: { query: { id: '{envTaskId}' } },
  },
});

defineResource(scheduler, {
  create: 'createAccountTask',
  ids: { accountTaskId: '$.id' },
  destroy: 'deleteTasks',
  destroyWith: { query: { ids: '{accountTaskId}' } },
  gone: { read: 'getTasks', at: '$.objects[*].id' },
});

defineResource(scheduler, {
  create: 'createEnvTask',
  ids: { envTaskId: '$.id' },
  destroy: 'removeTask',
  destroyWith: { query: { id: '{envTaskId}' } },
  gone: { read: 'getTasks', at: '$.objects[*].id' },
});
