import type { VirtFusionCloud } from '../cloud.js';
import { dangling } from '../references.js';

export function* inconsistencies(cloud: VirtFusionCloud): Generator<string> {
  for (const { id, userId } of cloud.credits.all()) yield* dangling(`credit ${id}`, [userId], cloud.users);
}
