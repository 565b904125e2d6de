import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Dialect } from '../../contracts/core/dialect.js';
import { Failure } from '../../contracts/core/failure.js';
import { carried } from '../calls/authenticate.js';
import { fields } from '../calls/fields.js';
import type { IssueCredentials, Issued } from '../calls/vendor.js';
import type { Cloud } from '../domain/cloud.js';
import type { Credential } from '../domain/credentials.js';
import type { Metrics } from '../metrics.js';
import { type ClockWish, type KnownSeed, knownSeeds, loadSeed, type Seed } from '../seeds/seed.js';
import { SeedError } from '../seeds/seed-error.js';
import type { SeedFiles } from '../seeds/seed-folder.js';
import { type KeptWorld, type StoredWorld, StoreError } from '../store/store.js';
import type { SeedFacts } from './keeping.js';
import { Lifetimes } from './lifetimes.js';
import type { WantedOverride } from './overrides.js';
import type { Shelf } from './shelf.js';
import { needRoom, noWorld } from './tenants.js';
import { isOver, type Tenure } from './tenure.js';
import { type LoadVendor, World, type WorldState } from './world.js';
import { type WishedWorld, WishedWorlds, type WorldWish } from './world-wish.js';

/** A world that was to be brought back to its seed, which had changed. */
export interface Reseeded {
  readonly world: World;
  /** What is wrong with the seed; the world stays as it was. */
  readonly error?: unknown;
}

/** Name of the part that holds a cloud's credentials. */
const CREDENTIALS = 'credentials';

/** The world that answers when nothing selects another. */
export const DEFAULT_WORLD = 'default';

const NAME = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/;

