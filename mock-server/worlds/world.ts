import { Failure } from '../../contracts/core/failure.js';
import { calendar } from '../../contracts/core/time.js';
import type { Webhook } from '../../contracts/core/webhooks.js';
import type { Issued, Vendor } from '../calls/vendor.js';
import type { DueJob } from '../domain/agenda.js';
import { monthsLater } from '../domain/calendar-step.js';
import { type Clock, type ClockState, createClock, realTime } from '../domain/clock.js';
import type { Cloud } from '../domain/cloud.js';
import { DELIVERY } from '../domain/outbox.js';
import { Parts } from '../domain/parts.js';
import type { Seed } from '../seeds/seed.js';
import { BEFORE, cloudOf } from '../seeds/templates.js';
import { type Advanced, advanceTo, type WorldStep } from './advance.js';
import { Courier } from './courier.js';
import { Faults } from './faults.js';
import { Followers } from './followers.js';
import { Journal } from './journal.js';
import { Keepable } from './keepable.js';
import type { KeptParts } from './keeping.js';
import { Overrides } from './overrides.js';
import { RateLimits } from './rate-limits.js';
import type { LoadVendor, ReadyCloud, WorldState } from './ready-cloud.js';
import { savedWorld } from './saved-world.js';
import { type Tenure, tenureOf } from './tenure.js';
import { Waits } from './waits.js';
import { WorldClouds } from './world-clouds.js';

