import { stopwatch } from '../domain/clock.js';
import type { StoredText } from '../store/store.js';
import type { Journal } from './journal.js';
import { keptCall } from './kept-call.js';
import { type Received, weightOf } from './received.js';
import type { Marks } from './shown-call.js';

/** Calls on their way to the store. */
export interface CallBatch {
  /** As they are kept, in the order in which they were answered. */
  readonly calls: readonly StoredText[];
  /** They are kept: the number of the last of them. */
  placed(last: number): void;
  /** They are not: they go before those that came later, with the next batch, unless the world is closed. */
  back(): void;
}

/** Calls a function some milliseconds later; answers what calls that off. */
export type Later = (act: () => void, milliseconds: number) => () => void;

export interface KeptJournalOptions {
  readonly journal: Journal;
  /** Puts calls in the store; answers the number of the last, undefined if the world is no more. */
  append(calls: readonly StoredText[]): Promise<number | undefined>;
  /** Told how many calls were lost, when the store takes calls again or is given up. */
  onLost?(calls: number): void;
  readonly later?: Later;
}

/** Real milliseconds: how long a call waits at most to be kept, and how soon it is tried again. */
const [SOON, AGAIN] = [50, 1000];
/** Most calls and most letters that wait: of more, the oldest are lost. */
const [MOST_WAITING, MOST_LETTERS] = [1000, 16 * 2 ** 20];
/** So many calls do not wait; nor does the masking of calls that exchanged so many bytes. */
const [MANY, HEAVY] = [250, 4 * 2 ** 20];

/** A call that waits. It is masked and made a text as late as can be. */
interface WaitingCall {
  readonly call: Received;
  /** How it is kept, or what says that. */
  readonly kept: StoredText | (() => StoredText);
}

/** Letters of a call that is masked. */
const lettersOf = (kept: WaitingCall['kept'] | undefined): number =>
  typeof kept === 'object' ? kept.entry.length + (kept.answer?.length ?? 0) : 0;

/** At whole multiples: what many worlds wait for comes at one time, and the store is asked once for all. */
const laterByTimer: Later = (act, milliseconds) => {
  const timer = setTimeout(act, milliseconds > 0 ? milliseconds - (stopwatch() % milliseconds) : 0);
  timer.unref();
  return () => clearTimeout(timer);
};

/**
 * Calls of a world that is kept which changed nothing in it: they are put in its store a little later, many at once, or with
 * the next commit (`take`). Until then they stand in the journal without a number. While the store cannot be asked they wait.
 */
export class KeptJournal {
  readonly #journal: Journal;
  readonly #append: KeptJournalOptions['append'];
  readonly #onLost: (calls: number) => void;
  readonly #later: Later;
  #waiting: WaitingCall[] = [];
  #weight = 0;
  #callOff: (() => void) | undefined;
  #underWay: Promise<void> | undefined;
  #lost = 0;
  #isFailing = false;
  #isGone = false;

  constructor({ journal, append, onLost = () => {}, later = laterByTimer }: KeptJournalOptions) {
    this.#journal = journal;
    this.#append = append;
    this.#onLost = onLost;
    this.#later = later;
  }

  /** How many calls wait that are on no way. */
  get size(): number {
    return this.#waiting.length;
  }

  /** Takes a call in. It is masked by these marks when it is sent. */
  add(received: Received, marks: Marks): void {
    if (this.#isGone) return;
    const call = this.#journal.pending(received);
    this.#waiting.push({ call, kept: () => keptCall(received, marks) });
    this.#weight += weightOf(received);
    if (this.#weight > HEAVY) this.#mask();
    if (this.#weight === 0 || this.#waiting.length > MOST_WAITING) this.#bound();
    if (this.#waiting.length === MANY && !this.#isFailing) this.#flushLater(0);
    else if (this.#callOff === undefined) this.#flushLater(this.#isFailing ? AGAIN : SOON);
  }

  /** What waits, for whoever sends it with something else: say what became of it. */
  take(): CallBatch {
    const taken = this.#mask();
    const { cleared } = this.#journal;
    this.#waiting = [];
    return {
      calls: taken.map(({ kept }) => kept),
      placed: last => {
        this.#isFailing = false;
        const calls = taken.map(({ call }) => call);
        this.#journal.placed(calls, last, cleared);
        this.#tellLost();
      },
      back: () => {
        this.#isFailing = true;
        if (this.#isGone) return this.#journal.dropped(taken.map(({ call }) => call));
        if (cleared !== this.#journal.cleared) return;
        this.#waiting = [...taken, ...this.#waiting];
        this.#bound();
        if (this.#waiting.length > 0) this.#flushLater(AGAIN);
      },
    };
  }

  /** Resolves when all that waits now is kept. Rejects when the store cannot be asked; then it is tried again later. */
  async flush(): Promise<void> {
    await this.#underWay?.catch(() => {});
    if (this.#underWay !== undefined) return this.flush();
    if (this.#waiting.length === 0) return;
    this.#underWay = this.#send().finally(() => {
      this.#underWay = undefined;
    });
    return this.#underWay;
  }

  /** The journal was cleared: what waits is forgotten with it. */
  clear(): void {
    this.#waiting = [];
    this.#weight = 0;
    this.#callOff?.();
    this.#callOff = undefined;
  }

  /** The world is no more, here or anywhere: nothing of it is kept from now on. */
  close(): void {
    this.#isGone = true;
    this.#journal.dropped(this.#waiting.map(({ call }) => call));
    this.clear();
    this.#tellLost();
  }

  async #send(): Promise<void> {
    this.#callOff?.();
    this.#callOff = undefined;
    const batch = this.take();
    let last: number | undefined;
    try {
      last = await this.#append(batch.calls);
    } catch (error) {
      batch.back();
      throw error;
    }
    if (last !== undefined) return batch.placed(last);
    this.close();
    batch.back();
  }

  #flushLater(milliseconds: number): void {
    this.#callOff?.();
    this.#callOff = this.#later(this.#flushAlone, milliseconds);
  }

  readonly #flushAlone = (): void => {
    this.#callOff = undefined;
    this.flush().catch(() => {}); // it is tried again
  };

  /** Makes texts of all that wait, and lets go of what they exchanged. */
  #mask(): { readonly call: Received; readonly kept: StoredText }[] {
    const masked = this.#waiting.map(({ call, kept }) => ({ call, kept: typeof kept === 'function' ? kept() : kept }));
    this.#waiting = masked;
    this.#weight = 0;
    return masked;
  }

  /** Lets the oldest go where too many wait, or too long ones. */
  #bound(): void {
    let over = Math.max(0, this.#waiting.length - MOST_WAITING);
    let letters = 0;
    for (const { kept } of this.#waiting) letters += lettersOf(kept);
    for (; letters > MOST_LETTERS; over += 1) letters -= lettersOf(this.#waiting[over]?.kept);
    if (over === 0) return;
    this.#lost += over;
    this.#journal.dropped(this.#waiting.splice(0, over).map(({ call }) => call));
  }

  #tellLost(): void {
    if (this.#lost > 0) this.#onLost(this.#lost);
    this.#lost = 0;
  }
}
