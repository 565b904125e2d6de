import { type Instant, SECOND } from '../../../domain/clock.js';
import type { VirtFusionCloud } from '../cloud.js';
import type { Server } from '../servers/record.js';
import { durations, QUEUED } from '../tariff.js';
import type { TaskAction } from './actions.js';
import type { QueueItem, TaskPurpose } from './record.js';
import { stepsOf } from './steps.js';

/** Work that nothing else may be done to the server beside. */
const locking: readonly TaskAction[] = [
  'build_server',
  'boot_server',
  'shutdown_server',
  'restart_server',
  'poweroff_server',
];

/** How work is to go wrong. */
interface Failing {
  readonly ends: Instant;
  readonly isTacit: boolean;
}

/** What work is to be like that is more than a change of the power. */
interface TaskWish {
  readonly purpose?: TaskPurpose;
  readonly failing?: Failing | undefined;
}

/** Queues work on a server; it runs from now on and ends when the clock says so, well or not. */
export function queueTask(
  cloud: VirtFusionCloud,
  server: Server,
  action: TaskAction,
  { purpose, failing }: TaskWish = {},
): QueueItem {
  const item = cloud.queue.add({
    id: cloud.nextId('queue'),
    jobId: cloud.nextId('job'),
    action,
    serverId: server.id,
    hypervisorId: server.hypervisorId,
    started: cloud.now,
    ends: failing?.ends ?? cloud.now + durations[action],
    failed: failing !== undefined,
    text: null,
    isTacit: failing?.isTacit ?? false,
    purpose: purpose ?? null,
  });
  cloud.agenda.enter(item.ends, 'task', item.id);
  if (locking.includes(action)) cloud.change(server.id, { taskId: item.id });
  return item;
}

/** Queues a build. `ipv6` asks for a subnet, which arrives some seconds after it. */
export function queueBuild(cloud: VirtFusionCloud, server: Server, ipv6: boolean): void {
  const item = queueTask(cloud, server, 'build_server', { purpose: { ipv6 }, failing: pinnedFailure(cloud) });
  if (cloud.now + QUEUED < item.ends) cloud.agenda.enter(cloud.now + QUEUED, 'building', item.id);
}

/**
 * How a seed has a build fail: with the pin `{"build.end":["server.disk.create.os"]}` at that step; with
 * `{"build.end":["failed"]}` at its end, and as on the vendor's page its server does not say `buildFailed`.
 */
function pinnedFailure(cloud: VirtFusionCloud): Failing | undefined {
  const end = cloud.random.takePin('build.end');
  if (end === 'failed') return { ends: cloud.now + durations.build_server, isTacit: true };
  const step = stepsOf('build_server').find(([type]) => type === end);
  return step && { ends: cloud.now + step[1] * SECOND, isTacit: false };
}

/** How far an item is at an instant: 0 to 100. One that failed stands where it stopped. */
export function progressOf({ action, started, ends, failed }: QueueItem, now: Instant): number {
  const done = Math.floor(((Math.min(now, ends) - started) / durations[action]) * 100);
  if (failed) return Math.min(done, 99);
  return now >= ends ? 100 : done;
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
