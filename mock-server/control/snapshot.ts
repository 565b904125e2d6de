import type { ControlHandlers } from './running-server.js';
import { viewWorld } from './views.js';

export const handlers = {
  async save({ cloud, params }) {
    const world = cloud.worlds.need(params.world);
    await world.delivered(); // so that what is due is in it as sent, and is not sent once more from it
    return { status: 200, body: await world.save() };
  },
  async restore(call) {
    const world = await call.cloud.worlds.restore(call.params.world, call.body, call.cloud);
    return { status: 200, body: viewWorld(world, call) };
  },
} satisfies ControlHandlers<'snapshot'>;
