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

/** A key of a part, and what it holds. */
export type KeptRow = readonly [key: string | number, value: unknown];

/** A part of somebody's own that can be saved as a whole and in no other way. */
class RowsMissing extends Error {
  constructor(part: string) {
    super(`the part "${part}" cannot be kept by its records: its class says neither \`rows\` nor \`putRow\``);
  }
}

/** A piece of a cloud's state: it can be kept and brought back as plain data, and takes part in transactions. */
export abstract class Part {
  #transaction: Transaction | undefined;
  #name = '';
  /** Said and not looked up in the class, for a vendor of the user's own brings a copy of these classes with it. */
  get form(): SavedForm {
    return 'own';
  }

  /** Of one record that it holds, or of the terms of one interval: a snapshot is held to it before it is believed. */
  get schema(): LoadSchema<unknown> | undefined {
    return undefined;
  }

  /** Names by which others speak of its records, where they do not follow from its own. */
  get calledAs(): readonly CalledAs[] | undefined {
    return undefined;
  }

  /** The collection whose records its intervals are about. */
  get about(): string | undefined {
    return undefined;
  }

  /** From now on changes are noted, under this name. */
  join(transaction: Transaction, name: string): void {
    this.#transaction = transaction;
    this.#name = name;
  }

  abstract save(): unknown;
  abstract load(saved: unknown): void;

  /**
   * Takes over what another part of the same class holds, which does not change any more. Override it in a part that can
   * share that until it changes.
   */
  share(template: this): void {
    this.load(structuredClone(template.save()));
  }

