import type { VirtFusionCloud } from '../cloud.js';
import { dangling, idOf } from '../references.js';
import { serverOf } from './rules.js';

/** A server is charged for the plan it has, from its creation on; one that is no more for none. */
export function* inconsistencies(cloud: VirtFusionCloud): Generator<string> {
  for (const subject of cloud.backups.subjects()) {
    for (const { terms } of cloud.backups.of(subject))
      yield* dangling(`backups of server ${subject}`, [terms.planId], cloud.backupPlans);
    if (cloud.backups.current(subject) !== undefined)
      yield* dangling(`backups of server ${subject}`, [idOf(subject) ?? 0], cloud.servers);
  }
  for (const { id, backupPlanId } of cloud.servers.all())
    if ((cloud.backups.current(id)?.planId ?? null) !== backupPlanId)
      yield `server ${id} has another backup plan than the one that is counted for it`;
  yield* ofBackups(cloud);
}

function* ofBackups(cloud: VirtFusionCloud): Generator<string> {
  for (const { id, serverId, planId, started, ends, failed, restored } of cloud.knownBackups.all()) {
    const what = `backup ${id}`;
    yield* dangling(what, [serverId], cloud.servers);
    yield* dangling(what, [planId], cloud.backupPlans);
    if (serverOf(id) !== serverId) yield `${what} has the id of a backup of another server`;
    if (started > cloud.now) yield `${what} starts in the future`;
    if (restored !== null && (failed || restored.from < ends)) yield `${what} was restored and never complete`;
  }
}
