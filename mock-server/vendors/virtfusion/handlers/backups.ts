import type { backups as operations } from '../../../../contracts/vendors/virtfusion/backups.js';
import type { Handlers } from '../../../calls/handler.js';
import { backupsOf } from '../backups.js';
import type { VirtFusionCloud } from '../cloud.js';
import { backup } from '../views/server-parts.js';

export const backups = {
  list({ params, cloud }) {
    const server = cloud.servers.need(params.serverId);
    return { status: 200, body: { data: backupsOf(cloud, server).map(own => backup(cloud, server, own)) } };
  },
} satisfies Handlers<typeof operations, VirtFusionCloud>;
