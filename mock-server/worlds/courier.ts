import { type Clock, type Instant, realTime, SECOND } from '../domain/clock.js';
import type { Cloud, Ran, SettleOptions } from '../domain/cloud.js';

/** A cloud whose outbox a courier empties, with the name of its vendor, and what has time pass in it. */
export interface Attended {
  readonly name: string;
  readonly cloud: Cloud;
  settle(until: Instant, options?: SettleOptions): readonly Ran[];
  /** When something happens next in it. */
  next(): Instant | undefined;
}

/** How what a courier does is kept, and what keeps other processes from doing the same. */
export interface Keep {
  turn<T>(act: () => T): T | Promise<T>;
  alone<T>(act: () => Promise<T>): Promise<T>;
  /** Does nothing where another is at it. */
  ifAlone(act: () => Promise<void>): Promise<void>;
  /** All was done that is due by now. */
  rested(): void;
}

const inMemory: Keep = { turn: act => act(), alone: act => act(), ifAlone: act => act(), rested() {} };

/** Most notices of one cloud that are on their way at one time. */
const AT_ONCE = 10;
/** Real milliseconds: how soon to look again for a job that should have run, and the longest that a timer of Node's can wait. */
const [AGAIN, FURTHEST] = [1000, 2 ** 31 - 1];
/** Real milliseconds: for a job that is due so soon its world stays in memory, though whoever keeps it would wake it. */
const NEAR = 10 * SECOND;

/**
 * Empties the outboxes of one world: it stands outside of the domain, and what a target answers reaches nothing but the
 * record of its delivery. It has time pass for clouds that may notify, as long as the clock runs, for whoever waits to be
 * told makes no calls in which it would. One thing is done after the other: `advance`, then what falls due later.
 */
export class Courier {
  readonly #clock: Clock;
  readonly #attended: () => Iterable<Attended>;
  readonly #anywhere: boolean;
  readonly #kept: Keep;
  #turn: Promise<unknown> = Promise.resolve();
  /** Made when something is on its way first: of most worlds nothing ever is. */
  #ending: AbortController | undefined;
  #isAwake = false;
  #isClosed = false;
  /** How much was asked for and is not done. */
  #open = 0;
  #alarm: ReturnType<typeof setTimeout> | undefined;
  /** Real instant at which the alarm rings. */
  #rings = Number.POSITIVE_INFINITY;

  /** `isAnywhere`: whether notices are sent beyond loopback and private addresses. */
  constructor(
    clock: Clock,
    attended: () => Iterable<Attended>,
    { isAnywhere, keep = inMemory }: { readonly isAnywhere: boolean; readonly keep?: Keep },
  ) {
    this.#clock = clock;
    this.#attended = attended;
    this.#anywhere = isAnywhere;
    this.#kept = keep;
  }

  /** Aborted when what is on its way is given up: then the clouds that were attended are no more. */
  get signal(): AbortSignal {
    this.#ending ??= new AbortController();
    if (this.#isClosed) this.#ending.abort();
    return this.#ending.signal;
  }

  /** Does something to the world, which is kept before this answers; it may be done several times. */
  turn<T>(act: () => T): T | Promise<T> {
    return this.#kept.turn(act);
  }

  /** Does something after all that was asked for before, while no other process lets time pass in the world. */
  alone<T>(act: () => Promise<T>): Promise<T> {
    return this.inTurn(() => this.#kept.alone(act));
  }

  /** Whether something is under way or will be soon by itself: a notice, a step of the clock, a job of which somebody is to be told. */
  get isBusy(): boolean {
    return this.#isAwake || this.#open > 0 || this.#rings - realTime() < NEAR;
  }

  /** Does something after all that was asked for before. */
  inTurn<T>(act: () => Promise<T>): Promise<T> {
    this.#open += 1;
    const done = this.#turn.then(act).finally(() => {
      this.#open -= 1;
    });
    this.#turn = done.catch(() => {});
    return done;
  }

  /** Sends what is due by now. */
  idle(): Promise<void> {
    return this.inTurn(() => this.#round());
  }

  /** Looks soon for what is due, once for all that is told until then. */
  wake(): void {
    if (this.#isAwake || this.#isClosed) return;
    this.#isAwake = true;
    setImmediate(() => {
      void this.inTurn(() => {
        this.#isAwake = false;
        return this.#round();
      });
    });
  }

  /** Sends what may be sent of a cloud at its own time, in order for each URL, until nothing more may. */
  async send(attended: Pick<Attended, 'cloud'>): Promise<void> {
    const { signal } = this;
    for (;;) {
      const ready = attended.cloud.outbox.sendable.slice(0, AT_ONCE);
      if (ready.length === 0 || signal.aborted) return;
      const { post } = await import('./post.js'); // most worlds tell nobody
      const posted = await Promise.all(ready.map(one => post(one, { anywhere: this.#anywhere, signal })));
      if (signal.aborted) return;
      await this.turn(() => {
        const { cloud } = attended;
        cloud.transact(() => {
          for (const [index, { id }] of ready.entries()) {
            const outcome = posted[index];
            if (outcome === undefined) continue;
            if ('refused' in outcome) cloud.outbox.refuse(id, outcome.refused);
            else cloud.outbox.attempted(id, outcome, cloud.now);
          }
        });
      });
    }
  }

  /** Gives up what is on its way: the clouds it was from are replaced. */
  giveUp(): void {
    this.#ending?.abort();
    this.#ending = undefined;
    this.#quiet();
  }

  /** Gives up what is on its way, and sends nothing more. */
  close(): void {
    this.#isClosed = true;
    this.#ending?.abort();
    this.#quiet();
  }

  async #round(): Promise<void> {
    for (const one of this.#attended()) {
      if (!one.cloud.mayNotify) continue;
      try {
        await this.turn(() => one.settle(this.#clock.now()));
      } catch {
        continue; // whoever calls this cloud next is told
      }
      if (one.cloud.outbox.sendable.length > 0) await this.#kept.ifAlone(() => this.#sendOf(one));
    }
    this.#kept.rested();
    this.#setAlarm();
  }

  /** Sends what may be sent of a cloud, unless another process has sent it. */
  async #sendOf(one: Attended): Promise<void> {
    await this.turn(() => one.settle(this.#clock.now()));
    await this.send(one);
  }

  /** Has the next job of a cloud that may notify run in time. */
  #setAlarm(): void {
    this.#quiet();
    const { mode, now } = this.#clock.state();
    if (mode === 'frozen' || this.#isClosed) return;
    let next = Number.POSITIVE_INFINITY;
    for (const one of this.#attended()) if (one.cloud.mayNotify) next = Math.min(next, one.next() ?? next);
    if (next === Number.POSITIVE_INFINITY) return;
    const wait = next > now ? Math.min(next - now, FURTHEST) : AGAIN;
    this.#rings = realTime() + wait;
    this.#alarm = setTimeout(() => this.wake(), wait);
    this.#alarm.unref();
  }

  #quiet(): void {
    clearTimeout(this.#alarm);
    this.#alarm = undefined;
    this.#rings = Number.POSITIVE_INFINITY;
  }
}
