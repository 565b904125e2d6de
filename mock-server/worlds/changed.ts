import { isDeepStrictEqual } from 'node:util';
import { type Change, type ChangeSet, thingOf } from '../domain/transaction.js';

/** How many records changed, by part. */
export type ChangeCounts = Readonly<Record<string, number>>;

/** Parts that hold no records of the vendor's, but what the double needs to go on. */
const INNER = new Set(['agenda', 'ids', 'outbox', 'random']);

/** What remains of changes, as they come: it takes as much as records changed, however often they did. */
export class NetChanges {
  readonly #byThing = new Map<string, Change>();

  add(changes: ChangeSet): void {
    for (const change of changes) {
      if (INNER.has(change.part)) continue;
      const thing = thingOf(change);
      const { before } = this.#byThing.get(thing) ?? change;
      if (before === undefined && change.after === undefined) this.#byThing.delete(thing);
      else this.#byThing.set(thing, { ...change, before });
    }
  }

  /** Counts each record once, however often it changed; one that is as it was before is not counted. */
  get counts(): ChangeCounts {
    const counts: Record<string, number> = {};
    for (const { part, before, after } of this.#byThing.values())
      if (!isDeepStrictEqual(before, after)) counts[part] = (counts[part] ?? 0) + 1;
    return counts;
  }
}
