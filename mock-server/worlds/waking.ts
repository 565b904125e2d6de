import { type Instant, realTime } from '../domain/clock.js';
import type { Store, StoredWorld } from '../store/store.js';

/** A world that wants to be woken. */
export type WokenWorld = Pick<StoredWorld, 'id' | 'name'>;

/**
 * Real milliseconds: the longest until the store is asked again, for other processes may have ended meanwhile; for how long
 * what is due is left to whoever has the world in memory; and after which a world is woken again if that came to nothing.
 */
const [LOOK, LEFT, AGAIN] = [5000, 500, 15_000];

/** Wakes worlds of a store that want to do something by themselves, in time while their process goes on, and soon after it ended. */
export class Waking {
  readonly #store: Store;
  readonly #wake: (world: WokenWorld) => Promise<void>;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isClosed = false;

  constructor(store: Store, wake: (world: WokenWorld) => Promise<void>) {
    this.#store = store;
    this.#wake = wake;
    this.#lookAt(realTime() + LEFT);
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
  }

  #lookAt(instant: Instant): void {
    if (this.#isClosed) return;
    const wait = Math.min(Math.max(instant - realTime(), LEFT), LOOK);
    this.#timer = setTimeout(() => {
      this.#look().then(
        next => this.#lookAt(next),
        () => this.#lookAt(realTime() + LOOK), // the store cannot be asked
      );
    }, wait).unref();
  }

  /** Wakes what is due; answers when to look again. */
  async #look(): Promise<Instant> {
    const now = realTime();
    const { worlds, next = now + LOOK } = await this.#store.wake(now - LEFT, now + AGAIN);
    for (const world of worlds) if (!this.#isClosed) await this.#wake(world).catch(() => {}); // it is tried again
    return next + LEFT;
  }
}
