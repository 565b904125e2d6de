import { refuse } from '../../../../contracts/core/failure.js';
import { refusals } from '../../../../contracts/vendors/virtfusion/refusals.js';
import { MINUTE } from '../../../domain/clock.js';
import { dropBackups } from '../backups/rules.js';
import type { VirtFusionCloud } from '../cloud.js';
import { dropTasks } from '../queue/rules.js';
import { takeBackAddresses } from '../server-network/addresses.js';
import { chargeServer } from '../usage/billing.js';
import { dropVncTokens } from '../vnc/rules.js';
import { tellOfServer } from '../webhooks/tell.js';
import type { Server } from './record.js';

/** Refuses for a server on which nothing is installed. */
export function needBuilt(server: Server): void {
  if (server.built === null) throw refuse(refusals.notBuilt);
}

/** Refuses when work on the server is under way. */
export function needIdle(server: Server): void {
  if (server.taskId !== null) throw refuse(refusals.pendingTasks);
}

/** Refuses to delete a server that is not to be disturbed. */
export function needDisturbable({ doNotDisturb }: Server): void {
  if (doNotDisturb) throw refuse(refusals.doNotDisturb);
}

/** Deletes a server after so many minutes, or now. A deletion that was waiting gives way to the new one. */
export function deleteServer(cloud: VirtFusionCloud, server: Server, minutes: number): void {
  cloud.agenda.cancel(server.id, 'delete');
  if (minutes === 0) {
    endServer(cloud, server.id);
    return;
  }
  const deleteAt = cloud.now + minutes * MINUTE;
  cloud.agenda.enter(deleteAt, 'delete', server.id);
  cloud.change(server.id, { deleteAt, deleteWaits: false });
}

/** The time of a server has come. ASSUMED: a build is let to its end first; other work is dropped. */
export function endServer(cloud: VirtFusionCloud, id: number): void {
  const { taskId } = cloud.servers.need(id);
  if (taskId !== null && cloud.queue.need(taskId).action === 'build_server')
    cloud.change(id, { deleteAt: null, deleteWaits: true });
  else removeServer(cloud, id);
}

/** Does what waited for the end of the work that locked a server. */
export function doWhatWaited(cloud: VirtFusionCloud, id: number): void {
  const server = cloud.servers.need(id);
  if (server.deleteWaits) removeServer(cloud, id);
  else if (server.suspendWaits) setSuspended(cloud, server, true);
}

/** The server is no more: its work ends, and all it had goes back. */
export function removeServer(cloud: VirtFusionCloud, id: number): void {
  tellOfServer(cloud, 'server.destroy', id);
  dropTasks(cloud, id);
  takeBackAddresses(cloud, id);
  dropVncTokens(cloud, id);
  for (const block of cloud.trafficBlocks.filter(({ serverId }) => serverId === id))
    cloud.trafficBlocks.remove(block.id);
  cloud.usage.stop(id, cloud.now);
  cloud.uptime.stop(id, cloud.now);
  dropBackups(cloud, id);
  cloud.servers.remove(id);
}

/**
 * Suspends a server; while work locks it, as soon as that ends, and until then nobody sees it. The vendor's module for
 * WHMCS says so of a suspension that another action delays. What runs goes on running: ozvps switches off beforehand.
 */
export function suspendServer(cloud: VirtFusionCloud, server: Server): void {
  if (server.suspended) return;
  if (server.taskId === null) setSuspended(cloud, server, true);
  else cloud.servers.update(server.id, { suspendWaits: true });
}

/** Lifts the suspension of a server, or takes one back that waits. */
export const unsuspendServer = (cloud: VirtFusionCloud, server: Server): void =>
  setSuspended(cloud, cloud.servers.update(server.id, { suspendWaits: false }), false);

/** What a server uses while suspended is not billable. */
function setSuspended(cloud: VirtFusionCloud, server: Server, suspended: boolean): void {
  if (server.suspended === suspended) return;
  chargeServer(cloud, cloud.change(server.id, { suspended, suspendWaits: false }));
  tellOfServer(cloud, suspended ? 'server.suspend' : 'server.unsuspend', server.id);
}
