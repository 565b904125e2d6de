import { refuse } from '../../../contracts/core/failure.js';
import { refusals } from '../../../contracts/vendors/virtfusion/refusals.js';
import type { VirtFusionCloud } from './cloud.js';
import type { Action, QueueItem, Server } from './records.js';
import { durations, IPV6_AFTER, QUEUED } from './tariff.js';

/** Work that nothing else may be done to the server beside. */
const locking: readonly Action[] = [
  'build_server',
  'boot_server',
  'shutdown_server',
  'restart_server',
  'poweroff_server',
];

/** Refuses when work on the server is under way. */
export function needIdle(server: Server): void {
  if (server.taskId !== null) throw refuse(refusals.pendingTasks);
}

/** Queues work on a server; it runs from now on and ends when the clock says so, well or not. */
export function queueTask(cloud: VirtFusionCloud, server: Server, action: Action, failed = false): QueueItem {
  const item = cloud.queue.add({
    id: cloud.nextId('queue'),
    jobId: cloud.nextId('job'),
    action,
    serverId: server.id,
    hypervisorId: server.hypervisorId,
    started: cloud.now,
    ends: cloud.now + durations[action],
    failed,
  });
  cloud.agenda.enter(item.ends, 'task', item.id);
  if (locking.includes(action)) cloud.change(server.id, { taskId: item.id });
  return item;
}

/**
 * Queues a build. `ipv6` asks for a subnet, which arrives some seconds after it. A seed makes the build fail with the pin
 * `{"build.end":["failed"]}`.
 */
export function queueBuild(cloud: VirtFusionCloud, server: Server, ipv6: boolean): void {
  const failed = cloud.random.takePin('build.end') === 'failed';
  const item = queueTask(cloud, server, 'build_server', failed);
  cloud.agenda.enter(cloud.now + QUEUED, 'building', item.id);
  if (ipv6 && !failed) cloud.agenda.enter(item.ends + IPV6_AFTER, 'subnet', server.id);
}

/** The build of a queue item leaves the queue. */
export function beginBuilding(cloud: VirtFusionCloud, itemId: number): void {
  const { serverId } = cloud.queue.need(itemId);
  cloud.uptime.stop(serverId, cloud.now);
  cloud.change(serverId, { state: 'building', running: false });
}

/** Ends the work of a queue item and does to the server what it was for. */
export function endTask(cloud: VirtFusionCloud, itemId: number): void {
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

/** How far an item is at an instant: 0 to 100. */
export function progressOf({ started, ends }: QueueItem, now: number): number {
  if (now >= ends) return 100;
  return Math.floor(((now - started) / (ends - started)) * 100);
}

/** Forgets what waits for a server that is no more: its work ends now, failed unless it was done. */
export function dropTasks(cloud: VirtFusionCloud, serverId: number): void {
  for (const item of cloud.queue.filter(item => item.serverId === serverId && item.ends > cloud.now)) {
    cloud.queue.update(item.id, { ends: Math.max(cloud.now, item.started), failed: true });
    cloud.agenda.cancel(item.id, 'task');
    cloud.agenda.cancel(item.id, 'building');
  }
  cloud.agenda.cancel(serverId, 'subnet');
  cloud.agenda.cancel(serverId, 'delete');
}
