import type { CalledAs } from './called-as.js';

/** What happened to one thing that a part holds. Values are whole records; undefined where there is none. */
export interface Change {
  readonly part: string;
  readonly key: string | number;
  readonly before: unknown;
  readonly after: unknown;
}

/** What one call or one job did to a cloud, in order. A key may come more than once; `netOf` tells what remains. */
export type ChangeSet = readonly Change[];

/** Reads what comes from outside; a zod schema is one. Loaded when a snapshot is restored and no sooner. */
export type LoadSchema<T> = () => Promise<{
  safeParse(value: unknown): { success: true; data: T } | { success: false; error: object };
}>;

/** What a part saves: records by id, intervals of terms, one of the kinds that each cloud has, or something of its own. */
export type SavedForm = 'records' | 'intervals' | 'agenda' | 'draws' | 'credentials' | 'outbox' | 'own';

/** A piece of a cloud's state: it can be kept and brought back as plain data, and takes part in transactions. */
export abstract class Part {
  #transaction: Transaction | undefined;
  #name = '';
  /** Said and not looked up in the class, for a vendor of the user's own brings a copy of these classes with it. */
  readonly form: SavedForm = 'own';
  /** Of one record that it holds, or of the terms of one interval: a snapshot is held to it before it is believed. */
  schema?: LoadSchema<unknown>;
  /** Names by which others speak of its records, where they do not follow from its own. */
  calledAs?: readonly CalledAs[];
  /** The collection whose records its intervals are about. */
  about?: string;

  /** From now on changes are noted, under this name. */
  join(transaction: Transaction, name: string): void {
    this.#transaction = transaction;
    this.#name = name;
  }

  abstract save(): unknown;
  abstract load(saved: unknown): void;

  /** Puts back what a key held before it held `after`. Called for the latest change first; it notes nothing. */
  abstract undo(key: string | number, before: unknown, after: unknown): void;

  /** Frees what was kept for `undo`. Called when a transaction ends in which the part called `keepUntilEnd`. */
  ended(): void {}

  /** Asks for `ended` when the transaction ends, well or not; says whether one is open. */
  protected keepUntilEnd(): boolean {
    return this.#transaction?.endWith(this) ?? false;
  }

  /** Says what has just happened. Call it once for each change, and change nothing without it. */
  protected note(key: string | number, before: unknown, after: unknown): void {
    this.#transaction?.note({ part: this.#name, key, before, after }, this);
  }
}

/**
 * What is done to the parts of one cloud, whole or not at all. A change outside of all transactions is one of its own.
 * It costs one object for each change, and nothing for a call that only reads.
 */
export class Transaction {
  readonly #done: (changes: ChangeSet) => void;
  #changes: Change[] = [];
  /** The part of each change. */
  #parts: Part[] = [];
  /** Parts that asked for `ended`. */
  #ending: Part[] = [];
  #open = false;

  /** `done` hears of the changes of each transaction that ends well, if there are any. */
  constructor(done: (changes: ChangeSet) => void) {
    this.#done = done;
  }

  note(change: Change, part: Part): void {
    if (!this.#open) return this.#done([change]);
    this.#changes.push(change);
    this.#parts.push(part);
  }

  endWith(part: Part): boolean {
    if (this.#open && !this.#ending.includes(part)) this.#ending.push(part);
    return this.#open;
  }

  /**
   * Does something, and undoes all of it when it throws. Inside another transaction it is a part of that one: it is
   * undone alone when the other goes on without it, and with the other when that throws.
   */
  run<T>(act: () => T): T {
    const isInner = this.#open;
    const begun = this.#changes.length;
    this.#open = true;
    let result: T;
    try {
      result = act();
    } catch (error) {
      if (this.#changes.length > begun) this.#undo(begun);
      if (!isInner) this.#end();
      throw error;
    }
    if (!isInner) this.#close();
    return result;
  }

  /** Undoes the latest changes until so many are left. */
  #undo(left: number): void {
    for (let at = this.#changes.length - 1; at >= left; at -= 1) {
      const change = this.#changes[at];
      if (change !== undefined) this.#parts[at]?.undo(change.key, change.before, change.after);
    }
    this.#changes.length = left;
    this.#parts.length = left;
  }

  #close(): void {
    const changes = this.#changes;
    if (changes.length > 0) {
      this.#changes = [];
      this.#parts.length = 0;
    }
    this.#end();
    if (changes.length > 0) this.#done(changes);
  }

  #end(): void {
    this.#open = false;
    if (this.#ending.length === 0) return;
    for (const part of this.#ending) part.ended();
    this.#ending.length = 0;
  }
}

/** What changed, as one text: a key that is a number is another than the same digits. */
export const thingOf = ({ part, key }: Change): string => `${part} ${typeof key} ${key}`;

/** What remains of changes: one for each key, from what it held first to what it held last; none where that is the same. */
export function netOf(changes: ChangeSet): ChangeSet {
  const byKey = new Map<string, Change>();
  for (const change of changes) {
    const id = thingOf(change);
    byKey.set(id, { ...change, before: (byKey.get(id) ?? change).before });
  }
  return [...byKey.values()].filter(({ before, after }) => before !== after);
}
