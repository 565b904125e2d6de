import { MINUTE, realTime, SECOND } from '../domain/clock.js';
import type { Store } from '../store/store.js';

/** The calls of a tenant in this minute: those that the store knows, of all processes, and those that it was not told yet. */
interface CountedCalls {
  known: number;
  untold: number;
}

/** Real milliseconds after which the store is told. */
const SOON = SECOND;

/**
 * Calls of tenants by the minute, over all processes that share a store. A call is counted here and let in or not at once;
 * the store is told a second later of all that came meanwhile, and says what came elsewhere. So beyond the limit there is at
 * most what came to each process in one second, and never more than the limit to each.
 */
export class SharedCounts {
  readonly #store: Pick<Store, 'count'>;
  #minute = 0;
  #calls = new Map<string, CountedCalls>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(store: Pick<Store, 'count'>) {
    this.#store = store;
  }

  /** Counts a call of a tenant that may make so many; answers in how many seconds the next may come if this one may not. */
  count(tenant: string, most: number): number | undefined {
    const now = realTime();
    const minute = Math.floor(now / MINUTE);
    if (minute !== this.#minute) this.#calls = new Map();
    this.#minute = minute;
    const calls = this.#calls.get(tenant) ?? { known: 0, untold: 0 };
    if (calls.known + calls.untold >= most) return Math.ceil(((minute + 1) * MINUTE - now) / SECOND);
    calls.untold += 1;
    this.#calls.set(tenant, calls);
    this.#timer ??= setTimeout(() => void this.#tell(), SOON).unref();
    return undefined;
  }

  /** Tells the store. Where that cannot be asked, each process counts for itself until it can. */
  async #tell(): Promise<void> {
    this.#timer = undefined;
    const [minute, counted] = [this.#minute, this.#calls];
    const told = [...counted].flatMap(([tenant, { untold }]) => (untold > 0 ? [{ tenant, calls: untold }] : []));
    const move = (by: 1 | -1): void => {
      for (const { tenant, calls } of told) {
        const own = counted.get(tenant);
        if (own === undefined) continue;
        own.known += by * calls;
        own.untold -= by * calls;
      }
    };
    move(1);
    try {
      for (const { tenant, calls } of await this.#store.count(minute, told)) {
        const own = counted.get(tenant);
        if (own !== undefined) own.known = calls;
      }
    } catch {
      move(-1); // they are told with the next
    }
  }
}
