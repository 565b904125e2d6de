import { sqlTime } from '../../../../contracts/core/time.js';
import type { VirtFusionCloud } from '../cloud.js';
import type { Server } from '../servers/record.js';
import { stamp } from '../stamp.js';
import { currentTrafficPeriod, type TrafficPeriod, trafficPeriod } from './periods.js';
import { availablePeriods, type PeriodTraffic } from './rules.js';

const ends = ({ month, from, to }: TrafficPeriod) => ({
  month,
  start: sqlTime.format(from),
  end: sqlTime.format(to - 1000),
});

export const periodTraffic = ({ limit }: { limit: number }, { period, received, sent, blocks }: PeriodTraffic) => ({
  ...ends(period),
  rx: received,
  tx: sent,
  total: received + sent,
  limit,
  blocks: blocks.map(({ id, amount }) => ({ id, traffic: amount })),
});

/** Blocks of periods that are over are not listed; a period's number counts from the current one, which is 1. */
export function trafficBlocks(cloud: VirtFusionCloud, server: Server) {
  const current = currentTrafficPeriod(server.created, cloud.now);
  const counted = (period: TrafficPeriod) => ({ ...ends(period), month: period.month - current.month + 1 });
  const periods = availablePeriods(cloud, server).map(counted);
  return {
    assigned: cloud.trafficBlocks
      .filter(({ serverId, month }) => serverId === server.id && month >= current.month)
      .map(({ id, month, amount, added }) => {
        const { month: number, start, end } = counted(trafficPeriod(server.created, month));
        return {
          id,
          current: month === current.month,
          month: number,
          traffic: amount,
          start,
          end,
          added: stamp(added),
        };
      }),
    available: {
      total: periods.length,
      current: counted(current),
      months: Object.fromEntries(periods.map(period => [`${period.month}`, period])),
    },
  };
}
