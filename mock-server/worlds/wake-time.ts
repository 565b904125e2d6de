import { type Instant, type KeptClock, realTime } from '../domain/clock.js';
import type { TaskFaults } from '../domain/failing-jobs.js';
import type { ReadyCloud } from './ready-cloud.js';

/** The instant, on the clock of its world, of what a cloud does next of which somebody may be told; undefined for none. */
export function dueIn({ cloud, vendor }: Omit<ReadyCloud, 'origin'>, faults?: TaskFaults): Instant | undefined {
  if (!cloud.mayNotify) return undefined;
  return cloud.outbox.sendable.length > 0 ? cloud.now : cloud.nextDue(vendor.jobs, faults);
}

/** The real instant at which a world wants to be woken, its clouds being due at these on its clock; null for never. */
export function wakeTimeOf({ mode, shown, since }: KeptClock, dues: Iterable<Instant | undefined>): Instant | null {
  let first = Number.POSITIVE_INFINITY;
  for (const due of dues) first = Math.min(first, due ?? first);
  if (first === Number.POSITIVE_INFINITY) return null;
  if (mode === 'running') return Math.max(0, since + first - shown);
  return first <= shown ? 0 : null; // what is due already is done also while the clock stands
}

/** When a world wants to be brought into memory though nobody calls it: what is true of that, and what the store has. */
export class WakeTime {
  readonly #wanted: () => Instant | null;
  #kept: Instant | null = null;
  /** The store has to hear of it, though nothing else changed. */
  isOther = false;

  constructor(wanted: () => Instant | null) {
    this.#wanted = wanted;
  }

  /** The store has this. */
  put(kept: Instant | null): void {
    this.#kept = kept;
    this.isOther = false;
  }

  /** What the store is to have. What is due already stays where it is, so that it does not move with each commit. */
  wanted(): Instant | null {
    const [at, now, kept] = [this.#wanted(), realTime(), this.#kept];
    if (at === null || at > now) return at;
    return kept !== null && kept <= now ? kept : now;
  }

  /** All was done that could be done by now: what is due all the same is tried again when the store says. */
  look(): void {
    const at = this.#wanted();
    this.isOther = at !== this.#kept && (at === null || at > realTime());
  }
}
