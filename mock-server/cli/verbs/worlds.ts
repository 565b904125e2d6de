import { givenFor } from '../contract-options.js';
import { WORLD_WISH } from './flagged-calls.js';
import { columns, speaking, tell, type VerbOptions } from './verb.js';

type Options = VerbOptions & Readonly<Record<string, unknown>>;

interface Shown {
  readonly name: string;
  readonly seed: string;
  readonly clock: { readonly now: string; readonly mode: string };
}

const row = ({ name, seed, clock }: Shown): string[] => [name, seed, clock.mode, clock.now];

/** Lists the worlds. */
export const list = (options: Options): Promise<void> =>
  speaking(options, async ({ client }) => {
    tell(options, await client.worlds.list(), ({ worlds }) => columns(worlds.map(row)));
  });

/** Makes a world. */
export const create = (name: string | undefined, options: Options): Promise<void> =>
  speaking(options, async ({ call }) => {
    const body = { ...(await givenFor(WORLD_WISH, options)), ...(name !== undefined && { name }) };
    tell(options, await call('worlds', 'create', { body }), world => [`made the world ${Object(world).name}`]);
  });

/** Forgets a world. */
export const remove = (world: string, options: Options): Promise<void> =>
  speaking(options, async ({ client }) => {
    await client.worlds.remove({ params: { world } });
    tell(options, { removed: world }, () => [`forgot the world ${world}`]);
  });

/** Brings a world back to its seed. */
export const reset = (options: Options): Promise<void> =>
  speaking(options, async ({ client, params }) => {
    const world = await client.worlds.reset({ params });
    tell(options, world, ({ name, seed, clock }) => [
      `the world ${name} is as its seed ${seed} has it; its clock is ${clock.mode} at ${clock.now}`,
    ]);
  });
