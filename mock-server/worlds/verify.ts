import { Comparison, type Differing, weightOf } from './differing.js';
import type { Journal, JournalEntry } from './journal.js';
import { concerns } from './rule.js';
import type { Where } from './where.js';

/** What a call must have been, by part; a part that is left out may be anything. */
export interface WhereReceived extends Where {
  readonly headers?: Record<string, unknown> | undefined;
  /** What it was answered: `status`, `failure` (its kind, or null), `headers` and `body`. */
  readonly reply?: Record<string, unknown> | undefined;
}

/** A kind of call: an operation, or a pattern of them, and what its calls must have been. */
export interface WantedCall {
  readonly operation: string;
  readonly where?: WhereReceived | null | undefined;
}

/** How often; at least once where nothing is said. */
export interface Counts {
  readonly times?: number | undefined;
  readonly atLeast?: number | undefined;
  readonly atMost?: number | undefined;
  readonly never?: boolean | undefined;
}

/** A call that came near to what is wanted, with each place at which it differs. */
export interface NearMiss {
  readonly call: JournalEntry;
  readonly differs: readonly Differing[];
}

/** What came of a verification. */
export interface Verification {
  readonly holds: boolean;
  /** The calls that are as wanted, oldest first. */
  readonly matched: readonly JournalEntry[];
  /** Where it does not hold: the calls that came nearest, or those that should not have been, 5 at most. */
  readonly nearest: readonly NearMiss[];
  /** Calls that may have been as wanted and are no longer kept. While there are any, nothing that has a bound above holds. */
  readonly forgotten: number;
}

const SHOWN = 5;

/** The least and the most calls; a sentence where what is said contradicts itself. */
export function boundsOf({ times, atLeast, atMost, never = false }: Counts): string | readonly [number, number] {
  const others = [atLeast, atMost].some(one => one !== undefined);
  if (never && (others || times !== undefined)) return 'takes `never` alone';
  if (times !== undefined && others) return 'takes either `times`, or `atLeast` and `atMost`';
  if (never) return [0, 0];
  if (times !== undefined) return [times, times];
  const least = atLeast ?? (atMost === undefined ? 1 : 0);
  const most = atMost ?? Number.POSITIVE_INFINITY;
  return least > most ? 'asks for more calls at least than at most' : [least, most];
}

/** Whether a world received a kind of call as often as is wanted. Throws where the counts contradict each other. */
export function verify(journal: Journal, wanted: WantedCall & Counts): Verification {
  const bounds = boundsOf(wanted);
  if (typeof bounds === 'string') throw new Error(`a verification ${bounds}`);
  const [least, most] = bounds;
  const { matched, others, unread } = sorted(journal.all(), wanted);
  const forgotten = unread + forgottenOf(journal, [wanted]);
  const isTooOften = matched.length > most;
  const holds = matched.length >= least && !isTooOften && (forgotten === 0 || most === Number.POSITIVE_INFINITY);
  const nearest = holds ? [] : isTooOften ? asTheyAre(matched) : nearestTo(others, wanted);
  return { holds, matched, nearest, forgotten };
}

/**
 * Whether a world received calls in this order; others may stand between them. `brokenAt` is the index of the first that did
 * not come after those before it.
 */
export function verifyOrder(
  journal: Journal,
  wanted: readonly WantedCall[],
): Verification & { readonly brokenAt: number | null } {
  const calls = journal.all();
  const matched: JournalEntry[] = [];
  for (const [index, one] of wanted.entries()) {
    const last = matched.at(-1)?.number ?? 0;
    const { matched: all, others, unread } = sorted(calls, one);
    const next = all.find(({ number }) => number > last);
    if (next !== undefined) {
      matched.push(next);
      continue;
    }
    const tooEarly = all
      .slice(-SHOWN)
      .reverse()
      .map(call => ({ call, differs: [placed(call, last)] }));
    const later = others.filter(({ number }) => number > last);
    const nearest = [...tooEarly, ...nearestTo(later, one)].slice(0, SHOWN);
    return { holds: false, matched, nearest, forgotten: unread + forgottenOf(journal, wanted), brokenAt: index };
  }
  return { holds: true, matched, nearest: [], forgotten: 0, brokenAt: null };
}

