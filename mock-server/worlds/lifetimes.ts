import { Failure } from '../../contracts/core/failure.js';
import { HOUR, type Instant, realTime, SECOND } from '../domain/clock.js';
import { isOver, type Tenure, type TenureWish, tenureOf } from './tenure.js';

/** A world as far as its lifetime goes. */
export interface Mortal {
  readonly name: string;
  tenure: Tenure;
  /** Real instant of the last call to it. */
  touched: Instant;
  /** Something goes on in it that would end with it: somebody follows it or waits, a notice is on its way, its clock is moved. */
  readonly isBusy: boolean;
}

export interface LifetimesOptions<One extends Mortal> {
  /** The worlds in memory. */
  all(): Iterable<One>;
  /** Called for a world whose time is over. */
  forget(world: One): void;
  /** Name of the world that is there as long as the server. */
  readonly lasting: string;
  /** Real milliseconds for which a world is there whose wish says nothing of that; null for ever. */
  readonly ttl: number | null;
  /** Called for a world that nobody called for so many real milliseconds: it comes back when it is called. Default: none is. */
  readonly idle?: number | undefined;
  evict?(world: One): void;
}

/** Real milliseconds: the least between two sweeps, so that many worlds that end one after the other cost few. */
const [SOONEST, LATEST] = [SECOND, HOUR];

/**
 * Which worlds are over, and which are idle. A world whose time is over is not found any more, whether it was swept yet or
 * not; sweeping is for its memory. One timer, which keeps no process alive, and none where no world ends.
 */
export class Lifetimes<One extends Mortal> {
  readonly #options: LifetimesOptions<One>;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** When it rings. */
  #rings = Number.POSITIVE_INFINITY;
  #isClosed = false;

  constructor(options: LifetimesOptions<One>) {
    this.#options = options;
  }

  /** The tenure of a world that is made now. Throws `Failure` for the one that stays, if it is not to. */
  tenureOf(name: string, wish: TenureWish): Tenure {
    if (name === this.#options.lasting) this.#needNone(wish.ttl);
    const usual = name === this.#options.lasting ? null : this.#options.ttl;
    return tenureOf({ ...wish, ttl: wish.ttl === undefined ? usual : wish.ttl });
  }

  /** Has a world end so many real milliseconds from now, or never. Throws `Failure` for the one that stays. */
  keepFor(world: One, ttl: number | null): void {
    if (world.name === this.#options.lasting) this.#needNone(ttl);
    world.tenure = { ...world.tenure, expires: tenureOf({ ttl }).expires };
    this.note(world);
  }

  #needNone(ttl: number | null | undefined): void {
    if (ttl == null) return;
    const text = `the world "${this.#options.lasting}" stays as long as the server: it takes no ttl`;
    throw new Failure('conflict', { text });
  }

  /** A call is made to a world. It costs a number, and nothing where worlds do not leave memory. */
  touched(world: One): void {
    if (this.#options.idle !== undefined) world.touched = realTime();
  }

  /** A world is there from now on, or ends at another time than before. */
  note(world: One): void {
    const { idle } = this.#options;
    const { expires } = world.tenure;
    if (expires !== null) this.#ringAt(expires);
    if (idle !== undefined) this.#ringAt(realTime() + idle);
  }

  /** Forgets the worlds whose time is over, and has those leave memory that are idle. */
  sweep(): void {
    const { all, forget, idle, evict } = this.#options;
    const now = realTime();
    let next = Number.POSITIVE_INFINITY;
    for (const world of [...all()]) {
      const { tenure, touched, isBusy } = world;
      if (isOver(tenure)) {
        forget(world);
        continue;
      }
      next = Math.min(next, tenure.expires ?? next);
      if (idle === undefined || evict === undefined) continue;
      // One that is busy is looked at again a whole idle time later.
      if (!isBusy && touched + idle <= now) evict(world);
      else next = Math.min(next, isBusy ? now + idle : touched + idle);
    }
    this.#ringAt(next);
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
  }

  #ringAt(instant: Instant): void {
    if (this.#isClosed || instant >= this.#rings) return;
    clearTimeout(this.#timer);
    this.#rings = instant;
    this.#timer = setTimeout(
      () => {
        this.#rings = Number.POSITIVE_INFINITY;
        this.sweep();
      },
      Math.min(Math.max(instant - realTime(), SOONEST), LATEST),
    );
    this.#timer.unref();
  }
}
