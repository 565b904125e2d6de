import type { z } from 'zod';
import type { advanced } from '../../contracts/control/clock.js';
import { utcTime } from '../../contracts/core/time.js';
import type { ControlHandlers } from './running-server.js';
import { viewClock } from './views.js';

export const handlers = {
  show: ({ cloud, params }) => ({ status: 200, body: viewClock(cloud.worlds.need(params.world)) }),
  async change({ cloud, params, body: { now, mode } }) {
    const world = cloud.worlds.need(params.world);
    if (now !== undefined) await world.advance({ to: now });
    if (mode !== undefined) await world.setMode(mode);
    return { status: 200, body: viewClock(world) };
  },
  async advance({ cloud, params, body }) {
    const world = cloud.worlds.need(params.world);
    const { ran, more, changed } = await world.advance(body);
    const jobs: z.output<typeof advanced>['ran'] = ran.map(({ at, records, ...job }) => ({
      at: utcTime.format(at),
      ...job,
      ...(records && { records: [...records] }),
    }));
    return { status: 200, body: { clock: viewClock(world), ran: jobs, ...(more > 0 && { more }), changed } };
  },
  async agenda({ cloud, params, query: { limit } }) {
    const world = cloud.worlds.need(params.world);
    const all = await world.agenda();
    const due = all
      .slice(0, limit)
      .map(({ at, vendor, kind, subject }) => ({ at: utcTime.format(at), vendor, job: kind, subject }));
    return { status: 200, body: { now: viewClock(world).now, count: all.length, due } };
  },
} satisfies ControlHandlers<'clock'>;
