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

/** A piece of a cloud's state: it can be kept and brought back as plain data, and takes part in transactions. */
export abstract class Part {
  #transaction: Transaction | undefined;
  #name = '';
  /** Of one record that it holds, or of the terms of one interval: a snapshot is held to it before it is believed. */
  schema?: LoadSchema<unknown>;

  /** From now on changes are noted, under this name. */
  join(transaction: Transaction, name: string): void {
    this.#transaction = transaction;
    this.#name = name;
  }

  abstract save(): unknown;
  abstract load(saved: unknown): void;

  /** Puts back what a key held before it held `after`. Called for the latest change first, and notes nothing. */
  abstract undo(key: string | number, before: unknown, after: unknown): void;

  /** A transaction has ended in which this key lost what it held. */
  forget(_key: string | number): void {}

  /** Whether what is done now may still be undone. */
  protected get isOpen(): boolean {
    return this.#transaction?.isOpen ?? false;
  }

  /** Says what has just happened. Call it once for each change, and change nothing without it. */
  protected note(key: string | number, before: unknown, after: unknown): void {
    this.#transaction?.note({ part: this.#name, key, before, after }, this);
  }
}

/** What is done to the parts of one cloud, whole or not at all. */
export class Transaction {
  #changes: Change[] = [];
  #parts: Part[] = [];
  #open = false;

  get isOpen(): boolean {
    return this.#open;
  }

  note(change: Change, part: Part): void {
    if (!this.#open) return;
    this.#changes.push(change);
    this.#parts.push(part);
  }

  /**
   * Does something, and undoes all of it when it throws. `ended` hears of the changes when there are any. Inside another
   * transaction it is a part of that one.
   */
  run<T>(act: () => T, ended: (changes: ChangeSet) => void): T {
    if (this.#open) return act();
    this.#open = true;
    let result: T;
    try {
      result = act();
    } catch (error) {
      this.#undo();
      throw error;
    }
    const changes = this.#close();
    if (changes.length > 0) ended(changes);
    return result;
  }

  #undo(): void {
    for (let at = this.#changes.length - 1; at >= 0; at -= 1) {
      const change = this.#changes[at];
      if (change !== undefined) this.#parts[at]?.undo(change.key, change.before, change.after);
    }
    this.#open = false;
    this.#changes = [];
    this.#parts = [];
  }

  #close(): ChangeSet {
    const changes = this.#changes;
    this.#open = false;
    if (changes.length === 0) return changes;
    for (const [at, { key, after }] of changes.entries()) if (after === undefined) this.#parts[at]?.forget(key);
    this.#changes = [];
    this.#parts = [];
    return changes;
  }
}

/** What remains of changes: one for each key, from what it held first to what it held last; none where that is the same. */
export function netOf(changes: ChangeSet): ChangeSet {
  const byKey = new Map<string, Change>();
  for (const change of changes) {
    const id = `${change.part} ${typeof change.key} ${change.key}`;
    byKey.set(id, { ...change, before: (byKey.get(id) ?? change).before });
  }
  return [...byKey.values()].filter(({ before, after }) => before !== after);
}
