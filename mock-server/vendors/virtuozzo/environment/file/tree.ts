import type { BaseEntry } from './base-files.js';
import { isBelow } from './paths.js';
import type { WrittenEntry, WrittenFile } from './record.js';

/** The files of a node, each list in the order of the paths: what is written goes before all that is there by itself. */
export interface Tree {
  /** Those that it has from the start. */
  readonly base: readonly BaseEntry[];
  /** Those that its software writes, as they are now. */
  readonly logs: readonly WrittenFile[];
  readonly written: readonly WrittenEntry[];
}

interface Placed {
  readonly path: string;
}

/** Where a path stands in a list, or would stand. */
function placeIn(list: readonly Placed[], path: string): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle]?.path ?? '') < path) low = middle + 1;
    else high = middle;
  }
  return low;
}

function foundIn<T extends Placed>(list: readonly T[], path: string): T | undefined {
  const found = list[placeIn(list, path)];
  return found?.path === path ? found : undefined;
}

/** All below a folder. They stand together in a list, for `/` is in all their paths at the same place. */
function allBelow<T extends Placed>(list: readonly T[], folder: string): T[] {
  const found: T[] = [];
  for (let at = placeIn(list, folder === '/' ? '/' : `${folder}/`); at < list.length; at += 1) {
    const one = list[at];
    if (one === undefined) break;
    if (isBelow(one.path, folder)) found.push(one);
    else if (one.path !== folder) break;
  }
  return found;
}

/** What stands at a path. */
export function entryAt({ base, logs, written }: Tree, path: string): BaseEntry | undefined {
  const found = foundIn(written, path) ?? foundIn(logs, path) ?? foundIn(base, path);
  return found?.kind === 'removed' ? undefined : found;
}

/** All that stands below a folder, in the order of the paths. */
export function entriesBelow({ base, logs, written }: Tree, folder: string): BaseEntry[] {
  const changed = allBelow(written, folder);
  const others = new Set(changed.map(({ path }) => path));
  const kept = [...allBelow(base, folder), ...allBelow(logs, folder)].filter(({ path }) => !others.has(path));
  const there = changed.flatMap(one => (one.kind === 'removed' ? [] : [one]));
  return [...kept, ...there].sort((one, other) => (one.path < other.path ? -1 : 1));
}

/** The logs at a path or below it, be they seen or something that was written in their place. */
export const logsAt = ({ logs }: Tree, path: string): WrittenFile[] =>
  logs.filter(log => log.path === path || isBelow(log.path, path));

/** What is written once these are put in their places. Nothing that was written before is changed. */
export function withEntries(written: readonly WrittenEntry[], entries: readonly WrittenEntry[]): WrittenEntry[] {
  const [only] = entries;
  if (only !== undefined && entries.length === 1) {
    const at = placeIn(written, only.path);
    return written.toSpliced(at, written[at]?.path === only.path ? 1 : 0, only);
  }
  const all = new Map([...written, ...entries].map(one => [one.path, one]));
  return [...all.values()].sort((one, other) => (one.path < other.path ? -1 : 1));
}

/** What is written once a path and all below it are taken away. What stood there from the start is noted as removed. */
export function withoutPath({ base, written }: Tree, path: string): WrittenEntry[] {
  const kept = written.filter(one => one.path !== path && !isBelow(one.path, path));
  const own = foundIn(base, path);
  const gone = [...(own === undefined ? [] : [own]), ...allBelow(base, path)];
  return withEntries(
    kept,
    gone.map(one => ({ kind: 'removed', path: one.path })),
  );
}