/** Whether a world received calls, and none but of these kinds. */
export function verifyOnly(journal: Journal, wanted: readonly WantedCall[]): Verification {
  const calls = journal.all();
  const comparison = new Comparison();
  const matched = calls.filter(call => wanted.some(one => isOf(call, one) && holds(comparison, call, one)));
  const others = calls
    .filter(call => !matched.includes(call))
    .slice(-SHOWN)
    .reverse();
  const forgotten = journal.forgotten(() => true);
  return {
    holds: matched.length > 0 && others.length === 0 && forgotten === 0,
    matched,
    nearest: others.flatMap(call =>
      wanted
        .map(one => nearMiss(comparison, call, one))
        .sort(byNearness)
        .slice(0, 1),
    ),
    forgotten,
  };
}

/** The calls of a kind, oldest first. */
export const matching = (calls: readonly JournalEntry[], wanted: WantedCall): JournalEntry[] =>
  sorted(calls, wanted).matched;

/** The calls that are as a `where` asks, of whatever operation. */
export function meets(calls: readonly JournalEntry[], where: WhereReceived): JournalEntry[] {
  const comparison = new Comparison();
  return calls.filter(call => holds(comparison, call, { operation: '*', where }));
}

/** Whether a call is of an operation that is meant. */
export const isOf = ({ vendor, operation: id }: JournalEntry, { operation }: Pick<WantedCall, 'operation'>): boolean =>
  id !== null && concerns(operation, vendor, id);

/** Whether what a `where` asks about was let go of. */
const isUnread = ({ exchanged, cut }: JournalEntry, { where }: WantedCall): boolean => {
  if (where == null) return false;
  const { params, query, headers, body, reply } = where;
  if (exchanged !== null) {
    const asked = { query, body, reply: reply?.body };
    return Object.entries(asked).some(([part, wanted]) => wanted !== undefined && exchanged.lacks(part));
  }
  return cut !== null && [params, query, headers, body, reply?.headers, reply?.body].some(part => part !== undefined);
};

const forgottenOf = (journal: Journal, wanted: readonly WantedCall[]): number =>
  journal.forgotten((vendor, id) => id !== null && wanted.some(({ operation }) => concerns(operation, vendor, id)));

const isKept = ({ exchanged }: JournalEntry): boolean => exchanged?.kept !== undefined;

function holds(comparison: Comparison, call: JournalEntry, { where }: WantedCall): boolean {
  comparison.next(isKept(call));
  return differencesOf(comparison, call, where).length === 0;
}

/** Stands for any value that is there. */
const PRESENT = { asymmetricMatch: (value: unknown): boolean => value !== undefined };

/** What was read of the same calls when other places were sought in them. */
const comparisons = new WeakMap<readonly JournalEntry[], Comparison>();

/** Whether any of these calls sent something at a place: `body`, `colour`. */
export function isSentByAny(calls: readonly JournalEntry[], [part = '', ...keys]: readonly string[]): boolean {
  const wanted = keys.reduceRight<unknown>((inner, key) => ({ [key]: inner }), PRESENT);
  const comparison = comparisons.get(calls) ?? new Comparison();
  comparisons.set(calls, comparison);
  return calls.some(call => {
    comparison.next();
    return comparison.differing(partOf(call, part), wanted).length === 0;
  });
}

/** A part of a call as it was; undefined where there is nothing. */
export function partOf({ exchanged, status, failure }: JournalEntry, part: string): unknown {
  if (part === 'headers') return exchanged?.headers;
  if (part === 'query') return exchanged?.query;
  if (part === 'params' || part === 'body') return exchanged?.input?.[part];
  if (part !== 'reply') return undefined;
  return {
    status,
    failure,
    get headers() {
      return exchanged?.replyHeaders;
    },
    get body() {
      return exchanged?.replyBody();
    },
  };
}

