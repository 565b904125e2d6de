import type { WireReply } from './dialect.js';
import { numbersIn } from './lexemes.js';

/**
 * JSON whose whole numbers keep their digits: one that a double cannot hold is read as a `bigint`, and written from one.
 * Node 20 shows no reviver the source of a number, so a text with long numbers is scanned once more.
 */

/** A text without so many digits on end holds no number that a double cannot hold. */
const LONG = 16;
const WHOLE = /^-?\d{16,}$/;
/** Longer numbers are no ids, and dear to read; they stay what a double makes of them, as do those nested deeper than this. */
const [LONGEST, DEEPEST] = [40, 64];

/**
 * Whether a text may hold a whole number that a double cannot hold. Of 16 digits on end one stands at a multiple of 16: no
 * other character is looked at.
 */
export function mayHoldLong(text: string): boolean {
  for (let at = 0; at < text.length; at += LONG) {
    if (!isDigit(text, at)) continue;
    let [first, end] = [at, at + 1];
    while (isDigit(text, first - 1)) first -= 1;
    while (isDigit(text, end)) end += 1;
    if (end - first >= LONG) return true;
  }
  return false;
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 48 && code <= 57; // not a number beyond the ends
}

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
  if (typeof value === 'bigint') return `${value}`;
  try {
    return JSON.stringify(value);
  } catch (error) {
    if (!(error instanceof TypeError) || value === null || typeof value !== 'object') throw error;
  }
  // A bigint is in it. What else is in it is written as a whole.
  if (Array.isArray(value)) return `[${value.map(one => writeExact(one) ?? 'null').join(',')}]`;
  const members = Object.entries(value).flatMap(([name, one]) => {
    const text = writeExact(one);
    return text === undefined ? [] : [`${JSON.stringify(name)}:${text}`];
  });
  return `{${members.join(',')}}`;
}

/** The body of an answer, each whole number in it that a double cannot hold as a `bigint`. */
export const exactBody = ({ body, text }: Pick<WireReply, 'body' | 'text'>): unknown =>
  text !== undefined && mayHoldLong(text) ? readExact(text) : body;
