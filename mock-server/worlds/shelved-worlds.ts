import { Failure } from '../../contracts/core/failure.js';
import { MINUTE, realTime } from '../domain/clock.js';
import type { ClockWish, Seed } from '../seeds/seed.js';
import type { KeptWorld, StoredWorld } from '../store/store.js';
import { type Carrier, carriedIn, type IssuedByVendor } from './credential-index.js';
import type { SeedFacts } from './keeping.js';
import type { WantedOverride } from './overrides.js';
import { Shelf, type ShelfOptions } from './shelf.js';
import { needRoom, type Tenant } from './tenants.js';
import type { Tenure } from './tenure.js';
import { Waking, type WokenWorld } from './waking.js';
import type { World } from './world.js';

/** The worlds in memory, as whoever brings others there needs them. */
export interface WorldsAtHand {
  get(name: string): World | undefined;
  open(name: string, seed: Seed, tenure: Tenure): World;
  /** A world that is not among those in memory. */
  aside(name: string, seed: Seed, tenure: Tenure): World;
  forget(world: World): void;
  evict(world: World): Promise<boolean>;
  loadSeed(name: string, wish: ClockWish): Promise<Seed>;
  issuedTo(name: string, seed: Seed): IssuedByVendor;
  overridesOf(seed: Seed): Promise<readonly WantedOverride[]>;
}

/** A world that is to be made and kept. */
export interface ShelvedWorld {
  readonly name: string;
  readonly seed: Seed;
  readonly tenure: Tenure;
  readonly isLimited: boolean;
  readonly tenant: Tenant | undefined;
}

/** Real milliseconds after which the store forgets worlds whose time is over: they are found no more before that. */
const SWEEP = MINUTE;

/** The worlds of a store: they come into memory when somebody asks for them, and are the same there for all who do. */
export class ShelvedWorlds {
  readonly #shelf: Shelf;
  readonly #atHand: WorldsAtHand;
  readonly #sweeping: ReturnType<typeof setInterval>;
  readonly #waking: Waking;
  /** Names of those that came into memory, by their ids. */
  readonly #names = new Map<string, string>();
  /** Ends that changes are heard of. */
  readonly #deaf: () => void;

