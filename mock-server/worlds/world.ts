import type { Duration } from '../../contracts/core/duration.js';
import { Failure } from '../../contracts/core/failure.js';
import { calendar } from '../../contracts/core/time.js';
import type { Webhook } from '../../contracts/core/webhooks.js';
import type { Issued, Vendor } from '../calls/vendor.js';
import type { DueJob } from '../domain/agenda.js';
import { monthsLater } from '../domain/calendar-step.js';
import { type Clock, type ClockState, createClock, type Instant, realTime } from '../domain/clock.js';
import type { Cloud, CloudState } from '../domain/cloud.js';
import { DELIVERY, type Delivery, nextDeliveries } from '../domain/outbox.js';
import { Parts } from '../domain/parts.js';
import type { Seed } from '../seeds/seed.js';
import { BEFORE, cloudOf } from '../seeds/templates.js';
import { type Advanced, advanceTo } from './advance.js';
import { type Attended, Courier } from './courier.js';
import { issuedSecrets } from './credentials.js';
import { Faults } from './faults.js';
import { Followers } from './followers.js';
import { Journal, type Received } from './journal.js';
import type { Keeping, KeptParts } from './keeping.js';
import { Overrides } from './overrides.js';
import { RateLimits } from './rate-limits.js';
import type { Marks } from './shown-call.js';
import { type Tenure, tenureOf } from './tenure.js';
import type { Turns } from './turns.js';
import { Waits } from './waits.js';

/** What a cloud was made from: a snapshot keeps it, for restoring a cloud makes it anew first. */
export interface Origin {
  readonly start: number;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** A cloud that is ready to be called, with what it was made from. */
export interface ReadyCloud {
  readonly vendor: Vendor;
  readonly origin: Origin;
  readonly cloud: Cloud;
}

/** A world as plain data. A cloud that was never called is not in it: it is made from the seed at its first call. */
export interface WorldState {
  readonly format: 1;
  readonly seed: string;
  readonly number: number;
  /** How the clock stood when the world was opened: what a reset goes back to. */
  readonly opened: ClockState;
  readonly clock: ClockState;
  readonly clouds: Readonly<Record<string, { readonly origin: Origin; readonly state: CloudState }>>;
}

/** How far, or until when, the clock is to go. */
interface WorldStep {
  readonly by?: Duration | undefined;
  readonly to?: number | undefined;
  /** Whether it is to be said which records each job changed; default: no. */
  readonly records?: boolean | undefined;
}

export type LoadVendor = (name: string) => Promise<Vendor>;

/** One isolated set of clouds with one clock: what a test, or a person, has to itself. */
export class World {
  readonly name: string;
  /** Whose it is, and for how long. */
  tenure: Tenure;
  /** Real instant of the last call, where that is counted. */
  touched = realTime();
  readonly clock: Clock;
  readonly journal = new Journal();
  readonly faults = new Faults(() => this.#seed.number);
  /** The clients that faults keep waiting. */
  readonly waits = new Waits();
  /** How often clients called, where that is counted. */
  readonly limits = new RateLimits();
  readonly overrides = new Overrides();
  /** What is its own beside its clouds: faults, overrides and limits. */
  readonly own = new Parts();
  /** Who is told of what happens here, as it happens. */
  readonly followers = new Followers();
  /** The credentials this world hands out, by vendor. */
  readonly issued: Readonly<Record<string, readonly Issued[]>>;
  #seed: Seed;
  readonly #load: LoadVendor;
  readonly #clouds = new Map<string, ReadyCloud>();
  /** Clouds that are being made. */
  readonly #coming = new Map<string, Promise<Cloud>>();
  readonly #onReady: (vendor: string, cloud: Cloud) => void;
  readonly #courier: Courier;
  #keeping: Keeping | undefined;

  constructor(world: {
    readonly name: string;
    readonly seed: Seed;
    readonly issued: Readonly<Record<string, readonly Issued[]>>;
    readonly load: LoadVendor;
    /** Called whenever a cloud is ready, so that its credentials can be listened to. */
    onReady(vendor: string, cloud: Cloud): void;
    /** Whether notices are sent beyond loopback and private addresses. */
    readonly deliverAnywhere?: boolean;
    /** Default: nobody's, and for ever. */
    readonly tenure?: Tenure;
  }) {
    this.name = world.name;
    this.tenure = world.tenure ?? tenureOf({});
    this.issued = world.issued;
    for (const parts of [this.faults.parts, this.overrides.parts, this.limits.parts])
      for (const [name, part] of Object.entries(parts)) this.own.keep(name, part);
    this.clock = createClock(world.seed.clock);
    this.#seed = world.seed;
    this.#load = world.load;
    this.#onReady = world.onReady;
    this.#courier = new Courier(this.clock, () => this.#attended(), {
      isAnywhere: world.deliverAnywhere ?? false,
      keep: {
        turn: act => this.turn(act),
        alone: act => this.#keeping?.alone(act) ?? act(),
        ifAlone: act => this.#keeping?.ifAlone(act) ?? act(),
      },
    });
  }

