import { MOST_CALLS, type Store, type StoredWorld } from '../store/store.js';
import type { Journal, Received } from './journal.js';
import { readKept } from './kept-call.js';

/** Real milliseconds after which a call that changed nothing is kept at the latest. */
const SOON = 50;

/** A call with the text that is kept of it. */
interface KeptText {
  readonly call: Received;
  readonly text: string;
}

/**
 * The journal of a world that is kept. Calls that changed something come into it with what they changed, others soon after:
 * each has its number when it is kept, and so they are in one order for all processes.
 */
export class KeptCalls {
  readonly #journal: Journal;
  readonly #store: Store;
  readonly #id: string;
  /** Of the open turn. */
  #open: KeptText[] = [];
  /** Of turns that changed nothing. */
  #waiting: KeptText[] = [];
  /** Those of them that are kept together with the turn. */
  #taken: KeptText[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #flushing: Promise<void> = Promise.resolve();
  /** Number up to which the journal here has all calls that the store has. */
  #gathered: number;
  #cleared: number;
  /** Told when calls could not be kept, with how many were given up. */
  onLost: ((count: number) => void) | undefined;

  constructor(journal: Journal, store: Store, { id, calls, cleared }: StoredWorld) {
    this.#journal = journal;
    this.#store = store;
    this.#id = id;
    this.#gathered = Math.max(0, calls - MOST_CALLS);
    this.#cleared = cleared;
    journal.begin({ count: this.#gathered });
  }

  /** A call of the open turn. */
  received(call: Received, text: string): void {
    this.#open.push({ call, text });
  }

  /** Calls of the open turn, and those that wait, which are kept with it. */
  texts(): readonly string[] {
    this.#taken.push(...this.#waiting.splice(0));
    return [...this.#taken, ...this.#open].map(({ text }) => text);
  }

  /** The calls of the turn are kept, the last under this number. */
  kept(last: number, isCleared: boolean): void {
    if (isCleared) this.#clear();
    this.#place([...this.#taken, ...this.#open], last);
    this.#taken = [];
    this.#open = [];
  }

  /** The turn changed nothing: its calls are kept soon. */
  later(): void {
    if (this.#open.length === 0) return;
    this.#waiting.push(...this.#open);
    this.#open = [];
    this.#timer ??= setTimeout(() => void this.flush().catch(() => {}), SOON).unref();
  }

  undone(): void {
    this.#open = [];
    this.#waiting = [...this.#taken, ...this.#waiting];
    this.#taken = [];
  }

  /** Others may have emptied the journal. */
  heard({ cleared }: Pick<StoredWorld, 'cleared'>): void {
    if (cleared === this.#cleared) return;
    this.#cleared = cleared - 1;
    this.#clear();
  }

  /** Keeps the calls that wait. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#flushing = this.#flushing.catch(() => {}).then(() => this.#append());
    return this.#flushing;
  }

  /** Has the calls at hand that others received. */
  async gather(): Promise<void> {
    await this.flush();
    if (!this.#store.isShared && this.#gathered >= this.#journal.count) return;
    // Others keep theirs as soon as that.
    if (this.#store.isShared) await new Promise(resolve => setTimeout(resolve, SOON));
    for (const { number, entry } of await this.#store.calls(this.#id, this.#gathered)) {
      const call = readKept(entry);
      if (call !== undefined) this.#journal.put(number, call);
      this.#gathered = Math.max(this.#gathered, number);
    }
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  #clear(): void {
    this.#cleared += 1;
    this.#gathered = 0;
    this.#journal.clear();
  }

  async #append(): Promise<void> {
    const calls = this.#waiting.splice(0);
    if (calls.length === 0) return;
    try {
      const last = await this.#store.append(
        this.#id,
        calls.map(({ text }) => text),
      );
      if (last !== undefined) this.#place(calls, last);
    } catch (error) {
      this.#waiting = [...calls, ...this.#waiting];
      const lost = this.#waiting.length - MOST_CALLS;
      if (lost > 0) this.#waiting.splice(0, lost);
      if (lost > 0) this.onLost?.(lost);
      this.#timer ??= setTimeout(() => void this.flush().catch(() => {}), SOON * 20).unref();
      throw error;
    }
  }

  #place(calls: readonly KeptText[], last: number): void {
    for (const [index, { call }] of calls.entries()) this.#journal.put(last - calls.length + 1 + index, call);
  }
}
