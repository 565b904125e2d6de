import { refuse } from '../../../../contracts/core/failure.js';
import { refusals } from '../../../../contracts/vendors/virtfusion/refusals.js';
import { MINUTE } from '../../../domain/clock.js';
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

/** Deletes a server after so many minutes, or now. A deletion that was waiting gives way to the new one. */
export function deleteServer(cloud: VirtFusionCloud, server: Server, minutes: number): void {
  cloud.agenda.cancel(server.id, 'delete');
  if (minutes === 0) {
    removeServer(cloud, server.id);
    return;
  }
  const deleteAt = cloud.now + minutes * MINUTE;
  cloud.agenda.enter(deleteAt, 'delete', server.id);
  cloud.change(server.id, { deleteAt });
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
  cloud.backups.stop(id, cloud.now);
  cloud.servers.remove(id);
}

/** Suspends a server or lifts its suspension; what it uses while suspended is not billable. */
export function setSuspended(cloud: VirtFusionCloud, server: Server, suspended: boolean): void {
  if (server.suspended === suspended) return;
  chargeServer(cloud, cloud.change(server.id, { suspended }));
  tellOfServer(cloud, suspended ? 'server.suspend' : 'server.unsuspend', server.id);
}