  /** Has it kept in a store from now on, in which it stands. */
  keepIn(kept: (world: KeptParts) => Keeping): void {
    const { clock, own, journal, issued } = this;
    this.#keeping = kept({
      ...{ own, clock, journal, issued, load: this.#load },
      seed: () => this.#seed,
      emptied: () => {
        this.faults.reset();
        this.overrides.reset();
        this.limits.reset();
      },
      settle: (vendor, cloud) => cloud.settle(clock.now(), vendor.jobs, this.faults.ofTasks(vendor.contract.vendor)),
      reseeded: seed => {
        this.#seed = seed;
      },
      dropped: vendor => this.#clouds.delete(vendor),
      replaced: why => {
        this.#courier.giveUp();
        this.#clouds.clear();
        this.waits.end();
        this.followers.replaced(why);
      },
      caughtUp: () => this.#courier.wake(),
    });
  }

  /** What is done to it, where it outlives the process. */
  get turns(): Turns | undefined {
    return this.#keeping?.turns;
  }

  /** What keeps it, where it outlives the process. */
  get keeping(): Keeping | undefined {
    return this.#keeping;
  }

  /** Does something to it, which is kept before this answers; it may be done several times (`Turns.take`). */
  turn<T>(act: () => T | Promise<T>): T | Promise<T> {
    return this.#keeping === undefined ? act() : this.#keeping.turns.take(act);
  }

  /** Forgets the calls in its journal. */
  async clearJournal(): Promise<void> {
    if (this.#keeping === undefined) this.journal.clear();
    else await this.#keeping.clearJournal();
  }

  /** Resolves when the calls that it received are kept, where they are. */
  async flushed(): Promise<void> {
    await this.#keeping?.calls.flush();
  }

  /** Is as others left it, with the calls that they received, where others share it. */
  async fresh(): Promise<void> {
    await this.turn(() => {});
    await this.#keeping?.calls.gather();
  }

  /** Keeps a call in its journal. What its marks mask is kept nowhere but in memory. */
  received(call: Received, marks: Omit<Marks, 'issued'>): void {
    if (this.#keeping === undefined) this.journal.add(call);
    else this.#keeping.received(call, { ...marks, issued: issuedSecrets(this.issued) });
  }

  get seed(): Seed {
    return this.#seed;
  }

  /** Whether something goes on here that no call waits for and that would end with it. */
  get isBusy(): boolean {
    return this.followers.size > 0 || this.waits.size > 0 || this.#coming.size > 0 || this.#courier.isBusy;
  }

  /** The cloud of a vendor if it is ready. */
  ready(vendor: string): Cloud | undefined {
    return this.#clouds.get(vendor)?.cloud;
  }

  /** The cloud of a vendor, ready; at the first call it is made from the seed. */
  async cloud(vendor: string): Promise<Cloud> {
    const known = this.ready(vendor);
    if (known !== undefined) return known;
    let coming = this.#coming.get(vendor);
    if (coming === undefined) {
      coming = this.#make(vendor).finally(() => this.#coming.delete(vendor));
      this.#coming.set(vendor, coming);
    }
    return coming;
  }

  /** The cloud of a vendor as it is now: what is due by now was done. */
  async settled(name: string): Promise<Cloud> {
    const { jobs } = await this.#load(name);
    return this.inCloud(name, cloud => {
      cloud.settle(this.clock.now(), jobs, this.faults.ofTasks(name));
      return cloud;
    });
  }

  /** Does something to the cloud of a vendor, in a turn; the cloud may be another each time that it is done. */
  async inCloud<T>(name: string, act: (cloud: Cloud) => T): Promise<T> {
    for (;;) {
      await this.cloud(name);
      const done = await this.turn(() => {
        const cloud = this.ready(name);
        return cloud && { value: act(cloud) };
      });
      if (done !== undefined) return done.value;
    }
  }

  /**
   * Moves the clock by a length from its present, or to an instant, and runs what is due in every cloud, step by step: what is to be sent is
   * sent at its time, and its answer, or for want of one the next attempt, comes before what happens later. One step is
   * taken after the other, so that those asked for side by side add up.
   */
  advance(step: WorldStep): Promise<Advanced> {
    return this.#courier.alone(() => this.#advance(step));
  }

  /** The jobs that wait in its clouds, but for notices to others, in the order in which they fall due. */
  async agenda(): Promise<(DueJob & { readonly vendor: string })[]> {
    const names = Object.keys(this.issued);
    const clouds = await Promise.all(names.map(async vendor => ({ vendor, cloud: await this.settled(vendor) })));
    return clouds
      .flatMap(({ vendor, cloud }) => cloud.agenda.all().map(job => ({ ...job, vendor })))
      .filter(({ kind }) => kind !== DELIVERY)
      .sort((one, other) => one.at - other.at || one.order - other.order);
  }

  /** Work took so many milliseconds: a clock that runs moves on by them, and a frozen one stands. */
  spendTime(by: number): void {
    const { mode, now } = this.clock.state();
    if (mode !== 'running' || by <= 0) return;
    this.clock.set({ now: Math.min(now + by, calendar.last) });
    this.#courier.wake();
  }

  /** Freezes the clock, or lets it run. */
  async setMode(mode: ClockState['mode']): Promise<void> {
    await this.turn(() => this.clock.set({ mode }));
    this.#courier.wake();
  }

  /** From now on clients may call only as often as their vendor lets them, or as often as they like. */
  async limit(isOn: boolean): Promise<void> {
    await this.turn(() => {
      this.limits.isOn = isOn;
      this.#keeping?.saysOther();
    });
  }

  /** Resolves when what is due by now was sent. */
  delivered(): Promise<void> {
    return this.#courier.idle();
  }

  /** What its clouds told others, cloud by cloud, oldest first, and when each is tried next. */
  deliveries(): (Delivery & { readonly vendor: string; readonly next: Instant | null })[] {
    return [...this.#attended()].flatMap(({ name, cloud }) => {
      const next = nextDeliveries(cloud.agenda);
      return cloud.outbox.all().map(delivery => ({ vendor: name, ...delivery, next: next.get(delivery.id) ?? null }));
    });
  }

  /** Whom its clouds tell of what happens there, by vendor, as far as they are ready and tell anybody. */
  webhooks(): Readonly<Record<string, readonly Webhook[]>> {
    const told: Record<string, readonly Webhook[]> = {};
    for (const name of Object.keys(this.issued)) {
      const { cloud, vendor } = this.#clouds.get(name) ?? {};
      const webhooks = cloud && vendor?.webhooks?.all(cloud);
      if (webhooks !== undefined && webhooks.length > 0) told[name] = webhooks;
    }
    return told;
  }

  /** Has a vendor's cloud tell these addresses from now on, and no others: nothing of what happened before is told them. */
  setWebhooks(name: string, webhooks: readonly Webhook[]): Promise<void> {
    return this.#courier.inTurn(async () => {
      const vendor = await this.#load(name);
      await this.settled(name);
      await this.inCloud(name, cloud => cloud.transact(() => vendor.webhooks?.set(cloud, webhooks)));
      this.#courier.wake();
    });
  }

  /** Gives up what is on its way to others, and sends nothing more; ends what waits for an answer. */
  close(): void {
    this.waits.end();
    this.followers.end();
    this.#courier.close();
    this.#keeping?.close();
  }

  /** Back to the seed, or to this one: clouds, clock, faults, overrides and journal. */
  async reset(seed = this.#seed): Promise<void> {
    if (this.#keeping !== undefined) return this.#keeping.reset(seed);
    this.#courier.giveUp();
    this.#seed = seed;
    this.#clouds.clear();
    this.clock.set(this.#seed.clock);
    this.faults.reset();
    this.waits.end();
    this.limits.reset();
    this.overrides.reset();
    this.journal.clear();
    this.followers.replaced('reset');
  }

  async save(): Promise<WorldState> {
    // Of a world that is kept, which clouds are in memory is chance.
    const names = this.#keeping === undefined ? this.#clouds.keys() : Object.keys(this.issued);
    for (const name of names) await this.settled(name);
    return this.turn(() => this.#saved());
  }

  #saved(): WorldState {
    const clouds: Record<string, { origin: Origin; state: CloudState }> = {};
    // by name: which of them was called first is chance
    for (const vendor of [...this.#clouds.keys()].sort()) {
      const entry = this.#clouds.get(vendor);
      entry?.cloud.settle(this.clock.now(), entry.vendor.jobs, this.faults.ofTasks(vendor));
      if (entry !== undefined) clouds[vendor] = { origin: entry.origin, state: entry.cloud.save() };
    }
    const { name, number, clock: opened } = this.#seed;
    return { format: 1, seed: name, number, opened, clock: this.clock.state(), clouds };
  }

  /**
   * Becomes what a snapshot says, and goes on taking its own credentials; nothing changes when it cannot be believed.
   * `seed` is the snapshot's own.
   */
  async restore(state: WorldState, seed: Seed): Promise<void> {
    const { restoredCloud } = await import('./snapshot.js');
    const clouds = new Map<string, ReadyCloud>();
    for (const [name, { origin, state: saved }] of Object.entries(state.clouds)) {
      const vendor = await this.#load(name);
      const init = { seed: state.number, issued: this.issued[name] ?? [], ...origin };
      const path = ['clouds', name];
      const cloud = await restoredCloud({ path, vendor, init, state: saved, now: state.clock.now });
      clouds.set(name, { vendor, origin, cloud });
    }
    if (this.#keeping !== undefined) return this.#keeping.restore(seed, state.clock, clouds);
    this.#courier.giveUp();
    this.#seed = seed;
    this.clock.set(state.clock);
    this.#clouds.clear();
    for (const [name, entry] of clouds) this.#keep(name, entry);
    this.followers.replaced('restored');
  }

  async #make(name: string): Promise<Cloud> {
    if (this.#keeping !== undefined) {
      const made = await this.#keeping.made(name);
      this.#keep(name, made);
      return made.cloud;
    }
    const seed = this.#seed;
    const vendor = await this.#load(name);
    const { cloud, origin } = await cloudOf(vendor, seed, this.issued[name] ?? []);
    if (this.#seed !== seed) return this.ready(name) ?? this.#make(name); // a snapshot was restored meanwhile
    cloud.settle(this.clock.now(), vendor.jobs, this.faults.ofTasks(name));
    cloud.transact(() => cloud.outbox.leave(BEFORE));
    this.#keep(name, { vendor, origin, cloud });
    return cloud;
  }

  #keep(name: string, entry: ReadyCloud): void {
    const { cloud } = entry;
    this.#clouds.set(name, entry);
    this.#onReady(name, cloud);
    cloud.onKept(changes => {
      if (this.followers.size > 0) this.followers.changed(name, cloud, changes);
      if (cloud.mayNotify && changes.some(({ part }) => part === 'outbox' || part === 'agenda')) this.#courier.wake();
    });
    if (cloud.mayNotify) this.#courier.wake();
  }

  /** Its clouds that are ready, in the order of their vendors. */
  *#attended(): Iterable<Attended> {
    for (const name of Object.keys(this.issued)) {
      const ready = this.#clouds.get(name);
      if (ready === undefined) continue;
      const { cloud, vendor } = ready;
      const current = (): Cloud => this.#clouds.get(name)?.cloud ?? cloud;
      yield {
        name,
        get cloud() {
          return current();
        },
        settle: (until, options) => current().settle(until, vendor.jobs, this.faults.ofTasks(name), options),
        next: () => current().nextDue(vendor.jobs, this.faults.ofTasks(name)),
      };
    }
  }

  async #advance({ by, to: until, records }: WorldStep): Promise<Advanced> {
    await Promise.all(Object.keys(this.issued).map(vendor => this.cloud(vendor)));
    const now = this.clock.now();
    const from = by === undefined || by.months === 0 ? now : await monthsLater(now, by.months);
    const to = until ?? from + (by?.milliseconds ?? 0);
    if (to < this.clock.now())
      throw new Failure('invalid', { text: 'the clock does not go back; reset the world instead' });
    if (to > calendar.last) throw new Failure('invalid', { text: 'the clock ends with the year 9999' });
    return advanceTo(to, [...this.#attended()], this.clock, this.#courier, records);
  }
}
