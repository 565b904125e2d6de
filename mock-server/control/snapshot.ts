import { jsonPieces } from '../http/json-pieces.js';
import type { ControlHandlers } from './running-server.js';
import { viewWorld } from './views.js';

export const handlers = {
  async save({ cloud, params }) {
    const world = cloud.worlds.need(params.world);
    await world.delivered(); // so that what is due is in it as sent, and is not sent once more from it
    const body = await world.save();
    return { status: 200, body, pieces: jsonPieces(body) };
  },
  async restore(call) {
    const world = await call.cloud.worlds.restore(call.params.world, call.body, call.cloud);
    return { status: 200, body: viewWorld(world, call) };
  },
} satisfies ControlHandlers<'snapshot'>;
