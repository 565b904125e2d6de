import { isDeepStrictEqual } from 'node:util';
import type { ChangeSet } from '../domain/transaction.js';
import { BIT, PAUSE } from './bit-by-bit.js';

/** How many records changed, by part. */
export type ChangeCounts = Readonly<Record<string, number>>;

/** Parts that hold no records of the vendor's, but what the double needs to go on. */
const INNER = new Set(['agenda', 'ids', 'outbox', 'random']);

/** What remains of changes, as they come: it takes as much as records changed, however often they did. */
export class NetChanges {
  /** What a record was first and is now, by part and key. */
  readonly #byPart = new Map<string, Map<string | number, Difference>>();

  add(changes: ChangeSet): void {
    for (const { part, key, before, after } of changes) {
      if (INNER.has(part)) continue;
      let known = this.#byPart.get(part);
      if (known === undefined) {
        known = new Map();
        this.#byPart.set(part, known);
      }
      const earlier = known.get(key);
      if (earlier === undefined) known.set(key, { before, after });
      else if (earlier.before === undefined && after === undefined) known.delete(key);
      else earlier.after = after;
    }
  }

  /** Counts each record once, however often it changed; one that is as it was before is not counted. */
  *counts(): Generator<typeof PAUSE, ChangeCounts> {
    const counts: Record<string, number> = {};
    let looked = 0;
    for (const [part, differences] of this.#byPart)
      for (const { before, after } of differences.values()) {
        looked += 1;
        if (looked % BIT === 0) yield PAUSE;
        if (!isSame(before, after)) counts[part] = (counts[part] ?? 0) + 1;
      }
    return counts;
  }
}

interface Difference {
  readonly before: unknown;
  after: unknown;
}

/** Most records that changed differ in a plain value: only where none does all that they hold is compared. */
function isSame(before: unknown, after: unknown): boolean {
  if (before === after) return true;
  if (!isObject(before) || !isObject(after)) return false;
  for (const key in before) {
    const value: unknown = Reflect.get(before, key);
    if (!isObject(value) && value !== Reflect.get(after, key)) return false;
  }
  return isDeepStrictEqual(before, after);
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
