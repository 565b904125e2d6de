import { z } from 'zod';
import { faultKinds } from '../core/failure.js';
import { defineOperations } from '../core/operation.js';
import { empty, exact, utcDateTime } from '../core/wire.js';
import { answered, askedFault, behaviour, conditions, when } from './asked-fault.js';
import { docs } from './docs.js';
import { needSense } from './fault-sense.js';
import { defaultWorld, named } from './named.js';
import { routes } from './routes.js';
import { where } from './where.js';

const fault = z.strictObject({
  id: z.int(),
  operation: z.string(),
  failure: z.enum(faultKinds).optional(),
  ...answered,
  ...behaviour,
  ...conditions,
  between: z.tuple([utcDateTime, utcDateTime]).optional(),
  where: where().nullable(),
  ...when,
  /** How often it still strikes: null for always, 0 for one that is used up. The last 100 of those are kept. */
  left: z.int().nullable(),
  /** How many calls it meant, also those that it let go by. */
  met: z.int(),
  /** How often it struck. */
  struck: z.int(),
});

/** A fault as its user sees it. */
export type FaultView = z.output<typeof fault>;

export const faults = defineOperations(routes.faults, {
  list: {
    summary: 'The rules that make calls and tasks fail, with how often each struck',
    docs,
    effect: 'read',
    params: named,
    responses: { 200: exact(z.strictObject({ faults: z.array(fault) })) },
    failures: ['notFound'],
    example: defaultWorld,
  },
  add: {
    summary:
      "Make an operation fail in its vendor's words, wait (`delay`) or break its connection (`transport`), or what it began fail (`taskFails`), or lose its answer (`doneButFailed`)",
    docs,
    effect: 'write',
    params: named,
    body: exact(askedFault.superRefine(needSense)),
    responses: { 201: exact(fault) },
    failures: ['notFound'],
    example: {
      ...defaultWorld,
      body: { operation: 'servers.*', failure: 'rateLimited', status: 503, retryAfter: 7, times: 1 },
    },
  },
  remove: {
    summary: 'Forget one rule',
    docs,
    effect: 'destroy',
    params: named.extend({ id: z.string() }),
    responses: { 204: empty },
    failures: ['notFound'],
    example: { params: { ...defaultWorld.params, id: '1' } },
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
