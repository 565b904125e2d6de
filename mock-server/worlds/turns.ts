import { Failure } from '../../contracts/core/failure.js';
import { stopwatch } from '../domain/clock.js';
import type { Metrics } from '../metrics.js';
import { type Standing, StoreError } from '../store/store.js';

/** A world that is kept in a store, as its turns see it: its state can be told, put back, and brought to the store's. */
export interface TurnedWorld {
  /** Whether anything changed since the turn was opened. */
  readonly isChanged: boolean;
  /** Where it stands in the store. */
  readonly at: Standing;
  /** Keeps what changed, and opens the next turn when the store has it. */
  commit(): Promise<'kept' | 'conflict' | 'gone'>;
  /** Opens the next turn, where nothing is to be kept. */
  goOn(): void;
  /** Puts everything back as it was when the turn was opened, and opens another. */
  undo(): void;
  /** Where it stands now, as the store says; undefined if it is no more. */
  look(): Promise<Standing | undefined>;
  /** Takes over what others changed; says whether the world is still there. */
  catchUp(): Promise<boolean>;
}

/** Thrown to those who act in a world that somebody removed meanwhile. */
export class WorldGone extends Failure {
  constructor() {
    super('notFound', { text: 'the world was removed meanwhile' });
    this.name = 'WorldGone';
  }
}

/** How fresh reads are where others write too: looked at each time, or once in so many milliseconds. */
export type Freshness = 'always' | number;

/** Something that is done in a turn. */
interface Member<T = unknown> {
  readonly act: () => T | Promise<T>;
  /** What came of it when it was performed last. */
  done: { readonly value: T | Promise<T> } | { readonly error: unknown } | undefined;
  /** What begins once the turn is kept. */
  later: (() => void)[];
  /** Tells whoever waits that it is kept, or why not. */
  tell(error: unknown): void;
}

/** What came of something that is kept. */
function ended<T>({ done, later }: Member<T>): T | Promise<T> {
  for (const begin of later) begin();
  if (done === undefined) throw new Error('it was not performed');
  if ('error' in done) throw done.error;
  return done.value;
}

/** Most that is done in one turn, and most times that it is performed again when others were first. */
const [MOST, MOST_TIMES] = [256, 100];

/**
 * The turns of one world that is kept in a store. What is done in a turn is performed at once and in memory, and answered
 * when it is kept: what comes together is kept together. What comes while the store is asked waits for the next turn. When
 * another process was first, the turn is undone, the world brought to the present, and all of it performed again; so do
 * nothing in a turn that cannot be undone: `later` does such a thing when the turn is kept.
 */
export class Turns {
  readonly #world: TurnedWorld;
  readonly #isShared: boolean;
  readonly #freshness: Freshness;
  /** Performed in the open turn. */
  #members: Member[] = [];
  /** What came while the store was asked. */
  #queue: Member[] = [];
  #acting: Member | undefined;
  /** The store is asked, or the world is somebody's alone. */
  #isBusy = false;
  #isDue = false;
  /** It is not known what became of the last commit. */
  #isUncertain = false;
  /** When the world was last seen to be the newest, on the stopwatch. */
  #seen = Number.NEGATIVE_INFINITY;
  /** Those who want the world for themselves: they go before what is queued. */
  #waiting: (() => void)[] = [];
  readonly #metrics: Pick<Metrics, 'turned' | 'conflicted'> | undefined;

  constructor(
    world: TurnedWorld,
    options: {
      readonly isShared: boolean;
      readonly freshness?: Freshness;
      readonly metrics?: Pick<Metrics, 'turned' | 'conflicted'> | undefined;
    },
  ) {
    this.#world = world;
    this.#isShared = options.isShared;
    this.#freshness = options.freshness ?? 'always';
    this.#metrics = options.metrics;
  }

  /** Whether nothing waits to be kept. */
  get isIdle(): boolean {
    return !this.#isBusy && !this.#isDue && this.#members.length === 0 && this.#queue.length === 0;
  }