  /**
   * What each key holds, in the order of the places. A part that has rows comes back from them: all put into an empty one,
   * together with its head, they make one that saves the same.
   */
  rows(): Iterable<KeptRow> {
    throw new RowsMissing(this.#name);
  }

  /**
   * Has a key hold this from now on, or nothing where it is undefined, and notes nothing. What `isNew` comes to the end of
   * the order, also where the key is there already; anything else stays in its place.
   */
  putRow(_key: string | number, _value: unknown, _isNew: boolean): void {
    throw new RowsMissing(this.#name);
  }

  /** What it holds beside its rows, as plain data; undefined for nothing. */
  head(): unknown {
    return undefined;
  }

  putHead(_head: unknown): void {}

  /** Puts back what a key held before it held `after`. Called for the latest change first; it notes nothing. */
  abstract undo(key: string | number, before: unknown, after: unknown): void;

  /** Called when all has been undone that is to be: the transaction may go on. */
  undone(): void {}

  /** Frees what was kept for `undo`. Called when a transaction ends in which the part called `keepUntilEnd`. */
  ended(): void {}

  /** Frees what was kept for a turn. Called when one ends in which the part called `keepUntilTurn`. */
  turnEnded(_isUndone: boolean): void {}

  /** Asks for `ended` when the transaction ends, well or not; says whether one is open. */
  protected keepUntilEnd(): boolean {
    return this.#transaction?.endWith(this) ?? false;
  }

  /** Asks for `turnEnded` when the turn ends, well or not; says whether one is open. */
  protected keepUntilTurn(): boolean {
    return this.#transaction?.endTurnWith(this) ?? false;
  }

  /** Does several changes whole: they are told as one change set, also outside of all transactions. */
  protected whole(act: () => void): void {
    if (this.#transaction === undefined) act();
    else this.#transaction.run(act);
  }

  /** Says what has just happened. Call it once for each change, and change nothing without it. */
  protected note(key: string | number, before: unknown, after: unknown): void {
    this.#transaction?.note({ part: this.#name, key, before, after }, this);
  }
}

/** Changes, and the part of each. */
interface Log {
  readonly changes: Change[];
  readonly parts: Part[];
}

/** What was done in a turn, transaction by transaction, and the parts that asked for `turnEnded`. */
interface Turn {
  readonly done: Log[];
  readonly ending: Set<Part>;
}

/** Is told of the changes of each transaction that ends well, if there are any. */
export interface TransactionListener {
  changed(changes: ChangeSet): void;
  /** When they cannot be undone any more. */
  kept(changes: ChangeSet): void;
}

/**
 * What is done to the parts of one cloud, whole or not at all. A change outside of all transactions is one of its own.
 * It costs one object for each change, and nothing for a call that only reads. Within a turn, transactions go on as they do
 * without one, and all of them can be undone at its end.
 */
export class Transaction {
  readonly #listener: TransactionListener;
  /** Of the one that is open, once something changed in it. */
  #log: Log | undefined;
  /** Parts that asked for `ended`. */
  #ending: Part[] | undefined;
  #open = false;
  #turn: Turn | undefined;
  #isSealed = false;

  constructor(listener: TransactionListener) {
    this.#listener = listener;
  }

  note(change: Change, part: Part): void {
    if (this.#isSealed) throw new Error(`"${change.part}" is shared by others, and was changed`);
    if (!this.#open) return this.#tell({ changes: [change], parts: [part] });
    this.#log ??= { changes: [], parts: [] };
    this.#log.changes.push(change);
    this.#log.parts.push(part);
  }

  /** From now on no change is right. */
  seal(): void {
    this.#isSealed = true;
  }

  endWith(part: Part): boolean {
    if (!this.#open) return false;
    this.#ending ??= [];
    if (!this.#ending.includes(part)) this.#ending.push(part);
    return true;
  }

  endTurnWith(part: Part): boolean {
    this.#turn?.ending.add(part);
    return this.#turn !== undefined;
  }

  get isTurn(): boolean {
    return this.#turn !== undefined;
  }

  /**
   * Does something, and undoes all of it when it throws. Inside another transaction it is a part of that one: it is
   * undone alone when the other goes on without it, and with the other when that throws.
   */
  run<T>(act: () => T): T {
    const isInner = this.#open;
    const begun = this.#log?.changes.length ?? 0;
    this.#open = true;
    let result: T;
    try {
      result = act();
    } catch (error) {
      if (this.#log !== undefined && this.#log.changes.length > begun) undo(this.#log, begun);
      if (!isInner) this.#end();
      throw error;
    }
    if (!isInner) this.#close();
    return result;
  }

  beginTurn(): void {
    this.#mustBeClosed();
    if (this.#turn !== undefined) throw new Error('a turn is open already');
    this.#turn = { done: [], ending: new Set() };
  }

  /** Ends the turn; what was done in it is told as kept. */
  keepTurn(): void {
    const { done } = this.#endTurn(false);
    for (const { changes } of done) this.#listener.kept(changes);
  }

  /** Ends the turn, as if nothing had been done in it. */
  undoTurn(): void {
    this.#endTurn(true);
  }

  #endTurn(isUndone: boolean): Turn {
    this.#mustBeClosed();
    const turn = this.#turn;
    if (turn === undefined) throw new Error('no turn is open');
    this.#turn = undefined;
    if (isUndone) for (const log of turn.done.reverse()) undo(log, 0);
    for (const part of turn.ending) part.turnEnded(isUndone);
    return turn;
  }

  #mustBeClosed(): void {
    if (this.#open) throw new Error('a transaction is open');
  }

  #close(): void {
    const log = this.#log;
    this.#end();
    if (log !== undefined && log.changes.length > 0) this.#tell(log);
  }

  #tell(log: Log): void {
    const turn = this.#turn;
    turn?.done.push(log);
    this.#listener.changed(log.changes);
    if (turn === undefined) this.#listener.kept(log.changes);
  }

  #end(): void {
    this.#open = false;
    this.#log = undefined;
    if (this.#ending === undefined) return;
    for (const part of this.#ending) part.ended();
    this.#ending = undefined;
  }
}

/** Undoes the latest changes until so many are left. */
function undo({ changes, parts }: Log, left: number): void {
  for (let at = changes.length - 1; at >= left; at -= 1) {
    const change = changes[at];
    if (change !== undefined) parts[at]?.undo(change.key, change.before, change.after);
  }
  for (const part of new Set(parts.slice(left))) part.undone();
  changes.length = left;
  parts.length = left;
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
