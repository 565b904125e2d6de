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

/** Where a world that was wished for is looked for and made. */
interface Wishing {
  all(): readonly World[];
  get(name: string): World | undefined;
  /** Worlds that are being made with a key, by tenant and key. */
  readonly coming: Map<string, Promise<World>>;
  create(wish: WorldWish): Promise<World>;
}

/** The world that a wish is about (`Worlds.wished`). */
export async function wishedWorld(wish: WorldWish, worlds: Wishing): Promise<WishedWorld> {
  const { key, name, tenant, ifExists = 'refuse' } = wish;
  const owner = tenant?.name ?? null;
  if (key !== undefined) {
    const place = JSON.stringify([owner, key]);
    const known = worlds.all().find(({ tenure }) => tenure.key === key && tenure.tenant === owner);
    const coming = known ?? worlds.coming.get(place);
    if (coming !== undefined) return { world: asWished(await coming, wish, `the key "${key}"`), isNew: false };
    const made = newWorld(wish, worlds).finally(() => worlds.coming.delete(place));
    worlds.coming.set(
      place,
      made.then(({ world }) => world),
    );
    return made;
  }
  return newWorld(wish, worlds);

  /** One that is made, or with `ifExists: 'return'` the one of that name, which may have been made meanwhile. */
  async function newWorld(one: WorldWish, { get, create }: Wishing): Promise<WishedWorld> {
    const named = (): World | undefined => {
      const found = ifExists === 'return' && name !== undefined ? get(name) : undefined;
      return found?.tenure.tenant === owner ? found : undefined;
    };
    const returned = (world: World): WishedWorld => ({
      world: asWished(world, one, `the name "${name}"`),
      isNew: false,
    });
    const before = named();
    if (before !== undefined) return returned(before);
    try {
      return { world: await create(one), isNew: true };
    } catch (error) {
      const since = error instanceof Failure && error.kind === 'exists' ? named() : undefined;
      if (since === undefined) throw error;
      return returned(since);
    }
  }
}

/** A world that is there, if it was opened as is wished for; what may be changed later in it is not looked at. */
function asWished(world: World, { name, seed, now, mode, key }: WorldWish, by: string): World {
  const { clock, name: seedName } = world.seed;
  const others = [
    name !== undefined && name !== world.name && `its name is "${world.name}"`,
    seed !== undefined && seed !== seedName && `its seed is "${seedName}"`,
    now !== undefined && now !== clock.now && `it was opened at ${utcTime.format(clock.now)}`,
    mode !== undefined && mode !== clock.mode && `its clock was ${clock.mode} when it was opened`,
    key !== undefined && key !== world.tenure.key && 'it was made with another key, or with none',
  ].filter(one => one !== false);
  if (others.length === 0) return world;
  throw new Failure('conflict', {
    text: `there is a world with ${by} already, and it is another than is wished for: ${others.join(', ')}`,
  });
}
