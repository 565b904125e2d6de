import type { ControlHandlers } from './running-server.js';
import { viewWorld } from './views.js';

export const handlers = {
  save: ({ cloud, params }) => ({ status: 200, body: cloud.worlds.need(params.world).save() }),
  async restore(call) {
    const world = await call.cloud.worlds.restore(call.params.world, call.body);
    return { status: 200, body: viewWorld(world, call) };
  },
} satisfies ControlHandlers<'snapshot'>;
