import type { Clock } from '../domain/clock.js';
import type { CloudState } from '../domain/cloud.js';
import type { Seed } from '../seeds/seed.js';
import type { Origin, WorldState } from './ready-cloud.js';
import type { WorldClouds } from './world-clouds.js';

/** A world as plain data, its clouds brought to the present. */
export function savedWorld(world: {
  readonly seed: Seed;
  readonly clock: Clock;
  readonly clouds: WorldClouds;
}): WorldState {
  const clouds: Record<string, { origin: Origin; state: CloudState }> = {};
  const attended = [...world.clouds.attended()];
  // by name: which of them was called first is chance
  for (const { name, cloud, settle } of attended.sort((one, other) => (one.name < other.name ? -1 : 1))) {
    settle(world.clock.now());
    const origin = world.clouds.get(name)?.origin;
    if (origin !== undefined) clouds[name] = { origin, state: cloud.save() };
  }
  const { name, number, clock: opened } = world.seed;
  return { format: 1, seed: name, number, opened, clock: world.clock.state(), clouds };
}
