import { zonedTime } from '../../../../contracts/core/time.js';
import type { backups as operations } from '../../../../contracts/vendors/virtfusion/backups.js';
import type { Handlers } from '../../../calls/handler.js';
import type { VirtFusionCloud } from '../cloud.js';
import type { Backup } from './record.js';
import { backupsOf } from './rules.js';

function backup(cloud: VirtFusionCloud, { id, serverId, planId, started, ends, ...own }: Backup) {
  const { failed, restored, deleteAfter } = own;
  const isPast = (instant: number | undefined | null): instant is number =>
    typeof instant === 'number' && instant <= cloud.now;
  const past = [started, ends, restored?.from, restored?.to, deleteAfter].filter(isPast);
  return {
    id,
    serverId,
    storage: { ...cloud.backupPlans.need(planId).storage, enabled: true },
    deleting: isPast(deleteAfter),
    restoring: isPast(restored?.from) && !isPast(restored?.to),
    progress: !isPast(ends),
    complete: isPast(ends) && !failed,
    deleteAfter: deleteAfter === null ? null : zonedTime.format(deleteAfter),
    created: zonedTime.format(started),
    updated: zonedTime.format(Math.max(...past)),
  };
}

export const handlers = {
  list({ params, cloud }) {
    const server = cloud.servers.need(params.serverId);
    return { status: 200, body: { data: backupsOf(cloud, server).map(own => backup(cloud, own)) } };
  },
} satisfies Handlers<typeof operations, VirtFusionCloud>;