  /**
   * Performs something in a turn; answers what came of it, at once where nothing has to be kept or looked at. Inside another
   * act it is a part of that one. It may be performed several times. Rejects with `StoreError` when it could not be kept:
   * then nothing has happened; and with `WorldGone`.
   */
  take<T>(act: () => T | Promise<T>): T | Promise<T> {
    if (this.#acting !== undefined) return act();
    const member: Member<T> = { act, done: undefined, later: [], tell: () => {} };
    if (this.#isBusy || this.#isUncertain) this.#queue.push(member);
    else {
      this.#perform(member);
      if (this.#members.length === 0 && this.#needsNothing()) {
        this.#world.goOn();
        return ended(member);
      }
      this.#members.push(member);
    }
    this.#schedule();
    return new Promise<T>((resolve, reject) => {
      member.tell = error => {
        if (error !== undefined) return reject(error);
        try {
          resolve(ended(member));
        } catch (thrown) {
          reject(thrown);
        }
      };
    });
  }

  /** Begins something that cannot be undone when the turn in which this is called is kept, and at once outside of all turns. */
  later<T>(act: () => Promise<T>): Promise<T> {
    const member = this.#acting;
    if (member === undefined) return act();
    return new Promise<T>((resolve, reject) => {
      member.later.push(() => {
        act().then(resolve, reject);
      });
    });
  }

  /** Has the next read look at the store, whatever is allowed: another process told of a change. */
  stale(): void {
    this.#seen = Number.NEGATIVE_INFINITY;
  }

  /** Changes that were made in no turn are kept soon. */
  changed(): void {
    if (this.#acting === undefined) this.#schedule();
  }

  /** Does something while nothing else is done to the world. The world must be left as the store has it. */
  async alone<T>(act: () => Promise<T>): Promise<T> {
    if (this.#isBusy || this.#members.length > 0) await new Promise<void>(resolve => this.#waiting.push(resolve));
    this.#isBusy = true;
    try {
      return await act();
    } catch (error) {
      if (error instanceof StoreError) this.#isUncertain = true;
      throw error;
    } finally {
      this.#isBusy = false;
      this.#giveWay();
    }
  }

  #schedule(): void {
    if (this.#isDue || this.#isBusy) return;
    this.#isDue = true;
    // Whatever arrived in the same round of the event loop is in the same turn.
    setImmediate(() => {
      this.#isDue = false;
      void this.#run();
    });
  }

  /** Keeps turn after turn, as long as there is something to be kept. It throws nothing. */
  async #run(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    this.#takeQueued();
    while (this.#members.length > 0 || this.#world.isChanged) {
      this.#release(await this.#keep());
      if (this.#waiting.length > 0) break;
      this.#takeQueued();
    }
    this.#isBusy = false;
    this.#giveWay();
  }

  /** Lets in the first who wants the world for himself, before anybody else can act; if there is none, goes on with what is queued. */
  #giveWay(): void {
    const letIn = this.#waiting.shift();
    if (letIn !== undefined) {
      this.#isBusy = true;
      letIn();
    } else if (this.#queue.length > 0) this.#schedule();
  }

  #takeQueued(): void {
    for (const member of this.#queue.splice(0, MOST)) {
      this.#members.push(member);
      if (!this.#isUncertain) this.#perform(member);
    }
  }

  #perform(member: Member): void {
    member.later = [];
    this.#acting = member;
    try {
      member.done = { value: member.act() };
    } catch (error) {
      member.done = { error };
    } finally {
      this.#acting = undefined;
    }
  }

  /** Whether what was performed can be answered without asking the store. */
  #needsNothing(): boolean {
    if (this.#world.isChanged) return false;
    if (!this.#isShared) return true;
    return this.#freshness !== 'always' && stopwatch() - this.#seen < this.#freshness;
  }

  /** Keeps what was performed, if need be after performing it again; answers why it could not be. */
  async #keep(): Promise<unknown> {
    const world = this.#world;
    const begun = stopwatch();
    let conflicts = 0;
    try {
      for (; conflicts < MOST_TIMES; conflicts += 1) {
        const { isChanged } = world;
        const state = this.#isUncertain ? 'conflict' : await this.#ask();
        if (state === 'kept') {
          this.#seen = stopwatch();
          if (isChanged) this.#metrics?.turned(this.#members.length, stopwatch() - begun);
          return undefined;
        }
        world.undo();
        if (state === 'gone' || !(await world.catchUp())) return new WorldGone();
        if (!this.#isUncertain) this.#metrics?.conflicted();
        this.#isUncertain = false;
        for (const member of this.#members) this.#perform(member);
      }
      world.undo();
      return new StoreError('failed', 'others changed the world again and again');
    } catch (error) {
      world.undo();
      this.#isUncertain = true;
      return error;
    }
  }

  async #ask(): Promise<'kept' | 'conflict' | 'gone'> {
    const world = this.#world;
    if (world.isChanged) return world.commit();
    if (!this.#needsNothing()) {
      const now = await world.look();
      if (now === undefined) return 'gone';
      if (now.version !== world.at.version || now.epoch !== world.at.epoch) return 'conflict';
    }
    world.goOn();
    return 'kept';
  }

  #release(error: unknown): void {
    const members = this.#members;
    this.#members = [];
    for (const member of members) member.tell(error);
  }
}
