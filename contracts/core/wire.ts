import { z } from 'zod';
import { nameSchemas, sentAs } from './document-marks.js';
import { withMark } from './evidence.js';
import { calendar, dayTime, microTime, naiveTime, sqlTime, type TimeForm, utcTime, zonedTime } from './time.js';

/**
 * Scalars of the wire. Schemas for replies keep the written form (`string`, `number`); schemas for input, in `read`, turn
 * it into what handlers work with.
 */

const time = (form: TimeForm) =>
  z
    .string()
    .regex(form.pattern)
    .refine(text => form.parse(text) !== undefined, 'is no date of the calendar')
    .meta({ pattern: form.strict.source, examples: [form.example] });

/** `2023-08-23T15:36:10`, UTC. */
export const naiveDateTime = time(naiveTime);
/** `2024-04-01 20:23:55`, UTC. */
export const sqlDateTime = time(sqlTime);
/** `2025-01-15T15:00:49+00:00`. */
export const zonedDateTime = time(zonedTime);
/** `2025-01-20T12:41:28.000000Z`. */
export const microDateTime = time(microTime);
/** `2025-01-01`. */
export const day = time(dayTime);
/** `2025-01-20T21:49:10Z`. */
export const utcDateTime = time(utcTime);

nameSchemas({
  NaiveDateTime: naiveDateTime,
  SqlDateTime: sqlDateTime,
  ZonedDateTime: zonedDateTime,
  MicroDateTime: microDateTime,
  Day: day,
  UtcDateTime: utcDateTime,
});

/** The schema of a form of time, for documents. */
const written = new Map<TimeForm, z.ZodType>([
  [naiveTime, naiveDateTime],
  [sqlTime, sqlDateTime],
  [zonedTime, zonedDateTime],
  [microTime, microDateTime],
  [dayTime, day],
  [utcTime, utcDateTime],
]);

/** A number that the vendor always writes with a decimal point, as Python does: `47.0`. Typed clients refuse `47` there. */
export const float = z.number().meta({ format: 'double' });

/** Whether a schema is `float`; the JSON writer keeps the decimal point of such numbers. */
export const isFloat = (schema: z.core.$ZodType): boolean => z.globalRegistry.get(schema)?.format === 'double';

/** Whether a schema itself is of whole numbers of up to 64 bits, of which a double cannot hold all (`whole-number.ts`). */
export const isWide = (schema: z.core.$ZodType): boolean => z.globalRegistry.get(schema)?.format === 'uint64';

/** Marks a body in which all whole numbers keep their digits: those that a double cannot hold are `bigint`s. */
export const exact = <S extends z.core.$ZodType>(schema: S): S => withMark(schema, { 'x-exact': true });

export const isExact = (schema: z.core.$ZodType): boolean => z.globalRegistry.get(schema)?.['x-exact'] === true;

/**
 * Marks what must never be shown: tokens, passwords, keys. Reports and logs look at this mark, never at names. A mark on
 * a list or an object covers everything in it.
 */
export const secret = <S extends z.core.$ZodType>(schema: S): S => withMark(schema, { 'x-secret': true });

/** Whether a schema itself is marked as a secret; look at its members separately. */
export const isSecret = (schema: z.core.$ZodType): boolean => z.globalRegistry.get(schema)?.['x-secret'] === true;

export const uuid = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
declare const mark: unique symbol;
/** Marks an input as the id of an operation: where the ids are known, the compiler puts them in its place. */
export interface OperationMark {
  readonly [mark]: true;
}

/** Id of an operation, or a pattern of ids with `*` for any piece. */
export const operationPattern = () => z.string() as unknown as z.ZodType<string, string | OperationMark>;

/** A reply without a body. */
export const empty = z.undefined();

/** A reply that is text and not JSON, of this media type. */
export const text = (mediaType: string) => z.string().meta({ 'x-media-type': mediaType });

/** A reply that goes on for as long as the client listens: server-sent events. */
export const eventStream = () => text(EVENT_STREAM);
const EVENT_STREAM = 'text/event-stream';

export const isEventStream = (schema: z.core.$ZodType): boolean => mediaTypeOf(schema) === EVENT_STREAM;

