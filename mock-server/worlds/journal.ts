import { type Holder, SharedWeight } from '../domain/shared-weight.js';
import { HEAVIEST, type JournalEntry, lightened, type Received, shortened, weightOf } from './received.js';
import { WaitingCalls } from './waiting-calls.js';

export type { JournalEntry, Received } from './received.js';

/** Most calls that are kept; the oldest are let go first. */
const MOST = 1000;

const NOBODY: readonly never[] = [];

/** A call that was kept, with the number it has in its store; undefined where it could not be read. */
export interface NumberedCall {
  readonly number: number;
  readonly call: Received | undefined;
}

/** What a store says of a journal: how many calls it counted, how often it was cleared, and the calls that it keeps. */
export interface KeptCalls {
  readonly calls: number;
  readonly cleared: number;
  readonly entries: readonly NumberedCall[];
}

/**
 * What the calls of all worlds exchanged, as far as it is kept. With thousands of worlds, those that were called longest ago
 * let go of it first.
 */
const exchangedTogether = new SharedWeight(64 * 2 ** 20);

/**
 * The last calls a world received: a ring of fixed size. In a world that is kept, a call has its number from the store, where
 * others number theirs too: until it has one it waits (`pending`), and until all before it are known it is ahead of them. Such
 * calls are among all that were received, and are counted when their turn comes.
 */
export class Journal implements Holder {
  /** The last of those that are counted. */
  #ring: (Received | undefined)[] = [];
  /** How many are not in the ring's order: number 1 + this is in its first slot, or was. */
  #base = 0;
  #count = 0;
  #weight = 0;
  /** How many of the first calls have let go of what they exchanged. */
  #light = 0;
  /** Calls that are no longer kept, by vendor and operation. */
  #forgotten: Map<string, Map<string | null, number>> | undefined;
  /** How many calls there were of which nobody here knows what they were. */
  #unknown = 0;
  readonly #waiting = new WaitingCalls();
  /** Lists that never change: most journals have none, and a set for it would take four times as much. */
  #listeners: readonly ((call: JournalEntry) => void)[] = NOBODY;
  #countListeners: readonly (() => void)[] = NOBODY;
  #cleared = 0;

  /** Number of calls since the world was made or its journal cleared, up to the first that is not known here. */
  get count(): number {
    return this.#count;
  }

  /** Whether others put calls into it too: then nobody knows the number of one that is not placed yet, and it is not listed. */
  isShared = false;

  /** How often it was cleared: the numbers of calls begin anew each time. */
  get cleared(): number {
    return this.#cleared;
  }

  /** Whether no call was received, not even one that is not counted yet. */
  get isEmpty(): boolean {
    return this.#count === 0 && this.#waiting.isEmpty;
  }

  /** Whether calls before others are not known here: ask the store for all that comes after `count`, and put it in. */
  get isLacking(): boolean {
    return this.#waiting.numbers.length > 0;
  }

  add(received: Received): void {
    const call = shortened(received);
    this.#keep(call);
    this.#tell(call, this.#count);
  }

  /** Takes in a call that has no number yet, and tells it at once. Place or drop what is answered. */
  pending(received: Received): Received {
    const call = this.#waiting.pend(shortened(received));
    this.#tell(call, this.#highest + this.#waiting.pending.size);
    return call;
  }

