import { sqlTime, zonedTime } from '../../../../contracts/core/time.js';
import type { Backup } from '../backups.js';
import { currentTrafficPeriod, type Period, trafficPeriod } from '../calendar.js';
import type { VirtFusionCloud } from '../cloud.js';
import type { Server } from '../records.js';
import { BACKUP_TAKES } from '../tariff.js';
import { availablePeriods, type PeriodTraffic } from '../traffic.js';
import { stamp } from './stamp.js';

export function vnc(cloud: VirtFusionCloud, { id, vnc, hypervisorId }: Server) {
  const token = cloud.random.uuid({ entity: 'vnc', id: `${id}/${vnc.turn}`, field: 'token' });
  return {
    ip: cloud.hypervisors.need(hypervisorId).ip,
    hostname: null,
    port: vnc.port,
    password: cloud.random.letters({ entity: 'vnc', id, field: 'password' }, 8),
    wss: { token, url: `/vnc/?token=${token}` },
    enabled: vnc.enabled,
  };
}

const ends = ({ month, from, to }: Period) => ({
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
  const counted = (period: Period) => ({ ...ends(period), month: period.month - current.month + 1 });
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

export function backup(cloud: VirtFusionCloud, server: Server, { id, plan, started }: Backup) {
  const complete = started + BACKUP_TAKES <= cloud.now;
  return {
    id,
    serverId: server.id,
    storage: { ...plan.storage, enabled: true },
    deleting: false,
    restoring: false,
    progress: !complete,
    complete,
    deleteAfter: null,
    created: zonedTime.format(started),
    updated: zonedTime.format(complete ? started + BACKUP_TAKES : started),
  };
}
