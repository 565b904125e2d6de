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
    const { overrides } = cloud.worlds.need(params.world);
    return { status: 201, body: viewOverride(overrides.add(await readOverride(cloud, body, origin))) };
  },
  remove({ cloud, params }) {
    const { overrides } = cloud.worlds.need(params.world);
    const given = String(params.override);
    if (overrides.remove(given)) return { status: 204 };
    const names = overrides.all().flatMap(({ id, name }) => [`${id}`, ...(name === null ? [] : [name])]);
    throw new Failure('notFound', { text: `there is no override "${given}"${didYouMean(given, names)}` });
  },
  clear({ cloud, params }) {
    cloud.worlds.need(params.world).overrides.clear();
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
