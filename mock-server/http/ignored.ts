import type { Finding } from '../../contracts/core/checks.js';
import { didYouMean } from '../../contracts/core/names.js';
import type { Operation } from '../../contracts/core/operation.js';
import { keysOf } from '../../contracts/core/schema.js';
import type { RawInput } from '../calls/input.js';

/** A name that was sent and that the operation does not take. */
export interface Ignored {
  readonly part: 'query' | 'body';
  readonly name: string;
}

/** Most names that are told of one call, and most characters of each. */
const MOST = 50;
/** Most names of one operation whose notices are kept. */
const MOST_KEPT = 200;

/** In the place of a name: a body of which nothing could be read. */
const WHOLE = '(body)';

/** An item of a list in PHP's way: `period[0]` is one of `period[]`. */
const ITEM = /\[\d+\]$/;

/** The names that an operation takes; undefined where it takes any. */
interface Taken {
  readonly query: ReadonlySet<string>;
  readonly body: ReadonlySet<string> | undefined;
}

const known = new WeakMap<Operation, Taken>();

function takenBy(operation: Operation): Taken {
  const before = known.get(operation);
  if (before !== undefined) return before;
  const body = keysOf(operation.body);
  const taken = { query: new Set(keysOf(operation.query)), body: body.length === 0 ? undefined : new Set(body) };
  known.set(operation, taken);
  return taken;
}

/**
 * Names that the vendor passes over: no input of the operation, and no carrier of a credential. Whoever sends one believes
 * that it says something: `?user=16` filters nothing.
 */
export function ignoredIn(
  { query, body, isUnread }: Pick<RawInput, 'query' | 'body' | 'isUnread'>,
  operation: Operation,
  carriers: ReadonlySet<string>,
): readonly Ignored[] | undefined {
  let found: Ignored[] | undefined;
  let taken: Taken | undefined;
  const note = (part: Ignored['part'], name: string): void => {
    found ??= [];
    if (found.length < MOST) found.push({ part, name: name.slice(0, MOST) });
  };
  for (const name in query) {
    taken ??= takenBy(operation);
    if (!taken.query.has(name) && !taken.query.has(name.replace(ITEM, '[]')) && !carriers.has(name))
      note('query', name);
  }
  if (isUnread) note('body', WHOLE);
  if (body !== null && typeof body === 'object' && !Array.isArray(body)) {
    const names = (taken ?? takenBy(operation)).body;
    if (names !== undefined) for (const name of Object.keys(body)) if (!names.has(name)) note('body', name);
  }
  return found;
}

const kept = new WeakMap<Operation, Map<string, Finding>>();

/** What a check of the request says of such names. It breaks no client: each is a notice. */
export function noticesOf(operation: Operation, ignored: readonly Ignored[]): Finding[] {
  const notices = kept.get(operation) ?? new Map<string, Finding>();
  kept.set(operation, notices);
  return ignored.map(({ part, name }) => {
    if (name === WHOLE) return unread(operation);
    const path = part === 'body' ? `$.${name}` : `query:${name}`;
    const before = notices.get(path);
    if (before !== undefined) return before;
    const expected = `no such field${didYouMean(name, keysOf(operation[part]))}`;
    const evidence = operation.evidence ?? 'documented';
    const finding: Finding = {
      check: 'unknown-input',
      ...{ path, place: path, expected, found: 'it is passed over', evidence, severity: 'notice' },
    };
    if (notices.size < MOST_KEPT) notices.set(path, finding);
    return finding;
  });
}

const unread = ({ evidence = 'documented' }: Operation): Finding => ({
  check: 'unknown-input',
  ...{ path: '$', place: '$', expected: 'JSON, or a form that says so' },
  ...{ found: 'it cannot be read, and is passed over', evidence, severity: 'notice' },
});
