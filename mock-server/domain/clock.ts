/** The only file that reads the real time. */
export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Milliseconds of UTC since 1970. */
export type Instant = number;

export interface ClockState {
  readonly mode: 'running' | 'frozen';
  readonly now: Instant;
}

/** A clock as it is kept: what it showed at a real instant. */
export interface KeptClock {
  readonly mode: ClockState['mode'];
  readonly shown: Instant;
  readonly since: Instant;
}

/** Virtual time of one world: frozen at an instant, or running with the real time from an instant on. */
export interface Clock {
  now(): Instant;
  isFrozen(): boolean;
  state(): ClockState;
  set(state: Partial<ClockState>): void;
  /** How it is kept beyond this process: one that runs goes on running. */
  kept(): KeptClock;
  /** Is as it was kept, and tells nobody. */
  put(kept: KeptClock): void;
  /** Tells of each time that it is set, from now on. Answers what ends that. A listener throws nothing. */
  onSet(listener: () => void): () => void;
}

/** The real time. Everything that needs it asks here. */
export const realTime = (): Instant => Date.now();

/** Milliseconds of real time since some instant, for lengths: it never goes back. No world may show it as its own. */
export const stopwatch = (): number => performance.now();

/** A clock that begins at `now`, frozen or running. */
export function createClock(initial: ClockState): Clock {
  let { mode } = initial;
  let shown = initial.now;
  let since = realTime();
  const listeners = new Set<() => void>();
  const now = (): Instant => (mode === 'frozen' ? shown : shown + (realTime() - since));
  return {
    now,
    isFrozen: () => mode === 'frozen',
    state: () => ({ mode, now: now() }),
    set(state) {
      shown = state.now ?? now();
      since = realTime();
      mode = state.mode ?? mode;
      for (const listener of listeners) listener();
    },
    kept: () => ({ mode, shown, since: mode === 'frozen' ? 0 : since }),
    put(kept) {
      ({ mode, shown, since } = kept);
    },
    onSet(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}

/** Midnight UTC of the first day of the month that holds the instant, `months` later. */
export function startOfMonth(instant: Instant, months = 0): Instant {
  const at = new Date(instant);
  return Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + months, 1);
}

/** Midnight UTC of the day that holds the instant. */
export const startOfDay = (instant: Instant): Instant => Math.floor(instant / DAY) * DAY;
