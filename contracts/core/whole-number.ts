import { z } from 'zod';
import { nameSchemas, sentAs } from './document-marks.js';
import { mayHoldLong, readExact } from './exact-json.js';
import type { Schema } from './operation.js';
import { bare, placesOf } from './schema.js';
import { isExact } from './wire.js';

/**
 * Whole numbers of up to 64 bits, as ids of a shop's own are. On the wire each is a JSON number; here one that a double
 * holds is a number, and a greater one is the text of its digits: plain data that JSON carries, and `BigInt(id)` reads both.
 */
export type WholeNumber = number | `${bigint}`;

export const MOST_OF_64_BITS = 2n ** 64n - 1n;

/** The form in which a whole number is kept. */
export const wholeNumber = (value: bigint): WholeNumber =>
  Number.isSafeInteger(Number(value)) ? Number(value) : `${value}`;

/**
 * Whether a number that is kept is the one that is asked for. Worlds that were saved before digits were kept have numbers
 * in place of them: such a number is all that look the same to a double.
 */
export const isSameNumber = (kept: WholeNumber | null, asked: WholeNumber): boolean =>
  kept === asked || (typeof kept === 'number' && !Number.isSafeInteger(kept) && kept === Number(asked));

const isWhole = { error: 'must be a whole number' };

/** The mark of such numbers, and what code generators read of it; see `isWide`. */
const mark = { type: 'integer', format: 'uint64' } as const;

/** A whole number of up to 64 bits in a reply. On the wire it is a number, of which `JSON.parse` makes the nearest double. */
export const wholeNumberShown = z
  .number()
  .refine(Number.isInteger, isWhole)
  .meta(mark) as unknown as z.ZodType<WholeNumber>;

/** The pattern of digits of a whole number from 1 to the greatest one, which is written with so many and no fewer. */
function digitsUpTo(greatest: string): string {
  const shorter = `[1-9]\\d{0,${greatest.length - 2}}`;
  const below = [...greatest].flatMap((digit, at) => {
    const least = at === 0 ? 1 : 0;
    if (Number(digit) <= least)
      return Number(digit) < 1 || at === 0 ? [] : [`${greatest.slice(0, at)}0\\d{${greatest.length - at - 1}}`];
    return [`${greatest.slice(0, at)}[${least}-${Number(digit) - 1}]\\d{${greatest.length - at - 1}}`];
  });
  return `^(?:${[shorter, ...below, greatest].join('|')})$`;
}

/** What documents ask for: no code of a client holds greater numbers than a double does, but texts do. */
const asked = z.union([
  z.int().meta({ ...mark, minimum: 1 }),
  z.string().regex(new RegExp(digitsUpTo(`${MOST_OF_64_BITS}`))),
]);

nameSchemas({ Uint64: asked });

/** A positive whole number of up to 64 bits in an input: a number, or its digits as text without zeros before them. */
export const readWholeNumber = () =>
  sentAs(
    z
      .union([
        z.number().refine(Number.isInteger, isWhole).meta(mark),
        z.string().regex(/^\s*[1-9]\d{0,19}\s*$/, isWhole),
        z.bigint().meta(mark),
      ])
      .transform(value => BigInt(value))
      .pipe(z.bigint().min(1n).max(MOST_OF_64_BITS))
      .transform(wholeNumber),
    asked,
  );

/** A whole number of up to 64 bits in a record. A number that no double can hold was saved before digits were kept. */
export const wholeNumberKept = z.union([
  z
    .number()
    .min(0)
    .max(2 ** 64)
    .refine(Number.isInteger, isWhole),
  z.custom<`${bigint}`>(isDigits, isWhole),
]);

function isDigits(value: unknown): value is `${bigint}` {
  return (
    typeof value === 'string' &&
    /^[1-9]\d{15,19}$/.test(value) &&
    wholeNumber(BigInt(value)) === value &&
    BigInt(value) <= MOST_OF_64_BITS
  );
}

