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

const NEVER = Number.POSITIVE_INFINITY;

/** The way of one cloud to an instant, and what happens on it. */
class Way {
  readonly name: string;
  readonly cloud: Attended['cloud'];
  readonly ran: WorldRan[] = [];
  readonly changes: Change[] = [];
  /** What each of the jobs changed that ran and are not told of yet, if that is asked for. */
  readonly #touched: (readonly Touched[])[] = [];
  /** Ends that changes are listened to. */
  readonly end: () => void;
  error: unknown;
  readonly #settle: Attended['settle'];
  readonly #next: Attended['next'];

  constructor({ name, cloud, settle, next }: Attended, withRecords: boolean) {
    this.name = name;
    this.cloud = cloud;
    this.#settle = settle;
    this.#next = next;
    this.end = cloud.onChange(more => {
      for (const change of more) this.changes.push(change);
      const records = withRecords ? touchedBy(more, cloud) : undefined;
      if (records !== undefined) this.#touched.push(records);
    });
  }

  /** When something happens next. Nothing does after an error. */
  get next(): Instant {
    return this.error === undefined ? (this.#next() ?? NEVER) : NEVER;
  }

  get isSendable(): boolean {
    return this.cloud.outbox.sendable.length > 0;
  }

  /** Goes to an instant, or to the time before it at which something may be sent. */
  go(to: Instant): void {
    if (this.error !== undefined) return;
    this.#touched.length = 0;
    try {
      for (const job of this.#settle(to, { untilSendable: true })) {
        const records = this.#touched.shift();
        this.ran.push({ ...job, vendor: this.name, ...(records && { records }) });
      }
    } catch (error) {
      this.error = error; // the other clouds come to the present all the same
    }
  }
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
  courier: Pick<Courier, 'send' | 'signal'>,
  withRecords = false,
): Promise<Advanced> {
  const { signal } = courier;
  const ways = attended.map(one => new Way(one, withRecords));
  try {
    while (!signal.aborted) {
      const telling = ways.find(({ isSendable }) => isSendable);
      if (telling !== undefined) {
        clock.set({ now: Math.max(telling.cloud.now, clock.now()) });
        await courier.send(telling.cloud);
        continue;
      }
      const first = ways.reduce<Way | undefined>((one, way) => (one && one.next <= way.next ? one : way), undefined);
      if (first === undefined || first.next > to) break;
      first.go(Math.min(to, ...ways.filter(way => way !== first).map(({ next }) => next)));
    }
    if (!signal.aborted) {
      clock.set({ now: Math.max(to, clock.now()) });
      for (const way of ways) way.go(to);
    }
  } finally {
    for (const way of ways) way.end();
  }
  const failed = ways.find(({ error }) => error !== undefined);
  if (failed !== undefined) throw failed.error;
  const changed: Record<string, ChangeCounts> = {};
  for (const { name, changes } of ways) {
    const counts = countsOf(changes);
    if (Object.keys(counts).length > 0) changed[name] = counts;
  }
  return { ran: ways.flatMap(({ ran }) => ran).sort((one, other) => one.at - other.at), changed };
}
