import type { WireReply } from './dialect.js';
import { numbersIn } from './lexemes.js';

/**
 * JSON whose whole numbers keep their digits: one that a double cannot hold is read as a `bigint`, and written from one.
 * Node 20 shows no reviver the source of a number, so a text with long numbers is scanned once more.
 */

/** A text without so many digits on end holds no number that a double cannot hold. */
const LONG = /\d{16}/;
const WHOLE = /^-?\d{16,}$/;
/** Longer numbers are no ids, and dear to read; they stay what a double makes of them, as do those nested deeper than this. */
const [LONGEST, DEEPEST] = [40, 64];

/** Whether a text may hold a whole number that a double cannot hold. */
export const mayHoldLong = (text: string): boolean => LONG.test(text);

/** Whether the number at these keys is to keep its digits. */
export type IsMeant = (keys: readonly PropertyKey[]) => boolean;

/** Reads a JSON text, each whole number that is meant and that a double cannot hold as a `bigint`. Throws as `JSON.parse`. */
export function readExact(text: string, isMeant: IsMeant = () => true): unknown {
  const whole = { body: JSON.parse(text) as unknown };
  if (!mayHoldLong(text)) return whole.body;
  for (const { keys, lexeme } of numbersIn(text))
    if (WHOLE.test(lexeme) && lexeme.length <= LONGEST && keys.length <= DEEPEST && !isHeld(lexeme) && isMeant(keys))
      replace(whole, ['body', ...keys], BigInt(lexeme));
  return whole.body;
}

const isHeld = (lexeme: string): boolean => Number.isSafeInteger(Number(lexeme));

/** Of members of one name JSON takes the last: where the value is another than this number, a later member stands there. */
function replace(whole: object, keys: readonly PropertyKey[], exact: bigint): void {
  let holder: unknown = whole;
  for (const [index, key] of keys.entries()) {
    if (holder === null || typeof holder !== 'object' || !Object.hasOwn(holder, key)) return;
    const inner: unknown = Reflect.get(holder, key);
    const isNumber = typeof inner === 'number' || typeof inner === 'bigint';
    if (index === keys.length - 1 && isNumber && Number(inner) === Number(exact)) Reflect.set(holder, key, exact);
    holder = inner;
  }
}

/** Writes a value as `JSON.stringify` does, each `bigint` as its digits. */
export function writeExact(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return written(value); // a bigint is in it
  }
}

function written(value: unknown): string {
  if (typeof value === 'bigint') return `${value}`;
  if (value === null || typeof value !== 'object' || 'toJSON' in value) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(one => written(one) ?? 'null').join(',')}]`;
  const members = Object.entries(value).flatMap(([name, one]) => {
    const text = written(one);
    return text === undefined ? [] : [`${JSON.stringify(name)}:${text}`];
  });
  return `{${members.join(',')}}`;
}

/** The body of an answer, each whole number in it that a double cannot hold as a `bigint`. */
export const exactBody = ({ body, text }: Pick<WireReply, 'body' | 'text'>): unknown =>
  text !== undefined && mayHoldLong(text) ? readExact(text) : body;
