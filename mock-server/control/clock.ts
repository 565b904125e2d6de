import { utcTime } from '../../contracts/core/time.js';
import type { ControlHandlers } from './running-server.js';
import { viewClock } from './views.js';

export const handlers = {
  show: ({ cloud, params }) => ({ status: 200, body: viewClock(cloud.worlds.need(params.world)) }),
  async change({ cloud, params, body: { now, mode } }) {
    const world = cloud.worlds.need(params.world);
    if (now !== undefined) await world.advance({ to: now });
    if (mode !== undefined) world.setMode(mode);
    return { status: 200, body: viewClock(world) };
  },
  async advance({ cloud, params, body }) {
    const world = cloud.worlds.need(params.world);
    const { ran, changed } = await world.advance(body);
    const jobs = ran.map(({ at, ...job }) => ({ at: utcTime.format(at), ...job }));
    return { status: 200, body: { clock: viewClock(world), ran: jobs, changed } };
  },
} satisfies ControlHandlers<'clock'>;
