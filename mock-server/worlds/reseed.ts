import type { Seed } from '../seeds/seed.js';
import type { WantedOverride } from './overrides.js';
import { seedRefusal } from './seeds-at-hand.js';
import type { World } from './world.js';

/** A world that was to be brought back to its seed, which had changed. */
export interface Reseeded {
  readonly world: World;
  /** What is wrong with the seed; the world stays as it was. */
  readonly error?: unknown;
}

/** What is to be brought back, and how. */
interface Reseeding {
  readonly worlds: readonly World[];
  /** The seed as it is now. */
  read(world: World): Promise<Seed>;
  overridesOf(seed: Seed): Promise<readonly WantedOverride[]>;
  /** A world of that seed that is in no list. */
  aside(world: World, seed: Seed): World;
  isThere(world: World): boolean;
}

/** Brings worlds back to what their seed says now. One for which it is wrong stays as it was. */
export async function reseed({ worlds, read, overridesOf, aside, isThere }: Reseeding): Promise<Reseeded[]> {
  const told: Reseeded[] = [];
  for (const world of worlds) {
    try {
      const seed = await read(world);
      const overrides = await overridesOf(seed);
      await tryOut(aside(world, seed));
      if (!isThere(world)) continue; // it was removed meanwhile
      world.overrides.stand(overrides);
      await world.reset(seed);
      told.push({ world });
    } catch (error) {
      told.push({ world, error });
    }
  }
  return told;
}

/** Makes the clouds of a world. Rejects when its seed is wrong. */
async function tryOut(world: World): Promise<void> {
  try {
    await Promise.all(Object.keys(world.issued).map(vendor => world.cloud(vendor)));
  } catch (error) {
    throw seedRefusal(error);
  } finally {
    world.close();
  }
}
