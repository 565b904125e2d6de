import type { Job, Jobs } from '../../../domain/cloud.js';
import type { VirtFusionCloud } from '../cloud.js';
import type { Server } from '../servers/record.js';
import { doWhatWaited } from '../servers/rules.js';
import { tellOfTask } from '../webhooks/tell.js';
import type { QueueItem } from './record.js';

/** The build of a queue item leaves the queue. */
function beginBuilding(cloud: VirtFusionCloud, itemId: number): void {
  const { serverId } = cloud.queue.need(itemId);
  cloud.uptime.stop(serverId, cloud.now);
  cloud.change(serverId, { state: 'building', running: false });
}

/**
 * Ends the work of a queue item, does to the server what it was for, has those told who wait for that, and does what
 * waited for it.
 */
function endTask(cloud: VirtFusionCloud, itemId: number): void {
  const item = cloud.queue.need(itemId);
  const { serverId } = item;
  const server = cloud.servers.need(serverId);
  const isLock = server.taskId === itemId;
  const done = { lastTask: cloud.now, taskId: isLock ? null : server.taskId };
  cloud.change(serverId, { ...done, ...outcomeOf(cloud, item, server) });
  tellOfTask(cloud, itemId);
  if (isLock) doWhatWaited(cloud, serverId);
}

/** What work does to its server when it ends. */
function outcomeOf(cloud: VirtFusionCloud, { action, failed }: QueueItem, server: Server): Partial<Server> {
  if (action === 'reset_password' || action === 'vnc_server') return {};
  if (failed) return { state: 'failed' };
  const built = action === 'build_server' ? { state: 'complete' as const, built: cloud.now } : {};
  const running = action === 'build_server' || action === 'boot_server' || action === 'restart_server';
  if (running && cloud.uptime.current(server.id) === undefined) cloud.uptime.charge(server.id, cloud.now, null);
  if (!running) cloud.uptime.stop(server.id, cloud.now);
  return { ...built, running, ...collected(server, cloud.now) };
}

/** A power cycle does what waited for it. */
function collected(server: Server, now: number): Pick<Server, 'pending' | 'disks'> {
  const made = server.pending.flatMap(({ payload }) => ('disk' in payload ? [payload.disk] : []));
  const disks = server.disks.map(disk => (made.includes(disk.uid) ? { ...disk, ready: true, updated: now } : disk));
  return { pending: [], disks };
}

/** A job whose subject is a piece of work on a server that is there. */
const taskJob = (run: (cloud: VirtFusionCloud, id: number) => void): Job<VirtFusionCloud> => ({
  has: (cloud, id) => cloud.servers.get(cloud.queue.get(Number(id))?.serverId ?? 0) !== undefined,
  run: (cloud, id) => run(cloud, Number(id)),
});

export const jobs: Jobs<VirtFusionCloud> = { building: taskJob(beginBuilding), task: taskJob(endTask) };
