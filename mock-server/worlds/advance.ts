import type { Duration } from '../../contracts/core/duration.js';
import type { Clock, Instant } from '../domain/clock.js';
import type { Ran } from '../domain/cloud.js';
import type { Change } from '../domain/transaction.js';
import { bitByBit, othersServed } from './bit-by-bit.js';
import { type ChangeCounts, NetChanges } from './changed.js';
import type { Attended, Courier } from './courier.js';
import { type Touched, touchedBy } from './touched.js';

/** A job that ran when a world's time passed. */
type WorldRan = Ran & { readonly vendor: string; readonly records?: readonly Touched[] };

/** What happened while a world's time passed. */
export interface Advanced {
  /** In the order of time, the first of them. */
  readonly ran: readonly WorldRan[];
  /** How many more there were. */
  readonly more: number;
  /** How many records changed, by vendor and part; a vendor of which none did is not named. */
  readonly changed: Readonly<Record<string, ChangeCounts>>;
}

/** How far, or until when, the clock is to go. */
export interface WorldStep {
  readonly by?: Duration | undefined;
  readonly to?: number | undefined;
  /** Whether it is to be said which records each job changed; default: no. */
  readonly records?: boolean | undefined;
}

const NEVER = Number.POSITIVE_INFINITY;

/** Most jobs that are told. */
const MOST_TOLD = 10_000;

/** Most jobs that run, and most changes that are made, in one turn of the world: others are served before the next. */
const [MOST_JOBS, MOST_CHANGES] = [500, 5000];

/** The way of one cloud to an instant, and what happens on it. What it keeps follows the records that change, not the jobs. */
class Way {
  readonly attended: Attended;
  error: unknown;
  /** That of a turn that is kept. */
  #keptError: unknown;
  /** What happened in the turns that are kept. */
  readonly ran: WorldRan[] = [];
  #count = 0;
  readonly #net = new NetChanges();
  /** What happened in this turn, which may be undone. */
  #latest: { ran: WorldRan[]; changes: Change[]; count: number } = { ran: [], changes: [], count: 0 };
  readonly #withRecords: boolean;

  constructor(attended: Attended, withRecords: boolean) {
    this.attended = attended;
    this.#withRecords = withRecords;
  }

  /** When something happens next. Nothing does after an error. */
  get next(): Instant {
    return this.error === undefined ? (this.attended.next() ?? NEVER) : NEVER;
  }

  get isSendable(): boolean {
    return this.attended.cloud.outbox.sendable.length > 0;
  }

  /** Jobs that ran. */
  get count(): number {
    return this.#count;
  }

  counts(): Promise<ChangeCounts> {
    return bitByBit(this.#net.counts());
  }

  /** How much happened in this turn, as a share of what may. */
  get share(): number {
    return Math.max(this.#latest.count / MOST_JOBS, this.#latest.changes.length / MOST_CHANGES);
  }

  /** The turn is kept. */
  keep(): void {
    const { ran, changes, count } = this.#latest;
    for (const one of ran) if (this.ran.length < MOST_TOLD) this.ran.push(one);
    this.#count += count;
    this.#net.add(changes);
    this.#keptError = this.error;
    this.forget();
  }

  /** Forgets what happened in this turn: it is undone. */
  forget(): void {
    this.#latest = { ran: [], changes: [], count: 0 };
    this.error = this.#keptError;
  }

  /** Goes to an instant, to the time before it at which something may be sent, or as far as it may in one turn. */
  go(to: Instant): void {
    if (this.error !== undefined) return;
    const { name, cloud, settle } = this.attended;
    const { ran, changes } = this.#latest;
    /** What each of the jobs changed that ran, if that is asked for. */
    const touched: (readonly Touched[])[] = [];
    const end = cloud.onChange(more => {
      for (const change of more) changes.push(change);
      const records = this.#withRecords ? touchedBy(more, cloud) : undefined;
      if (records !== undefined) touched.push(records);
    });
    try {
      for (const job of settle(to, { untilSendable: true, most: MOST_JOBS })) {
        const records = touched.shift();
        this.#latest.count += 1;
        if (this.#count < MOST_TOLD) ran.push({ ...job, vendor: name, ...(records && { records }) });
      }
    } catch (error) {
      this.error = error; // the other clouds come to the present all the same
    } finally {
      end();
    }
  }
}

/**
 * Goes on until something is to be sent, a turn is full, or all is over; answers what is to be sent, or whether it is over.
 */
function goOn(ways: readonly Way[], to: Instant, clock: Clock): { readonly telling?: Way; readonly isOver: boolean } {
  const reach = ({ attended }: Way): void => clock.set({ now: Math.max(attended.cloud.now, clock.now()) });
  for (;;) {
    const telling = ways.find(({ isSendable }) => isSendable);
    if (telling !== undefined) {
      reach(telling);
      return { telling, isOver: false };
    }
    const first = ways.reduce<Way | undefined>((one, way) => (one && one.next <= way.next ? one : way), undefined);
    if (first === undefined || first.next > to) break;
    first.go(Math.min(to, ...ways.filter(way => way !== first).map(({ next }) => next)));
    if (ways.reduce((sum, { share }) => sum + share, 0) < 1) continue;
    if (first.error === undefined) reach(first);
    return { isOver: false };
  }
  clock.set({ now: Math.max(to, clock.now()) });
  for (const way of ways) way.go(to);
  return { isOver: true };
}

/**
 * Takes the clouds of a world to an instant, step by step: what is to be sent is sent at its time, and what came of it is
 * kept before anything happens later in any cloud. When the courier gives up, for the clouds are replaced, it stops there.
 * `withRecords` has it say which records each job changed.
 */
export async function advanceTo(
  to: Instant,
  attended: readonly Attended[],
  clock: Clock,
  courier: Pick<Courier, 'send' | 'signal' | 'turn'>,
  withRecords = false,
): Promise<Advanced> {
  const { signal } = courier;
  const ways = attended.map(one => new Way(one, withRecords));
  while (!signal.aborted) {
    const { telling, isOver } = await courier.turn(() => {
      for (const way of ways) way.forget();
      return goOn(ways, to, clock);
    });
    for (const way of ways) way.keep();
    if (isOver) break;
    if (telling !== undefined) await courier.send(telling.attended);
    else await othersServed();
  }
  const failed = ways.find(({ error }) => error !== undefined);
  if (failed !== undefined) throw failed.error;
  const changed: Record<string, ChangeCounts> = {};
  for (const way of ways) {
    const counts = await way.counts();
    if (Object.keys(counts).length > 0) changed[way.attended.name] = counts;
  }
  const ran = ways
    .flatMap(({ ran }) => ran)
    .sort((one, other) => one.at - other.at)
    .slice(0, MOST_TOLD);
  return { ran, more: ways.reduce((sum, { count }) => sum + count, 0) - ran.length, changed };
}