  constructor(shelf: Shelf, atHand: WorldsAtHand) {
    this.#shelf = shelf;
    this.#atHand = atHand;
    this.#sweeping = setInterval(() => {
      shelf.store.sweep(realTime()).catch(() => {}); // it is tried again
    }, SWEEP).unref();
    this.#waking = new Waking(shelf.store, world => this.#wake(world));
    this.#deaf = shelf.onChange(id => this.#changed(id));
  }

  close(): void {
    clearInterval(this.#sweeping);
    this.#waking.close();
    this.#deaf();
  }

  /** Another process changed a world: its next read looks at the store, however short ago it did. */
  #changed(id: string): void {
    const world = this.#atHand.get(this.#names.get(id) ?? '');
    if (world?.keeping?.id === id) world.turns?.stale();
    else this.#names.delete(id);
  }

  async byName(name: string): Promise<World | undefined> {
    return this.#brought(await this.#shelf.load({ name }));
  }

  async byKey(tenant: string | null, key: string): Promise<World | undefined> {
    return this.#brought(await this.#shelf.load({ tenant, key }));
  }

  /** The world that a request is in by its credential. */
  async byCredential(request: Carrier): Promise<World | undefined> {
    for (const [scheme, value] of carriedIn(request)) {
      const world = await this.#brought(await this.#shelf.loadBy(request.vendor, scheme, value));
      if (world !== undefined) return world;
    }
    return undefined;
  }

  /** All worlds, or those of a tenant. Of one that is not in memory no more is known than what it says of itself. */
  async list(tenant?: string): Promise<World[]> {
    const found: World[] = [];
    for await (const stored of this.#shelf.all(tenant)) {
      const known = this.#atHand.get(stored.name);
      found.push(known?.keeping?.id === stored.id ? known : this.#asSaid(stored));
    }
    return found;
  }

  /** Makes a world. Throws `Failure` where its name or its key is taken, or its tenant has as many as it may have. */
  async create({ name, seed, tenure, isLimited, tenant }: ShelvedWorld): Promise<World> {
    const issued = this.#atHand.issuedTo(name, seed);
    const wish = { ...tenure, name, seed, isLimited, issued, most: tenant?.worlds };
    const stored = await this.#shelf.create(wish);
    if (stored === 'full' && tenant?.worlds !== undefined) needRoom(tenant, tenant.worlds);
    if (typeof stored === 'string') throw new Failure('exists', { text: `there is a world "${name}" already` });
    const overrides = await this.#atHand.overridesOf(seed);
    return this.#shelved({ world: stored, clouds: [], records: [] }, seed, overrides);
  }

  async remove({ keeping }: World): Promise<void> {
    if (keeping !== undefined) await this.#shelf.store.remove(keeping.id);
  }

  /** Has a world do what is due in it, though nobody calls it. One that comes into memory for that alone leaves it again. */
  async #wake({ id, name }: WokenWorld): Promise<void> {
    const known = this.#atHand.get(name);
    const isAtHand = known?.keeping?.id === id;
    const world = isAtHand ? known : await this.#brought(await this.#shelf.load({ id }));
    if (world?.keeping === undefined) return;
    await Promise.all(world.keeping.unmade.map(vendor => world.cloud(vendor)));
    // What is told takes as long as its targets: others are woken meanwhile.
    const told = world.delivered();
    if (!isAtHand) void told.then(() => this.#atHand.evict(world)).catch(() => {});
  }

  async #brought(kept: KeptWorld | undefined): Promise<World | undefined> {
    if (kept === undefined) return undefined;
    const { facts } = this.#shelf.said(kept.world);
    // A file that is not here is asked for when something is to be made from it, and not before.
    const read = await this.#atHand.loadSeed(facts.seed, facts.opened).catch(() => undefined);
    const isSame = read !== undefined && read.file === (facts.file ?? undefined);
    const seed = isSame ? { ...read, number: facts.number } : this.#seedOf(facts);
    return this.#shelved(kept, seed, await this.#atHand.overridesOf(seed));
  }

  #shelved(kept: KeptWorld, seed: Seed, overrides: readonly WantedOverride[]): World {
    const { name, id } = kept.world;
    const known = this.#atHand.get(name);
    if (known?.keeping?.id === id) return known;
    if (known !== undefined) this.#atHand.forget(known);
    const world = this.#atHand.open(name, seed, tenureIn(kept.world));
    world.overrides.stand(overrides);
    world.keepIn(this.#shelf.keeping(kept, facts => this.#seedOf(facts)));
    if (this.#shelf.store.isShared) this.#names.set(id, name);
    return world;
  }

  /** A world that only says what it is. */
  #asSaid(stored: StoredWorld): World {
    const { facts, clock } = this.#shelf.said(stored);
    const world = this.#atHand.aside(stored.name, this.#seedOf(facts), tenureIn(stored));
    world.clock.put(clock);
    return world;
  }

  /** A seed of which no more is known than a world says of it: its history is read when it is asked for. */
  #seedOf({ seed: name, number, opened, file }: SeedFacts): Seed {
    const read = (): Promise<Seed> => this.#atHand.loadSeed(name, opened);
    return {
      ...{ name, number, clock: opened, file: file ?? undefined },
      history: async vendor => (await read()).history(vendor),
    };
  }
}

const tenureIn = ({ tenant, key, made, expires }: StoredWorld): Tenure => ({ tenant, key, made, expires });

/** How worlds are kept in a store, for those in memory. */
export const shelvedIn = (options: ShelfOptions) => (atHand: WorldsAtHand) =>
  new ShelvedWorlds(new Shelf(options), atHand);
