import type { Duration } from '../../contracts/core/duration.js';
import type { Clock, Instant } from '../domain/clock.js';
import type { Ran } from '../domain/cloud.js';
import type { Change } from '../domain/transaction.js';
import { type ChangeCounts, countsOf } from './changed.js';
import type { Attended, Courier } from './courier.js';
import { type Touched, touchedBy } from './touched.js';

/** A job that ran when a world's time passed. */
type WorldRan = Ran & { readonly vendor: string; readonly records?: readonly Touched[] };

/** What happened while a world's time passed. */
export interface Advanced {
  /** In the order of time. */
  readonly ran: readonly WorldRan[];
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

/** The way of one cloud to an instant, and what happens on it. */
class Way {
  readonly attended: Attended;
  readonly ran: WorldRan[] = [];
  readonly changes: Change[] = [];
  error: unknown;
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

  /** How to forget what happens from now on: the step in which it happens is undone. */
  mark(): () => void {
    const [ran, changes, error] = [this.ran.length, this.changes.length, this.error];
    return () => {
      this.ran.length = ran;
      this.changes.length = changes;
      this.error = error;
    };
  }

  /** Goes to an instant, or to the time before it at which something may be sent. */
  go(to: Instant): void {
    if (this.error !== undefined) return;
    const { name, cloud, settle } = this.attended;
    /** What each of the jobs changed that ran, if that is asked for. */
    const touched: (readonly Touched[])[] = [];
    const end = cloud.onChange(more => {
      for (const change of more) this.changes.push(change);
      const records = this.#withRecords ? touchedBy(more, cloud) : undefined;
      if (records !== undefined) touched.push(records);
    });
    try {
      for (const job of settle(to, { untilSendable: true })) {
        const records = touched.shift();
        this.ran.push({ ...job, vendor: name, ...(records && { records }) });
      }
    } catch (error) {
      this.error = error; // the other clouds come to the present all the same
    } finally {
      end();
    }
  }
}

/** Most changes that are made in one turn of a world that is kept. */
const MOST_CHANGES = 5000;

/** Goes on until something is to be sent, or all is over; answers what is to be sent, or whether it is over. */
function goOn(ways: readonly Way[], to: Instant, clock: Clock): { readonly telling?: Way; readonly isOver: boolean } {
  const begun = changesOf(ways);
  for (;;) {
    const telling = ways.find(({ isSendable }) => isSendable);
    if (telling !== undefined) {
      clock.set({ now: Math.max(telling.attended.cloud.now, clock.now()) });
      return { telling, isOver: false };
    }
    const first = ways.reduce<Way | undefined>((one, way) => (one && one.next <= way.next ? one : way), undefined);
    if (first === undefined || first.next > to) break;
    first.go(Math.min(to, ...ways.filter(way => way !== first).map(({ next }) => next)));
    if (changesOf(ways) - begun > MOST_CHANGES) return { isOver: false };
  }
  clock.set({ now: Math.max(to, clock.now()) });
  for (const way of ways) way.go(to);
  return { isOver: true };
}

const changesOf = (ways: readonly Way[]): number => ways.reduce((sum, { changes }) => sum + changes.length, 0);

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
    const marks = ways.map(way => way.mark());
    const { telling, isOver } = await courier.turn(() => {
      for (const forget of marks) forget();
      return goOn(ways, to, clock);
    });
    if (isOver) break;
    if (telling !== undefined) await courier.send(telling.attended);
  }
  const failed = ways.find(({ error }) => error !== undefined);
  if (failed !== undefined) throw failed.error;
  const changed: Record<string, ChangeCounts> = {};
  for (const { attended, changes } of ways) {
    const counts = countsOf(changes);
    if (Object.keys(counts).length > 0) changed[attended.name] = counts;
  }
  return { ran: ways.flatMap(({ ran }) => ran).sort((one, other) => one.at - other.at), changed };
}
