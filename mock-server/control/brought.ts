import { WorldGone } from '../worlds/turns.js';
import type { Worlds } from '../worlds/worlds.js';

/**
 * Has the world that a call is about at hand, and as others left it, where worlds outlive the process: the calls themselves
 * look in memory only.
 */
export async function brought(worlds: Pick<Worlds, 'find' | 'lost'>, name: string): Promise<void> {
  for (;;) {
    const world = await worlds.find(name);
    try {
      return await world?.fresh();
    } catch (error) {
      if (world === undefined || !(error instanceof WorldGone)) throw error;
      worlds.lost(world);
    }
  }
}

/** The name of the world that a path of the control API is about, if it is about one. */
export function worldIn(path: string): string | undefined {
  const [, name] = /^\/worlds\/([^/]+)/.exec(path) ?? [];
  if (name === undefined) return undefined;
  try {
    return decodeURIComponent(name);
  } catch {
    return undefined; // the call itself is refused
  }
}
