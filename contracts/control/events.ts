import { z } from 'zod';
import { defineOperations } from '../core/operation.js';
import { eventStream, operationPattern, read, utcDateTime } from '../core/wire.js';
import { clockView } from './clock.js';
import { docs } from './docs.js';
import { call } from './journal.js';
import { defaultWorld, named } from './named.js';
import { routes } from './routes.js';

/** What an event is about. */
export const eventKinds = ['call', 'change', 'clock', 'reset'] as const;

const change = z.strictObject({
  vendor: z.string(),
  /** On the clock of the world. */
  at: utcDateTime,
  /** How many things changed. */
  count: z.int(),
  /** Of more than these the first only are named. */
  changes: z
    .array(
      z.strictObject({
        /** As `state` names it. */
        part: z.string(),
        key: z.union([z.string(), z.number()]),
        kind: z.enum(['added', 'changed', 'removed']),
      }),
    )
    .max(100),
});

/** What the data of each event is. `missed` stands where calls are left out. */
export const worldEvents = {
  call,
  change,
  clock: clockView,
  reset: z.strictObject({ why: z.enum(['reset', 'restored', 'cleared']) }),
  missed: z.strictObject({ calls: z.int() }),
};

/** Data of each event by its name. */
export type WorldEvents = { readonly [Name in keyof typeof worldEvents]: z.output<(typeof worldEvents)[Name]> };

const stream = eventStream().meta({
  description: [
    'Server-sent events, each with JSON as its data. `call`: a call as `journal.list` shows it; its `id` is what to begin after when the stream breaks off.',
    '`missed` (`{"calls":230}`): so many calls are left out here, for they come faster than they are told; the journal has the last 1,000.',
    '`change` (`{"vendor","at","count","changes":[{"part","key","kind"}]}`): things were `added`, `changed` or `removed`.',
    '`clock` (`{"now","mode"}`): how the clock stands, at the beginning and whenever it is set or moved, but not while it only runs.',
    '`reset` (`{"why"}`): `reset` to the seed, `restored` from a snapshot, or the journal was `cleared`: the numbers of calls begin anew.',
  ].join(' '),
  examples: ['event: clock\ndata: {"now":"2025-01-20T21:49:10Z","mode":"frozen"}\n\n'],
});

export const events = defineOperations(routes.events, {
  follow: {
    summary: 'What happens in a world, as it happens: calls, changes and the clock, as server-sent events',
    docs,
    effect: 'read',
    params: named,
    query: z.strictObject({
      vendor: z.string().optional(),
      /** Of calls: operation id, with `*` for any piece, optionally after a vendor: `servers.*`, `infrahub/*`. */
      operation: operationPattern().optional(),
      /** Default: all. */
      kinds: read.list(z.enum(eventKinds)).optional(),
      /** Begins with the calls of a greater number that the journal has. A header `Last-Event-ID` says the same. */
      after: read.integer().pipe(z.int().min(0)).optional(),
    }),
    responses: { 200: stream },
    failures: ['notFound', 'rateLimited'],
    example: { ...defaultWorld, query: { kinds: ['call', 'clock'] } },
  },
});
