import { didYouMean } from '../../contracts/core/names.js';
import { boundsOf, type Counts, isTooMuch, type WantedCall } from '../worlds/verify.js';

const WHERE = ['params', 'query', 'headers', 'body', 'reply'] as const;
const COUNTS = ['times', 'atLeast', 'atMost', 'never'] as const;

/** What a test says of the calls that it wants, as it was given. */
export type GivenWanted = readonly [wanted?: unknown, more?: unknown];

/** What a test wants, held to the rules of a verification. `within` is in milliseconds. */
export interface SoughtCall extends WantedCall, Counts {
  readonly within?: number;
}

const wrong = (text: string): Error => new TypeError(text);

/** What comes after the operation: what calls must have been and then how often, or both in one. Throws for what is neither. */
export function wantedOf(operation: string, [first, second]: GivenWanted, more: readonly string[] = []): SoughtCall {
  const one = membersOf(first, WHAT);
  const isWhere = second !== undefined || Object.keys(one).some(name => isIn(WHERE, name));
  const { where, ...rest } = isWhere ? { where: one, ...membersOf(second, HOW_OFTEN) } : one;
  const { within, ...counts } = rest;
  needNames(rest, [...COUNTS, ...more], 'how often');
  const wanted = { operation, where: whereOf(where), ...countsOf(counts) };
  return within === undefined ? wanted : { ...wanted, within: realTime(within) };
}

/** What calls must have been. Throws for what is no part of a call, and for more than is compared. */
export function whereOf(where: unknown): WantedCall['where'] {
  if (where === undefined || where === null) return undefined;
  const parts = membersOf(where, WHAT);
  needNames(parts, WHERE, WHAT);
  if (isTooMuch(parts)) throw wrong('what calls must have been is more than is compared');
  return parts;
}

function countsOf(given: Counts): Counts {
  const counts: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || (name === 'never' && value === false)) continue;
    const isFit = name === 'never' ? typeof value === 'boolean' : Number.isSafeInteger(value) && Number(value) >= 0;
    if (!isFit) throw wrong(`\`${name}\` is ${name === 'never' ? 'true or false' : 'a whole number of calls'}`);
    counts[name] = value;
  }
  const bounds = boundsOf(counts);
  if (typeof bounds === 'string') throw wrong(`a verification ${bounds}`);
  return counts;
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
/** Longer than any test runner waits. */
const LONGEST = 3_600_000;

/** Milliseconds of real time. */
function realTime(given: unknown): number {
  const text = typeof given === 'number' ? `${given}ms` : String(given);
  const [, count, unit = ''] = /^(?:PT)?(\d{1,9}(?:\.\d{1,9})?) ?(ms|s|m|h)$/i.exec(text) ?? [];
  const length = Number(count) * (UNITS[unit.toLowerCase()] ?? Number.NaN);
  if (length <= LONGEST) return length;
  throw wrong("`within` is a length of real time, of an hour at most: '5s', '500ms', 'PT5S' or milliseconds");
}

const [WHAT, HOW_OFTEN] = ['what a call must have been', 'how often'];

function membersOf(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (value === undefined || value === null) return {};
  if (typeof value === 'object' && !Array.isArray(value)) return { ...value };
  throw wrong(`${what} is said by an object`);
}

function needNames(given: object, allowed: readonly string[], what: string): void {
  const unknown = Object.keys(given).find(name => !isIn(allowed, name));
  if (unknown === undefined) return;
  const near = didYouMean(unknown, allowed) || `; there are ${allowed.join(', ')}`;
  throw wrong(`"${unknown}" says nothing of ${what}${near}`);
}

const isIn = (names: readonly string[], name: string): boolean => names.includes(name);
