/** Thrown by `need` when there is no such record. */
export class Missing extends Error {
  readonly resource: string;
  readonly id: string | number;

  constructor(resource: string, id: string | number) {
    super(`${resource} ${id} is missing`);
    this.name = 'Missing';
    this.resource = resource;
    this.id = id;
  }
}

export interface Identified {
  readonly id: number | string;
}

/**
 * Records of one kind by id, in the order they were added. Records are values: a change puts a new record in the old
 * one's place, so that whoever holds the old one, or something computed from it, can tell.
 */
export class Collection<T extends Identified> {
  readonly resource: string;
  #records = new Map<T['id'], T>();
  readonly #keyOf: ((record: T) => string) | undefined;
  /** Ids by key, in the order the records got it. */
  readonly #byKey = new Map<string, Set<T['id']>>();

  /** `keyOf` is what records are also looked up by, such as an owner and a name; it follows from the record alone. */
  constructor(resource: string, keyOf?: (record: T) => string) {
    this.resource = resource;
    this.#keyOf = keyOf;
  }

  get size(): number {
    return this.#records.size;
  }

  add(record: T): T {
    if (this.#records.has(record.id)) throw new Error(`${this.resource} ${record.id} is there already`);
    this.#records.set(record.id, record);
    this.#enter(record);
    return record;
  }

  get(id: T['id']): T | undefined {
    return this.#records.get(id);
  }

  /** The record; throws `Missing` when there is none. */
  need(id: T['id']): T {
    const record = this.#records.get(id);
    if (record === undefined) throw new Missing(this.resource, id);
    return record;
  }

  /** Puts a changed copy in the record's place and answers it; throws `Missing` when there is none. */
  update(id: T['id'], change: Partial<Omit<T, 'id'>>): T {
    const before = this.need(id);
    const changed: T = { ...before, ...change };
    this.#records.set(id, changed);
    if (this.#keyOf !== undefined && this.#keyOf(before) !== this.#keyOf(changed)) {
      this.#leave(before);
      this.#enter(changed);
    }
    return changed;
  }

  /** Takes the record out and answers it; throws `Missing` when there is none. */
  remove(id: T['id']): T {
    const record = this.need(id);
    this.#records.delete(id);
    this.#leave(record);
    return record;
  }

  /** The first record of a key, or undefined. Costs the same however many records there are. */
  keyed(key: string): T | undefined {
    for (const id of this.#byKey.get(key) ?? []) return this.#records.get(id);
    return undefined;
  }

  all(): T[] {
    return [...this.#records.values()];
  }

  filter(matches: (record: T) => boolean): T[] {
    const found: T[] = [];
    for (const record of this.#records.values()) if (matches(record)) found.push(record);
    return found;
  }

  find(matches: (record: T) => boolean): T | undefined {
    for (const record of this.#records.values()) if (matches(record)) return record;
    return undefined;
  }

  save(): unknown {
    return this.all();
  }

  load(saved: unknown): void {
    this.#records = new Map((saved as T[]).map(record => [record.id, record]));
    this.#byKey.clear();
    for (const record of this.#records.values()) this.#enter(record);
  }

  #enter(record: T): void {
    if (this.#keyOf === undefined) return;
    const key = this.#keyOf(record);
    const ids = this.#byKey.get(key);
    if (ids === undefined) this.#byKey.set(key, new Set([record.id]));
    else ids.add(record.id);
  }

  #leave(record: T): void {
    if (this.#keyOf === undefined) return;
    const key = this.#keyOf(record);
    const ids = this.#byKey.get(key);
    ids?.delete(record.id);
    if (ids?.size === 0) this.#byKey.delete(key);
  }
}
