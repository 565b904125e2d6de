import { Failure } from '../../contracts/core/failure.js';
import { didYouMean } from '../../contracts/core/names.js';
import { readOverride } from './read-override.js';
import type { ControlHandlers } from './running-server.js';

export const handlers = {
  list: ({ cloud, params }) => ({
    status: 200,
    body: { overrides: [...cloud.worlds.need(params.world).overrides.all()] },
  }),
  async add({ cloud, params, body, origin }) {
    const { overrides } = cloud.worlds.need(params.world);
    return { status: 201, body: overrides.add(await readOverride(cloud, body, origin)) };
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
