import { MOST_CALLS, type Store, type StoredText, type StoredWorld } from '../store/store.js';
import type { Journal } from './journal.js';
import { keptCall, readKept } from './kept-call.js';
import { type CallBatch, KeptJournal } from './kept-journal.js';
import type { Received } from './received.js';
import type { Marks } from './shown-call.js';

/** Real milliseconds after which others have kept the calls that they received. */
const SOON = 60;

/**
 * The journal of a world that is kept. Calls that changed something come into it with what they changed, others soon after:
 * each has its number when it is kept, and so they are in one order for all processes.
 */
export class CallKeeping {
  readonly #journal: Journal;
  readonly #store: Store;
  readonly #id: string;
  /** Of turns that changed nothing. */
  readonly #waiting: KeptJournal;
  /** Of the open turn. */
  #open: { readonly call: Received; readonly marks: Marks }[] = [];
  /** Those of earlier turns that are kept together with this one. */
  #taken: CallBatch | undefined;
  /** Whether the journal here has all that the store had when the world was opened. */
  #isWhole: boolean;

  /** `onLost` is told how many calls are in no journal, when the store takes calls again or is given up. */
  constructor(journal: Journal, store: Store, { id, calls, cleared }: StoredWorld, onLost: (calls: number) => void) {
    this.#journal = journal;
    this.#store = store;
    this.#id = id;
    this.#waiting = new KeptJournal({ journal, append: calls => store.append(id, calls), onLost });
    journal.isShared = store.isShared;
    // Those that are kept are read when somebody asks for them.
    journal.begin({ calls: Math.max(0, calls - MOST_CALLS), cleared, entries: [] });
    this.#isWhole = calls === 0;
  }

  /** A call of the open turn. */
  received(call: Received, marks: Marks): void {
    this.#open.push({ call, marks });
  }

  /** Those that wait and those of the open turn, which are kept with it. */
  keptCalls(): readonly StoredText[] {
    const taken = this.#waiting.size > 0 ? this.#waiting.take() : undefined;
    this.#taken = taken;
    return [...(taken?.calls ?? []), ...this.#open.map(({ call, marks }) => keptCall(call, marks))];
  }

  /** The calls of the turn are kept, the last under this number. */
  kept(last: number, isCleared: boolean): void {
    const calls = this.#open.map(({ call }) => call);
    if (isCleared) this.#journal.clear();
    else this.#taken?.placed(last - calls.length);
    this.#journal.placed(calls, last);
    this.#taken = undefined;
    this.#open = [];
  }

  /** The turn changed nothing: its calls are kept soon. */
  later(): void {
    if (this.#open.length === 0) return;
    for (const { call, marks } of this.#open) this.#waiting.add(call, marks);
    this.#open = [];
  }

  undone(): void {
    this.#taken?.back();
    this.#taken = undefined;
    this.#open = [];
  }

  /** Others may have emptied the journal. */
  heard({ cleared, calls }: Pick<StoredWorld, 'cleared' | 'calls'>): void {
    if (cleared === this.#journal.cleared) return;
    this.#waiting.clear();
    this.#journal.begin({ calls: Math.max(0, calls - MOST_CALLS), cleared, entries: [] });
    this.#isWhole = calls === 0;
  }

  /** Keeps the calls that wait. */
  flush(): Promise<void> {
    return this.#waiting.flush();
  }

  /** Has the calls at hand that others received. */
  async gather(): Promise<void> {
    const { isShared } = this.#store;
    if (!isShared && this.#isWhole) return;
    await this.flush();
    // Others keep theirs as soon as that.
    if (isShared) await new Promise(resolve => setTimeout(resolve, SOON));
    const { cleared } = this.#journal;
    const kept = await this.#store.calls(this.#id, this.#journal.count);
    if (cleared !== this.#journal.cleared) return;
    const calls = kept.flatMap(({ number, ...one }) => {
      const call = readKept(one);
      return call === undefined ? [] : [{ number, call }];
    });
    if (calls.length > 0) this.#journal.put(calls);
    this.#isWhole = true;
  }

  close(): void {
    this.#waiting.close();
  }
}
