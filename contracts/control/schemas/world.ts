import { z } from 'zod';
import { calendar, utcTime } from '../../core/time.js';
import { read, secret, utcDateTime } from '../../core/wire.js';

const mode = z.enum(['running', 'frozen']);

export const clock = z.strictObject({ now: utcDateTime, mode });

export const clockChange = z.strictObject({ now: read.instant(utcTime).optional(), mode: mode.optional() });

/** ISO 8601 duration of weeks, days, hours, minutes and seconds: months and years have no one length. */
const duration = z
  .string()
  .regex(
    /^P(?=.)(\d+W)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$/,
    'is not an ISO 8601 duration such as PT47M or P31D',
  )
  .transform(text => {
    const [date = '', time = ''] = text.split('T');
    const count = (part: string, unit: string): number => Number(new RegExp(`([\\d.]+)${unit}`).exec(part)?.[1] ?? 0);
    const hours = (count(date, 'W') * 7 + count(date, 'D')) * 24 + count(time, 'H');
    return Math.round(((hours * 60 + count(time, 'M')) * 60 + count(time, 'S')) * 1000);
  })
  .meta({ examples: ['PT47M', 'P31D'] });

export const advance = z
  .strictObject({ by: duration.optional(), to: read.instant(utcTime).optional() })
  .refine(({ by, to }) => (by === undefined) !== (to === undefined), 'takes either `by` or `to`');

export const advanced = z.strictObject({
  clock,
  /** What happened on the way, in order; a job is named by what it does and the thing it is about. */
  ran: z.array(z.strictObject({ at: utcDateTime, vendor: z.string(), job: z.string(), subject: z.string() })),
  /** How many records changed on the way, by vendor and part; each is counted once, and only if it is not as it was. */
  changed: z.record(z.string(), z.record(z.string(), z.int())),
});

/** Credentials of one vendor by name: `{ token }`, `{ apiKey, accessToken }`, `{ session, login, password }`. */
const byName = z.record(z.string(), z.string());

export const world = z.strictObject({
  name: z.string(),
  seed: z.string(),
  /** Address of each vendor's API in this world, by vendor. */
  urls: z.record(z.string(), z.string()),
  /** Valid credentials by vendor, and under `others` by vendor and way those that are refused or limited. */
  credentials: secret(z.looseObject({ others: z.record(z.string(), z.record(z.string(), byName)) })),
  clock,
});

export const worldWish = z.strictObject({
  name: z.string().optional(),
  seed: z.string().optional(),
  now: read.instant(utcTime).optional(),
  clock: mode.optional(),
});

const instant = z.int().min(calendar.first).max(calendar.last);
const clockState = z.strictObject({ now: instant, mode });

export const worldState = z.strictObject({
  format: z.literal(1),
  seed: z.string(),
  number: z.int(),
  /** How the clock stood when the world was opened: what a reset goes back to. */
  opened: clockState,
  clock: clockState,
  clouds: secret(
    z.record(
      z.string(),
      z.strictObject({
        origin: z.strictObject({ start: instant, settings: z.record(z.string(), z.unknown()) }),
        state: z.strictObject({
          now: instant,
          ids: z.record(z.string(), z.number()),
          parts: z.record(z.string(), z.unknown()),
        }),
      }),
    ),
  ),
});
