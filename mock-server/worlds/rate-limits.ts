import { createHash } from 'node:crypto';
import type { RateLimit } from '../../contracts/core/dialect.js';
import type { Instant } from '../domain/clock.js';
import { type KeptRow, Part } from '../domain/transaction.js';

/** Where a client stands after a call. */
export interface Allowance {
  readonly isSpent: boolean;
  readonly remaining: number;
  /** Milliseconds until it may call as often as at first. */
  readonly endsIn: number;
}

/** Never changed: another takes its place. */
interface Window {
  readonly ends: Instant;
  readonly calls: number;
}

/** Most clients that are counted: credentials that are not known are counted too, and there may be any number of them. */
const MOST = 10_000;

/**
 * How often each client called, in the vendor's own windows, on the clock of the world: where that is frozen, a window ends
 * when the clock is moved and no sooner.
 */
export class RateLimits extends Part {
  /** By the names under which a world has them. */
  readonly parts: Readonly<Record<string, Part>> = { limits: this };
  #isOn = false;
  #wasOn = false;
  /** By what stands for a client, for a client is known by its credential. The one that began last is last. */
  readonly #windows = new Map<string, Window>();
  #before: { readonly isOn: boolean; readonly wasOn: boolean } | undefined;

  /** Whether calls are counted. */
  get isOn(): boolean {
    return this.#isOn;
  }

  set isOn(isOn: boolean) {
    this.#switch(isOn, this.#wasOn);
  }

  /** How it is at first, and again after a reset. */
  begin(isOn: boolean): void {
    this.#switch(isOn, isOn);
  }

  /** Counts a call. A call that is refused does not count. */
  take(client: string, { calls, window: length, begins }: RateLimit, now: Instant): Allowance {
    const key = keyOf(client);
    let window = this.#windows.get(key);
    if (window === undefined || window.ends <= now) {
      this.#makeRoom(key);
      const start = begins === 'onTheClock' ? Math.floor(now / length) * length : now;
      window = { ends: start + length, calls: 0 };
    }
    const isSpent = window.calls >= calls;
    if (!isSpent) {
      window = { ...window, calls: window.calls + 1 };
      this.#set(key, window);
    }
    return { isSpent, remaining: calls - window.calls, endsIn: window.ends - now };
  }

  /** Forgets what was counted, and is as it was at first. */
  reset(): void {
    this.#switch(this.#wasOn, this.#wasOn);
    for (const key of [...this.#windows.keys()]) this.#set(key, undefined);
  }

  save(): unknown {
    return { ...this.head(), windows: [...this.#windows] };
  }

  load(saved: unknown): void {
    const { windows, ...head } = saved as Head & { readonly windows: readonly [string, Window][] };
    this.putHead(head);
    this.#windows.clear();
    for (const [key, window] of windows) this.#windows.set(key, window);
  }

  override rows(): Iterable<KeptRow> {
    return this.#windows;
  }

  override putRow(key: string, window: Window | undefined): void {
    if (window === undefined) this.#windows.delete(key);
    else this.#windows.set(key, window);
  }

  override head(): Head {
    return { isOn: this.#isOn, wasOn: this.#wasOn };
  }

  override putHead(head: unknown): void {
    const { isOn, wasOn } = head as Head;
    this.#isOn = isOn;
    this.#wasOn = wasOn;
  }

  undo(key: string, before: Window | undefined): void {
    this.putRow(key, before);
  }

  override turnEnded(isUndone: boolean): void {
    if (isUndone && this.#before !== undefined) this.putHead(this.#before);
    this.#before = undefined;
  }

  #switch(isOn: boolean, wasOn: boolean): void {
    if (this.keepUntilTurn()) this.#before ??= this.head();
    this.#isOn = isOn;
    this.#wasOn = wasOn;
  }

  #set(key: string, window: Window | undefined): void {
    const before = this.#windows.get(key);
    this.putRow(key, window);
    this.note(key, before, window);
  }

  /** Has a new window of a client be the last one. Where there are too many, that which began first is forgotten. */
  #makeRoom(key: string): void {
    if (this.#windows.has(key)) this.#set(key, undefined);
    const [first] = this.#windows.size < MOST ? [] : this.#windows.keys();
    if (first !== undefined) this.#set(first, undefined);
  }
}

/** How it is, and how it was at first. */
interface Head {
  readonly isOn: boolean;
  readonly wasOn: boolean;
}

/** Stands for a client where its windows are kept: nobody reads a credential there. */
const keyOf = (client: string): string => createHash('sha256').update(client).digest('base64url').slice(0, 22);
