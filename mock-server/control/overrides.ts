import { Failure } from '../../contracts/core/failure.js';
import { didYouMean } from '../../contracts/core/names.js';
import type { Override } from '../worlds/overrides.js';
import { shownRule } from '../worlds/rule.js';
import { viewConditions } from './conditions.js';
import { readOverride } from './read-override.js';
import type { ControlHandlers } from './running-server.js';

export const handlers = {
  list: ({ cloud, params }) => ({
    status: 200,
    body: { overrides: cloud.worlds.need(params.world).overrides.all().map(viewOverride) },
  }),
  async add({ cloud, params, body, origin }) {
    const world = cloud.worlds.need(params.world);
    const wanted = await readOverride(cloud, body, origin);
    return { status: 201, body: viewOverride(await world.turn(() => world.overrides.add(wanted))) };
  },
  async remove({ cloud, params }) {
    const world = cloud.worlds.need(params.world);
    const { overrides } = world;
    const given = String(params.override);
    if (await world.turn(() => overrides.remove(given))) return { status: 204 };
    const names = overrides.all().flatMap(({ id, name }) => [`${id}`, ...(name === null ? [] : [name])]);
    throw new Failure('notFound', { text: `there is no override "${given}"${didYouMean(given, names)}` });
  },
  async clear({ cloud, params }) {
    const world = cloud.worlds.need(params.world);
    await world.turn(() => world.overrides.clear());
    return { status: 204 };
  },
} satisfies ControlHandlers<'overrides'>;

/** An override as it is told. */
function viewOverride(counted: Override) {
  const { operations, between, ...override } = shownRule(counted);
  return {
    ...override,
    ...viewConditions({ ...override, between }),
    ...(operations && { operations: [...operations] }),
  };
}