function differencesOf(comparison: Comparison, call: JournalEntry, where: WantedCall['where']): readonly Differing[] {
  return Object.entries(where ?? {}).flatMap(([part, wanted]) =>
    wanted === undefined ? [] : comparison.differing(partOf(call, part), wanted, `$.${part}`, [part]),
  );
}

/** Parts calls into those that are as wanted and others; counts those of which that cannot be said any more. */
function sorted(calls: readonly JournalEntry[], wanted: WantedCall) {
  const comparison = new Comparison();
  const matched: JournalEntry[] = [];
  const others: JournalEntry[] = [];
  let unread = 0;
  for (const call of calls) {
    if (isOf(call, wanted) && isUnread(call, wanted)) unread += 1;
    else if (isOf(call, wanted) && holds(comparison, call, wanted)) matched.push(call);
    else others.push(call);
  }
  return { matched, others, unread };
}

/**
 * The calls that came nearest: of the operation, or where none was made, of others, first those that most likely meant it.
 * Those that differ least come first, and of these the newest.
 */
function nearestTo(calls: readonly JournalEntry[], wanted: WantedCall): NearMiss[] {
  const ofIt = calls.filter(call => isOf(call, wanted));
  const comparison = new Comparison();
  return (ofIt.length > 0 ? ofIt : calls)
    .map(call => nearMiss(comparison, call, wanted))
    .sort(byNearness)
    .slice(0, SHOWN);
}

function nearMiss(comparison: Comparison, call: JournalEntry, wanted: WantedCall): NearMiss {
  comparison.next(isKept(call));
  const differs = differencesOf(comparison, call, wanted.where);
  return { call, differs: isOf(call, wanted) ? differs : [otherOperation(call, wanted), ...differs] };
}

/** Names of another operation are far, but those of a call to an unknown path that most likely meant the one that is wanted. */
function otherOperation(call: JournalEntry, { operation }: WantedCall): Differing {
  const { vendor, operation: id, method, path, near } = call;
  const [meant] = near?.split(' (') ?? [];
  const isMeant = meant !== undefined && concerns(operation, vendor, meant);
  const found = id === null ? `${method} ${path}` : operation.includes('/') ? `${vendor}/${id}` : id;
  return { at: '$.operation', keys: ['operation'], expected: operation, found, weight: isMeant ? 1 : FAR };
}

const FAR = 1_000_000;

const byNearness = (one: NearMiss, other: NearMiss): number =>
  distanceOf(one) - distanceOf(other) || other.call.number - one.call.number;

const distanceOf = ({ differs }: NearMiss): number => differs.reduce((sum, { weight }) => sum + weight, 0);

const asTheyAre = (calls: readonly JournalEntry[]): NearMiss[] =>
  calls
    .slice(-SHOWN)
    .reverse()
    .map(call => ({ call, differs: [] }));

/** A call that came too early. */
const placed = ({ number }: JournalEntry, last: number): Differing => ({
  ...{ at: '$.number', keys: ['number'], expected: `after ${last}`, found: number, weight: 1 },
});

/** Most single values of one `where`, and how deep it may be nested: each is sought in up to 1,000 calls. */
export const [MOST_WANTED, DEEPEST_WANTED] = [200, 32];

/** Whether a `where` is more than is compared. */
export function isTooMuch(where: unknown): boolean {
  return isDeeperThan(where, DEEPEST_WANTED) || weightOf(where) > MOST_WANTED;
}

const isDeeperThan = (value: unknown, most: number): boolean =>
  value !== null &&
  typeof value === 'object' &&
  (most === 0 || Object.values(value).some(one => isDeeperThan(one, most - 1)));