/** One isolated set of clouds with one clock: what a test, or a person, has to itself. */
export class World extends Keepable {
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
  readonly limits = new RateLimits();
  readonly overrides = new Overrides();
  readonly own = new Parts(); // faults, overrides and limits
  readonly followers = new Followers();
  /** The credentials this world hands out, by vendor. */
  readonly issued: Readonly<Record<string, readonly Issued[]>>;
  #seed: Seed;
  readonly #load: LoadVendor;
  readonly #clouds: WorldClouds;
  readonly #courier: Courier;

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
    super();
    this.name = world.name;
    this.tenure = world.tenure ?? tenureOf({});
    this.issued = world.issued;
    for (const parts of [this.faults.parts, this.overrides.parts, this.limits.parts])
      for (const [name, part] of Object.entries(parts)) this.own.keep(name, part);
    this.clock = createClock(world.seed.clock);
    this.#seed = world.seed;
    this.#load = world.load;
    this.#clouds = new WorldClouds({
      vendors: Object.keys(world.issued),
      make: name => this.#make(name),
      faultsOf: name => this.faults.ofTasks(name),
      added: (name, cloud) => {
        world.onReady(name, cloud);
        this.#follow(name, cloud);
      },
    });
    this.#courier = new Courier(this.clock, () => this.#clouds.attended(), {
      isAnywhere: world.deliverAnywhere ?? false,
      keep: this.kept,
    });
  }

  protected override keptParts(): KeptParts {
    const { clock, own, journal, issued } = this;
    return {
      ...{ own, clock, journal, issued, load: this.#load, seed: () => this.#seed },
      emptied: () => this.#emptied(),
      opened: (vendor, cloud) => this.#opened(vendor, cloud),
      reseeded: seed => {
        this.#seed = seed;
      },
      dropped: vendor => this.#clouds.drop(vendor),
      replaced: why => this.#replaced(why),
      caughtUp: () => this.#courier.wake(),
      due: vendor => this.#clouds.due(vendor),
    };
  }

  get seed(): Seed {
    return this.#seed;
  }

  /** Whether something goes on here that no call waits for and that would end with it. */
  get isBusy(): boolean {
    return this.followers.size > 0 || this.waits.size > 0 || this.#clouds.areComing || this.#courier.isBusy;
  }

  /** The cloud of a vendor if it is ready. */
  ready(vendor: string): Cloud | undefined {
    return this.#clouds.get(vendor)?.cloud;
  }

  /** The cloud of a vendor, ready; at the first call it is made from the seed. */
  cloud(vendor: string): Promise<Cloud> {
    return this.#clouds.need(vendor);
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
   * Moves the clock by a length from its present, or to an instant, and runs what is due in every cloud, step by step: what
   * is to be sent is sent at its time, and its answer, or the next attempt, comes before what happens later. Those asked for
   * side by side add up.
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
      this.keeping?.saysOther();
    });
  }

  /** Resolves when what is due by now was sent. */
  delivered(): Promise<void> {
    return this.#courier.idle();
  }

  /** What its clouds told others. */
  deliveries(): ReturnType<WorldClouds['deliveries']> {
    return this.#clouds.deliveries();
  }

  /** Whom its clouds tell of what happens there, by vendor, as far as they are ready and tell anybody. */
  webhooks(): ReturnType<WorldClouds['webhooks']> {
    return this.#clouds.webhooks();
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
    this.journal.close();
    this.#courier.close();
  }

  /** Back to the seed, or to this one: clouds, clock, faults, overrides and journal. */
  async reset(seed = this.#seed): Promise<void> {
    if (this.keeping !== undefined) return this.keeping.reset(seed);
    this.#seed = seed;
    this.clock.set(seed.clock);
    this.#emptied();
    this.journal.clear();
    this.#replaced('reset');
  }

  #emptied(): void {
    for (const kept of [this.faults, this.overrides, this.limits]) kept.reset();
  }

  #replaced(why: 'reset' | 'restored'): void {
    this.#courier.giveUp();
    this.#clouds.clear();
    this.waits.end();
    this.followers.replaced(why);
  }

  async save(): Promise<WorldState> {
    // Of a world that is kept, which clouds are in memory is chance.
    const names = this.keeping === undefined ? this.#clouds.names : Object.keys(this.issued);
    for (const name of names) await this.settled(name);
    return this.turn(() => savedWorld({ seed: this.#seed, clock: this.clock, clouds: this.#clouds }));
  }

  /**
   * Becomes what a snapshot says, and goes on taking its own credentials; nothing changes when it cannot be believed.
   * `seed` is the snapshot's own.
   */
  async restore(state: WorldState, seed: Seed): Promise<void> {
    const { restoredClouds } = await import('./snapshot.js');
    const clouds = await restoredClouds(state, this.#load, this.issued);
    if (this.keeping !== undefined) return this.keeping.restore(seed, state.clock, clouds);
    this.#courier.giveUp();
    this.#seed = seed;
    this.clock.set(state.clock);
    this.#clouds.clear();
    for (const [name, entry] of clouds) this.#clouds.put(name, entry);
    this.followers.replaced('restored');
  }

  async #make(name: string): Promise<ReadyCloud | undefined> {
    if (this.keeping !== undefined) return this.keeping.made(name);
    const seed = this.#seed;
    const vendor = await this.#load(name);
    const { cloud, origin } = await cloudOf(vendor, seed, this.issued[name] ?? []);
    if (this.#seed !== seed) return undefined; // a snapshot was restored meanwhile
    this.#opened(vendor, cloud);
    return { vendor, origin, cloud };
  }

  /** Brings a new cloud to the present; nobody is told of what was due before. */
  #opened({ jobs, contract }: Vendor, cloud: Cloud): void {
    cloud.settle(this.clock.now(), jobs, this.faults.ofTasks(contract.vendor));
    cloud.transact(() => cloud.outbox.leave(BEFORE));
  }

  /** Tells those who listen what happens in a cloud. */
  #follow(name: string, cloud: Cloud): void {
    cloud.onKept(changes => {
      if (this.followers.size > 0) this.followers.changed(name, cloud, changes);
      if (cloud.mayNotify && changes.some(({ part }) => part === 'outbox' || part === 'agenda')) this.#courier.wake();
    });
    if (cloud.mayNotify) this.#courier.wake();
  }

  async #advance({ by, to: until, records }: WorldStep): Promise<Advanced> {
    await this.turn(() => {}); // another process may have moved the clock before
    await Promise.all(Object.keys(this.issued).map(vendor => this.cloud(vendor)));
    const now = this.clock.now();
    const from = by === undefined || by.months === 0 ? now : await monthsLater(now, by.months);
    const to = until ?? from + (by?.milliseconds ?? 0);
    if (to < this.clock.now())
      throw new Failure('invalid', { text: 'the clock does not go back; reset the world instead' });
    if (to > calendar.last) throw new Failure('invalid', { text: 'the clock ends with the year 9999' });
    return advanceTo(to, [...this.#clouds.attended()], this.clock, this.#courier, records);
  }
}
