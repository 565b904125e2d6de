import { Failure } from '../../contracts/core/failure.js';
import { needOperation, needServedVendor } from './known-names.js';
import type { ControlHandlers } from './running-server.js';
import { WorldFeed } from './world-feed.js';

/** Most who follow the worlds of one server at a time. */
const MOST = 100;

export const handlers = {
  async follow({ cloud, params, query }) {
    const world = cloud.worlds.need(params.world);
    const vendor = query.vendor && needServedVendor(cloud, query.vendor);
    const operation = query.operation && (await needOperation(cloud, query.operation));
    const following = cloud.worlds.all().reduce((sum, { followers }) => sum + followers.size, 0);
    if (following >= MOST) {
      const text = `${MOST} clients follow the worlds of this server, and more are not let in; end one of them`;
      throw new Failure('rateLimited', { text });
    }
    return {
      status: 200,
      // The connection ends with the stream: a server that closes waits for none that is kept.
      headers: { 'cache-control': 'no-store', 'x-accel-buffering': 'no', connection: 'close' },
      body: 'retry: 1000\n\n',
      flow: ({ 'last-event-id': last }) =>
        new WorldFeed(cloud, world, { ...query, vendor, operation, last: last?.toString() }),
    };
  },
} satisfies ControlHandlers<'events'>;
