import { z } from 'zod';
import { mayHoldLong, readExact } from './exact-json.js';
import type { Schema } from './operation.js';
import { bare, placesOf, stepOf } from './schema.js';
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

/** A positive whole number of up to 64 bits in an input: a number, or its digits as text without zeros before them. */
export const readWholeNumber = () =>
  z
    .union([
      z.number().refine(Number.isInteger, isWhole).meta(mark),
      z.string().regex(/^\s*[1-9]\d{0,19}\s*$/, isWhole),
      z.bigint().meta(mark),
    ])
    .transform(value => BigInt(value))
    .pipe(z.bigint().min(1n).max(MOST_OF_64_BITS))
    .transform(wholeNumber);

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

const places = new WeakMap<Schema, ReadonlySet<string>>();

/** The places of a schema at which numbers may be more than a double can hold. */
function widePlaces(schema: Schema): ReadonlySet<string> {
  const known = places.get(schema);
  if (known !== undefined) return known;
  const found = new Set<string>();
  for (const place of placesOf(schema)) if (bare(place.schema).wide) found.add(place.path);
  places.set(schema, found);
  return found;
}

/** Whether a schema has places at which numbers may be more than a double can hold. */
export const hasWide = (schema: Schema): boolean => widePlaces(schema).size > 0;

const pathOf = (keys: readonly PropertyKey[]): string =>
  `$${keys.map(key => (typeof key === 'number' ? '[*]' : stepOf(key))).join('')}`;

/** Reads a JSON text; where the schema has numbers of 64 bits, or is `exact`, those that a double cannot hold as `bigint`s. */
export function readWide(schema: Schema | undefined, text: string): unknown {
  if (schema !== undefined && isExact(schema)) return readExact(text);
  if (schema === undefined || !hasWide(schema)) return JSON.parse(text);
  const meant = widePlaces(schema);
  return readExact(text, keys => meant.has(pathOf(keys)));
}

/** A copy of a value with something else in those of its places at which the schema has numbers of 64 bits. */
export function withWide(schema: Schema, value: unknown, changed: (one: unknown) => unknown): unknown {
  const meant = widePlaces(schema);
  const copy = (one: unknown, path: string): unknown => {
    if (meant.has(path)) return changed(one);
    if (Array.isArray(one)) return one.map(item => copy(item, `${path}[*]`));
    if (one === null || typeof one !== 'object') return one;
    return Object.fromEntries(Object.entries(one).map(([key, inner]) => [key, copy(inner, path + stepOf(key))]));
  };
  return copy(value, '$');
}

/** What `JSON.parse` made of a text, with its numbers of 64 bits as they are kept. */
export function keptFrom(schema: Schema, body: unknown, text: string | undefined): unknown {
  if (text === undefined || !mayHoldLong(text) || !hasWide(schema)) return body;
  return withWide(schema, readWide(schema, text), one => (typeof one === 'bigint' ? wholeNumber(one) : one));
}

/** A value as it is written: its numbers of 64 bits are numbers, those that a double cannot hold `bigint`s. */
export const asWritten = (schema: Schema, body: unknown): unknown =>
  hasWide(schema) ? withWide(schema, body, one => (isDigits(one) ? BigInt(one) : one)) : body;
