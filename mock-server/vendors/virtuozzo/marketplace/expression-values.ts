import { isList, isObject, type Json } from './json.js';

/** What a condition or a script's literal comes to; undefined for a name that is not there. */
export type Value = Json | undefined | Pattern;

/** A regular expression of a condition. */
class Pattern {
  readonly test: (text: string) => boolean;
  constructor(test: (text: string) => boolean) {
    this.test = test;
  }
}

/** Thrown for what cannot be understood: the engine then does nothing, and says that the condition is invalid. */
export class InvalidExpression extends Error {}

/** Whether a condition is met, as JavaScript takes a value for true. */
export const isMet = (value: Value): boolean => Boolean(value);

/** A value as JSON; what is none, an expression or nothing, becomes null. */
export const jsonOf = (value: Value): Json => (value === undefined || value instanceof Pattern ? null : value);

export const plain = (value: Value): string =>
  value instanceof Pattern || (typeof value === 'object' && value !== null) ? JSON.stringify(value) : String(value);

export const numberOf = (value: Value): number => (typeof value === 'object' ? Number.NaN : Number(value));

export const isSame = (one: Value, other: Value): boolean => one === other;

/** As `==` compares: a number with the text of it, nothing with null. */
export function isAlike(one: Value, other: Value): boolean {
  if (one === undefined || one === null) return other === undefined || other === null;
  if (other === undefined || other === null) return false;
  if (typeof one === typeof other) return one === other;
  return typeof one !== 'object' && typeof other !== 'object' && Number(one) === Number(other);
}

export function compared(one: Value, other: Value, holds: (sign: number) => boolean): boolean {
  if (typeof one === 'string' && typeof other === 'string') return holds(one < other ? -1 : one > other ? 1 : 0);
  const difference = numberOf(one) - numberOf(other);
  return !Number.isNaN(difference) && holds(difference);
}

export function within(value: Value, key: string): Value {
  if (value === undefined || value === null || value instanceof Pattern) throw new InvalidExpression();
  if (typeof value === 'string') return key === 'length' ? value.length : undefined;
  if (isObject(value)) return Object.hasOwn(value, key) ? value[key] : undefined;
  if (!isList(value)) return undefined;
  if (key === 'length') return value.length;
  return /^\d{1,6}$/.test(key) ? value[Number(key)] : undefined;
}

/** Calls that conditions make: those of a text, and `test` of a pattern. */
export function called(value: Value, name: string, given: readonly Value[]): Value {
  const [first] = given;
  if (value instanceof Pattern) {
    if (name !== 'test') throw new InvalidExpression();
    return value.test(plain(first));
  }
  if (value !== undefined && isList(value) && name === 'indexOf') return value.findIndex(item => isSame(item, first));
  if (typeof value !== 'string') throw new InvalidExpression();
  switch (name) {
    case 'indexOf':
      return value.indexOf(plain(first));
    case 'includes':
    case 'contains':
      return value.includes(plain(first));
    case 'startsWith':
      return value.startsWith(plain(first));
    case 'endsWith':
      return value.endsWith(plain(first));
    case 'toLowerCase':
      return value.toLowerCase();
    case 'toUpperCase':
      return value.toUpperCase();
    case 'trim':
      return value.trim();
    default:
      throw new InvalidExpression();
  }
}

const [MOST_OF_PATTERN, MOST_REPEATS, MOST_SEARCHED] = [200, 3, 255];

/**
 * A pattern that cannot take long: of a few letters, with few endless repeats and none of a group, on short texts. Any other
 * makes the condition invalid.
 */
export function patternOf(value: string, flags: string): Pattern {
  const outside = value.replaceAll(/\\./g, 'x').replaceAll(/\[[^\]]*\]/g, 'x');
  const repeats = outside.match(/[*+]|\{\d*,\}|\{\d{2,}|\{\d+,\d{2,}/g) ?? [];
  if (value.length > MOST_OF_PATTERN || repeats.length > MOST_REPEATS || /\)[*+{]/.test(outside))
    throw new InvalidExpression();
  try {
    const expression = new RegExp(value, flags.replaceAll(/[gy]/g, ''));
    return new Pattern(text => expression.test(text.slice(0, MOST_SEARCHED)));
  } catch {
    throw new InvalidExpression();
  }
}
