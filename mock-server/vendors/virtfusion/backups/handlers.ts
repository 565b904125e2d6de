import { zonedTime } from '../../../../contracts/core/time.js';
import type { backups as operations } from '../../../../contracts/vendors/virtfusion/backups.js';
import type { Handlers } from '../../../calls/handler.js';
import type { VirtFusionCloud } from '../cloud.js';
import type { Server } from '../servers/record.js';
import { BACKUP_TAKES } from '../tariff.js';
import { type Backup, backupsOf } from './rules.js';

function backup(cloud: VirtFusionCloud, server: Server, { id, plan, started }: Backup) {
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

export const handlers = {
  list({ params, cloud }) {
    const server = cloud.servers.need(params.serverId);
    return { status: 200, body: { data: backupsOf(cloud, server).map(own => backup(cloud, server, own)) } };
  },
} satisfies Handlers<typeof operations, VirtFusionCloud>;
