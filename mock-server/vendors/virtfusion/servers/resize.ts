import { refuse } from '../../../../contracts/core/failure.js';
import { refusals } from '../../../../contracts/vendors/virtfusion/refusals.js';
import type { VirtFusionCloud } from '../cloud.js';
import { canGrow, hasRoom, usedOf } from '../hypervisors/capacity.js';
import { needRoomInPack } from '../resource-packs/rules.js';
import type { PendingChange, Server } from './record.js';

/** Refuses to turn a server into another for which the hypervisor or the pack has no room. */
export function needRoom(cloud: VirtFusionCloud, server: Server, after: Server): void {
  const hypervisor = cloud.hypervisors.need(server.hypervisorId);
  const used = usedOf(cloud, server.hypervisorId);
  const memory = Math.max(0, after.memory - server.memory);
  const cores = Math.max(0, after.cores - server.cores);
  if ((memory > 0 || cores > 0) && !hasRoom(hypervisor, used, memory, cores)) throw refuse(refusals.noRoom);
  const [disk] = server.disks;
  const capacity = (after.disks[0]?.capacity ?? 0) - (disk?.capacity ?? 0);
  if (disk !== undefined && capacity > 0 && !canGrow(hypervisor, used, disk.storageId, capacity))
    throw refuse(refusals.noRoom);
  needRoomInPack(cloud, server, after);
}

/** A running server takes new memory or cores at its next power cycle: until then the change is listed. */
export function pendingAfter(cloud: VirtFusionCloud, server: Server, after: Server): readonly PendingChange[] {
  if (!server.running) return server.pending;
  const pending = [...server.pending];
  const add = (action: string, payload: PendingChange['payload']) =>
    pending.push({ id: cloud.nextId('action'), action, payload, created: cloud.now });
  if (after.memory !== server.memory)
    add(`Memory Update (${server.memory}MB => ${after.memory}MB)`, { memory: after.memory, from: server.memory });
  if (after.cores !== server.cores) add(`CPU Update (${server.cores} => ${after.cores})`, { cores: after.cores });
  return pending;
}

/** Changes memory, cores or traffic of a server. Refuses when there is no room for it. */
export function resize(
  cloud: VirtFusionCloud,
  server: Server,
  change: Partial<Pick<Server, 'memory' | 'cores' | 'traffic'>>,
): void {
  const after: Server = { ...server, ...change };
  needRoom(cloud, server, after);
  cloud.change(server.id, { ...change, pending: pendingAfter(cloud, server, after) });
}
