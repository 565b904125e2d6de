import { HIDDEN, SPEAKING } from '../../contracts/core/masked.js';
import type { Verification, WantedCall } from '../worlds/verify.js';
import type { SoughtCall } from './wanted-call.js';

/** A call and a place of it, as far as they may be shown. */
export interface ShownMiss {
  readonly call: string;
  readonly differs: readonly { readonly at: string; readonly expected: unknown; readonly found: unknown }[];
}

/** Most places that are told of one call, and letters of one value. */
const [PLACES, LETTERS] = [8, 120];

/** What came of looking for a kind of call, in words. */
export function saidOf(
  world: string,
  wanted: SoughtCall,
  verdict: Verification,
  nearest: readonly ShownMiss[],
): string {
  const { matched, holds } = verdict;
  const { operation, where } = wanted;
  const like = where == null ? '' : ` with ${shown(where)}`;
  const head = `the world "${world}" received ${timesOf(matched.length)} ${operation}${like}`;
  if (holds) return `${head}, and was not to`;
  return [`${head}, and was to receive ${soOften(wanted)}`, ...forgottenIn(verdict), ...misses(nearest)].join('\n');
}

/** What came of looking for calls that were not to be, in words. */
export function saidOfOnly(
  world: string,
  wanted: readonly WantedCall[],
  verdict: Verification,
  nearest: readonly ShownMiss[],
): string {
  const names = wanted.map(({ operation }) => operation).join(', ') || 'no call';
  if (verdict.holds) return `the world "${world}" received nothing but ${names}, and was not to`;
  const lacks = verdict.matched.length === 0 && wanted.length > 0;
  const head = `the world "${world}" was to receive ${wanted.length === 0 ? '' : 'nothing but '}${names}`;
  const found = lacks && nearest.length === 0 ? ', and received no call' : '';
  return [`${head}${found}`, ...forgottenIn(verdict), ...misses(nearest, 'it received')].join('\n');
}

const timesOf = (count: number): string =>
  count === 0 ? 'no call of' : count === 1 ? 'one call of' : `${count} calls of`;

function soOften({ times, atLeast, atMost, never }: SoughtCall): string {
  if (never || times === 0) return 'none';
  if (times !== undefined) return `exactly ${times}`;
  const bounds = [atLeast === undefined ? [] : `at least ${atLeast}`, atMost === undefined ? [] : `at most ${atMost}`];
  return bounds.flat().join(' and ') || 'at least one';
}

function* forgottenIn({ forgotten }: Verification): Iterable<string> {
  if (forgotten > 0) yield `${forgotten} more calls, of which nobody can say, are no longer kept`;
}

function* misses(nearest: readonly ShownMiss[], title = 'nearest'): Iterable<string> {
  if (nearest.length === 0) return;
  yield `${title}:`;
  for (const { call, differs } of nearest) {
    yield `  ${call}`;
    for (const { at, expected, found } of differs.slice(0, PLACES))
      yield `    ${at}: expected ${shown(expected)}, found ${found === undefined ? 'nothing' : shown(found)}`;
    if (differs.length > PLACES) yield `    and ${differs.length - PLACES} places more`;
  }
}

/** A value as JSON, cut where it is long; patterns and matchers as they are written, what speaks for a secret masked. */
function shown(value: unknown): string {
  const text = JSON.stringify(value, (name, one: unknown) => {
    if (SPEAKING.test(name) && typeof one === 'string') return HIDDEN;
    if (typeof one === 'bigint' || one instanceof RegExp) return String(one);
    return one !== null && typeof one === 'object' && 'asymmetricMatch' in one ? String(one) : one;
  });
  const whole = text ?? 'nothing';
  return whole.length > LETTERS ? `${whole.slice(0, LETTERS)}…` : whole;
}
