import type { VirtFusionCloud } from '../cloud.js';
import { dangling, highestId } from '../references.js';

export function* inconsistencies(cloud: VirtFusionCloud): Generator<string> {
  const highest = highestId(cloud, 'pack');
  for (const { id, userId, profileId } of cloud.packs.all()) {
    yield* dangling(`resource pack ${id}`, [userId], cloud.users);
    yield* dangling(`resource pack ${id}`, [profileId], cloud.packProfiles);
    if (id > highest) yield `resource pack ${id} has an id that was not given out yet`;
  }
}