/** An instant as plain data holds it, of a year that a clock can show: it is no vendor's form. */
export const instant = z.int().min(calendar.first).max(calendar.last);

/** Media type of a reply's body: the one it is marked with, JSON, or undefined for an empty body. */
export function mediaTypeOf(schema: z.core.$ZodType): string | undefined {
  if (schema instanceof z.ZodUndefined) return undefined;
  const marked = z.globalRegistry.get(schema)?.['x-media-type'];
  return typeof marked === 'string' ? marked : 'application/json';
}

const numeric = (pattern: RegExp, error: string) =>
  z
    .string()
    .regex(pattern, { error })
    .transform(text => Number(text.trim()));

const writtenAs = (forms: readonly TimeForm[]) => z.union(forms.map(form => written.get(form) ?? time(form)));

const instantOf = (forms: readonly TimeForm[]) => sentAs(anyInstantOf(forms), writtenAs(forms));

const anyInstantOf = (forms: readonly TimeForm[]) =>
  z
    .string()
    .refine(text => forms.some(form => form.pattern.test(text)), {
      error: `must be written as ${forms.map(form => form.example).join(' or ')}`,
      params: { rule: 'date-time' },
      abort: true,
    })
    .transform((text, context) => {
      const found = forms.map(form => form.parse(text)).find(parsed => parsed !== undefined);
      if (found !== undefined) return found;
      const params = { rule: 'date-time' };
      context.issues.push({ code: 'custom', input: text, message: 'is no date of the calendar', params });
      return z.NEVER;
    })
    .meta({ examples: forms.map(form => form.example) });

const words = (yes: readonly string[], no: readonly string[]) =>
  z.enum([...yes, ...no], { error: 'must be true or false' }).transform(word => yes.includes(word));

/** As many digits as are read as a number, in a body and in an address. */
const MOST_DIGITS = 999_999_999_999_999;

// One of each for all that take it: made anew each time they were a quarter of what all contracts take in memory.
const integer = sentAs(
  z.union([z.int(), numeric(/^\s*-?\d{1,15}\s*$/, 'must be a whole number')]).pipe(z.int()),
  z.int().min(-MOST_DIGITS).max(MOST_DIGITS),
);
const number = sentAs(
  z.union([z.number(), numeric(/^\s*-?\d{1,15}(\.\d+)?(e[+-]?\d{1,3})?\s*$/, 'must be a number').pipe(z.number())]),
  z.number().min(-MOST_DIGITS).max(MOST_DIGITS),
);
const flag = sentAs(
  z.union([
    z.boolean(),
    words(['true', 'True', 'TRUE', '1', 'on', 'yes'], ['false', 'False', 'FALSE', '0', 'off', 'no', '']),
  ]),
  z.boolean(),
);

/** Schemas for input. Each takes all the forms that real clients send, and gives what handlers work with. */
export const read = {
  /** A whole number, or its digits as text. */
  integer: () => integer,
  /** A number, or its digits as text. */
  number: () => number,
  /** true or false, or their words in any of the usual writings. */
  flag: () => flag,
  /** An instant written in one of these forms. */
  instant: (...forms: [TimeForm, ...TimeForm[]]) => instantOf(forms),
  /** One value or several under one name: always a list. */
  list: <S extends z.core.$ZodType>(item: S) =>
    sentAs(
      z.union([
        z.array(item),
        z.pipe(
          item,
          z.transform((value: z.output<S>) => [value]),
        ),
      ]),
      z.array(item),
    ),
  /** JSON written as text inside a field. */
  json: <S extends z.core.$ZodType>(schema: S) =>
    z
      .string()
      .transform((text, context): unknown => {
        try {
          return JSON.parse(text);
        } catch {
          context.issues.push({ code: 'custom', input: text, message: 'is not JSON' });
          return z.NEVER;
        }
      })
      .pipe(schema)
      .meta({ contentMediaType: 'application/json' }),
  /** Words matched without regard to case; handlers get them as written here. */
  word: <const W extends readonly [string, ...string[]]>(allowed: W) =>
    z
      .string()
      .transform(text => allowed.find(word => word.toLowerCase() === text.toLowerCase()) ?? text)
      .pipe(z.enum(allowed))
      .meta({ enum: [...allowed] }),
};
