import { refuse } from '../../../contracts/core/failure.js';
import type { power as operations } from '../../../contracts/vendors/virtfusion/power.js';
import { refusals } from '../../../contracts/vendors/virtfusion/refusals.js';
import type { Handlers } from '../../calls/handler.js';
import type { VirtFusionCloud } from './cloud.js';
import type { TaskAction } from './queue/actions.js';
import type { QueueItem } from './queue/record.js';
import { queueTask } from './queue/rules.js';
import { needBuilt, needIdle } from './servers/rules.js';

/** Queues a power action; what it does follows when the work ends. A suspended server can only be switched off. */
function queuePower(cloud: VirtFusionCloud, id: number, action: TaskAction): QueueItem {
  const server = cloud.servers.need(id);
  needIdle(server);
  needBuilt(server);
  if (server.suspended && (action === 'boot_server' || action === 'restart_server')) throw refuse(refusals.isSuspended);
  return queueTask(cloud, server, action);
}

export const handlers = {
  boot: ({ params, cloud }) => ({
    status: 200,
    body: { data: { queueId: queuePower(cloud, params.serverId, 'boot_server').id } },
  }),
  shutdown: ({ params, cloud }) => ({
    status: 200,
    body: { data: { queueId: queuePower(cloud, params.serverId, 'shutdown_server').id } },
  }),
  restart: ({ params, cloud }) => ({
    status: 200,
    body: { data: { queueId: queuePower(cloud, params.serverId, 'restart_server').id } },
  }),
  poweroff: ({ params, cloud }) => ({
    status: 200,
    body: { data: { queueId: queuePower(cloud, params.serverId, 'poweroff_server').id } },
  }),
} satisfies Handlers<typeof operations, VirtFusionCloud>;
