import { computed, signal } from '@preact/signals';
import type { ControlOperations } from '../../../contracts/control/index.js';
import { route } from '../router.js';
import { api } from './client.js';

/** A world as the control API shows it. */
export type ShownWorld = ControlOperations['worlds.show']['reply'];

/** All worlds; undefined until they are read. */
export const worlds = signal<readonly ShownWorld[] | undefined>(undefined);

/** Why they could not be read. */
export const worldsError = signal<Error | undefined>(undefined);

/** The world that the address names. */
export const world = computed(() => worlds.value?.find(({ name }) => name === route.value.world));

/** The vendors of the server, by name. */
export const vendors = computed(() => Object.keys(world.value?.urls ?? worlds.value?.[0]?.urls ?? {}));

/** Reads all worlds anew. */
export async function readWorlds(): Promise<void> {
  try {
    worlds.value = (await api().worlds.list()).worlds;
    worldsError.value = undefined;
  } catch (error) {
    worldsError.value = error instanceof Error ? error : new Error(String(error));
  }
}
