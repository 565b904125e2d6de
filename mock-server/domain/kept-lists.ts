/** Records in order, as far as a page of them needs to know: the list itself goes on changing with the collection. */
export interface Pageable<T> {
  readonly length: number;
  slice(from: number, to: number): T[];
}

/** What happened to one record. */
interface Touch<T> {
  readonly before: T | undefined;
  readonly after: T | undefined;
}

interface KeptList<T> {
  readonly records: T[];
  /** What happened since it was asked for last. */
  readonly since: Touch<T>[];
}

/** Lists of a collection that are kept, and changes that each waits with: of more it is made anew when it is asked for. */
const [MOST, MOST_TOUCHED] = [8, 64];

/**
 * Lists of the records that match something, by a text that says what: asked for again, one costs what happened since, however
 * many records there are. So a page and the count of all cost the same among ten records as among ten thousand. A change
 * costs an entry for each list, and only while there are any.
 */
export class KeptLists<T> {
  readonly #lists = new Map<string, KeptList<T>>();

  /** `matches` follows from the record and the key alone; `all` are the records of the collection, in its order. */
  list(key: string, matches: (record: T) => boolean, all: (matches: (record: T) => boolean) => T[]): Pageable<T> {
    const known = this.#lists.get(key);
    const isPresent = known?.since.splice(0).every(touch => bringIn(known.records, touch, matches));
    const list = known !== undefined && isPresent ? known : { records: all(matches), since: [] };
    if (list === known && this.#lists.size === 1) return list.records;
    this.#lists.delete(key);
    this.#lists.set(key, list); // last, as the one that was asked for last
    for (const oldest of this.#lists.keys()) {
      if (this.#lists.size <= MOST) break;
      this.#lists.delete(oldest);
    }
    return list.records;
  }

  /** A record came to the end, was put in another's place, or was taken away. */
  touched(before: T | undefined, after: T | undefined): void {
    for (const [key, { since }] of this.#lists)
      if (since.push({ before, after }) > MOST_TOUCHED) this.#lists.delete(key);
  }
}

/** Has a list show what happened to a record; false where it cannot tell at which place. */
function bringIn<T>(records: T[], { before, after }: Touch<T>, matches: (record: T) => boolean): boolean {
  const isIn = after !== undefined && matches(after);
  if (before === undefined || !matches(before)) {
    if (isIn && before === undefined) records.push(after);
    return !isIn || before === undefined;
  }
  const at = records[0] === before ? 0 : records.lastIndexOf(before); // what changes is the oldest, or mostly young
  if (at < 0) return false;
  if (isIn) records[at] = after;
  // To splice the first out would move all others.
  else if (at === 0) records.shift();
  else records.splice(at, 1);
  return true;
}
