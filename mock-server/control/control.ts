import type { z } from 'zod';
import type { faultWish, journalFilter } from '../../contracts/control/schemas/journal.js';
import type { advance, clockChange, worldState, worldWish } from '../../contracts/control/schemas/world.js';
import { inWords } from '../../contracts/core/issues.js';
import { DEFAULT_WORLD } from '../worlds/worlds.js';
import type { Operator } from './operator.js';

/** Loaded when used: a server that is only called over HTTP does without. */
const ofWorlds = () => import('../../contracts/control/schemas/world.js');
const ofJournals = () => import('../../contracts/control/schemas/journal.js');

/**
 * The operator's side in process: the verbs of `/__admin`, with the same input and the same answers. A world is named
 * last and is `default` without a name. Rejects with an error that says what is wrong.
 */
export function inProcess(operator: Operator, origin: string) {
  return {
    health: async () => operator.health(),
    worlds: {
      list: async () => operator.worlds.list(origin),
      create: async (wish: z.input<typeof worldWish> = {}) => {
        const { clock, ...rest } = taken((await ofWorlds()).worldWish, wish);
        return operator.worlds.create({ ...rest, mode: clock }, origin);
      },
      show: async (world: string = DEFAULT_WORLD) => operator.worlds.show(world, origin),
      remove: async (world: string) => operator.worlds.remove(world),
      reset: async (world: string = DEFAULT_WORLD) => operator.worlds.reset(world, origin),
    },
    clock: {
      show: async (world: string = DEFAULT_WORLD) => operator.clock.show(world),
      change: async (change: z.input<typeof clockChange>, world: string = DEFAULT_WORLD) =>
        operator.clock.change(world, taken((await ofWorlds()).clockChange, change)),
      advance: async (step: z.input<typeof advance>, world: string = DEFAULT_WORLD) =>
        operator.clock.advance(world, taken((await ofWorlds()).advance, step)),
    },
    snapshot: {
      /** Plain data that shares nothing with the world. */
      save: async (world: string = DEFAULT_WORLD) => structuredClone(operator.snapshot.save(world)),
      restore: async (state: z.input<typeof worldState>, world: string = DEFAULT_WORLD) =>
        operator.snapshot.restore(world, taken((await ofWorlds()).worldState, state), origin),
    },
    journal: {
      list: async (filter: z.input<typeof journalFilter> = {}, world: string = DEFAULT_WORLD) =>
        operator.journal.list(world, taken((await ofJournals()).journalFilter, filter)),
      clear: async (world: string = DEFAULT_WORLD) => operator.journal.clear(world),
    },
    faults: {
      list: async (world: string = DEFAULT_WORLD) => operator.faults.list(world),
      add: async (fault: z.input<typeof faultWish>, world: string = DEFAULT_WORLD) =>
        operator.faults.add(world, taken((await ofJournals()).faultWish, fault)),
      clear: async (world: string = DEFAULT_WORLD) => operator.faults.clear(world),
    },
    coverage: async () => ({ vendors: await operator.coverage() }),
    openapi: async (vendor: string) => operator.openapi(vendor, origin),
  };
}

export type Control = ReturnType<typeof inProcess>;

function taken<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value);
  if (!result.success) throw new Error(inWords(result.error));
  return result.data;
}
