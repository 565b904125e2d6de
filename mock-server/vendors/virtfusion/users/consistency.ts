import type { VirtFusionCloud } from '../cloud.js';
import { misshapen } from '../drawn.js';
import { dangling } from '../references.js';

/** Tokens that sign a user in have 100 letters. */
const forms = { 'login.first': /^.{100}$/, 'login.second': /^.{100}$/ };

export function* inconsistencies(cloud: VirtFusionCloud): Generator<string> {
  yield* misshapen(cloud, forms);
  for (const { id, hourlyProfiles, resourceProfiles, hourlyPack } of cloud.users.all()) {
    yield* dangling(`user ${id}`, hourlyProfiles, cloud.hourlyProfiles);
    yield* dangling(`user ${id}`, resourceProfiles, cloud.resourceProfiles);
    yield* dangling(`user ${id}`, [hourlyPack], cloud.packProfiles);
  }
}
