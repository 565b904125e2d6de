import type { Webhook } from '../../contracts/core/webhooks.js';
import type { Instant } from '../domain/clock.js';
import type { Cloud } from '../domain/cloud.js';
import type { TaskFaults } from '../domain/failing-jobs.js';
import { type Delivery, nextDeliveries } from '../domain/outbox.js';
import type { Attended } from './courier.js';
import type { ReadyCloud } from './ready-cloud.js';
import { dueIn } from './wake-time.js';

/** What the clouds of a world ask of it. */
export interface CloudsOf {
  /** Names of the vendors that it has clouds of, in their order. */
  readonly vendors: readonly string[];
  /** Makes a cloud; undefined where what it was made from is no more: then it is asked again. */
  make(vendor: string): Promise<ReadyCloud | undefined>;
  /** A cloud is ready from now on. */
  added(vendor: string, cloud: Cloud): void;
  /** Which tasks of a vendor are to fail. */
  faultsOf(vendor: string): TaskFaults | undefined;
}

/** The clouds of one world: each is made at its first call. */
export class WorldClouds {
  readonly #world: CloudsOf;
  readonly #ready = new Map<string, ReadyCloud>();
  /** Those that are being made. */
  readonly #coming = new Map<string, Promise<Cloud>>();

  constructor(world: CloudsOf) {
    this.#world = world;
  }

  /** Vendors whose clouds are ready. */
  get names(): readonly string[] {
    return [...this.#ready.keys()];
  }

  /** Whether some are being made. */
  get areComing(): boolean {
    return this.#coming.size > 0;
  }

  get(vendor: string): ReadyCloud | undefined {
    return this.#ready.get(vendor);
  }

  /** A cloud, ready. */
  async need(vendor: string): Promise<Cloud> {
    const known = this.#ready.get(vendor)?.cloud;
    if (known !== undefined) return known;
    let coming = this.#coming.get(vendor);
    if (coming === undefined) {
      coming = this.#make(vendor).finally(() => this.#coming.delete(vendor));
      this.#coming.set(vendor, coming);
    }
    return coming;
  }

  put(vendor: string, entry: ReadyCloud): void {
    this.#ready.set(vendor, entry);
    this.#world.added(vendor, entry.cloud);
  }

  drop(vendor: string): void {
    this.#ready.delete(vendor);
  }

  clear(): void {
    this.#ready.clear();
  }

  /** Those that are ready, in the order of their vendors, as the courier sees them. Each is looked for anew when it is asked. */
  *attended(): Iterable<Attended> {
    for (const name of this.#world.vendors) {
      const ready = this.#ready.get(name);
      if (ready === undefined) continue;
      const { jobs } = ready.vendor;
      const current = (): Cloud => this.#ready.get(name)?.cloud ?? ready.cloud;
      yield {
        name,
        get cloud() {
          return current();
        },
        settle: (until, options) => current().settle(until, jobs, this.#world.faultsOf(name), options),
        next: () => current().nextDue(jobs, this.#world.faultsOf(name)),
      };
    }
  }

  /** When one that is ready is due. */
  due(vendor: string): Instant | undefined {
    const ready = this.#ready.get(vendor);
    return ready && dueIn(ready, this.#world.faultsOf(vendor));
  }

  /** What they told others, cloud by cloud, oldest first, and when each is tried next. */
  deliveries(): (Delivery & { readonly vendor: string; readonly next: Instant | null })[] {
    return [...this.attended()].flatMap(({ name, cloud }) => {
      const next = nextDeliveries(cloud.agenda);
      return cloud.outbox.all().map(delivery => ({ vendor: name, ...delivery, next: next.get(delivery.id) ?? null }));
    });
  }

  /** Whom they tell of what happens there, by vendor, as far as they tell anybody. */
  webhooks(): Readonly<Record<string, readonly Webhook[]>> {
    const told: Record<string, readonly Webhook[]> = {};
    for (const name of this.#world.vendors) {
      const { cloud, vendor } = this.#ready.get(name) ?? {};
      const webhooks = cloud && vendor?.webhooks?.all(cloud);
      if (webhooks !== undefined && webhooks.length > 0) told[name] = webhooks;
    }
    return told;
  }

  async #make(vendor: string): Promise<Cloud> {
    for (;;) {
      const made = await this.#world.make(vendor);
      if (made !== undefined) this.put(vendor, made);
      const ready = this.#ready.get(vendor);
      if (ready !== undefined) return ready.cloud;
    }
  }
}
