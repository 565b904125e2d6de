import { z } from 'zod';
import { count, id, instant, sizes } from '../scalars.js';

/** GB on top of one traffic period of a server; `month` counts from the server's first. */
export const trafficBlock = z
  .strictObject({ id, serverId: id, month: count(120_000, 1), amount: sizes.traffic.min(1), added: instant })
  .readonly();

export type TrafficBlock = z.output<typeof trafficBlock>;
