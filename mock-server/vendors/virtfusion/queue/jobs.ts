import type { Job, Jobs } from '../../../domain/cloud.js';
import type { VirtFusionCloud } from '../cloud.js';
import type { Server } from '../servers/record.js';
import { tellOfTask } from '../webhooks/tell.js';

/** The build of a queue item leaves the queue. */
function beginBuilding(cloud: VirtFusionCloud, itemId: number): void {
  const { serverId } = cloud.queue.need(itemId);
  cloud.uptime.stop(serverId, cloud.now);
  cloud.change(serverId, { state: 'building', running: false });
}

/** Ends the work of a queue item, and has those told who wait for that. */
function endTask(cloud: VirtFusionCloud, itemId: number): void {
  doTask(cloud, itemId);
  tellOfTask(cloud, itemId);
}

/** Does to the server what the work was for. */
function doTask(cloud: VirtFusionCloud, itemId: number): void {
  const { serverId, action, failed } = cloud.queue.need(itemId);
  const server = cloud.servers.need(serverId);
  const done = { lastTask: cloud.now, taskId: server.taskId === itemId ? null : server.taskId };
  if (action === 'reset_password' || action === 'vnc_server') {
    cloud.change(serverId, done);
    return;
  }
  if (failed) {
    cloud.change(serverId, { ...done, state: 'failed' });
    return;
  }
  const built = action === 'build_server' ? { state: 'complete' as const, built: cloud.now } : {};
  const running = action === 'build_server' || action === 'boot_server' || action === 'restart_server';
  if (running && cloud.uptime.current(serverId) === undefined) cloud.uptime.charge(serverId, cloud.now, null);
  if (!running) cloud.uptime.stop(serverId, cloud.now);
  cloud.change(serverId, { ...done, ...built, running, ...collected(server, cloud.now) });
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
