import { z } from 'zod';
import { utcTime } from '../../contracts/core/time.js';
import { read } from '../../contracts/core/wire.js';
import type { Instant } from '../domain/clock.js';

/** Values for ids (`server`), which are numbers, and for draws (`server.uuid`). */
const pins = z.record(z.string(), z.array(z.union([z.string(), z.number()]))).superRefine((named, context) => {
  for (const [name, values] of Object.entries(named))
    if (!name.includes('.') && !values.every(value => Number.isInteger(value)))
      context.addIssue({ code: 'custom', path: [name], message: 'ids are whole numbers' });
});

const call = z.strictObject({
  at: read.instant(utcTime),
  /** Operation id, `servers.create`. */
  call: z.string(),
  params: z.record(z.string(), z.unknown()).optional(),
  query: z.record(z.string(), z.unknown()).optional(),
  body: z.unknown().optional(),
  /** Values set down for the ids (`server`) and draws (`server.uuid`) that this call makes, in order. */
  pin: pins.optional(),
  /** Keeps values of the answer, by JSON pointer, for later calls to name as `{name}`. */
  keep: z.record(z.string(), z.string().regex(/^(\/.*)?$/, 'is no JSON pointer such as /environment/id')).optional(),
});

export const seedHistory = z
  .strictObject({
    /** When this cloud was made. */
    start: read.instant(utcTime),
    /** Settings of the cloud; each vendor says which it knows. */
    settings: z.record(z.string(), z.unknown()).optional(),
    /** Calls in order of their time, made through the vendor's own operations. */
    calls: z.array(call),
  })
  .superRefine(({ start, calls }, context) => {
    for (const [index, { at }] of calls.entries())
      if (at < (calls[index - 1]?.at ?? start))
        context.addIssue({
          code: 'custom',
          path: ['calls', index, 'at'],
          message: index === 0 ? 'is before the start' : 'is before the call that precedes it',
        });
  });

export type SeedCall = z.output<typeof call>;
/** What a seed holds for one cloud: the calls that were made before its world was opened. */
export type History = z.output<typeof seedHistory>;
/** A history as a seed writes it, with instants as text. */
export type HistoryText = z.input<typeof seedHistory>;

/** Writes the history of a cloud for a number, up to an instant; undefined for a vendor it does not know. */
export type HistoryWriter = (vendor: string, number: number, now: Instant) => Promise<HistoryText> | undefined;
