import type { CalledAs } from './called-as.js';
import { type LoadSchema, Part } from './transaction.js';

const MISSING = Symbol.for('hostdouble.Missing');

/**
 * Thrown by `need` when there is no such record. One that another copy of this class threw is one too: a vendor of the
 * user's own is built against the library, and the command has a copy of its own.
 */
export class Missing extends Error {
  static {
    Object.defineProperty(Missing.prototype, MISSING, { value: true });
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && MISSING in value;
  }

  readonly resource: string;
  readonly id: string | number;

  constructor(resource: string, id: string | number) {
    super(`${resource} ${id} is missing`);
    this.name = 'Missing';
    this.resource = resource;
    this.id = id;
  }
}

export interface CollectionOptions<T> {
  readonly schema?: LoadSchema<T>;
  /** The kind under which the ids of its records are counted; default: the name of the collection. */
  readonly ids?: string;
  /** By what records are also looked up, such as an owner and a name. It must follow from the record alone. */
  readonly key?: (record: T) => string;
  /**
   * Names by which other records and the vendor's calls speak of its records, where they do not follow from its own name or
   * kind: those of a `server` are known by `server`, `serverId`, `servers`.
   */
  readonly calledAs?: readonly (string | CalledAs)[];
}

export interface Identified {
  readonly id: number | string;
}

/**
 * Records of one kind by id, in the order they were added. Never change a record: `update` puts a new one in its place,
 * so that comparing the two tells whether something changed.
 */
export class Collection<T extends Identified> extends Part {
  override readonly form = 'records';
  readonly resource: string;
  /** The kind under which the ids of its records are counted. */
  readonly kind: string;
  /** A record that is removed leaves its place empty until the transaction ends: undone, it comes back to where it was. */
  #records = new Map<T['id'], T | undefined>();
  #empty = 0;
  /** Ids of places that were emptied in this transaction. */
  readonly #emptied: T['id'][] = [];
  readonly #keyOf: ((record: T) => string) | undefined;
  /** Ids by key. */
  readonly #byKey = new Map<string, Set<T['id']>>();

  constructor(resource: string, { key, schema, ids = resource, calledAs }: CollectionOptions<T> = {}) {
    super();
    this.resource = resource;
    this.kind = ids;
    this.#keyOf = key;
    if (schema !== undefined) this.schema = schema;
    if (calledAs !== undefined) this.calledAs = calledAs.map(one => (typeof one === 'string' ? { name: one } : one));
  }

  get size(): number {
    return this.#records.size - this.#empty;
  }

  add(record: T): T {
    if (this.#records.get(record.id) !== undefined) throw new Error(`${this.resource} ${record.id} is there already`);
    if (this.#records.has(record.id)) this.#empty -= 1;
    this.#records.set(record.id, record);
    this.#enter(record);
    this.note(record.id, undefined, record);
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

  /**
   * Puts a changed copy in the record's place and answers it, or the record itself when the change changes nothing;
   * throws `Missing` when there is none.
   */
  update(id: T['id'], change: Partial<Omit<T, 'id'>>): T {
    const before = this.need(id);
    if (holds(before, change)) return before;
    const changed: T = { ...before, ...change };
    this.#records.set(id, changed);
    if (this.#keyOf !== undefined && this.#keyOf(before) !== this.#keyOf(changed)) {
      this.#leave(before);
      this.#enter(changed);
    }
    this.note(id, before, changed);
    return changed;
  }

  /** Takes the record out and answers it; throws `Missing` when there is none. */
  remove(id: T['id']): T {
    const record = this.need(id);
    if (this.keepUntilEnd()) this.#emptyPlace(id);
    else this.#records.delete(id);
    this.#leave(record);
    this.note(id, record, undefined);
    return record;
  }

  /**
   * The record of a key, or of several the one with the lowest id; undefined where there is none. Costs the same however
   * many records there are. Throws where no key was said, for then it would find nothing whatever is asked.
   */
  keyed(key: string): T | undefined {
    if (this.#keyOf === undefined) throw new Error(`${this.resource} is kept by no key`);
    const [first, ...others] = this.#byKey.get(key) ?? [];
    if (first === undefined) return undefined;
    return this.#records.get(others.reduce((least, id) => (id < least ? id : least), first));
  }

  /** All records of a key, in the order in which they came to it. Costs no more than there are of them. */
  allKeyed(key: string): T[] {
    if (this.#keyOf === undefined) throw new Error(`${this.resource} is kept by no key`);
    return [...(this.#byKey.get(key) ?? [])].flatMap(id => this.#records.get(id) ?? []);
  }

  all(): T[] {
    return this.filter(() => true);
  }

  filter(matches: (record: T) => boolean): T[] {
    const found: T[] = [];
    for (const record of this.#records.values()) if (record !== undefined && matches(record)) found.push(record);
    return found;
  }

  find(matches: (record: T) => boolean): T | undefined {
    for (const record of this.#records.values()) if (record !== undefined && matches(record)) return record;
    return undefined;
  }

  save(): unknown {
    return this.all();
  }

  load(saved: unknown): void {
    const records = saved as T[];
    this.#records = new Map(records.map(record => [record.id, record]));
    this.#empty = 0;
    this.#byKey.clear();
    for (const record of records) this.#enter(record);
  }

  undo(id: T['id'], before: T | undefined, after: T | undefined): void {
    if (after !== undefined) this.#leave(after);
    else this.#empty -= 1;
    if (before === undefined) {
      this.keepUntilEnd();
      this.#emptyPlace(id); // a record that was removed before may still come back to it
    } else {
      this.#records.set(id, before);
      this.#enter(before);
    }
  }

  override ended(): void {
    for (const id of this.#emptied) if (this.#records.get(id) === undefined) this.#records.delete(id);
    this.#emptied.length = 0;
    this.#empty = 0;
  }

  #emptyPlace(id: T['id']): void {
    this.#records.set(id, undefined);
    this.#empty += 1;
    this.#emptied.push(id);
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

/** Whether a part is a collection, also one of another copy of that class. */
export const isCollection = (part: Part): part is Collection<Identified> => part.form === 'records';

/** Whether a record holds all values of a change already. */
function holds<T extends object>(record: T, change: Partial<T>): boolean {
  for (const key in change) if (record[key] !== change[key]) return false;
  return true;
}
