import { DAY, HOUR, type Instant, MINUTE, startOfDay } from '../../../domain/clock.js';
import { begunSteps } from '../../../domain/money.js';
import type { VirtFusionCloud } from '../cloud.js';
import type { Server } from '../servers/record.js';
import type { BackupPlan } from './record.js';

/** A backup of a server, made or being made. */
export interface Backup {
  readonly id: number;
  readonly plan: BackupPlan;
  readonly started: Instant;
}

/** Ids of a server's backups begin at this many times its own id. */
const IDS_A_SERVER = 10_000;

/**
 * The backups a server has now, oldest first: one in so many days for each day a plan was assigned, at the server's own
 * time of day, as many as its last plan keeps.
 */
export function backupsOf(cloud: VirtFusionCloud, server: Server): Backup[] {
  const at =
    cloud.random.integer({ entity: 'backup', id: server.id, field: 'minute' }, 0, (DAY - HOUR) / MINUTE) * MINUTE;
  const found: Backup[] = [];
  let made = 0;
  let keep = 0;
  const since = server.built ?? Number.POSITIVE_INFINITY;
  for (const slice of cloud.backups.slices(server.id, since, cloud.now)) {
    const plan = cloud.backupPlans.get(slice.terms.planId);
    if (plan === undefined) continue;
    keep = plan.keep;
    const step = plan.everyDays * DAY;
    const first = startOfDay(slice.from) + at + (startOfDay(slice.from) + at < slice.from ? DAY : 0);
    const count = Math.max(0, begunSteps(slice.to - first, step));
    for (let index = Math.max(0, count - keep); index < count; index++)
      found.push({ id: server.id * IDS_A_SERVER + made + index + 1, plan, started: first + index * step });
    made += count;
  }
  return keep === 0 ? found : found.slice(-keep);
}

/** Assigns a backup plan from now on; null takes it away. */
export function setBackupPlan(cloud: VirtFusionCloud, server: Server, planId: number | null): void {
  if (planId === server.backupPlanId) return;
  if (planId === null) cloud.backups.stop(server.id, cloud.now);
  else cloud.backups.charge(server.id, cloud.now, { planId });
  cloud.change(server.id, { backupPlanId: planId });
}
