import type { Issued, Vendor } from '../calls/vendor.js';
import { type Clock, type ClockState, type Instant, type KeptClock, realTime } from '../domain/clock.js';
import type { Cloud } from '../domain/cloud.js';
import type { PartRow } from '../domain/folded.js';
import type { Parts } from '../domain/parts.js';
import { uniqueId } from '../domain/random.js';
import type { ChangeSet } from '../domain/transaction.js';
import type { Log } from '../log.js';
import type { Metrics } from '../metrics.js';
import type { Seed } from '../seeds/seed.js';
import { baseOf, cloudFromBase, cloudOf, isBaseKnown } from '../seeds/templates.js';
import { type KeptWorld, type Store, StoreError } from '../store/store.js';
import { CallKeeping } from './call-keeping.js';
import type { Journal, Received } from './journal.js';
import { Keeper } from './keeper.js';
import { credentialHash, headOf } from './kept-rows.js';
import type { LoadVendor, ReadyCloud } from './ready-cloud.js';
import type { Marks } from './shown-call.js';
import { type Freshness, Turns } from './turns.js';
import { dueIn, wakeTimeOf } from './wake-time.js';

/** What a world says of its seed where it is kept. */
export interface SeedFacts {
  readonly seed: string;
  readonly number: number;
  readonly opened: ClockState;
  /** Path of its file, if it has one. */
  readonly file: string | null;
}

/** What a world says of itself where it is kept. */
interface WorldHead extends SeedFacts {
  readonly clock: KeptClock;
  /** What its own parts hold beside their rows, as far as they are not as at first. */
  readonly own: ReturnType<Parts['heads']>;
}

/** Where a world is kept, and as what. */
export interface KeptIn {
  readonly store: Store;
  readonly kept: KeptWorld;
  readonly freshness: Freshness;
  readonly metrics?: Pick<Metrics, 'turned' | 'conflicted' | 'lost'> | undefined;
  readonly log?: Pick<Log, 'warn'> | undefined;
  /** A seed of which only this is known; its history is read when it is asked for. */
  readSeed(facts: SeedFacts): Seed;
}

/** What is kept of a world, and what it must do when others changed it. */
export interface KeptParts {
  readonly own: Parts;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly issued: Readonly<Record<string, readonly Issued[]>>;
  readonly load: LoadVendor;
  seed(): Seed;
  /** Has its own parts be as at first. */
  emptied(): void;
  /** Brings a new cloud to the present. */
  opened(vendor: Vendor, cloud: Cloud): void;
  reseeded(seed: Seed): void;
  /** A cloud is another from now on. */
  dropped(vendor: string): void;
  /** All clouds are others from now on. */
  replaced(why: 'reset' | 'restored'): void;
  caughtUp(): void;
  /** When one of its clouds is due, on its clock. */
  due(vendor: string): Instant | undefined;
}

/** Real milliseconds for which a process alone may let time pass in a world, and after which it asks again for it. */
const [LEASE, AGAIN] = [10_000, 50];

/** How a world is kept in a store: its turns, its clouds, and what becomes of it when others change it. */
export class Keeping {
  readonly turns: Turns;
  readonly calls: CallKeeping;
  readonly #keeper: Keeper;
  readonly #store: Store;
  /** By what it is told apart from the same world in other processes. */
  readonly #holder = uniqueId();
  readonly #world: KeptParts;
  readonly #readSeed: KeptIn['readSeed'];
  /** What the world's own parts hold at first, beside their rows. */
  readonly #ownHeads: ReturnType<Parts['heads']>;

