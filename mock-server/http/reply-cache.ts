import type { Instant } from '../domain/clock.js';
import { type Holder, SharedWeight } from '../domain/shared-weight.js';

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

/** What an answer takes beside its body, in bytes: its headers, and what it is found by. */
const BESIDE = 1000;

/** Most answers that are kept of one cloud, and most bytes that all of them together may have. */
const [MOST, HEAVIEST] = [256, 64 * 2 ** 20];

/** Bounds what the caches of all worlds keep together. */
export const repliesTogether = (): SharedWeight => new SharedWeight(HEAVIEST);

/**
 * Answers that are sent again, without asking the handler, until the cloud changes or the instant comes that the handler
 * named.
 */
export class ReplyCache<T> implements Holder {
  readonly #kept = new Map<string, Kept<T>>();
  #weight = 0;
  readonly #shared: SharedWeight | undefined;

  /** `shared` bounds what the caches of all clouds keep together. */
  constructor(shared?: SharedWeight) {
    this.#shared = shared;
  }

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
    this.#shared?.weigh(this, this.#weight + this.#kept.size * BESIDE);
  }

  lighten(): void {
    this.#kept.clear();
    this.#weight = 0;
  }
}
