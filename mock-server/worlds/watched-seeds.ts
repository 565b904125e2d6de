import type { FileWatch } from '../files/watch.js';
import type { Log } from '../log.js';
import type { Worlds } from './worlds.js';

/**
 * Watches the file of a seed from now on: when it changes, the worlds that were made from it go back to what it says then,
 * which is told. When it is broken, that is told and they stay as they were.
 */
export const watchSeed = (file: string, worlds: Worlds, watch: FileWatch, log: Log): void =>
  watch.on(file, async () => {
    for (const { world, error } of await worlds.reseed(file)) {
      const facts = { world: world.name, seed: world.seed.name };
      if (error === undefined) log.warn('the seed changed, and the world was reset to it', facts);
      else log.warn('the seed changed and is wrong: the world stays as it was', { ...facts, why: reasonOf(error) });
    }
  });

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
