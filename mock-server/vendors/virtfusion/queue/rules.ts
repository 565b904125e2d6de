import type { VirtFusionCloud } from '../cloud.js';
import type { Server } from '../servers/record.js';
import { durations, IPV6_AFTER, QUEUED } from '../tariff.js';
import type { QueueItem, TaskAction } from './record.js';

/** Work that nothing else may be done to the server beside. */
const locking: readonly TaskAction[] = [
  'build_server',
  'boot_server',
  'shutdown_server',
  'restart_server',
  'poweroff_server',
];

/** Queues work on a server; it runs from now on and ends when the clock says so, well or not. */
export function queueTask(cloud: VirtFusionCloud, server: Server, action: TaskAction, failed = false): QueueItem {
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
