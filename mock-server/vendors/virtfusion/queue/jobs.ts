import type { Job, Jobs } from '../../../domain/cloud.js';
import type { VirtFusionCloud } from '../cloud.js';
import type { Server } from '../servers/record.js';
import { doWhatWaited } from '../servers/rules.js';
import { IPV6_AFTER } from '../tariff.js';
import { tellOfTask } from '../webhooks/tell.js';
import { type TaskAction, taskActions } from './actions.js';
import type { QueueItem } from './record.js';
import { courseOf, stepsOf } from './steps.js';

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
function outcomeOf(cloud: VirtFusionCloud, item: QueueItem, server: Server): Partial<Server> {
  const { action, failed, purpose } = item;
  if (failed) return failureOf(item, server);
  if (action === 'reset_password' || action === 'vnc_server')
    // A password that was set meanwhile, by a build or a later reset, stays.
    return purpose && 'password' in purpose ? { password: Math.max(purpose.password, server.password) } : {};
  if (purpose && 'ipv6' in purpose && purpose.ipv6) cloud.agenda.enter(cloud.now + IPV6_AFTER, 'subnet', server.id);
  const built = action === 'build_server' ? { state: 'complete' as const, built: cloud.now } : {};
  const running = action === 'build_server' || action === 'boot_server' || action === 'restart_server';
  if (running && cloud.uptime.current(server.id) === undefined) cloud.uptime.charge(server.id, cloud.now, null);
  if (!running) cloud.uptime.stop(server.id, cloud.now);
  return { ...built, running, ...collected(server, cloud.now) };
}

/** What is left of work that failed: the machine is as it was, but for one that was to be built. */
function failureOf({ action, isTacit, purpose }: QueueItem, { vnc }: Server): Partial<Server> {
  if (action === 'build_server') return { state: 'failed', buildFailed: !isTacit };
  return purpose && 'screen' in purpose ? { vnc: { ...vnc, enabled: purpose.screen } } : {};
}

/** A power cycle does what waited for it. */
function collected(server: Server, now: number): Pick<Server, 'pending' | 'disks'> {
  const made = server.pending.flatMap(({ payload }) => ('disk' in payload ? [payload.disk] : []));
  const disks = server.disks.map(disk => (made.includes(disk.uid) ? { ...disk, ready: true, updated: now } : disk));
  return { pending: [], disks };
}

/** A job whose subject is a piece of work on a server that is there. */
const taskJob = (run: (cloud: VirtFusionCloud, id: number) => void): Job<VirtFusionCloud> => ({
  about: 'queueItem',
  has: (cloud, id) => cloud.servers.get(cloud.queue.get(Number(id))?.serverId ?? 0) !== undefined,
  run: (cloud, id) => run(cloud, Number(id)),
});

/** The operation that begins each kind of work. */
const begunBy: Readonly<Record<TaskAction, string>> = {
  build_server: 'servers.build',
  boot_server: 'power.boot',
  shutdown_server: 'power.shutdown',
  restart_server: 'power.restart',
  poweroff_server: 'power.poweroff',
  reset_password: 'servers.resetPassword',
  vnc_server: 'vnc.set',
};

const stepNames = new Map(taskActions.map(action => [begunBy[action], stepsOf(action).map(([type]) => type)] as const));

/** Work fails as an operator wants it, at its end or at any time before. */
function failTask(cloud: VirtFusionCloud, itemId: number, text: string | null): void {
  cloud.agenda.cancel(itemId, 'building');
  cloud.queue.update(itemId, { ends: cloud.now, failed: true, text, isTacit: false });
  endTask(cloud, itemId);
}

export const jobs: Jobs<VirtFusionCloud> = {
  building: taskJob(beginBuilding),
  task: {
    ...taskJob(endTask),
    fails: {
      operations: Object.values(begunBy),
      operation: (cloud, id) => begunBy[cloud.queue.need(Number(id)).action],
      run: (cloud, id, text) => failTask(cloud, Number(id), text),
      early: {
        steps: operation => stepNames.get(operation) ?? [],
        course: (cloud, id) => courseOf(cloud.queue.need(Number(id))),
      },
    },
  },
};
