const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** How long a run may take by default. */
export const MAX_TIME = 15 * MINUTE;
/** How long, after a run's end, taking away what it made may take: a few machines are deleted in that time. */
export const TAKING_AWAY = 5 * MINUTE;
/** And how long, after that, signing out may. */
const SIGNING_OUT = 10 * SECOND;

/** `15 min`, `90 s`, `250 ms`. */
export function durationInWords(milliseconds: number): string {
  if (milliseconds < SECOND) return `${Math.round(milliseconds)} ms`;
  if (milliseconds >= HOUR && milliseconds % HOUR === 0) return `${milliseconds / HOUR} h`;
  if (milliseconds % MINUTE === 0) return `${milliseconds / MINUTE} min`;
  return `${Math.round(milliseconds / SECOND)} s`;
}

export interface TimeLimitOptions {
  readonly now: () => number;
  readonly maxTime?: number | undefined;
  /** Ends the run before its time. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * How long a run may go on. It ends when its time is over or it is interrupted; from then on only what it made is taken
 * away, which has a time of its own, for an endpoint may hang in each deletion.
 */
export class TimeLimit {
  readonly #now: () => number;
  readonly #maxTime: number;
  readonly #signal: AbortSignal | undefined;
  readonly #endsAt: number;
  /** Until when things may be taken away; undefined while the run still compares. */
  #last: number | undefined;
  #interruptedAt: number | undefined;
  #said: string | undefined;

  constructor({ now, maxTime = MAX_TIME, signal }: TimeLimitOptions) {
    this.#now = now;
    this.#maxTime = maxTime;
    this.#signal = signal;
    this.#endsAt = now() + maxTime;
  }

  /** Why the run has ended, in a sentence; undefined while it may go on. Ask only where something is still to be done. */
  ended(): string | undefined {
    if (this.#isInterrupted()) this.#said ??= 'The run was interrupted.';
    else if (this.#now() >= this.#endsAt)
      this.#said ??= `The run was ended after ${durationInWords(this.#maxTime)} (--max-time).`;
    return this.#said;
  }

  /** Why the run ended before it had done all; undefined if it had, be its time over since. */
  said(): string | undefined {
    return this.#isInterrupted() ? this.ended() : this.#said;
  }

  /** From now on only what was made is taken away. */
  leave(): void {
    this.#last ??= (this.ended() === undefined ? this.#endsAt : this.#now()) + TAKING_AWAY;
  }

  /** Gives signing out a little time, also if taking away took all there was. */
  signOut(): void {
    this.#last = Math.max(this.#last ?? 0, this.#now() + SIGNING_OUT);
  }

  /** Milliseconds that an answer or a wait may take; 0 or less if there is to be none. */
  left(): number {
    if (this.#last === undefined) return this.ended() === undefined ? this.#endsAt - this.#now() : 0;
    if (this.#isInterrupted()) this.#last = Math.min(this.#last, (this.#interruptedAt ?? 0) + TAKING_AWAY);
    return this.#last - this.#now();
  }

  /** Whether the time for taking things away is over too. */
  isOver(): boolean {
    return this.#last !== undefined && this.left() <= 0;
  }

  /** What ends a wait: the interruption of the run. It does not end one while things are taken away. */
  waking(): AbortSignal | undefined {
    return this.#last === undefined ? this.#signal : undefined;
  }

  #isInterrupted(): boolean {
    if (this.#signal?.aborted !== true) return false;
    this.#interruptedAt ??= this.#now();
    return true;
  }
}
