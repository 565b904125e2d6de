import { refuse } from '../../../contracts/core/failure.js';
import { refusals } from '../../../contracts/vendors/virtfusion/refusals.js';
import type { VirtFusionCloud } from './cloud.js';
import type { Action, QueueItem, Server } from './records.js';
import { needIdle, queueTask } from './tasks.js';

/** Refuses for a server on which nothing is installed. */
export function needBuilt(server: Server): void {
  if (server.built === null) throw refuse(refusals.notBuilt);
}

/** Queues a power action; what it does follows when the work ends. A suspended server can only be switched off. */
export function power(cloud: VirtFusionCloud, id: number, action: Action): QueueItem {
  const server = cloud.servers.need(id);
  needIdle(server);
  needBuilt(server);
  if (server.suspended && (action === 'boot_server' || action === 'restart_server')) throw refuse(refusals.isSuspended);
  return queueTask(cloud, server, action);
}
