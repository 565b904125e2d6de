import type { Instant } from '../domain/clock.js';

/** What an answer depends on beside the call itself. */
export interface Moment {
  /** Counts what happened to the cloud. */
  readonly version: number;
  readonly now: Instant;
}

interface Held<T> {
  readonly value: T;
  readonly version: number;
  readonly until: Instant;
  readonly weight: number;
}

/** Most answers that are held, and most bytes that all of them together may have. */
const [MOST, HEAVIEST] = [256, 64 * 2 ** 20];

/**
 * Answers that still hold: what was read once need not be made and written again until something happens to the cloud,
 * or the instant comes up to which the handler said it holds.
 */
export class Memory<T> {
  readonly #held = new Map<string, Held<T>>();
  #weight = 0;

  recall(key: string, { version, now }: Moment): T | undefined {
    const held = this.#held.get(key);
    return held !== undefined && held.version === version && now < held.until ? held.value : undefined;
  }

  /** `weight` is what the value takes, in bytes. */
  keep(key: string, { version, now }: Moment, until: Instant, value: T, weight: number): void {
    if (until <= now) return;
    this.#weight += weight - (this.#held.get(key)?.weight ?? 0);
    if (this.#held.size >= MOST || this.#weight > HEAVIEST) {
      this.#held.clear();
      this.#weight = weight;
    }
    this.#held.set(key, { value, version, until, weight });
  }
}
