import { DAY, HOUR, MINUTE, startOfDay } from '../../../domain/clock.js';
import { begunSteps } from '../../../domain/money.js';
import type { VirtFusionCloud } from '../cloud.js';
import type { Server } from '../servers/record.js';
import { BACKUP_TAKES } from '../tariff.js';
import type { Backup, BackupTerms } from './record.js';

/** Ids of a server's backups begin at this many times its own id. */
const IDS_A_SERVER = 10_000;

/** The server that a backup of this id is of. */
export const serverOf = (id: number): number => Math.floor(id / IDS_A_SERVER);

/**
 * The backups a server has now, oldest first: one in so many days for each day a plan was assigned, at the server's own
 * time of day, as many as its last plan keeps. One that goes before that is shown while it is deleted.
 */
export function backupsOf(cloud: VirtFusionCloud, server: Server): Backup[] {
  return plannedBackups(cloud, server)
    .map(planned => cloud.knownBackups.get(planned.id) ?? planned)
    .filter(({ deleteAfter }) => deleteAfter === null || cloud.now < deleteAfter + BACKUP_TAKES);
}

/** A backup that a server has now. */
export function findBackup(cloud: VirtFusionCloud, id: number): Backup | undefined {
  const server = cloud.servers.get(serverOf(id));
  return server && backupsOf(cloud, server).find(backup => backup.id === id);
}

function plannedBackups(cloud: VirtFusionCloud, server: Server): Backup[] {
  const found: Backup[] = [];
  let made = 0;
  let keep = 0;
  const since = server.built ?? Number.POSITIVE_INFINITY;
  for (const slice of cloud.backups.slices(server.id, since, cloud.now)) {
    const plan = cloud.backupPlans.get(slice.terms.planId);
    if (plan === undefined) continue;
    keep = plan.keep;
    const at = slice.terms.minute * MINUTE;
    const step = plan.everyDays * DAY;
    const first = startOfDay(slice.from) + at + (startOfDay(slice.from) + at < slice.from ? DAY : 0);
    const count = Math.max(0, begunSteps(slice.to - first, step));
    for (let index = Math.max(0, count - keep); index < count; index++) {
      const started = first + index * step;
      found.push({
        id: server.id * IDS_A_SERVER + made + index + 1,
        serverId: server.id,
        planId: plan.id,
        started,
        ends: started + BACKUP_TAKES,
        failed: false,
        restored: null,
        deleteAfter: null,
      });
    }
    made += count;
  }
  return keep === 0 ? found : found.slice(-keep);
}

/** What a server with this plan is backed up by. A seed sets down its time of day with the pin `{"backup.minute":[570]}`. */
export function backupTerms(cloud: VirtFusionCloud, serverId: number, planId: number): BackupTerms {
  const pinned = cloud.random.takePin('backup.minute');
  const last = DAY / MINUTE - 1;
  if (typeof pinned === 'number') return { planId, minute: Math.min(Math.max(0, Math.trunc(pinned)), last) };
  const draw = { entity: 'backup', id: serverId, field: 'minute' };
  return { planId, minute: cloud.random.integer(draw, 0, (DAY - HOUR) / MINUTE) };
}

/** Assigns a backup plan from now on; null takes it away. */
export function setBackupPlan(cloud: VirtFusionCloud, server: Server, planId: number | null): void {
  if (planId === server.backupPlanId) return;
  if (planId === null) cloud.backups.stop(server.id, cloud.now);
  else cloud.backups.charge(server.id, cloud.now, backupTerms(cloud, server.id, planId));
  cloud.change(server.id, { backupPlanId: planId });
}

/** Forgets the backups of a server that is no more. */
export function dropBackups(cloud: VirtFusionCloud, serverId: number): void {
  cloud.backups.stop(serverId, cloud.now);
  for (const { id } of cloud.knownBackups.filter(backup => backup.serverId === serverId)) cloud.knownBackups.remove(id);
}
