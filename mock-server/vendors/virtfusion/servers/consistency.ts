import { countProblems } from '../../../domain/counters.js';
import type { VirtFusionCloud } from '../cloud.js';
import { misshapen } from '../drawn.js';
import { dangling, idOf } from '../references.js';
import type { Server } from './record.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const TEN_HEX = /^[0-9a-fA-F]{10}$/;

const forms = {
  'server.uuid': UUID,
  'vnc.token': UUID,
  'interface.mac': TEN_HEX,
  'secondaryInterface.mac': TEN_HEX,
};

/** What a server names is there, what waits for it is on the agenda, and it ran since it is there. */
export function* inconsistencies(cloud: VirtFusionCloud): Generator<string> {
  yield* misshapen(cloud, forms);
  yield* countedProblems(cloud);
  const deletions = new Map<string, number>();
  const tasks = new Set<string>();
  for (const { kind, subject, at } of cloud.agenda.all())
    if (kind === 'delete') deletions.set(subject, at);
    else if (kind === 'task') tasks.add(subject);
  for (const server of cloud.servers.all()) {
    const what = `server ${server.id}`;
    yield* references(cloud, server, what);
    if (server.created > cloud.now) yield `${what} is made in the future`;
    if (server.deleteAt !== (deletions.get(`${server.id}`) ?? null))
      yield `${what} says another time of its deletion than its job`;
    if (
      server.taskId !== null &&
      (cloud.queue.get(server.taskId)?.serverId !== server.id || !tasks.has(`${server.taskId}`))
    )
      yield `${what} is locked by work that has no job`;
    if (server.password > server.passwords) yield `${what} has a password that was never given out`;
    if (server.suspendWaits && (server.suspended || server.taskId === null))
      yield `${what} waits to be suspended for no work that runs`;
    if (server.deleteWaits && (server.deleteAt !== null || !isBeingBuilt(cloud, server)))
      yield `${what} waits to be deleted for no build`;
    if (server.running !== (cloud.uptime.current(server.id) !== undefined))
      yield `${what} runs and no uptime is counted, or the other way round`;
    if ((cloud.uptime.of(server.id)[0]?.from ?? server.created) < server.created)
      yield `${what} ran before it was made`;
  }
  for (const subject of cloud.uptime.subjects())
    if (cloud.uptime.current(subject) !== undefined)
      yield* dangling(`uptime of server ${subject}`, [idOf(subject) ?? 0], cloud.servers);
}

/** Whether a build is what locks a server. */
const isBeingBuilt = ({ queue }: VirtFusionCloud, { taskId }: Server): boolean =>
  taskId !== null && queue.get(taskId)?.action === 'build_server';

/** What a server has is counted under kinds of its own, and not given out again. */
function* countedProblems({ ids, servers }: VirtFusionCloud): Generator<string> {
  const all = servers.all();
  const secondary = all.flatMap(({ secondary }) => secondary ?? []);
  const given = {
    disk: all.flatMap(({ disks }) => disks.map(({ uid }) => uid)),
    action: all.flatMap(({ pending }) => pending.map(({ id }) => id)),
    secondaryInterface: secondary.map(({ id }) => id),
    whitelist: [...all.map(({ primary }) => primary), ...secondary].flatMap(({ whitelist }) =>
      whitelist.map(({ id }) => id),
    ),
  };
  for (const [kind, numbers] of Object.entries(given)) yield* countProblems(kind, ids[kind], numbers);
}

function* references(cloud: VirtFusionCloud, server: Server, what: string): Generator<string> {
  yield* dangling(what, [server.ownerId], cloud.users);
  yield* dangling(what, [server.hypervisorId], cloud.hypervisors);
  yield* dangling(what, [server.packageId], cloud.packages);
  yield* dangling(what, [server.packId], cloud.packs);
  yield* dangling(what, [server.backupPlanId], cloud.backupPlans);
  yield* dangling(what, [server.isoId], cloud.isos);
  yield* dangling(what, [server.templateId === 0 ? null : server.templateId], cloud.templates);
  yield* dangling(what, server.sshKeys, cloud.sshKeys);
  yield* dangling(what, [...server.primary.rulesets, ...(server.secondary?.rulesets ?? [])], cloud.rulesets);
  const storages = cloud.hypervisors.get(server.hypervisorId)?.storages ?? [];
  for (const { index, storageId } of server.disks)
    if (storageId !== null && !storages.some(({ id }) => id === storageId))
      yield `${what} has disk ${index} on a storage that its hypervisor does not have`;
}
