import { Failure, refuse } from '../../../../contracts/core/failure.js';
import * as refusals from '../../../../contracts/vendors/virtuozzo/marketplace/refusals.js';
import type { VirtuozzoCloud } from '../cloud.js';
import { isObject, type Json, type JsonObject, listOf, textOf } from './json.js';
import { type Manifest, memberOf } from './manifest.js';
import { found } from './sources.js';

const MOST = 20;

/** A manifest with what it takes in from others; its own members go before theirs. Refuses one that cannot be read. */
export function mixed(cloud: VirtuozzoCloud, uid: number, manifest: Manifest): Manifest {
  const mixins = listOf(memberOf(manifest, 'mixins'));
  if (mixins.length === 0) return manifest;
  if (mixins.length > MOST) throw refuse(refusals.tooMuch, { what: 'mixins', most: MOST });
  let whole: JsonObject = {};
  for (const mixin of mixins) whole = laidOver(whole, isObject(mixin) ? mixin : read(cloud, uid, textOf(mixin)));
  const { mixins: _, ...own } = manifest.whole;
  return { ...manifest, whole: laidOver(whole, own) };
}

function read(cloud: VirtuozzoCloud, uid: number, name: string): JsonObject {
  try {
    return found(cloud, uid, name).manifest.whole;
  } catch (error) {
    if (error instanceof Failure) throw refuse(refusals.noMixin, { name: name.slice(0, 200) });
    throw error;
  }
}

/** Members of objects one by one, two levels deep: actions, globals, answers by their number. */
const laidOver = (below: JsonObject, above: JsonObject): JsonObject => ({
  ...below,
  ...Object.fromEntries(
    Object.entries(above).map(([name, value]): [string, Json] => {
      const under = below[name];
      return [name, isObject(under) && isObject(value) ? { ...under, ...value } : value];
    }),
  ),
});
