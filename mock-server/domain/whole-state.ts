import type { Instant } from './clock.js';
import { Collection, type CollectionOptions, type Identified, isCollection } from './collection.js';
import { describedRecords, firstSaid } from './collection-options.js';
import { Counters } from './counters.js';
import type { PartRow } from './folded.js';
import { Meter } from './meter.js';
import { Parts } from './parts.js';
import { Random } from './random.js';
import type { ChangeSet, LoadSchema, Part } from './transaction.js';

/** A cloud as plain data, from which it is restored. */
export interface CloudState {
  readonly now: Instant;
  readonly ids: Readonly<Record<string, number>>;
  readonly parts: Readonly<Record<string, unknown>>;
}

/** What a cloud holds beside its rows. */
export interface CloudHead {
  readonly now: Instant;
  readonly parts: Readonly<Record<string, unknown>>;
}

/** The name under which changes of the counters of ids are noted. */
const IDS = 'ids';

/**
 * All that is true in a cloud, in parts: saved and brought back, changed whole or not at all. Keep all state in them: what a
 * subclass keeps beside them is not in a snapshot, and is not undone when a call throws. What is worked out from records may
 * be kept under them in a `WeakMap`, for records never change.
 */
export abstract class WholeState {
  #now: Instant;
  #timesAsked = 0;
  readonly random: Random;
  readonly #counters = new Counters();
  readonly #kept = new Parts({ [IDS]: this.#counters });
  /** Collections by the kind under which their ids are counted, as far as any was counted. */
  #byKind: Map<string, Collection<Identified>> | undefined;
  /** When the turn began that is open. */
  #begun: Instant = 0;

  constructor(seed: number, now: Instant) {
    this.#now = now;
    this.random = new Random(seed);
    this.keep('random', this.random);
  }

  /** The time of the call that is answered, or of the job that runs. */
  get now(): Instant {
    this.#timesAsked += 1;
    return this.#now;
  }

  set now(now: Instant) {
    this.#now = now;
  }

  /** Rises each time that somebody asks for the time. What is found out without it is true as long as the version is the same. */
  get timesAsked(): number {
    return this.#timesAsked;
  }

  /** The parts of the cloud's state by name. */
  get parts(): ReadonlyMap<string, Part> {
    return this.#kept.byName;
  }

  /** One of them, without a map of all: ask so where a cloud that nobody looks at may be asked. */
  part(name: string): Part | undefined {
    return this.#kept.get(name);
  }

  /** Rises with each change. What was read from the parts stays true while this is the same. */
  get version(): number {
    return this.#kept.version;
  }

  /**
   * The next id of a kind, counted from 1; ids set down beforehand come first, and counting goes on after them. An id that
   * a record has, whose collection is counted under this kind, is not given out again.
   */
  nextId(kind: string): number {
    const pinned = this.random.takePin(kind);
    let id = typeof pinned === 'number' ? pinned : this.#counters.highest(kind) + 1;
    const records = this.#counted(kind);
    while (pinned === undefined && records?.get(id) !== undefined) id += 1;
    this.#counters.raise(kind, id);
    return id;
  }

