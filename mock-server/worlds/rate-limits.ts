import type { RateLimit } from '../../contracts/core/dialect.js';
import type { Instant } from '../domain/clock.js';

/** Where a client stands after a call. */
export interface Allowance {
  readonly isSpent: boolean;
  readonly remaining: number;
  /** Milliseconds until it may call as often as at first. */
  readonly endsIn: number;
}

interface Window {
  readonly ends: Instant;
  calls: number;
}

/** Most clients that are counted: credentials that are not known are counted too, and there may be any number of them. */
const MOST = 10_000;

/**
 * How often each client called, in the vendor's own windows, on the clock of the world: where that is frozen, a window ends
 * when the clock is moved and no sooner.
 */
export class RateLimits {
  /** Whether calls are counted. */
  isOn = false;
  #wasOn = false;
  readonly #windows = new Map<string, Window>();

  /** How it is at first, and again after a reset. */
  begin(isOn: boolean): void {
    this.isOn = isOn;
    this.#wasOn = isOn;
  }

  /** Counts a call. A call that is refused does not count. */
  take(client: string, { calls, window: length, begins }: RateLimit, now: Instant): Allowance {
    let window = this.#windows.get(client);
    if (window === undefined || window.ends <= now) {
      if (this.#windows.size >= MOST) this.#windows.clear();
      const start = begins === 'onTheClock' ? Math.floor(now / length) * length : now;
      window = { ends: start + length, calls: 0 };
      this.#windows.set(client, window);
    }
    const isSpent = window.calls >= calls;
    if (!isSpent) window.calls += 1;
    return { isSpent, remaining: calls - window.calls, endsIn: window.ends - now };
  }

  /** Forgets what was counted, and is as it was at first. */
  reset(): void {
    this.isOn = this.#wasOn;
    this.#windows.clear();
  }
}
