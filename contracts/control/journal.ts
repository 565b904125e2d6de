import { z } from 'zod';
import { severities } from '../core/checks.js';
import { evidences } from '../core/evidence.js';
import { failureKinds } from '../core/failure.js';
import { defineOperations } from '../core/operation.js';
import { empty, operationPattern, read, utcDateTime } from '../core/wire.js';
import { docs } from './docs.js';
import { defaultWorld, named } from './named.js';
import { routes } from './routes.js';

const finding = z.strictObject({
  check: z.string(),
  path: z.string(),
  place: z.string(),
  expected: z.string(),
  found: z.string(),
  evidence: z.enum(evidences),
  severity: z.enum(severities),
});

const call = z.strictObject({
  number: z.int(),
  at: utcDateTime,
  vendor: z.string(),
  method: z.string(),
  path: z.string(),
  operation: z.string().nullable(),
  status: z.int(),
  failure: z.enum(failureKinds).nullable(),
  /** Why a credential was refused (`expired`), or nothing served the call (`unserved`, `unknown-route`, `wrong-verb`). */
  why: z.string().nullable(),
  /** The known route that a call to an unknown one most likely meant. */
  near: z.string().nullable(),
  /** Names of the query and the body that were sent and that the operation does not take: each is a notice among the findings. */
  ignored: z.array(z.string()),
  /** Id of the override that changed the answer. */
  override: z.int().nullable(),
  findings: z.array(finding),
  /** Milliseconds of real time until it was answered; it is never the same twice. */
  duration: z.number(),
});

const received = z.strictObject({
  /** Calls received since the journal was cleared; the last 1,000 are kept. */
  count: z.int(),
  calls: z.array(call),
});

const filter = z.strictObject({
  vendor: z.string().optional(),
  /** Operation id, with `*` for any piece, optionally after a vendor: `servers.*`, `infrahub/*`. */
  operation: operationPattern().optional(),
  status: read.integer().optional(),
});

export const journal = defineOperations(routes.journal, {
  list: {
    summary: 'The calls a world received, oldest first',
    docs,
    effect: 'read',
    params: named,
    query: filter,
    responses: { 200: received },
    failures: ['notFound'],
    example: defaultWorld,
  },
  clear: {
    summary: 'Forget the calls received',
    docs,
    effect: 'destroy',
    params: named,
    responses: { 204: empty },
    failures: ['notFound'],
    example: defaultWorld,
  },
});