  constructor({ store, kept, freshness, readSeed, metrics, log }: KeptIn, world: KeptParts) {
    this.#store = store;
    this.#world = world;
    this.#readSeed = readSeed;
    this.#ownHeads = world.own.heads();
    const self = {
      own: world.own,
      head: () => this.#head(),
      putHead: (head: string) => this.#putHead(head),
      replaced: (all: KeptWorld, rows: readonly PartRow[]) => this.#replaced(all, rows),
      dropped: world.dropped,
      caughtUp: world.caughtUp,
      due: world.due,
      wakeTime: (dues: Iterable<Instant | undefined>) => wakeTimeOf(world.clock.kept(), dues),
    };
    this.calls = new CallKeeping(world.journal, store, kept.world, calls => {
      metrics?.lost(calls);
      log?.warn('the store could not be asked for long, and the journal lost its oldest calls', {
        world: kept.world.name,
        calls,
      });
    });
    this.#keeper = new Keeper({ store, self, calls: this.calls, world: kept.world });
    this.turns = new Turns(this.#keeper, { isShared: store.isShared, freshness, metrics });
    world.clock.onSet(() => this.saysOther());
    this.#keeper.onChanged = () => this.turns.changed();
    this.#keeper.load(kept);
  }

  /** Has a call that was received in the open turn kept with it. */
  received(call: Received, marks: Marks): void {
    this.calls.received(call, marks);
  }

  get id(): string {
    return this.#keeper.id;
  }

  /** What the world says of itself beside its parts may be other than it was. */
  saysOther(): void {
    this.#keeper.headChanged();
  }

  /** Has the world be there until a real instant, or for ever. */
  async keepUntil(expires: number | null): Promise<void> {
    await this.turns.take(() => this.#keeper.expireAt(expires));
  }

  /** Forgets the calls of the journal. */
  async clearJournal(): Promise<void> {
    await this.turns.take(() => this.#keeper.clearCalls());
  }

  /** All was done that is due by now. */
  rested(): void {
    this.#keeper.rested();
  }

  /** Clouds that are kept and not made yet. */
  get unmade(): readonly string[] {
    return this.#keeper.unmade;
  }

  /** A cloud as the store has it, or of the seed, ready to be called. */
  async made(name: string): Promise<ReadyCloud> {
    const { load, seed, issued } = this.#world;
    const vendor = await load(name);
    for (;;) {
      const now = seed();
      const waiting = this.#keeper.waiting(name);
      if (waiting === undefined) {
        const { cloud, origin, base: baseNow } = await cloudOf(vendor, now, issued[name] ?? []);
        const base = baseNow();
        if (seed() !== now || this.#keeper.waiting(name) !== undefined) continue;
        const sets: ChangeSet[] = [];
        const end = cloud.onChange(changes => sets.push(changes));
        this.#world.opened(vendor, cloud);
        end();
        this.#keeper.follow(name, { cloud, base: base.id, unsaved: { base, sets } });
        return { vendor, origin, cloud };
      }
      const content = isBaseKnown(vendor, waiting.base) ? '' : await this.#keeper.base(waiting.base);
      if (content === undefined)
        throw new StoreError('failed', `what the ${name} cloud of a world is made from is not there`);
      if (seed() !== now || this.#keeper.waiting(name) !== waiting) continue;
      const base = { id: waiting.base, content };
      const world = { seed: now.number, issued: issued[name] ?? [] };
      const { cloud, origin } = cloudFromBase(vendor, base, world, waiting.says.origin);
      cloud.putRows(waiting.rows);
      cloud.putHead(waiting.says.head);
      this.#keeper.follow(name, { cloud, base: base.id, origin: waiting.says.origin });
      return { vendor, origin, cloud };
    }
  }

  /** Has the world begin anew with a seed. */
  async reset(seed: Seed): Promise<void> {
    const { limits } = this.#world.own.heads();
    const head = firstHead(seed, (limits as { readonly wasOn: boolean }).wasOn);
    await this.turns.alone(() =>
      this.#keeper.replace({ head, clouds: [], own: [], credentials: [], wakes: null, isCleared: true }),
    );
  }

  /** Has the world go on from these clouds. */
  async restore(seed: Seed, clock: ClockState, made: ReadonlyMap<string, ReadyCloud>): Promise<void> {
    const { own } = this.#world;
    const credentials: string[] = [];
    const dues = new Map([...made].map(([vendor, ready]) => [vendor, dueIn(ready)]));
    const clouds = [...made].map(([vendor, { cloud, origin }]) => {
      for (const { scheme, value } of cloud.credentials.all()) credentials.push(credentialHash(vendor, scheme, value));
      return { vendor, base: baseOf(cloud.save(), origin), head: headOf(cloud, dues.get(vendor)) };
    });
    await this.turns.alone(() => {
      const begins = begun(clock);
      const head = this.#head(seed, begins);
      const wakes = wakeTimeOf(begins, dues.values());
      return this.#keeper.replace({ head, clouds, own: [...own.rows()], credentials, wakes, isCleared: false });
    });
  }

  /** Does something that one process alone may do to a world at a time, such as to let time pass in it, when no other is at it. */
  async alone<T>(act: () => Promise<T>): Promise<T> {
    while (!(await this.#lease())) await new Promise(resolve => setTimeout(resolve, AGAIN));
    return this.#leased(act);
  }

  /** The same, where no other is at it now. */
  async ifAlone(act: () => Promise<void>): Promise<void> {
    if (await this.#lease()) await this.#leased(act);
  }

  close(): void {
    this.calls.close();
  }

  async #lease(until = realTime() + LEASE): Promise<boolean> {
    return !this.#store.isShared || this.#store.lease(this.id, this.#holder, until);
  }

  async #leased<T>(act: () => Promise<T>): Promise<T> {
    if (!this.#store.isShared) return act();
    const renew = setInterval(() => this.#lease().catch(() => {}), LEASE / 3);
    try {
      return await act();
    } finally {
      clearInterval(renew);
      await this.#lease(0).catch(() => {}); // it ends by itself
    }
  }

  #head(seed = this.#world.seed(), clock = this.#world.clock.kept()): string {
    const head: WorldHead = { ...factsOf(seed), clock, own: this.#world.own.heads() };
    return JSON.stringify(head);
  }

  #putHead(text: string): void {
    const { clock, own, ...facts }: WorldHead = JSON.parse(text);
    const seed = this.#world.seed();
    if (JSON.stringify(facts) !== JSON.stringify(factsOf(seed))) this.#world.reseeded(this.#readSeed(facts));
    this.#world.clock.put(clock);
    this.#world.own.putHeads({ ...this.#ownHeads, ...own });
  }

  #replaced(all: KeptWorld, rows: readonly PartRow[]): void {
    const { own, journal, replaced } = this.#world;
    const isReset = all.world.cleared !== journal.cleared;
    this.#world.emptied();
    own.putRows(rows);
    this.#putHead(all.world.head);
    replaced(isReset ? 'reset' : 'restored');
  }
}

const factsOf = ({ name, number, clock, file }: Seed): SeedFacts => ({
  seed: name,
  number,
  opened: clock,
  file: file ?? null,
});

/** A clock that begins now. */
const begun = ({ mode, now }: ClockState): KeptClock => ({
  mode,
  shown: now,
  since: mode === 'frozen' ? 0 : realTime(),
});

/** What a world of a seed says of itself at first. */
export function firstHead(seed: Seed, isLimited: boolean): string {
  const own = { limits: { isOn: isLimited, wasOn: isLimited } };
  const head: WorldHead = { ...factsOf(seed), clock: begun(seed.clock), own };
  return JSON.stringify(head);
}

/** What a world says of its seed. */
export function factsIn(head: string): SeedFacts {
  const { clock, own, ...facts }: WorldHead = JSON.parse(head);
  return facts;
}

/** How a world's clock stands, as it says. */
export const clockIn = (head: string): KeptClock => JSON.parse(head).clock;
