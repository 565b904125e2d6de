import type { VirtFusionCloud } from '../cloud.js';
import { dangling } from '../references.js';

export function* inconsistencies(cloud: VirtFusionCloud): Generator<string> {
  for (const { id, userId } of cloud.sshKeys.all()) yield* dangling(`SSH key ${id}`, [userId], cloud.users);
}
