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
import { Lifetimes } from './lifetimes.js';
import type { WantedOverride } from './overrides.js';
import { needRoom, noWorld } from './tenants.js';
import { isOver, type TenureWish } from './tenure.js';
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
  readonly #keys = new WeakMap<World, Set<string>>();
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
  readonly #wished = new WishedWorlds({
    byName: name => this.get(name),
    byKey: (tenant, key) => this.all().find(({ tenure }) => tenure.key === key && tenure.tenant === tenant),
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
    /** Real milliseconds for which a world is there whose wish says nothing of that; default: for ever. */
    readonly ttl?: number | undefined;
    /** Real milliseconds after which a world that nobody calls leaves memory; default: none does. */
    readonly idle?: number | undefined;
    readonly metrics?: Metrics | undefined;
  }) {
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
    this.lifetimes = new Lifetimes({ all: () => this.#worlds.values(), forget, lasting: DEFAULT_WORLD, ttl, idle });
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
    const world = this.#open(name, seed, wish);
    world.overrides.stand(overrides);
    world.limits.begin(wish.rateLimits ?? false);
    this.#wishes.set(world, { now: wish.now, mode: wish.mode });
    if (seed.file !== undefined) {
      await Promise.all(Object.keys(this.#issue).map(vendor => world.cloud(vendor))).catch((error: unknown) => {
        this.#forget(world);
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
        world.reset(seed);
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
   * Makes a world of a seed that is read. Throws `Failure` for a name that is bad or taken, and of kind `quota` where its
   * tenant has as many worlds as it may have.
   */
  #open(name: string, seed: Seed, wish: TenureWish & Pick<WorldWish, 'tenant'> = {}): World {
    this.#needFree(name); // another may have taken it meanwhile
    if (wish.tenant !== undefined)
      needRoom(wish.tenant, this.all().filter(({ tenure }) => tenure.tenant === wish.tenant?.name).length);
    const issued: Record<string, readonly Issued[]> = {};
    for (const [vendor, issue] of Object.entries(this.#issue)) issued[vendor] = issue(name, seed.number);
    const world: World = new World({
      name,
      seed,
      issued,
      load: this.#load,
      deliverAnywhere: this.#deliverAnywhere,
      onReady: (vendor, cloud) => this.#listen(world, vendor, cloud),
      tenure: this.lifetimes.tenureOf(name, wish),
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

  remove(name: string): void {
    const world = this.need(name);
    if (name === DEFAULT_WORLD) throw new Failure('conflict', { text: 'the world "default" stays; reset it instead' });
    this.#forget(world);
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
    const known = this.get(name);
    const world = known ?? this.#open(name, seed, wish);
    await world.restore(state, seed).catch((error: unknown) => {
      if (known === undefined) this.#forget(world);
      throw error;
    });
    world.overrides.stand(overrides);
    this.#wishes.set(world, state.opened);
    if (seed.file !== undefined) this.#onSeedFile(seed.file);
    return world;
  }

  /** The world whose credential a request carries, or undefined. */
  selectedBy(vendor: string, dialect: Dialect, headers: IncomingHttpHeaders, search: string): World | undefined {
    const query = search === '' ? {} : fields(search);
    for (const [name, scheme] of Object.entries(dialect.schemes)) {
      const value = carried(scheme, headers, query);
      const world = value === undefined ? undefined : this.#byCredential.get(keyOf(vendor, name, value));
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
    do this.#made += 1;
    while (this.#worlds.has(`world-${this.#made}`));
    return `world-${this.#made}`;
  }

  /** A credential selects the first world that had it. One that got it with a snapshot is selected by prefix or header. */
  #know(world: World, key: string): void {
    if ((this.#byCredential.get(key) ?? world) !== world) return;
    this.#byCredential.set(key, world);
    const keys = this.#keys.get(world) ?? new Set();
    this.#keys.set(world, keys.add(key));
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

const keyOf = (vendor: string, scheme: string, value: string): string => `${vendor} ${scheme} ${value}`;
