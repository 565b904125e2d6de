import type { Instant } from '../domain/clock.js';

/** What an answer depends on beside the call itself. */
export interface Version {
  /** Rises with each change of the cloud. */
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
 * Answers that are sent again, without asking the handler, until the cloud changes or the instant comes that the handler
 * named.
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
