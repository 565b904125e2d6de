import type { VirtFusionCloud } from '../cloud.js';
import { dangling } from '../references.js';

export function* inconsistencies(cloud: VirtFusionCloud): Generator<string> {
  for (const { id, backupPlanId, templateGroups } of cloud.packages.all()) {
    if (backupPlanId !== 0) yield* dangling(`package ${id}`, [backupPlanId], cloud.backupPlans);
    yield* dangling(`package ${id}`, templateGroups, cloud.templateGroups);
  }
}
