import { utcTime } from '../../contracts/core/time.js';
import { needServedVendor } from './known-names.js';
import type { ControlHandlers } from './running-server.js';

export const handlers = {
  async list({ cloud, params, query: { vendor, subject } }) {
    const world = cloud.worlds.need(params.world);
    if (vendor !== undefined) needServedVendor(cloud, vendor);
    await world.delivered();
    const deliveries = world
      .deliveries()
      .filter(one => vendor === undefined || one.vendor === vendor)
      .filter(one => subject === undefined || one.subject === subject)
      .map(({ at, headers, attempts, next, wide: _, ...one }) => ({
        ...one,
        at: utcTime.format(at),
        headers: { ...headers },
        attempts: attempts.map(attempt => ({ ...attempt, at: utcTime.format(attempt.at) })),
        next: next === null ? null : utcTime.format(next),
      }));
    return { status: 200, body: { deliveries } };
  },
} satisfies ControlHandlers<'deliveries'>;
