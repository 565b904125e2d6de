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
  .strictObject({
    by: calendarDuration().optional(),
    to: read.instant(utcTime).optional(),
    /** Names with each job that ran the records that it changed, the one that it is about first. Default: no. */
    records: z.boolean().optional(),
  })
  .refine(({ by, to }) => (by === undefined) !== (to === undefined), 'takes either `by` or `to`');

/** A job on a world's agenda, named by what it does and the thing it is about. */
const due = z.strictObject({ at: utcDateTime, vendor: z.string(), job: z.string(), subject: z.string() });

/** A record that a job changed, as `state` has it. */
const touched = z.strictObject({
  resource: z.string(),
  key: z.union([z.string(), z.number()]),
  /** What it is called, where it has a name. */
  name: z.string().optional(),
  /** It is no more. */
  gone: z.literal(true).optional(),
});

export const advanced = z.strictObject({
  clock: clockView,
  /** What happened on the way, in order, the first 10,000; a job is named by what it does and the thing it is about. */
  ran: z.array(
    due.extend({
      /** It failed, for a fault wanted that. */
      failed: z.literal(true).optional(),
      /** The first of the records that it changed, if they were asked for. */
      records: z.array(touched).optional(),
    }),
  ),
  /** How many more ran, if they did. */
  more: z.int().min(1).optional(),
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
  agenda: {
    summary: 'What happens next by itself, as far as it is known now',
    docs,
    effect: 'read',
    params: named,
    query: z.strictObject({
      /** Most jobs that are named. */
      limit: read.integer().pipe(z.int().min(1).max(1000)).default(20),
    }),
    responses: {
      200: z.strictObject({
        now: utcDateTime,
        /** How many jobs wait. */
        count: z.int(),
        /** The first of them, in the order in which they fall due. */
        due: z.array(due),
      }),
    },
    failures: ['notFound'],
    example: defaultWorld,
  },
});
