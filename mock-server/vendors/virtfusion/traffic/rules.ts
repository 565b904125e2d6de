import { type Instant, SECOND } from '../../../domain/clock.js';
import { wholeSteps } from '../../../domain/money.js';
import type { VirtFusionCloud } from '../cloud.js';
import type { Server } from '../servers/record.js';
import { busyness } from '../servers/rhythm.js';
import { TRAFFIC_MONTHS } from '../tariff.js';
import { currentTrafficPeriod, type TrafficPeriod, trafficPeriod } from './periods.js';
import type { TrafficBlock } from './record.js';

/** Bytes of one traffic period with the blocks added to it. */
export interface PeriodTraffic {
  readonly period: TrafficPeriod;
  readonly received: number;
  readonly sent: number;
  readonly blocks: readonly TrafficBlock[];
}

/** Bytes of each period of a server's life, the current one first: a running server moves some bytes each second, a busy one more. */
export function trafficOf(cloud: VirtFusionCloud, server: Server): PeriodTraffic[] {
  const current = currentTrafficPeriod(server.created, cloud.now);
  const blocks = cloud.trafficBlocks.filter(({ serverId }) => serverId === server.id);
  return Array.from({ length: current.month }, (_, back) => {
    const period = trafficPeriod(server.created, current.month - back);
    return {
      period,
      ...bytesIn(cloud, server.id, period),
      blocks: blocks.filter(({ month }) => month === period.month),
    };
  });
}

/** How long a server ran in [from, to). */
export function ranWithin(cloud: VirtFusionCloud, id: number, from: Instant, to: Instant): number {
  let ran = 0;
  for (const slice of cloud.uptime.slices(id, from, to)) ran += slice.to - slice.from;
  return ran;
}

function bytesIn(
  cloud: VirtFusionCloud,
  id: number,
  { month, from, to }: TrafficPeriod,
): Pick<PeriodTraffic, 'received' | 'sent'> {
  const ran = ranWithin(cloud, id, from, Math.min(to, cloud.now));
  const busy = 0.1 + 2 * busyness(cloud, id);
  const rate = (field: string, most: number) =>
    1 + Math.floor(busy * cloud.random.integer({ entity: 'traffic', id: `${id}/${month}`, field }, most / 4, most));
  return {
    received: wholeSteps(ran * rate('received', 40_000), SECOND),
    sent: wholeSteps(ran * rate('sent', 25_000), SECOND),
  };
}

/** Periods one can add a block to, the current one first. */
export function availablePeriods(cloud: VirtFusionCloud, server: Server): TrafficPeriod[] {
  const { month } = currentTrafficPeriod(server.created, cloud.now);
  return Array.from({ length: TRAFFIC_MONTHS }, (_, ahead) => trafficPeriod(server.created, month + ahead));
}