/** What of a schema, or of what is below a place of it, has numbers of 64 bits. */
interface WidePlaces {
  isHere: boolean;
  readonly members: Map<string, WidePlaces>;
  /** Any item of a list, or member of a map. */
  items: WidePlaces | undefined;
}

/** How the numbers of a text are read: all exactly, those at these places, or none. */
type Reading = 'exact' | WidePlaces | undefined;

const readings = new WeakMap<Schema, { readonly as: Reading }>();

function readingOf(schema: Schema): Reading {
  const known = readings.get(schema);
  if (known !== undefined) return known.as;
  const as = isExact(schema) ? 'exact' : placesIn(schema);
  readings.set(schema, { as });
  return as;
}

const none = (): WidePlaces => ({ isHere: false, members: new Map(), items: undefined });
const STEP = /\.(\w+)|\[\*\]|\[("(?:[^"\\]|\\.)*")\]/g;

function placesIn(schema: Schema): WidePlaces | undefined {
  const whole = none();
  let isAny = false;
  for (const place of placesOf(schema)) {
    if (!bare(place.schema).wide) continue;
    let at = whole;
    for (const [, plain, quoted] of place.path.matchAll(STEP)) {
      const name = quoted === undefined ? plain : String(JSON.parse(quoted));
      const next = (name === undefined ? at.items : at.members.get(name)) ?? none();
      if (name === undefined) at.items = next;
      else at.members.set(name, next);
      at = next;
    }
    at.isHere = true;
    isAny = true;
  }
  return isAny ? whole : undefined;
}

const below = (places: WidePlaces, key: PropertyKey): WidePlaces | undefined =>
  places.members.get(String(key)) ?? places.items;

/** Reads a JSON text; where the schema has numbers of 64 bits, or is `exact`, those that a double cannot hold as `bigint`s. */
export function readWide(schema: Schema | undefined, text: string): unknown {
  const reading = schema && readingOf(schema);
  if (reading === undefined) return JSON.parse(text);
  if (reading === 'exact') return readExact(text);
  return readExact(text, keys => {
    let at: WidePlaces | undefined = reading;
    for (const key of keys) at = at && below(at, key);
    return at?.isHere ?? false;
  });
}

/** A value with something else in place of its numbers of 64 bits, as far as `change` changes them; else the value itself. */
function changedAt(places: WidePlaces, value: unknown, change: (one: unknown) => unknown): unknown {
  if (places.isHere) return change(value);
  if (value === null || typeof value !== 'object') return value;
  let copy: object | undefined;
  const keys = places.items === undefined ? places.members.keys() : Object.keys(value);
  for (const key of keys) {
    const inner: unknown = Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
    const next = below(places, key);
    const changed = next && changedAt(next, inner, change);
    if (changed === inner) continue;
    copy ??= Array.isArray(value) ? [...value] : { ...value };
    Reflect.set(copy, key, changed);
  }
  return copy ?? value;
}

/** What `JSON.parse` made of a text, with its numbers of 64 bits as they are kept. */
export function keptFrom(schema: Schema, body: unknown, text: string | undefined): unknown {
  const places = readingOf(schema);
  if (typeof places !== 'object' || text === undefined || !mayHoldLong(text)) return body;
  return changedAt(places, readWide(schema, text), one => (typeof one === 'bigint' ? wholeNumber(one) : one));
}

/** A value as it is written, with a `bigint` for each number that a double cannot hold; the value itself if it has none. */
export function asWritten(schema: Schema, body: unknown): unknown {
  const places = readingOf(schema);
  return typeof places === 'object' ? changedAt(places, body, one => (isDigits(one) ? BigInt(one) : one)) : body;
}

/** Whether a schema has places at which numbers may be more than a double can hold. */
export const hasWide = (schema: Schema): boolean => readingOf(schema) !== undefined;
