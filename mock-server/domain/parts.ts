import type { PartRow } from './folded.js';
import { type ChangeSet, type Part, Transaction, type TransactionListener } from './transaction.js';

type ChangeListener = (changes: ChangeSet) => void;

const NOBODY: readonly ChangeListener[] = [];

/** Pieces of state by name: what is done to them is done whole or not at all, and a turn of it can be undone. */
export class Parts implements TransactionListener {
  /** Two lists and no map: there is one of these for each cloud of each world, and in most no part is asked for by its name. */
  #names: string[] = [];
  #parts: Part[] = [];
  /** Made when it is asked for. */
  #byName: Map<string, Part> | undefined;
  /** How many of the first are not listed. */
  readonly #unlisted: number;
  readonly #transaction: Transaction = new Transaction(this);
  /** Lists that never change: most have one listener, and a set for it would take four times as much. */
  #listeners: readonly ChangeListener[] = NOBODY;
  #keptListeners: readonly ChangeListener[] = NOBODY;
  /** Another for each state. What was read from the parts stays true while this is the same. */
  version = 0;

  /** What is kept beside those that `byName` lists. */
  constructor(unlisted: Readonly<Record<string, Part>> = {}) {
    for (const [name, part] of Object.entries(unlisted)) this.keep(name, part);
    this.#unlisted = this.#parts.length;
  }

  /** Takes a part in, under the name by which its changes are noted. */
  keep<P extends Part>(name: string, part: P): P {
    if (this.#names.includes(name)) throw new Error(`"${name}" is kept twice`);
    this.#names.push(name);
    this.#parts.push(part);
    this.#byName = undefined;
    part.join(this.#transaction, name);
    return part;
  }

  get byName(): ReadonlyMap<string, Part> {
    this.#byName ??= new Map([...this].slice(this.#unlisted));
    return this.#byName;
  }

  /** One that `byName` lists. */
  get(name: string): Part | undefined {
    const at = this.#names.indexOf(name);
    return at < this.#unlisted ? undefined : this.#parts[at];
  }

  /** All of them, also those that are not listed, in the order in which they were taken in. */
  *[Symbol.iterator](): Generator<[name: string, part: Part]> {
    for (const [at, part] of this.#parts.entries()) yield [this.#names[at] ?? '', part];
  }

  /** The last one of which something is true. */
  findLast<P extends Part>(matches: (part: Part) => part is P): P | undefined {
    return this.#parts.findLast(matches);
  }

  transact<T>(act: () => T): T {
    return this.#transaction.run(act);
  }

  /** Tells a listener, which must not throw, the changes of each transaction when it ends; answers how to end that. */
  onChange(listener: ChangeListener): () => void {
    this.#listeners = [...this.#listeners, listener];
    return () => {
      this.#listeners = this.#listeners.filter(one => one !== listener);
    };
  }

  /** The same changes, when they cannot be undone any more: those of a turn when it is kept, all others at once. */
  onKept(listener: ChangeListener): () => void {
    this.#keptListeners = [...this.#keptListeners, listener];
    return () => {
      this.#keptListeners = this.#keptListeners.filter(one => one !== listener);
    };
  }

  get isTurn(): boolean {
    return this.#transaction.isTurn;
  }

  /** From now on all that is done can be undone, until the turn is kept. It changes nothing else. */
  beginTurn(): void {
    this.#transaction.beginTurn();
  }

  /** Ends the turn, and tells what was done in it as kept. */
  keepTurn(): void {
    this.#transaction.keepTurn();
  }

  /** Ends the turn, as if nothing had been done in it. */
  undoTurn(): void {
    this.#transaction.undoTurn();
    this.version += 1; // that of the turn may be known already, for another state
  }

  /** What the parts hold by key, each in the order of its places. */
  *rows(): Generator<PartRow> {
    for (const [name, part] of this)
      for (const [key, value] of part.rows()) yield { part: name, key, value, isNew: true };
  }

  /** Has keys hold what is said, in this order; nobody is told. */
  putRows(rows: Iterable<PartRow>): void {
    this.#mustBeOutside();
    let isChanged = false;
    for (const { part, key, value, isNew } of rows) {
      isChanged = true;
      this.#need(part).putRow(key, value, isNew);
    }
    if (isChanged) this.version += 1;
  }

  /** What parts hold beside their rows, by name. */
  heads(): Record<string, unknown> {
    const heads: Record<string, unknown> = {};
    for (const [name, part] of this) {
      const head = part.head();
      if (head !== undefined) heads[name] = head;
    }
    return heads;
  }

  putHeads(heads: Readonly<Record<string, unknown>>): void {
    this.replaced();
    for (const [name, head] of Object.entries(heads)) this.#need(name).putHead(head);
  }

  /** Says that all is to be another state. */
  replaced(): void {
    this.#mustBeOutside();
    this.version += 1;
  }

  /** Throws where a part cannot be kept as rows. */
  needRows(): void {
    for (const [name, part] of this) {
      // One of another copy of the library may be older than rows are.
      if (!('rows' in part)) throw new Error(`the part "${name}" is of an older hostdouble, which cannot keep it`);
      part.rows();
    }
  }

  /** Takes over what others hold, which must not change any more: it is shared until it changes here. No part is taken in after it. */
  shareFrom(template: Parts): void {
    template.#transaction.seal();
    if (template.#names.join() !== this.#names.join()) throw new Error('the parts of the template are others');
    this.replaced();
    Object.freeze(template.#names);
    this.#names = template.#names;
    this.#parts = this.#parts.slice(); // takes no more than there are
    for (const [at, part] of template.#parts.entries()) this.#parts[at]?.share(part);
  }

  /** What is not noted cannot be undone. */
  #mustBeOutside(): void {
    if (this.isTurn) throw new Error('a turn is open');
  }

  #need(name: string): Part {
    const part = this.#parts[this.#names.indexOf(name)];
    if (part === undefined) throw new Error(`nothing here is named "${name}"`);
    return part;
  }

  /** Called when a transaction has ended. */
  changed(changes: ChangeSet): void {
    this.version += 1;
    for (const listener of this.#listeners) listener(changes);
  }

  /** Called when what a transaction did cannot be undone any more. */
  kept(changes: ChangeSet): void {
    for (const listener of this.#keptListeners) listener(changes);
  }
}
