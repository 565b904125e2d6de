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
export class CallKeeping {
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
  /** Whether the journal here has all that the store had when the world was opened. */
  #isWhole: boolean;
  /** Told when calls could not be kept, with how many were given up. */
  onLost: ((count: number) => void) | undefined;

  constructor(journal: Journal, store: Store, { id, calls, cleared }: StoredWorld) {
    this.#journal = journal;
    this.#store = store;
    this.#id = id;
    // Those that are kept are read when somebody asks for them.
    journal.begin({ calls: Math.max(0, calls - MOST_CALLS), cleared, entries: [] });
    this.#isWhole = calls === 0;
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
    if (isCleared) this.#journal.clear();
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
  heard({ cleared, calls }: Pick<StoredWorld, 'cleared' | 'calls'>): void {
    if (cleared === this.#journal.cleared) return;
    this.#journal.begin({ calls: Math.max(0, calls - MOST_CALLS), cleared, entries: [] });
    this.#isWhole = calls === 0;
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
    const { isShared } = this.#store;
    if (!isShared && this.#isWhole) return;
    // Others keep theirs as soon as that.
    if (isShared) await new Promise(resolve => setTimeout(resolve, SOON));
    const { cleared } = this.#journal;
    const kept = await this.#store.calls(this.#id, this.#journal.count);
    if (cleared !== this.#journal.cleared) return;
    const calls = kept.flatMap(({ number, entry }) => {
      const call = readKept(entry);
      return call === undefined ? [] : [{ number, call }];
    });
    if (calls.length > 0) this.#journal.put(calls);
    this.#isWhole = true;
  }

  close(): void {
    clearTimeout(this.#timer);
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
    this.#journal.placed(
      calls.map(({ call }) => call),
      last,
    );
  }
}
