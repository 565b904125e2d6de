import { Failure } from '../../contracts/core/failure.js';
import type { IssueCredentials } from '../calls/vendor.js';
import type { Seed } from '../seeds/seed.js';
import { type Carrier, CredentialIndex, firstCarried, type IssuedByVendor } from './credential-index.js';
import { Lifetimes } from './lifetimes.js';
import type { LoadVendor } from './ready-cloud.js';
import { noWorld } from './tenants.js';
import { isOver, type Tenure } from './tenure.js';
import { World } from './world.js';
import type { WorldsOptions } from './worlds-options.js';

/** The world that answers when nothing selects another. */
export const DEFAULT_WORLD = 'default';

/** What a name of a world is. */
export const WORLD_NAME = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/;

/** The worlds in the memory of a server. Selecting one costs the same however many there are. */
export abstract class WorldsInMemory {
  readonly #worlds = new Map<string, World>();
  readonly #credentials = new CredentialIndex();
  readonly #load: LoadVendor;
  readonly #issue: Readonly<Record<string, IssueCredentials>>;
  readonly #deliverAnywhere: boolean;
  /** How long each is there. */
  readonly lifetimes: Lifetimes<World>;

  constructor(options: WorldsOptions) {
    this.#load = options.load;
    this.#issue = options.issue;
    this.#deliverAnywhere = options.deliverAnywhere ?? false;
    const { ttl = null, idle, metrics } = options;
    const forget = (world: World): void => {
      metrics?.left('expired');
      this.forget(world);
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

  /** Makes a world of a seed that is read. Throws `Failure` for a name that is bad or taken. */
  protected open(name: string, seed: Seed, tenure: Tenure): World {
    this.needFree(name); // another may have taken it meanwhile
    const isThere = (): boolean => this.#worlds.get(name) === world;
    const world: World = new World({
      name,
      seed,
      issued: this.issuedTo(name, seed),
      load: this.#load,
      deliverAnywhere: this.#deliverAnywhere,
      onReady: (vendor, cloud) => this.#credentials.follow(world, vendor, cloud, isThere),
      tenure,
    });
    this.#worlds.set(name, world);
    this.lifetimes.note(world);
    this.#credentials.take(world);
    return world;
  }

  /** A world that is in no list. */
  protected aside(name: string, seed: Seed, issued: IssuedByVendor, tenure?: Tenure): World {
    return new World({ name, seed, issued, load: this.#load, onReady() {}, ...(tenure && { tenure }) });
  }

  /** The credentials of a world, by vendor. */
  protected issuedTo(name: string, seed: Seed): IssuedByVendor {
    return Object.fromEntries(Object.entries(this.#issue).map(([vendor, issue]) => [vendor, issue(name, seed.number)]));
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
    this.forget(world);
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

  /** Has a world leave memory, in which others find it no more; it comes back from the store when it is asked for. */
  async evict(world: World): Promise<boolean> {
    if (world.keeping === undefined || this.#worlds.get(world.name) !== world) return false;
    await world.flushed();
    const isIdle = world.turns?.isIdle === true && !world.isBusy;
    if (isIdle) this.forget(world);
    return isIdle;
  }

  /** Forgets a world that is no more. */
  lost(world: World): void {
    if (this.#worlds.get(world.name) === world) this.forget(world);
  }

  /** Ends what is on its way from any world to others. */
  close(): void {
    this.lifetimes.close();
    for (const world of this.#worlds.values()) world.close();
  }

  /** The world whose credential a request carries, or undefined. */
  selectedBy(request: Carrier): World | undefined {
    const world = this.#credentials.find(request);
    return world && this.get(world.name);
  }

  /** Whether it is known in which world a request is by its credential: it carries none, or one that is at hand. */
  isCertain(request: Carrier): boolean {
    return this.#credentials.find(request) !== undefined || firstCarried(request, () => true) === undefined;
  }

  protected forget(world: World): void {
    world.close();
    world.keeping?.close();
    this.#worlds.delete(world.name);
    this.#credentials.forget(world);
  }

  protected needFree(name: string): void {
    if (!WORLD_NAME.test(name)) throw new Failure('invalid', { text: `a world's name matches ${WORLD_NAME.source}` });
    if (this.get(name) !== undefined) throw new Failure('exists', { text: `there is a world "${name}" already` });
  }
}