  /**
   * Gives calls the numbers that end with this one: those that were pending, and others that are new. Numbers that were given
   * before the journal was cleared mean nothing: say how often it had been then.
   */
  placed(calls: readonly Received[], last: number, cleared = this.#cleared): void {
    if (cleared !== this.#cleared) return;
    for (const [at, call] of calls.entries()) {
      const isTold = this.#waiting.settle(call);
      this.#place(last - calls.length + 1 + at, isTold ? call : shortened(call), isTold);
    }
    this.#catchUp();
  }

  /** Gives up calls that have no number and will get none. */
  dropped(calls: readonly Received[]): void {
    for (const call of calls) this.#waiting.settle(call);
  }

  /** Puts in calls that others made, the oldest first: all that the store keeps after `count`. What is not among them nobody has any more. */
  put(calls: readonly NumberedCall[]): void {
    for (const { number, call } of calls) this.#place(number, call, false);
    this.#catchUp(calls.at(-1)?.number);
  }

  /** Is from now on what a store says: the world was opened, or its journal cleared or taken away by another. */
  begin({ calls, cleared, entries }: KeptCalls): void {
    this.#empty();
    this.#cleared = cleared;
    const least = entries[0]?.number ?? calls + 1;
    this.#passOver(least - 1);
    for (const { number, call } of entries) if (number === this.#count + 1) this.#keep(call);
    this.#passOver(calls);
    for (const listener of this.#countListeners) listener();
  }

  /** What is known of, oldest first: those that are kept, and then those that have no place yet. */
  all(): JournalEntry[] {
    const calls = this.after(0);
    if (this.#waiting.isEmpty) return calls;
    for (const number of this.#waiting.numbers) {
      const call = this.#waiting.get(number);
      if (call !== undefined) calls.push({ number, ...call });
    }
    if (this.isShared) return calls;
    let number = this.#highest;
    for (const call of this.#waiting.pending) calls.push({ number: ++number, ...call });
    return calls;
  }

  /** The calls with a greater number that are counted and kept, oldest first; of them those that are meant. */
  after(number: number, isMeant?: (call: Received) => boolean): JournalEntry[] {
    const calls: JournalEntry[] = [];
    for (let at = Math.max(number, this.#count - this.#ring.length); at < this.#count; at += 1) {
      const call = this.#ring[this.#slotOf(at)];
      if (call !== undefined && (isMeant?.(call) ?? true)) calls.push({ number: at + 1, ...call });
    }
    return calls;
  }

  /** How many of the calls with a greater number are not kept any more. */
  lostAfter(number: number): number {
    return Math.max(0, this.#count - this.#ring.length - number);
  }

  /** How many calls that are no longer kept were of such operations, or may have been. */
  forgotten(isMeant: (vendor: string, operation: string | null) => boolean): number {
    let sum = this.#unknown;
    for (const [vendor, counts] of this.#forgotten ?? [])
      for (const [operation, count] of counts) if (isMeant(vendor, operation)) sum += count;
    return sum;
  }

  /**
   * Tells of each call from now on, as it is answered or becomes known; the number of one that is not placed yet may become
   * another. Answers what ends that. A listener throws nothing.
   */
  onCall(listener: (call: JournalEntry) => void): () => void {
    this.#listeners = [...this.#listeners, listener];
    return () => {
      this.#listeners = this.#listeners.filter(one => one !== listener);
    };
  }

  /** The same for each call and each time that it is cleared, for a listener that looks for itself: it costs a call nearly nothing. */
  onCount(listener: () => void): () => void {
    this.#countListeners = [...this.#countListeners, listener];
    return () => {
      this.#countListeners = this.#countListeners.filter(one => one !== listener);
    };
  }

  /** Lets go of what the oldest eighth of the calls exchanged that still hold it, so that worlds that are busy keep their latest. */
  lighten(): number {
    const until = this.#light + Math.ceil((this.#count - this.#light) / 8);
    while (this.#light < until) this.#letGo();
    return this.#weight;
  }

  /** It is asked for no more, as far as others are concerned that keep something. */
  close(): void {
    exchangedTogether.forget(this);
  }

  /** Forgets all calls; who listens goes on to. */
  clear(): void {
    this.#empty();
    this.#cleared += 1;
    for (const listener of this.#countListeners) listener();
  }

  #empty(): void {
    exchangedTogether.forget(this);
    this.#ring = [];
    this.#base = 0;
    this.#count = 0;
    this.#weight = 0;
    this.#light = 0;
    this.#unknown = 0;
    this.#forgotten = undefined;
    this.#waiting.clear();
  }

  /** The greatest number that is known of. */
  get #highest(): number {
    return this.#waiting.numbers.at(-1) ?? this.#count;
  }

  /** The slot of the call after so many. */
  #slotOf(before: number): number {
    return (before - this.#base) % MOST;
  }

  #tell(call: Received, number: number): void {
    if (this.#countListeners.length > 0) for (const listener of this.#countListeners) listener();
    if (this.#listeners.length > 0) for (const listener of this.#listeners) listener({ number, ...call });
  }

  /** Puts the next call in the ring. */
  #keep(call: Received | undefined): void {
    const slot = this.#slotOf(this.#count);
    if (this.#ring.length === MOST) this.#forget(this.#ring[slot]);
    this.#ring[slot] = call;
    this.#count += 1;
    if (call === undefined) this.#unknown += 1;
    else this.#weight += weightOf(call);
    while (this.#weight > HEAVIEST && this.#light < this.#count) this.#letGo();
    exchangedTogether.weigh(this, this.#weight);
  }

  /** Has a call wait for its place. One that is there already stays as it is. */
  #place(number: number, call: Received | undefined, isTold: boolean): void {
    if (number <= this.#count || this.#waiting.has(number)) return;
    if (number === this.#count + 1) this.#keep(call);
    else this.#waiting.set(number, call);
    if (call !== undefined && !isTold) this.#tell(call, number);
  }

  /** Counts those that are next. Up to the number that is known to the store it passes over gaps: nobody has those calls. */
  #catchUp(known = 0): void {
    this.#passOver(this.#highest - MOST);
    for (let [number] = this.#waiting.numbers; number !== undefined; [number] = this.#waiting.numbers) {
      if (number !== this.#count + 1 && number > known) break;
      this.#passOver(number - 1);
      this.#keep(this.#waiting.take(number));
    }
    for (const listener of this.#countListeners) listener();
  }

  /** Counts up to a number calls that nobody has any more, and forgets all before them: a store keeps as many as are kept here. */
  #passOver(to: number): void {
    if (to <= this.#count) return;
    for (const call of this.#ring) this.#forget(call);
    for (let [first] = this.#waiting.numbers; first !== undefined && first <= to; [first] = this.#waiting.numbers)
      this.#waiting.take(first);
    this.#unknown += to - this.#count;
    this.#ring = [];
    this.#weight = 0;
    this.#count = to;
    this.#base = to;
    this.#light = to;
  }

  #forget(call: Received | undefined): void {
    if (this.#light <= this.#count - MOST) this.#light = this.#count - MOST + 1;
    if (call === undefined) return;
    this.#weight -= weightOf(call);
    const { vendor, operation } = call;
    this.#forgotten ??= new Map();
    const counts = this.#forgotten.get(vendor) ?? new Map<string | null, number>();
    this.#forgotten.set(vendor, counts.set(operation, (counts.get(operation) ?? 0) + 1));
  }

  /** Has the oldest call that still holds what it exchanged let go of it. */
  #letGo(): void {
    const slot = this.#slotOf(this.#light);
    const call = this.#ring[slot];
    this.#light += 1;
    if (call === undefined) return;
    this.#weight -= weightOf(call);
    this.#ring[slot] = lightened(call);
  }
}
