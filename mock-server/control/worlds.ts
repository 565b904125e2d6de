import type { ControlHandlers } from './running-server.js';
import { viewWorld } from './views.js';

export const handlers = {
  list: call => ({ status: 200, body: { worlds: call.cloud.worlds.all().map(world => viewWorld(world, call)) } }),
  async create(call) {
    const { clock: mode, ...wish } = call.body;
    return { status: 201, body: viewWorld(await call.cloud.worlds.create({ ...wish, mode }), call) };
  },
  show: call => ({ status: 200, body: viewWorld(call.cloud.worlds.need(call.params.world), call) }),
  remove({ cloud, params }) {
    cloud.worlds.remove(params.world);
    return { status: 204 };
  },
  reset(call) {
    const world = call.cloud.worlds.need(call.params.world);
    world.reset();
    return { status: 200, body: viewWorld(world, call) };
  },
} satisfies ControlHandlers<'worlds'>;
