import { Failure } from '../../contracts/core/failure.js';
import { utcTime } from '../../contracts/core/time.js';
import type { ClockWish } from '../seeds/seed.js';
import type { Tenant } from './tenants.js';
import type { TenureWish } from './tenure.js';
import type { World } from './world.js';

/** What is asked for when a world is made. */
export interface WorldWish extends ClockWish, TenureWish {
  /** Letters, digits, `-`, `_` and `.`; a free name is chosen without it. */
  readonly name?: string | undefined;
  /** Default: the seed of the server. */
  readonly seed?: string | undefined;
  /** Whether clients may call as often only as their vendor lets them; default: no. */
  readonly rateLimits?: boolean | undefined;
  /** It is asked for over HTTP: files are those of the seeds' folder, and those the server was given. */
  readonly isRemote?: boolean | undefined;
  /** Whose it is; default: nobody's. */
  readonly tenant?: Tenant | undefined;
  /** What to do where there is a world of that name already; default: `refuse`. */
  readonly ifExists?: 'refuse' | 'return' | undefined;
}

/** A world that was asked for, and whether it was made for that. */
export interface WishedWorld {
  readonly world: World;
  readonly isNew: boolean;
}

/** Where worlds are looked for and made. */
export interface Wishing {
  byName(name: string): World | undefined | Promise<World | undefined>;
  byKey(tenant: string | null, key: string): World | undefined | Promise<World | undefined>;
  /** Throws `Failure` of kind `exists` where the name is taken, or the key by another process. */
  create(wish: WorldWish): Promise<World>;
}

/**
 * Finds the world that a wish is about: that of its key, or with `ifExists: 'return'` that of its name, else makes one. Those
 * who ask side by side with one key, or for one name, get one world.
 */
export class WishedWorlds {
  readonly #worlds: Wishing;
  /** Those that are being looked for and made with a key, by tenant and key. */
  readonly #coming = new Map<string, Promise<WishedWorld>>();

  constructor(worlds: Wishing) {
    this.#worlds = worlds;
  }

  /** Rejects with `Failure` of kind `conflict` where the world that is there is another than is wished for. */
  async wish(wish: WorldWish): Promise<WishedWorld> {
    if (wish.key === undefined) return this.#found(wish);
    const place = JSON.stringify([ownerOf(wish), wish.key]);
    const coming = this.#coming.get(place);
    if (coming !== undefined) return { world: asWished((await coming).world, wish), isNew: false };
    const found = this.#found(wish).finally(() => this.#coming.delete(place));
    this.#coming.set(place, found);
    return found;
  }

  /** The one that is there, else one that is made; or the one that another made meanwhile. */
  async #found(wish: WorldWish): Promise<WishedWorld> {
    const before = await this.#look(wish);
    if (before !== undefined) return { world: asWished(before, wish), isNew: false };
    try {
      return { world: await this.#worlds.create(wish), isNew: true };
    } catch (error) {
      const since = error instanceof Failure && error.kind === 'exists' ? await this.#look(wish) : undefined;
      if (since === undefined) throw error;
      return { world: asWished(since, wish), isNew: false };
    }
  }

  async #look(wish: WorldWish): Promise<World | undefined> {
    const { key, name, ifExists } = wish;
    const known = key === undefined ? undefined : await this.#worlds.byKey(ownerOf(wish), key);
    if (known !== undefined || ifExists !== 'return' || name === undefined) return known;
    const named = await this.#worlds.byName(name);
    return named?.tenure.tenant === ownerOf(wish) ? named : undefined;
  }
}

const ownerOf = ({ tenant }: WorldWish): string | null => tenant?.name ?? null;

/** A world that is there, if it was opened as is wished for; what may be changed later in it is not looked at. */
function asWished(world: World, { name, seed, now, mode, key }: WorldWish): World {
  const { clock, name: seedName } = world.seed;
  const others = [
    name !== undefined && name !== world.name && `its name is not "${name}"`,
    seed !== undefined && seed !== seedName && `its seed is "${seedName}"`,
    now !== undefined && now !== clock.now && `it was opened at ${utcTime.format(clock.now)}`,
    mode !== undefined && mode !== clock.mode && `its clock was ${clock.mode} when it was opened`,
    key !== undefined && key !== world.tenure.key && 'it was made with another key, or with none',
  ].filter(one => one !== false);
  if (others.length === 0) return world;
  throw new Failure('conflict', {
    text: `the world "${world.name}" is there already, and is another than is wished for: ${others.join(', ')}`,
  });
}
