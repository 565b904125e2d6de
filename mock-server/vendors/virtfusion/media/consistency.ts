import type { VirtFusionCloud } from '../cloud.js';
import { dangling } from '../references.js';

export function* inconsistencies(cloud: VirtFusionCloud): Generator<string> {
  for (const { id, groupId } of cloud.templates.all())
    yield* dangling(`template ${id}`, [groupId], cloud.templateGroups);
}
