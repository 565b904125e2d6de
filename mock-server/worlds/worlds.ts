import type { IncomingHttpHeaders } from 'node:http';
import type { Dialect } from '../../contracts/core/dialect.js';
import { Failure } from '../../contracts/core/failure.js';
import { didYouMean } from '../../contracts/core/names.js';
import { carried } from '../calls/authenticate.js';
import { fields } from '../calls/fields.js';
import type { IssueCredentials, Issued } from '../calls/vendor.js';
import type { Cloud } from '../domain/cloud.js';
import type { Credential } from '../domain/credentials.js';
import { type ClockWish, loadSeed, type Seed, SeedError } from '../seeds/seed.js';
import { type LoadVendor, World, type WorldState } from './world.js';

/** What is asked for when a world is made. */
export interface WorldWish extends ClockWish {
  /** Letters, digits, `-`, `_` and `.`; a free name is chosen without it. */
  readonly name?: string | undefined;
  /** Default: the seed of the server. */
  readonly seed?: string | undefined;
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
  #made = 0;

  constructor(options: {
    readonly load: LoadVendor;
    /** How each vendor issues its credentials. */
    readonly issue: Readonly<Record<string, IssueCredentials>>;
    readonly seed: string;
    /** Whether notices are sent beyond loopback and private addresses; default: no. */
    readonly deliverAnywhere?: boolean;
  }) {
    this.#load = options.load;
    this.#issue = options.issue;
    this.#defaultSeed = options.seed;
    this.#deliverAnywhere = options.deliverAnywhere ?? false;
  }

  /**
   * Makes a world. Its clouds are made when they are first called; those of a seed of the user's own at once, so that
   * what is wrong with it is said where it was asked for. Throws `Failure` for a name that is bad or taken and for a seed
   * that is wrong.
   */
  async create(wish: WorldWish): Promise<World> {
    const name = wish.name ?? this.#freeName();
    this.#needFree(name);
    const seed = await this.#loadSeed(wish.seed ?? this.#defaultSeed, wish);
    const world = this.#open(name, seed);
    if (seed.isOwn)
      await Promise.all(Object.keys(this.#issue).map(vendor => world.cloud(vendor))).catch((error: unknown) => {
        this.#forget(world);
        throw refusal(error);
      });
    return world;
  }

  /** Makes a world of a seed that is read. Throws `Failure` for a name that is bad or taken. */
  #open(name: string, seed: Seed): World {
    this.#needFree(name); // another may have taken it meanwhile
    const issued: Record<string, readonly Issued[]> = {};
    for (const [vendor, issue] of Object.entries(this.#issue)) issued[vendor] = issue(name, seed.number);
    const world: World = new World({
      name,
      seed,
      issued,
      load: this.#load,
      deliverAnywhere: this.#deliverAnywhere,
      onReady: (vendor, cloud) => this.#listen(world, vendor, cloud),
    });
    this.#worlds.set(name, world);
    for (const [vendor, credentials] of Object.entries(issued))
      for (const { scheme, value } of credentials) if (scheme !== null) this.#know(world, keyOf(vendor, scheme, value));
    return world;
  }

  all(): World[] {
    return [...this.#worlds.values()];
  }

  get size(): number {
    return this.#worlds.size;
  }

  get(name: string): World | undefined {
    return this.#worlds.get(name);
  }

  /** What to say of a name that no world has. */
  unknown(name: string): string {
    return `there is no world "${name}"${didYouMean(name, this.#worlds.keys())}`;
  }

  /** The world of that name; throws `Failure` of kind `notFound`. */
  need(name: string): World {
    const world = this.#worlds.get(name);
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
    for (const world of this.#worlds.values()) world.close();
  }

  /** Brings a world to the state of a snapshot; makes it if there is none of that name. Nothing changes when it cannot be believed. */
  async restore(name: string, state: WorldState): Promise<World> {
    const seed = { ...(await this.#loadSeed(state.seed, state.opened)), number: state.number };
    const known = this.#worlds.get(name);
    const world = known ?? this.#open(name, seed);
    await world.restore(state, seed).catch((error: unknown) => {
      if (known === undefined) this.#forget(world);
      throw error;
    });
    return world;
  }

  /** The world whose credential a request carries, or undefined. */
  selectedBy(vendor: string, dialect: Dialect, headers: IncomingHttpHeaders, search: string): World | undefined {
    const query = search === '' ? {} : fields(search);
    for (const [name, scheme] of Object.entries(dialect.schemes)) {
      const value = carried(scheme, headers, query);
      const world = value === undefined ? undefined : this.#byCredential.get(keyOf(vendor, name, value));
      if (world !== undefined) return world;
    }
    return undefined;
  }

  /** A seed, or a refusal that says what is wrong with it. */
  #loadSeed(name: string, wish: ClockWish): Promise<Seed> {
    return loadSeed(name, wish, Object.keys(this.#issue)).catch((error: unknown) => {
      throw refusal(error);
    });
  }

  #forget(world: World): void {
    world.close();
    this.#worlds.delete(world.name);
    for (const key of this.#keys.get(world) ?? []) this.#byCredential.delete(key);
  }

  #needFree(name: string): void {
    if (!NAME.test(name)) throw new Failure('invalid', { text: `a world's name matches ${NAME.source}` });
    if (this.#worlds.has(name)) throw new Failure('exists', { text: `there is a world "${name}" already` });
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
