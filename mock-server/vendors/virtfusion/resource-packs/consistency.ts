import { countProblems } from '../../../domain/counters.js';
import type { VirtFusionCloud } from '../cloud.js';
import { dangling } from '../references.js';

export function* inconsistencies(cloud: VirtFusionCloud): Generator<string> {
  const packs = cloud.packs.all();
  for (const { id, userId, profileId } of packs) {
    yield* dangling(`resource pack ${id}`, [userId], cloud.users);
    yield* dangling(`resource pack ${id}`, [profileId], cloud.packProfiles);
  }
  yield* countProblems(
    'pack',
    cloud.ids.pack,
    packs.map(({ id }) => id),
  );
}