  /** The collection whose ids are counted under a kind. It is sought once, for a cloud has dozens. */
  #counted(kind: string): Collection<Identified> | undefined {
    this.#byKind ??= new Map();
    const known = this.#byKind.get(kind);
    if (known !== undefined) return known;
    const isCounted = (part: Part): part is Collection<Identified> => isCollection(part) && part.kind === kind;
    const found = this.#kept.findLast(isCounted);
    if (found !== undefined) this.#byKind.set(kind, found);
    return found;
  }

  /** The highest id that was given out, by kind. */
  get ids(): Readonly<Record<string, number>> {
    return this.#counters.save();
  }

  /**
   * Does something to the cloud whole or not at all: when it throws, nothing has happened. Inside another transaction it
   * is a part of that one.
   */
  transact<T>(act: () => T): T {
    const now = this.#now;
    try {
      return this.#kept.transact(act);
    } catch (error) {
      this.#now = now;
      throw error;
    }
  }

  /** Tells a listener, which must not throw, the changes of each call and job from now on; answers how to end that. */
  onChange(listener: (changes: ChangeSet) => void): () => void {
    return this.#kept.onChange(listener);
  }

  /** The same changes, when they cannot be undone any more: those of a turn when it is kept, all others at once. */
  onKept(listener: (changes: ChangeSet) => void): () => void {
    return this.#kept.onKept(listener);
  }

  get isTurn(): boolean {
    return this.#kept.isTurn;
  }

  /** From now on all calls and jobs can be undone together, until the turn is kept. It changes nothing else. */
  beginTurn(): void {
    this.#kept.beginTurn();
    this.#begun = this.now;
  }

  /** Ends the turn, and tells what was done in it as kept. */
  keepTurn(): void {
    this.#kept.keepTurn();
  }

  /** Ends the turn, as if nothing had been done in it. The version is one that never was. */
  undoTurn(): void {
    this.#kept.undoTurn();
    this.now = this.#begun;
  }

  save(): CloudState {
    const parts: Record<string, unknown> = {};
    for (const [name, part] of this.#kept) if (part !== this.#counters) parts[name] = part.save();
    return { now: this.now, ids: this.ids, parts };
  }

  load(state: CloudState): void {
    const parts = this.loading(state);
    while (!parts.next().done);
  }

  /** Loads a part at each step, so that others can be served meanwhile; what it loads becomes its own. */
  *loading(state: CloudState): Generator<undefined, void> {
    this.#kept.replaced();
    this.now = state.now;
    this.#counters.load(state.ids);
    for (const [name, part] of this.parts) {
      if (!(name in state.parts)) throw new Error(`the snapshot lacks "${name}"`);
      part.load(state.parts[name]);
      yield;
    }
    const unknown = Object.keys(state.parts).find(name => !this.parts.has(name));
    if (unknown !== undefined) throw new Error(`nothing here is named "${unknown}"`);
  }

  /** All that it holds by part and key, the counters of ids too. Together with its head it is what `save` saves. */
  rows(): Iterable<PartRow> {
    return this.#kept.rows();
  }

  /** Has keys hold what is said, in this order; nobody is told. */
  putRows(rows: Iterable<PartRow>): void {
    this.#kept.putRows(rows);
  }

  /** What it holds beside its rows. */
  head(): CloudHead {
    return { now: this.now, parts: this.#kept.heads() };
  }

  putHead({ now, parts }: CloudHead): void {
    this.#kept.putHeads(parts);
    this.now = now;
  }

  /** Throws where a part cannot be kept by its rows: one of a vendor's own may lack them. */
  needRows(): void {
    this.#kept.needRows();
  }

  /**
   * Takes over what another cloud of the same vendor holds, which must not change any more: any number of clouds share it,
   * each until it changes something.
   */
  shareFrom(template: WholeState): void {
    this.#kept.shareFrom(template.#kept);
    this.now = template.now;
  }

  /** Say the same options for all clouds of a class: they are kept once. */
  protected collection<T extends Identified>(resource: string, options?: CollectionOptions<T>): Collection<T> {
    const described = firstSaid(this.constructor, resource, () => describedRecords(resource, options));
    return this.keep(resource, new Collection<T>(described));
  }

  /** `schema` is of the terms; `about` is the collection whose records are charged, where a subject is the id of one. */
  protected meter<Terms>(name: string, schema?: LoadSchema<Terms>, about?: string): Meter<Terms> {
    const options = firstSaid(this.constructor, name, () => ({ schema, about }));
    return this.keep(name, new Meter<Terms>(options));
  }

  /** Makes a piece of state part of the snapshot and of transactions. */
  protected keep<P extends Part>(name: string, part: P): P {
    this.#byKind = undefined;
    return this.#kept.keep(name, part);
  }
}
