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

  constructor(resource: string) {
    this.resource = resource;
  }

  get size(): number {
    return this.#records.size;
  }

  add(record: T): T {
    if (this.#records.has(record.id)) throw new Error(`${this.resource} ${record.id} is there already`);
    this.#records.set(record.id, record);
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
    const changed: T = { ...this.need(id), ...change };
    this.#records.set(id, changed);
    return changed;
  }

  /** Takes the record out and answers it; throws `Missing` when there is none. */
  remove(id: T['id']): T {
    const record = this.need(id);
    this.#records.delete(id);
    return record;
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
  }
}
