import { Failure } from '../../contracts/core/failure.js';
import { noWorld, type Tenant } from './tenants.js';
import type { World } from './world.js';
import type { WishedWorld, WorldWish } from './world-wish.js';
import { DEFAULT_WORLD, type Worlds } from './worlds.js';

/** What the control API does with worlds: those of a server, or those of one tenant. */
export type WorldsInView = Pick<
  Worlds,
  | 'all'
  | 'isKept'
  | 'find'
  | 'lost'
  | 'list'
  | 'keepFor'
  | 'size'
  | 'get'
  | 'need'
  | 'unknown'
  | 'seeds'
  | 'wished'
  | 'create'
  | 'lifetimes'
  | 'restore'
  | 'remove'
>;

/**
 * The worlds of one tenant. There are no others to it, and nothing tells of them but that their names are taken: a name is a
 * part of an address.
 */
export class TenantWorlds implements WorldsInView {
  readonly #worlds: Worlds;
  readonly #tenant: Tenant;

  constructor(worlds: Worlds, tenant: Tenant) {
    this.#worlds = worlds;
    this.#tenant = tenant;
  }

  all(): World[] {
    return this.#worlds.all().filter(world => this.#isOwn(world));
  }

  get size(): number {
    return this.all().length;
  }

  get(name: string): World | undefined {
    const world = this.#worlds.get(name);
    return world !== undefined && this.#isOwn(world) ? world : undefined;
  }

  need(name: string): World {
    const world = this.get(name);
    if (world === undefined) throw new Failure('notFound', { text: this.unknown(name) });
    return world;
  }

  unknown(name: string): string {
    return noWorld(
      name,
      this.all().map(world => world.name),
    );
  }

  seeds(): ReturnType<Worlds['seeds']> {
    return this.#worlds.seeds();
  }

  wished(wish: WorldWish): Promise<WishedWorld> {
    return this.#worlds.wished({ ...wish, tenant: this.#tenant });
  }

  create(wish: WorldWish): Promise<World> {
    return this.#worlds.create({ ...wish, tenant: this.#tenant });
  }

  get lifetimes(): Worlds['lifetimes'] {
    return this.#worlds.lifetimes;
  }

  async restore(...[name, state, wish]: Parameters<Worlds['restore']>): Promise<World> {
    const known = await this.#worlds.find(name);
    if (known !== undefined && !this.#isOwn(known))
      throw new Failure('exists', { text: `there is a world "${name}" already` });
    return this.#worlds.restore(name, state, { ...wish, tenant: this.#tenant });
  }

  async remove(name: string): Promise<void> {
    this.need(name);
    await this.#worlds.remove(name);
  }

  get isKept(): boolean {
    return this.#worlds.isKept;
  }

  async find(name: string): Promise<World | undefined> {
    if (name === DEFAULT_WORLD) return undefined;
    const world = await this.#worlds.find(name, this.#tenant.name);
    return world !== undefined && this.#isOwn(world) ? world : undefined;
  }

  lost(world: World): void {
    this.#worlds.lost(world);
  }

  list(): Promise<World[]> {
    return this.#worlds.list(this.#tenant.name);
  }

  keepFor(...given: Parameters<Worlds['keepFor']>): Promise<void> {
    return this.#worlds.keepFor(...given);
  }

  #isOwn({ tenure, name }: World): boolean {
    return tenure.tenant === this.#tenant.name && name !== DEFAULT_WORLD;
  }
}
