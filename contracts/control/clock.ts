import { z } from 'zod';
import { defineOperations } from '../core/operation.js';
import { utcTime } from '../core/time.js';
import { read, utcDateTime } from '../core/wire.js';
import { docs } from './docs.js';
import { calendarDuration } from './duration.js';
import { defaultWorld, named } from './named.js';
import { routes } from './routes.js';

export const mode = z.enum(['running', 'frozen']);

/** How a world's clock stands. */
export const clockView = z.strictObject({ now: utcDateTime, mode });

const change = z.strictObject({ now: read.instant(utcTime).optional(), mode: mode.optional() });

const step = z
  .strictObject({ by: calendarDuration().optional(), to: read.instant(utcTime).optional() })
  .refine(({ by, to }) => (by === undefined) !== (to === undefined), 'takes either `by` or `to`');

const advanced = z.strictObject({
  clock: clockView,
  /** What happened on the way, in order; a job is named by what it does and the thing it is about. */
  ran: z.array(
    z.strictObject({
      at: utcDateTime,
      vendor: z.string(),
      job: z.string(),
      subject: z.string(),
      /** It failed, for a fault wanted that. */
      failed: z.literal(true).optional(),
    }),
  ),
  /** How many records changed on the way, by vendor and part; each is counted once, and only if it is not as it was. */
  changed: z.record(z.string(), z.record(z.string(), z.int())),
});

export const clock = defineOperations(routes.clock, {
  show: {
    summary: "The world's clock",
    docs,
    effect: 'read',
    params: named,
    responses: { 200: clockView },
    failures: ['notFound'],
    example: defaultWorld,
  },
  change: {
    summary: 'Freeze the clock, let it run, or set it ahead',
    docs,
    effect: 'write',
    params: named,
    body: change,
    responses: { 200: clockView },
    failures: ['notFound'],
    example: { ...defaultWorld, body: { mode: 'frozen' } },
  },
  advance: {
    summary: 'Let time pass at once and answer what happened',
    docs,
    effect: 'write',
    params: named,
    body: step,
    responses: { 200: advanced },
    failures: ['notFound'],
    example: { ...defaultWorld, body: { by: 'PT47M' } },
  },
});
