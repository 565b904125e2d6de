import { Failure } from '../../contracts/core/failure.js';
import type { Issued } from '../calls/vendor.js';
import { uniqueId } from '../domain/random.js';
import type { ClockWish, Seed } from '../seeds/seed.js';
import { StoreError } from '../store/store.js';
import type { Carrier } from './credential-index.js';
import type { WantedOverride } from './overrides.js';
import type { WorldState } from './ready-cloud.js';
import { type Reseeded, reseed } from './reseed.js';
import { SeedsAtHand, seedRefusal } from './seeds-at-hand.js';
import type { ShelvedWorlds } from './shelved-worlds.js';
import { needRoom } from './tenants.js';
import type { World } from './world.js';
import { type WishedWorld, WishedWorlds, type WorldWish } from './world-wish.js';
import { DEFAULT_WORLD, WORLD_NAME, WorldsInMemory } from './worlds-in-memory.js';
import type { WorldsOptions } from './worlds-options.js';

export { DEFAULT_WORLD };

/** All worlds of a server: those in its memory, and those that a store keeps. */
export class Worlds extends WorldsInMemory {
  readonly #seeds: SeedsAtHand;
  readonly #onSeedFile: (file: string) => void;
  readonly #overridesOf: (seed: Seed) => Promise<readonly WantedOverride[]>;
  /** What was wished of each world's clock: its seed is read anew with it. */
  readonly #wishes = new WeakMap<World, ClockWish>();
  /** Those that are kept beyond this process, if any are. */
  readonly #shelved: ShelvedWorlds | undefined;
  /** What is wished of the world `default`. */
  #default: (WorldWish & { readonly name: string }) | undefined;
  readonly #wished = new WishedWorlds({
    byName: name => this.find(name),
    byKey: (tenant, key) => this.#byKey(tenant, key),
    create: wish => this.create(wish),
  });
  #made = 0;

  constructor(options: WorldsOptions) {
    super(options);
    const { seed: usual, seedFolder: folder } = options;
    this.#seeds = new SeedsAtHand({ usual, folder, vendors: Object.keys(options.issue) });
    this.#onSeedFile = file => options.onSeedFile?.(file);
    this.#overridesOf = async seed => (await options.overridesOf?.(seed)) ?? [];
    this.#shelved = options.shelved?.({
      get: name => this.get(name),
      open: (name, seed, tenure) => this.open(name, seed, tenure),
      aside: (name, seed, tenure) => this.aside(name, seed, this.issuedTo(name, seed), tenure),
      forget: world => this.forget(world),
      evict: world => this.evict(world),
      loadSeed: (name, wish) => this.#seeds.load(name, wish),
      issuedTo: (name, seed) => this.issuedTo(name, seed),
      overridesOf: seed => this.#overridesOf(seed),
    });
  }

  /**
   * The world that a wish is about: that of its key, or with `ifExists: 'return'` that of its name, else one that is made, also
   * where several ask side by side. Throws `Failure` of kind `conflict` where that world is another than is wished for.
   */
  wished(wish: WorldWish): Promise<WishedWorld> {
    return this.#wished.wish(wish);
  }

  /**
   * Makes a world. Its clouds are made when they are first called; those of a seed of the user's own at once, so that
   * what is wrong with it is said where it was asked for. Throws `Failure` for a name that is bad or taken and for a seed
   * that is wrong.
   */
  async create(wish: WorldWish): Promise<World> {
    const name = wish.name ?? this.#freeName();
    this.needFree(name);
    const seed = await this.#seeds.load(wish.seed ?? this.#seeds.usual, wish, wish.isRemote);
    const overrides = await this.#overridesOf(seed);
    const world = await this.#opened(name, seed, wish, overrides);
    this.#wishes.set(world, { now: wish.now, mode: wish.mode });
    if (seed.file !== undefined) {
      await Promise.all(Object.keys(world.issued).map(vendor => world.cloud(vendor))).catch(async (error: unknown) => {
        await this.#unmake(world);
        throw seedRefusal(error);
      });
      this.#onSeedFile(seed.file);
    }
    return world;
  }

  /** Brings the worlds of a seed's file back to what it says now, as a reset does. One for which it is wrong stays as it was. */
  reseed(file: string): Promise<Reseeded[]> {
    return reseed({
      worlds: this.all().filter(({ seed }) => seed.file === file),
      read: world => this.#seeds.load(world.seed.name, this.#wishes.get(world) ?? {}),
      overridesOf: seed => this.#overridesOf(seed),
      aside: ({ name, issued }, seed) => this.aside(name, seed, issued),
      isThere: world => this.get(world.name) === world,
    });
  }

  /** Puts the overrides of every world anew that stand from its opening: those of the server have changed. */
  async standAnew(): Promise<void> {
    for (const world of this.all()) world.overrides.stand(await this.#overridesOf(world.seed));
  }

  /**
   * Opens the world that answers when nothing selects another, and answers its credentials. One that is kept already is as
   * it was left. Where the store cannot be reached, it is opened at the first call that finds it there.
   */
  async openDefault(wish: WorldWish): Promise<Readonly<Record<string, readonly Issued[]>>> {
    this.#default = { ...wish, name: DEFAULT_WORLD };
    const seed = await this.#seeds.load(wish.seed ?? this.#seeds.usual, wish);
    try {
      const world = (await this.find(DEFAULT_WORLD)) ?? (await this.create(this.#default));
      return world.issued;
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      return this.issuedTo(DEFAULT_WORLD, seed);
    }
  }

  override close(): void {
    this.#shelved?.close();
    super.close();
  }

  /** Whether worlds outlive this process. */
  get isKept(): boolean {
    return this.#shelved !== undefined;
  }

  /** The world of a name, if there is one; it is read from the store if need be. */
  async find(name: string): Promise<World | undefined> {
    const known = this.get(name) ?? (WORLD_NAME.test(name) ? await this.#shelved?.byName(name) : undefined);
    if (known !== undefined || name !== DEFAULT_WORLD || this.#default === undefined) return known;
    return this.#shelved && this.#anyway(this.#default);
  }

  /** The same for the world that a request is in by its credential; has `default` at hand for one that is in none. */
  async findBy(request: Carrier): Promise<void> {
    if (this.selectedBy(request) !== undefined) return;
    if ((await this.#shelved?.byCredential(request)) === undefined) await this.find(DEFAULT_WORLD);
  }

  /** All worlds, or those of a tenant, also where they are in the store alone. */
  async list(tenant?: string): Promise<World[]> {
    if (this.#shelved !== undefined) return this.#shelved.list(tenant);
    return this.all().filter(world => tenant === undefined || world.tenure.tenant === tenant);
  }

  async #byKey(tenant: string | null, key: string): Promise<World | undefined> {
    const known = this.all().find(({ tenure }) => tenure.key === key && tenure.tenant === tenant);
    return known ?? this.#shelved?.byKey(tenant, key);
  }

  /** Makes a world that another process may be making too. */
  async #anyway(wish: WorldWish & { readonly name: string }): Promise<World | undefined> {
    try {
      return await this.create(wish);
    } catch (error) {
      if (!(error instanceof Failure && error.kind === 'exists')) throw error;
      return this.get(wish.name) ?? this.#shelved?.byName(wish.name);
    }
  }

  /** Makes a world of a seed that is read, and keeps it where worlds are kept. */
  async #opened(
    name: string,
    seed: Seed,
    wish: Pick<WorldWish, 'rateLimits' | 'tenant' | 'key' | 'ttl'>,
    overrides: readonly WantedOverride[] = [],
  ): Promise<World> {
    const { rateLimits: isLimited = false, tenant } = wish;
    const tenure = this.lifetimes.tenureOf(name, wish);
    if (this.#shelved !== undefined) return this.#shelved.create({ name, seed, tenure, isLimited, tenant });
    if (tenant !== undefined) needRoom(tenant, this.all().filter(one => one.tenure.tenant === tenant.name).length);
    const world = this.open(name, seed, tenure);
    world.overrides.stand(overrides);
    world.limits.begin(isLimited);
    return world;
  }

  /** Has a world end so many real milliseconds from now, or never. */
  async keepFor(world: World, ttl: number | null): Promise<void> {
    this.lifetimes.keepFor(world, ttl);
    await world.keeping?.keepUntil(world.tenure.expires);
  }

  /** What there is to make a world of, and which of it one is made of that asks for none. */
  seeds(): ReturnType<SeedsAtHand['known']> {
    return this.#seeds.known();
  }

  async remove(name: string): Promise<void> {
    const world = this.need(name);
    if (name === DEFAULT_WORLD) throw new Failure('conflict', { text: 'the world "default" stays; reset it instead' });
    await this.#shelved?.remove(world);
    this.forget(world);
  }

  /** Resolves when the calls that all worlds received are kept, or cannot be. */
  async flushed(): Promise<void> {
    await Promise.allSettled(this.all().map(world => world.flushed()));
  }

  /** Brings a world to the state of a snapshot; makes it if there is none of that name. Nothing changes when it cannot be believed. */
  async restore(name: string, state: WorldState, wish: Pick<WorldWish, 'isRemote' | 'tenant'> = {}): Promise<World> {
    const read = await this.#seeds.load(state.seed, state.opened, wish.isRemote);
    const seed = { ...read, number: state.number };
    const overrides = await this.#overridesOf(seed);
    const known = await this.find(name);
    const world = known ?? (await this.#opened(name, seed, wish));
    await world.restore(state, seed).catch(async (error: unknown) => {
      if (known === undefined) await this.#unmake(world);
      throw error;
    });
    world.overrides.stand(overrides);
    this.#wishes.set(world, state.opened);
    if (seed.file !== undefined) this.#onSeedFile(seed.file);
    return world;
  }

  /** Takes back a world that turned out wrong. */
  async #unmake(world: World): Promise<void> {
    this.forget(world);
    await this.#shelved?.remove(world);
  }

  #freeName(): string {
    // Other processes choose names too.
    if (this.#shelved !== undefined) return `world-${uniqueId().slice(0, 13)}`;
    do this.#made += 1;
    while (this.get(`world-${this.#made}`) !== undefined);
    return `world-${this.#made}`;
  }
}
