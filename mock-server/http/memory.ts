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
}

const MOST = 256;

/**
 * Answers that still hold: what was read once need not be made and written again until something happens to the cloud,
 * or the instant comes up to which the handler said it holds.
 */
export class Memory<T> {
  readonly #held = new Map<string, Held<T>>();

  recall(key: string, { version, now }: Moment): T | undefined {
    const held = this.#held.get(key);
    return held !== undefined && held.version === version && now < held.until ? held.value : undefined;
  }

  keep(key: string, { version, now }: Moment, until: Instant, value: T): void {
    if (until <= now) return;
    if (this.#held.size >= MOST) this.#held.clear();
    this.#held.set(key, { value, version, until });
  }
}