/** All worlds of a server. Selecting one costs the same however many there are. */
export class Worlds {
  readonly #worlds = new Map<string, World>();
  /** World of each credential, by vendor, scheme and value. */
  readonly #byCredential = new Map<string, World>();
  /** Keys of each world in that map, so that forgetting a world does not look at the others'. */
  readonly #keys = new WeakMap<World, string[]>();
  readonly #load: LoadVendor;
  readonly #issue: Readonly<Record<string, IssueCredentials>>;
  readonly #defaultSeed: string;
  readonly #deliverAnywhere: boolean;
  readonly #seedFolder: string | undefined;
  readonly #onSeedFile: (file: string) => void;
  readonly #overridesOf: (seed: Seed) => Promise<readonly WantedOverride[]>;
  /** What was wished of each world's clock: its seed is read anew with it. */
  readonly #wishes = new WeakMap<World, ClockWish>();
  /** Files that were named in process, or when the server was started. */
  readonly #given = new Set<string>();
  readonly #shelf: Shelf | undefined;
  /** What is wished of the world `default`. */
  #default: (WorldWish & { readonly name: string }) | undefined;
  readonly #wished = new WishedWorlds({
    byName: name => this.find(name),
    byKey: (tenant, key) => this.#byKey(tenant, key),
    create: wish => this.create(wish),
  });
  /** How long each is there. */
  readonly lifetimes: Lifetimes<World>;
  #made = 0;

  constructor(options: {
    readonly load: LoadVendor;
    /** How each vendor issues its credentials. */
    readonly issue: Readonly<Record<string, IssueCredentials>>;
    readonly seed: string;
    /** Whether notices are sent beyond loopback and private addresses; default: no. */
    readonly deliverAnywhere?: boolean;
    /** Folder whose files are seeds by their names. */
    readonly seedFolder?: string | undefined;
    /** The overrides that stand in a world of this seed from its opening; default: none. Rejects with `Failure`. */
    overridesOf?(seed: Seed): Promise<readonly WantedOverride[]>;
    /** Called with the file of each seed that a world is made from. */
    onSeedFile?(file: string): void;
    /** Where worlds are kept beyond this process; default: nowhere. */
    readonly shelf?: Shelf | undefined;
    /** Real milliseconds for which a world is there whose wish says nothing of that; default: for ever. */
    readonly ttl?: number | undefined;
    /** Real milliseconds after which a world that nobody calls leaves memory; default: none does. */
    readonly idle?: number | undefined;
    readonly metrics?: Metrics | undefined;
  }) {
    this.#shelf = options.shelf;
    this.#load = options.load;
    this.#issue = options.issue;
    this.#defaultSeed = options.seed;
    this.#deliverAnywhere = options.deliverAnywhere ?? false;
    this.#seedFolder = options.seedFolder;
    this.#onSeedFile = file => options.onSeedFile?.(file);
    this.#overridesOf = async seed => (await options.overridesOf?.(seed)) ?? [];
    const { ttl = null, idle, metrics } = options;
    const forget = (world: World): void => {
      metrics?.left('expired');
      this.#forget(world);
    };
    const evict = (world: World): void => {
      this.evict(world).then(
        isGone => isGone && metrics?.left('idle'),
        () => {}, // it is tried again
      );
    };
    const all = () => this.#worlds.values();
    this.lifetimes = new Lifetimes({ all, forget, lasting: DEFAULT_WORLD, ttl, idle, evict });
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
    this.#needFree(name);
    const seed = await this.#loadSeed(wish.seed ?? this.#defaultSeed, wish, wish.isRemote);
    const overrides = await this.#overridesOf(seed);
    const world = await this.#opened(name, seed, wish, overrides);
    this.#wishes.set(world, { now: wish.now, mode: wish.mode });
    if (seed.file !== undefined) {
      await Promise.all(Object.keys(this.#issue).map(vendor => world.cloud(vendor))).catch(async (error: unknown) => {
        await this.#unmake(world);
        throw refusal(error);
      });
      this.#onSeedFile(seed.file);
    }
    return world;
  }

  /** Brings the worlds of a seed's file back to what it says now, as a reset does. One for which it is wrong stays as it was. */
  async reseed(file: string): Promise<Reseeded[]> {
    const told: Reseeded[] = [];
    for (const world of this.all().filter(({ seed }) => seed.file === file)) {
      try {
        const seed = await this.#loadSeed(world.seed.name, this.#wishes.get(world) ?? {});
        const overrides = await this.#overridesOf(seed);
        await this.#tryOut(world, seed);
        if (this.get(world.name) !== world) continue; // it was removed meanwhile
        world.overrides.stand(overrides);
        await world.reset(seed);
        told.push({ world });
      } catch (error) {
        told.push({ world, error });
      }
    }
    return told;
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
    const seed = await this.#loadSeed(wish.seed ?? this.#defaultSeed, wish);
    try {
      const world = (await this.find(DEFAULT_WORLD)) ?? (await this.create(this.#default));
      return world.issued;
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      return this.#issuedTo(DEFAULT_WORLD, seed);
    }
  }

  /** Whether worlds outlive this process. */
  get isKept(): boolean {
    return this.#shelf !== undefined;
  }

  /** The world of a name, if there is one; it is read from the store if need be. */
  async find(name: string): Promise<World | undefined> {
    return this.get(name) ?? (this.#shelf && NAME.test(name) ? this.#bring(name) : undefined);
  }

  /** The same for the world that a request is in by its credential; has `default` at hand for one that is in none. */
  async findBy(vendor: string, dialect: Dialect, headers: IncomingHttpHeaders, search: string): Promise<void> {
    if (this.selectedBy(vendor, dialect, headers, search) !== undefined) return;
    for (const [name, value] of carriedIn(dialect, headers, search)) {
      const kept = await this.#shelf?.loadBy(vendor, name, value);
      if (kept !== undefined) return void (await this.#brought(kept));
    }
    await this.find(DEFAULT_WORLD);
  }

  /** Whether it is known in which world a request is by its credential: it carries none, or one that is at hand. */
  isCertain(vendor: string, dialect: Dialect, headers: IncomingHttpHeaders, search: string): boolean {
    let isBare = true;
    for (const [name, value] of carriedIn(dialect, headers, search)) {
      if (this.#byCredential.has(keyOf(vendor, name, value))) return true;
      isBare = false;
    }
    return isBare;
  }

  /** All worlds, or those of a tenant, also where they are in the store alone: of these no more is known than what they say of themselves. */
  async list(tenant?: string): Promise<World[]> {
    if (this.#shelf === undefined)
      return this.all().filter(world => tenant === undefined || world.tenure.tenant === tenant);
    const found: World[] = [];
    for await (const stored of this.#shelf.all(tenant)) {
      const known = this.#worlds.get(stored.name);
      found.push(known?.keeping?.id === stored.id ? known : this.#asSaid(stored, this.#shelf));
    }
    return found;
  }

  /** A world that only says what it is. */
  #asSaid(stored: StoredWorld, shelf: Shelf): World {
    const { name } = stored;
    const { facts, clock } = shelf.said(stored);
    const seed = this.#seedOf(facts);
    const tenure = tenureIn(stored);
    const world = new World({ name, seed, issued: this.#issuedTo(name, seed), load: this.#load, onReady() {}, tenure });
    world.clock.put(clock);
    return world;
  }

  /** Reads a world of this name from the store. */
  async #bring(name: string): Promise<World | undefined> {
    const kept = await this.#shelf?.load({ name });
    if (kept !== undefined) return this.#brought(kept);
    return name === DEFAULT_WORLD && this.#default !== undefined ? this.#anyway(this.#default) : undefined;
  }

  async #byKey(tenant: string | null, key: string): Promise<World | undefined> {
    if (this.#shelf === undefined)
      return this.all().find(({ tenure }) => tenure.key === key && tenure.tenant === tenant);
    const kept = await this.#shelf.load({ tenant, key });
    return kept && this.#brought(kept);
  }

  async #brought(kept: KeptWorld): Promise<World | undefined> {
    if (this.#shelf === undefined) return undefined;
    const { facts } = this.#shelf.said(kept.world);
    // A file that is not here is asked for when something is to be made from it, and not before.
    const read = await this.#loadSeed(facts.seed, facts.opened).catch(() => undefined);
    const seed =
      read?.file === (facts.file ?? undefined) && read !== undefined
        ? { ...read, number: facts.number }
        : this.#seedOf(facts);
    return this.#shelved(kept, seed, await this.#overridesOf(seed));
  }

  /** Makes a world that another process may be making too. */
  async #anyway(wish: WorldWish & { readonly name: string }): Promise<World | undefined> {
    try {
      return await this.create(wish);
    } catch (error) {
      if (!(error instanceof Failure && error.kind === 'exists')) throw error;
      return this.get(wish.name) ?? this.#bring(wish.name);
    }
  }

  /** A world that is kept, at hand: the same for all who ask for it. */
  #shelved(kept: KeptWorld, seed: Seed, overrides: readonly WantedOverride[]): World {
    const { name, id } = kept.world;
    const known = this.#worlds.get(name);
    if (known?.keeping?.id === id) return known;
    if (known !== undefined) this.#forget(known);
    const world = this.#open(name, seed, tenureIn(kept.world));
    world.overrides.stand(overrides);
    if (this.#shelf !== undefined) world.keepIn(this.#shelf.keeping(kept, facts => this.#seedOf(facts)));
    return world;
  }

  /** A seed of which no more is known than a world says of it: its history is read when it is asked for. */
  #seedOf({ seed: name, number, opened, file }: SeedFacts): Seed {
    if (file !== null) this.#given.add(name);
    const read = (): Promise<Seed> => this.#loadSeed(name, opened);
    return {
      ...{ name, number, clock: opened, file: file ?? undefined },
      history: async vendor => (await read()).history(vendor),
    };
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
    if (this.#shelf === undefined) {
      if (tenant !== undefined) needRoom(tenant, this.all().filter(one => one.tenure.tenant === tenant.name).length);
      const world = this.#open(name, seed, tenure);
      world.overrides.stand(overrides);
      world.limits.begin(isLimited);
      return world;
    }
    const issued = this.#issuedTo(name, seed);
    const stored = await this.#shelf.create({ ...tenure, name, seed, isLimited, issued, most: tenant?.worlds });
    if (stored === 'full' && tenant?.worlds !== undefined) needRoom(tenant, tenant.worlds);
    if (typeof stored === 'string') throw new Failure('exists', { text: `there is a world "${name}" already` });
    return this.#shelved({ world: stored, clouds: [], records: [] }, seed, overrides);
  }

  /** Has a world end so many real milliseconds from now, or never. */
  async keepFor(world: World, ttl: number | null): Promise<void> {
    this.lifetimes.keepFor(world, ttl);
    await world.keeping?.keepUntil(world.tenure.expires);
  }

  /** The credentials of a world, by vendor. */
  #issuedTo(name: string, seed: Seed): Readonly<Record<string, readonly Issued[]>> {
    return Object.fromEntries(Object.entries(this.#issue).map(([vendor, issue]) => [vendor, issue(name, seed.number)]));
  }

  /** Makes a world of a seed that is read. Throws `Failure` for a name that is bad or taken. */
  #open(name: string, seed: Seed, tenure: Tenure): World {
    this.#needFree(name); // another may have taken it meanwhile
    const issued = this.#issuedTo(name, seed);
    const world: World = new World({
      name,
      seed,
      issued,
      load: this.#load,
      deliverAnywhere: this.#deliverAnywhere,
      onReady: (vendor, cloud) => this.#listen(world, vendor, cloud),
      tenure,
    });
    this.#worlds.set(name, world);
    this.lifetimes.note(world);
    for (const [vendor, credentials] of Object.entries(issued))
      for (const { scheme, value } of credentials) if (scheme !== null) this.#know(world, keyOf(vendor, scheme, value));
    return world;
  }

  /** What there is to make a world of, and which of it one is made of that asks for none. */
  async seeds(): Promise<(KnownSeed & { readonly usual: boolean })[]> {
    const known = await knownSeeds(this.#seedFolder);
    const usual = this.#defaultSeed;
    const isKnown = known.some(({ name }) => name === usual);
    const given = { name: usual, holds: 'What the server was started with.', numbered: false };
    return [...(isKnown ? [] : [given]), ...known].map(seed => ({ ...seed, usual: seed.name === usual }));
  }

  all(): World[] {
    return [...this.#worlds.values()].filter(({ tenure }) => !isOver(tenure));
  }

  get size(): number {
    return this.#worlds.size;
  }

  get(name: string): World | undefined {
    const world = this.#worlds.get(name);
    if (world === undefined || world.tenure.expires === null || !isOver(world.tenure)) return world;
    this.#forget(world);
    return undefined;
  }

  /** What to say of a name that no world has. */
  unknown(name: string): string {
    return noWorld(
      name,
      this.all().map(world => world.name),
    );
  }

  /** The world of that name; throws `Failure` of kind `notFound`. */
  need(name: string): World {
    const world = this.get(name);
    if (world === undefined) throw new Failure('notFound', { text: this.unknown(name) });
    return world;
  }

  async remove(name: string): Promise<void> {
    const world = this.need(name);
    if (name === DEFAULT_WORLD) throw new Failure('conflict', { text: 'the world "default" stays; reset it instead' });
    if (world.keeping !== undefined) await this.#shelf?.store.remove(world.keeping.id);
    this.#forget(world);
  }

  /** Has a world leave memory, in which others find it no more; it comes back from the store when it is asked for. */
  async evict(world: World): Promise<boolean> {
    if (world.keeping === undefined || this.#worlds.get(world.name) !== world) return false;
    await world.flushed();
    const isIdle = world.turns?.isIdle === true && !world.isBusy;
    if (isIdle) this.#forget(world);
    return isIdle;
  }

  /** Resolves when the calls that all worlds received are kept, or cannot be. */
  async flushed(): Promise<void> {
    await Promise.allSettled(this.all().map(world => world.flushed()));
  }

  /** Forgets a world that is no more. */
  lost(world: World): void {
    if (this.#worlds.get(world.name) === world) this.#forget(world);
  }

  /** Ends what is on its way from any world to others. */
  close(): void {
    this.lifetimes.close();
    for (const world of this.#worlds.values()) world.close();
  }

  /** Brings a world to the state of a snapshot; makes it if there is none of that name. Nothing changes when it cannot be believed. */
  async restore(name: string, state: WorldState, wish: Pick<WorldWish, 'isRemote' | 'tenant'> = {}): Promise<World> {
    const read = await this.#loadSeed(state.seed, state.opened, wish.isRemote);
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

  /** The world whose credential a request carries, or undefined. */
  selectedBy(vendor: string, dialect: Dialect, headers: IncomingHttpHeaders, search: string): World | undefined {
    for (const [name, value] of carriedIn(dialect, headers, search)) {
      const world = this.#byCredential.get(keyOf(vendor, name, value));
      if (world !== undefined) return this.get(world.name);
    }
    return undefined;
  }

  /** A seed, or a refusal that says what is wrong with it. */
  async #loadSeed(name: string, wish: ClockWish, isRemote = false): Promise<Seed> {
    const files: SeedFiles = { folder: this.#seedFolder, isAnywhere: !isRemote || this.#given.has(name) };
    const seed = await loadSeed(name, wish, Object.keys(this.#issue), files).catch((error: unknown) => {
      throw refusal(error);
    });
    if (!isRemote && seed.file !== undefined) this.#given.add(name);
    return seed;
  }

  /** Makes the clouds of a world from a seed, aside. Rejects when it is wrong. */
  async #tryOut({ name, issued }: World, seed: Seed): Promise<void> {
    const aside = new World({ name, seed, issued, load: this.#load, onReady() {} });
    try {
      await Promise.all(Object.keys(issued).map(vendor => aside.cloud(vendor)));
    } catch (error) {
      throw refusal(error);
    } finally {
      aside.close();
    }
  }

  /** Takes back a world that turned out wrong. */
  async #unmake(world: World): Promise<void> {
    this.#forget(world);
    if (world.keeping !== undefined) await this.#shelf?.store.remove(world.keeping.id);
  }

  #forget(world: World): void {
    world.close();
    this.#worlds.delete(world.name);
    for (const key of this.#keys.get(world) ?? []) this.#byCredential.delete(key);
  }

  #needFree(name: string): void {
    if (!NAME.test(name)) throw new Failure('invalid', { text: `a world's name matches ${NAME.source}` });
    if (this.get(name) !== undefined) throw new Failure('exists', { text: `there is a world "${name}" already` });
  }

  #freeName(): string {
    // Other processes choose names too.
    if (this.#shelf !== undefined) return `world-${randomUUID().slice(0, 13)}`;
    do this.#made += 1;
    while (this.#worlds.has(`world-${this.#made}`));
    return `world-${this.#made}`;
  }

  /** A credential selects the first world that had it. One that got it with a snapshot is selected by prefix or header. */
  #know(world: World, key: string): void {
    if (this.#byCredential.has(key)) return;
    this.#byCredential.set(key, world);
    const keys = this.#keys.get(world);
    if (keys === undefined) this.#keys.set(world, [key]);
    else keys.push(key);
  }

  #listen(world: World, vendor: string, cloud: Cloud): void {
    const know = (scheme: string, value: string): void => {
      if (this.#worlds.get(world.name) === world) this.#know(world, keyOf(vendor, scheme, value));
    };
    for (const { scheme, value } of cloud.credentials.all()) know(scheme, value);
    cloud.onChange(changes => {
      for (const { part, after } of changes) {
        if (part !== CREDENTIALS || after === undefined) continue;
        const { scheme, value } = after as Credential;
        know(scheme, value);
      }
    });
  }
}

const refusal = (error: unknown): unknown =>
  error instanceof SeedError ? new Failure('invalid', { text: error.message }) : error;

const tenureIn = ({ tenant, key, made, expires }: StoredWorld): Tenure => ({ tenant, key, made, expires });

/** The credentials that a request carries, by their schemes. */
function* carriedIn(
  dialect: Dialect,
  headers: IncomingHttpHeaders,
  search: string,
): Generator<readonly [scheme: string, value: string]> {
  const query = search === '' ? {} : fields(search);
  for (const [name, scheme] of Object.entries(dialect.schemes)) {
    const value = carried(scheme, headers, query);
    if (value !== undefined) yield [name, value];
  }
}

const keyOf = (vendor: string, scheme: string, value: string): string => `${vendor} ${scheme} ${value}`;
