import { z } from 'zod';
import { faultKinds, TASK_FAILS } from '../core/failure.js';
import { defineOperations } from '../core/operation.js';
import { empty, operationPattern } from '../core/wire.js';
import { docs } from './docs.js';
import { duration } from './duration.js';
import { defaultWorld, named } from './named.js';
import { routes } from './routes.js';

/** When a task fails. Without either it fails at its end. */
const when = {
  /** So long after it began; a task that ends sooner fails at its end. One that is beyond that point goes on. */
  after: duration().optional(),
  /** When this step of it begins: the vendor's tasks have steps of their own. */
  step: z.string().max(100).optional(),
};

const rule = z.strictObject({
  /** Operation id, with `*` for any piece, optionally after a vendor: `servers.*`, `infrahub/*`. */
  operation: operationPattern().default('*'),
  failure: z.enum(faultKinds),
  text: z.string().nullable().default(null),
  /** The vendor's own code: of Virtuozzo the number in `result`, such as 4109. */
  as: z.union([z.int(), z.string()]).optional(),
  /** Calls, or tasks, to fail; null for all until the faults are cleared. */
  times: z.int().min(1).nullable().default(null),
  ...when,
});

const isEarly = ({ after, step }: { after?: string | undefined; step?: string | undefined }): boolean =>
  after !== undefined || step !== undefined;

const wish = rule
  .refine(({ after, step }) => after === undefined || step === undefined, 'takes either `after` or `step`')
  .refine(
    ({ failure, ...rule }) => failure === TASK_FAILS || !isEarly(rule),
    `takes \`after\` and \`step\` for \`${TASK_FAILS}\` only: a call fails as a whole`,
  );

const fault = z.strictObject({
  id: z.int(),
  operation: z.string(),
  failure: z.enum(faultKinds),
  text: z.string().nullable(),
  as: z.union([z.int(), z.string()]).optional(),
  left: z.int().nullable(),
  ...when,
});

export const faults = defineOperations(routes.faults, {
  list: {
    summary: 'The rules that make calls and tasks fail',
    docs,
    effect: 'read',
    params: named,
    responses: { 200: z.strictObject({ faults: z.array(fault) }) },
    failures: ['notFound'],
    example: defaultWorld,
  },
  add: {
    summary:
      "Make an operation fail in its vendor's words, or what it began (`taskFails`), or lose its answer (`doneButFailed`)",
    docs,
    effect: 'write',
    params: named,
    body: wish,
    responses: { 201: fault },
    failures: ['notFound'],
    example: { ...defaultWorld, body: { operation: 'servers.*', failure: 'rateLimited', times: 1 } },
  },
  clear: {
    summary: 'Forget all rules',
    docs,
    effect: 'destroy',
    params: named,
    responses: { 204: empty },
    failures: ['notFound'],
    example: defaultWorld,
  },
});
