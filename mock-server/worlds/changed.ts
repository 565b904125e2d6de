import { isDeepStrictEqual } from 'node:util';
import { type ChangeSet, netOf } from '../domain/transaction.js';

/** How many records changed, by part. */
export type ChangeCounts = Readonly<Record<string, number>>;

/** Parts that hold no records of the vendor's, but what the double needs to go on. */
const INNER = new Set(['agenda', 'ids', 'outbox', 'random']);

/** Counts each record once, however often it changed; one that is as it was before is not counted. */
export function countsOf(changes: ChangeSet): ChangeCounts {
  const counts: Record<string, number> = {};
  for (const { part, before, after } of netOf(changes))
    if (!INNER.has(part) && !isDeepStrictEqual(before, after)) counts[part] = (counts[part] ?? 0) + 1;
  return counts;
}
