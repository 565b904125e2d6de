import type { Instant } from '../domain/clock.js';
import { type Holder, SharedWeight } from '../domain/shared-weight.js';

/** What an answer depends on beside the call itself. */
export interface Version {
  /** Rises with each change of the cloud. */
  readonly version: number;
  readonly now: Instant;
  /** Rises each time that somebody asks what time it is. */
  readonly timesAsked: number;
}

/** A version, and the time of the call. */
type At = Pick<Version, 'version' | 'now'>;

interface Kept<T> {
  readonly value: T;
  readonly until: Instant;
  readonly weight: number;
}

/** What an answer takes beside its body, in bytes: its headers, and what it is found by. */
const BESIDE = 1000;

/** Most answers that are kept of one cloud, and most bytes that all of them together may have. */
const [MOST, HEAVIEST] = [256, 32 * 2 ** 20];

/** Bounds what the caches of all worlds keep together. */
export const repliesTogether = (): SharedWeight => new SharedWeight(HEAVIEST);

/**
 * Answers that are sent again, without asking the handler, until the cloud changes or the instant comes that the handler
 * named.
 */
export class ReplyCache<T> implements Holder {
  readonly #kept = new Map<string, Kept<T>>();
  #weight = 0;
  /** That of all it keeps: with the next one all are of no use. */
  #version = 0;
  readonly #shared: SharedWeight | undefined;

  /** `shared` bounds what the caches of all clouds keep together. */
  constructor(shared?: SharedWeight) {
    this.#shared = shared;
  }

  recall(key: string, { version, now }: At): T | undefined {
    if (version !== this.#version) return undefined;
    const kept = this.#kept.get(key);
    return kept !== undefined && now < kept.until ? kept.value : undefined;
  }

  /** `weight` is what the value takes, in bytes. */
  keep(key: string, { version, now }: At, until: Instant, value: T, weight: number): void {
    if (until <= now) return;
    if (version !== this.#version) this.lighten();
    this.#version = version;
    this.#weight += weight - (this.#kept.get(key)?.weight ?? 0);
    if (this.#kept.size >= MOST || this.#weight > HEAVIEST) {
      this.#kept.clear();
      this.#weight = weight;
    }
    this.#kept.set(key, { value, until, weight });
    this.#shared?.weigh(this, this.#weight + this.#kept.size * BESIDE);
  }

  /** Lets go of all that was kept before this version: after a change nobody may ask for long. */
  outdated(now: At | undefined): void {
    if (now?.version === this.#version || this.#kept.size === 0) return;
    this.lighten();
    this.#shared?.forget(this);
  }

  /** Lets go of all. */
  lighten(): number {
    this.#kept.clear();
    this.#weight = 0;
    return 0;
  }
}
