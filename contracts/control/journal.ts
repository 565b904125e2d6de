import { z } from 'zod';
import { severities } from '../core/checks.js';
import { evidences } from '../core/evidence.js';
import { failureKinds } from '../core/failure.js';
import { defineOperations } from '../core/operation.js';
import { utcTime } from '../core/time.js';
import { transports } from '../core/transports.js';
import { empty, exact, operationPattern, read, utcDateTime } from '../core/wire.js';
import { docs } from './docs.js';
import { defaultWorld, named } from './named.js';
import { routes } from './routes.js';
import { whereReceived } from './where.js';

const finding = z.strictObject({
  check: z.string(),
  path: z.string(),
  place: z.string(),
  expected: z.string(),
  found: z.string(),
  evidence: z.enum(evidences),
  severity: z.enum(severities),
});

const headers = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

/** A call that a world received. */
export const call = z.strictObject({
  number: z.int(),
  at: utcDateTime,
  vendor: z.string(),
  method: z.string(),
  path: z.string(),
  operation: z.string().nullable(),
  /** Of HTTP; 0 where nothing was sent. */
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
  /** Address of the endpoint that answered in the double's place, if one did. */
  forwarded: z.string().optional(),
  /** Id of the fault that struck the call. */
  fault: z.int().nullable(),
  /** How a fault broke the connection, or what was sent over it. */
  transport: z.enum(transports).nullable(),
  findings: z.array(finding),
  /** Milliseconds of real time until it was answered; it is never the same twice. */
  duration: z.number(),
  /**
   * What was sent and answered, where it is asked for (`bodies=true`). Secrets are `[redacted]`, and texts and numbers that
   * no contract describes `[undescribed]`. What is sent as a form to an API that reads query and form as one is in `query`.
   */
  params: z.unknown().optional(),
  query: z.unknown().optional(),
  headers: headers.optional(),
  /** As it was read. */
  body: z.unknown().optional(),
  reply: z.strictObject({ status: z.int(), headers: headers.optional(), body: z.unknown().optional() }).optional(),
  /** Bytes of what is left out: it is not kept any more, was too long, or could not be read. */
  cut: z
    .strictObject({ body: z.int().optional(), reply: z.union([z.int(), z.literal('streamed')]).optional() })
    .optional(),
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
  /** Path without its query, with `*` for any piece: `/v1/core/environments/*`. */
  path: z.string().max(2000).optional(),
  /** Instants on the clock of the world: from the first on, and before the other. */
  since: read.instant(utcTime).optional(),
  until: read.instant(utcTime).optional(),
  /** Calls with a greater number. */
  after: read.integer().optional(),
  /** What the calls must have been; in an address as the text of its JSON. */
  where: z.union([whereReceived(), read.json(whereReceived())]).optional(),
  /** Most calls: the newest, or with `after` the first that follow. */
  limit: read.integer().pipe(z.int().min(1).max(1000)).optional(),
  /** Shows what was sent and answered, too. */
  bodies: read.flag().optional(),
});

const count = () => z.int().min(0).optional();

/** An operation, or a pattern of them, and what its calls must have been. */
const wanted = z.union([
  operationPattern(),
  z.strictObject({ operation: operationPattern(), where: whereReceived().optional() }),
]);

const expectation = z
  .strictObject({
    operation: operationPattern().optional(),
    where: whereReceived().optional(),
    times: count(),
    /** Default: 1, where nothing else is said. */
    atLeast: count(),
    atMost: count(),
    never: z.boolean().optional(),
    /** Calls that must have come in this order; others may stand between them. */
    order: z.array(wanted).min(1).max(50).optional(),
    /** The only kinds of calls that may have come, and at least one did. */
    only: z.array(wanted).min(1).max(50).optional(),
  })
  .refine(
    ({ operation, order, only }) => [operation, order, only].filter(one => one !== undefined).length === 1,
    'takes either an `operation`, or `order` or `only` with a list of them',
  )
  .refine(
    ({ order, only, ...counted }) =>
      (order === undefined && only === undefined) || Object.values(counted).every(one => one === undefined),
    'takes `order` and `only` alone: say what is wanted of a call in the list',
  );

const verdict = z.strictObject({
  holds: z.boolean(),
  /** Calls that are as wanted; of an order, how many of its list came. */
  matched: z.int(),
  /** If it does not hold: the calls that came nearest, or those that should not have been, with what differs. */
  nearest: z.array(
    z.strictObject({
      call,
      differs: z.array(
        z.strictObject({ at: z.string(), expected: z.unknown().optional(), found: z.unknown().optional() }),
      ),
    }),
  ),
  /** Index in `order` of the first that did not come after those before it. */
  brokenAt: z.int().optional(),
  /** Calls that may have been as wanted and are not kept any more: nothing with a bound above holds while there are such. */
  forgotten: z.int().optional(),
  /** Other worlds that received what is missing here. */
  otherWorlds: z.array(z.string()).optional(),
});

export const journal = defineOperations(routes.journal, {
  list: {
    summary: 'The calls a world received, oldest first',
    docs,
    effect: 'read',
    params: named,
    query: filter,
    responses: { 200: exact(received) },
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
  verify: {
    summary: 'Whether calls were received: how often, in which order, or no others; and if not, which came nearest',
    docs,
    effect: 'read',
    params: named,
    body: exact(expectation),
    responses: { 200: exact(verdict) },
    failures: ['notFound'],
    example: { ...defaultWorld, body: { operation: 'servers.create', where: { body: { name: 'web' } }, never: true } },
  },
});
