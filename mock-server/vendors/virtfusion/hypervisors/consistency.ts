import type { VirtFusionCloud } from '../cloud.js';
import { dangling } from '../references.js';

export function* inconsistencies(cloud: VirtFusionCloud): Generator<string> {
  for (const { id, groupId } of cloud.hypervisors.all()) yield* dangling(`hypervisor ${id}`, [groupId], cloud.groups);
}
