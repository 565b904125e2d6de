import type { CalledAs } from './called-as.js';
import { KeptLists, type Pageable } from './kept-lists.js';
import { KeptPlaces } from './kept-places.js';
import { KeyIndex } from './key-index.js';
import { type KeptRow, type LoadSchema, Part } from './transaction.js';

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

/** What a collection is, apart from what it holds: the same in all clouds of a class, and made once. */
export interface DescribedRecords<T> extends Pick<CollectionOptions<T>, 'key' | 'schema'> {
  readonly resource: string;
  /** The kind under which the ids of its records are counted. */
  readonly kind: string;
  readonly calledAs?: readonly CalledAs[];
}

export interface Identified {
  readonly id: number | string;
}

/**
 * Records of one kind by id, in the order they were added. Never change a record: `update` puts a new one in its place,
 * so that comparing the two tells whether something changed.
 */
export class Collection<T extends Identified> extends Part {
  readonly #described: DescribedRecords<T>;
  #records: KeptPlaces<T['id'], T> | undefined;
  /** Ids by key. */
  #byKey: KeyIndex<T['id']> | undefined;
  /** Made when one is asked for. What cannot be told of a single record makes them anew. */
  #lists: KeptLists<T> | undefined;
  /** Records and keys are those of others too: copy them before they are changed. */
  #isShared = false;

  constructor(described: DescribedRecords<T>) {
    super();
    this.#described = described;
  }

  override get form() {
    return 'records' as const;
  }

  override get schema(): LoadSchema<T> | undefined {
    return this.#described.schema;
  }

  override get calledAs(): readonly CalledAs[] | undefined {
    return this.#described.calledAs;
  }

  get resource(): string {
    return this.#described.resource;
  }

  /** The kind under which the ids of its records are counted. */
  get kind(): string {
    return this.#described.kind;
  }

  get #keyOf(): ((record: T) => string) | undefined {
    return this.#described.key;
  }

  get size(): number {
    return this.#records?.size ?? 0;
  }

  add(record: T): T {
    const { id } = record;
    if (this.get(id) !== undefined) throw new Error(`${this.resource} ${id} is there already`);
    const isLast = !this.#own().isVacant(id);
    this.#enter(record, isLast);
    this.#own().set(id, record);
    if (isLast) this.#lists?.touched(undefined, record);
    else this.#lists = undefined;
    this.note(id, undefined, record);
    return record;
  }

  get(id: T['id']): T | undefined {
    return this.#records?.get(id);
  }

  /** The record; throws `Missing` when there is none. */
  need(id: T['id']): T {
    const record = this.#records?.get(id);
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
    this.#replace(before, changed);
    this.note(id, before, changed);
    return changed;
  }

  /** Takes the record out and answers it; throws `Missing` when there is none. */
  remove(id: T['id']): T {
    const record = this.need(id);
    const records = this.#own();
    if (this.keepUntilEnd()) records.vacate(id);
    else records.giveUp(id, this.keepUntilTurn());
    this.#leave(record);
    this.#lists?.touched(record, undefined);
    this.note(id, record, undefined);
    return record;
  }

  /**
   * The record of a key, or of several the one with the lowest id; undefined where there is none. Costs the same however
   * many records there are. Throws where no key was said, for then it would find nothing whatever is asked.
   */
  keyed(key: string): T | undefined {
    if (this.#keyOf === undefined) throw new Error(`${this.resource} is kept by no key`);
    const id = this.#byKey?.lowest(key);
    return id === undefined ? undefined : this.#records?.get(id);
  }

  /** All records of a key, in the order of the collection. Costs no more than there are of them, but after one came to it late. */
  allKeyed(key: string): T[] {
    if (this.#keyOf === undefined) throw new Error(`${this.resource} is kept by no key`);
    const ids = this.#byKey?.all(key, () => this.all().map(({ id }) => id)) ?? [];
    return ids.flatMap(id => this.#records?.get(id) ?? []);
  }

  /**
   * The records that match, as a list that is kept under a text: it says all by which `matches` tells them, beside the record
   * itself. Asked for again, it costs what changed since, and not what there is: ask so for what is paged. Take a page of it at once.
   */
  listed(key: string, matches: (record: T) => boolean = () => true): Pageable<T> {
    this.#lists ??= new KeptLists();
    return this.#lists.list(key, matches, meant => this.filter(meant));
  }

  all(): T[] {
    return this.filter(() => true);
  }

  filter(matches: (record: T) => boolean): T[] {
    return this.#records?.filter(matches) ?? [];
  }

  find(matches: (record: T) => boolean): T | undefined {
    return this.#records?.find(matches);
  }

  save(): unknown {
    return this.all();
  }

  load(saved: unknown): void {
    this.#records = undefined;
    this.#byKey = undefined;
    this.#lists = undefined;
    this.#isShared = false;
    for (const record of saved as T[]) this.putRow(record.id, record, true);
  }

  override share(template: this): void {
    this.#records = template.#records;
    this.#byKey = template.#byKey;
    this.#lists = undefined;
    this.#isShared = true;
  }

  override rows(): Iterable<KeptRow> {
    return this.#records?.entries() ?? [];
  }

  override putRow(id: T['id'], record: T | undefined, isNew: boolean): void {
    const before = this.get(id);
    if (record !== undefined && before !== undefined && !isNew) return this.#replace(before, record);
    this.#lists = undefined;
    if (before !== undefined) {
      this.#leave(before);
      this.#own().delete(id);
    }
    if (record === undefined) return;
    this.#enter(record, true);
    this.#own().set(id, record);
  }

  undo(id: T['id'], before: T | undefined, after: T | undefined): void {
    if (before !== undefined && after !== undefined) return this.#replace(after, before);
    this.#lists = undefined;
    if (after !== undefined) {
      this.#leave(after);
      this.#own().undoAdded(id);
    } else if (before !== undefined) {
      this.#enter(before, false);
      this.#own().undoRemoved(id, before);
    }
  }

  override undone(): void {
    this.#records?.undone();
  }

  override ended(): void {
    this.#records?.ended(this.keepUntilTurn());
  }

  override turnEnded(isUndone: boolean): void {
    if (isUndone) this.#lists = undefined;
    this.#records?.turnEnded(isUndone);
  }

  /** The records, such as may be changed. */
  #own(): KeptPlaces<T['id'], T> {
    if (this.#records === undefined || this.#isShared) {
      this.#records = new KeptPlaces(this.#records);
      if (this.#byKey !== undefined) this.#byKey = new KeyIndex(this.#byKey);
      this.#isShared = false;
    }
    return this.#records;
  }

  #replace(before: T, record: T): void {
    this.#own().set(record.id, record);
    this.#lists?.touched(before, record);
    if (this.#keyOf === undefined || this.#keyOf(before) === this.#keyOf(record)) return;
    this.#leave(before);
    this.#enter(record, false);
  }

  #enter(record: T, isLast: boolean): void {
    if (this.#keyOf === undefined) return;
    this.#own();
    this.#byKey ??= new KeyIndex();
    this.#byKey.enter(this.#keyOf(record), record.id, isLast);
  }

  #leave(record: T): void {
    if (this.#keyOf === undefined) return;
    this.#own();
    this.#byKey?.leave(this.#keyOf(record), record.id);
  }
}

/** Whether a part is a collection, also one of another copy of that class. */
export const isCollection = (part: Part): part is Collection<Identified> => part.form === 'records';

/** Whether a record holds all values of a change already. */
function holds<T extends object>(record: T, change: Partial<T>): boolean {
  for (const key in change) if (record[key] !== change[key]) return false;
  return true;
}
