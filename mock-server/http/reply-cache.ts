import type { Instant } from '../domain/clock.js';

/** What an answer depends on beside the call itself. */
export interface Version {
  /** Counts what happened to the cloud. */
  readonly version: number;
  readonly now: Instant;
}

interface Kept<T> {
  readonly value: T;
  readonly version: number;
  readonly until: Instant;
  readonly weight: number;
}

/** Most answers that are kept, and most bytes that all of them together may have. */
const [MOST, HEAVIEST] = [256, 64 * 2 ** 20];

/**
 * Answers that still hold: what was read once need not be made and written again until something happens to the cloud,
 * or the instant comes up to which the handler said it holds.
 */
export class ReplyCache<T> {
  readonly #kept = new Map<string, Kept<T>>();
  #weight = 0;

  recall(key: string, { version, now }: Version): T | undefined {
    const kept = this.#kept.get(key);
    return kept !== undefined && kept.version === version && now < kept.until ? kept.value : undefined;
  }

  /** `weight` is what the value takes, in bytes. */
  keep(key: string, { version, now }: Version, until: Instant, value: T, weight: number): void {
    if (until <= now) return;
    this.#weight += weight - (this.#kept.get(key)?.weight ?? 0);
    if (this.#kept.size >= MOST || this.#weight > HEAVIEST) {
      this.#kept.clear();
      this.#weight = weight;
    }
    this.#kept.set(key, { value, version, until, weight });
  }
}
