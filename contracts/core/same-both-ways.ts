import type { Schema } from './operation.js';
import { defOf } from './schema.js';

/** Whether a schema takes just what it gives: it reads no other forms, fills nothing in and leaves nothing out. */
export function isSameBothWays(schema: Schema): boolean {
  const before = sameBothWays.get(schema);
  if (before !== undefined) return before;
  sameBothWays.set(schema, true); // of one that holds itself the others decide
  const def = defOf(schema);
  const inner = [def.element, def.innerType, def.valueType, def.left, def.right, def.catchall, def.getter?.()];
  const isSame =
    !ONE_WAY.has(def.type) &&
    !(def.type === 'object' && def.catchall === undefined) &&
    [...inner, ...(def.options ?? []), ...(def.items ?? []), ...Object.values(def.shape ?? {})].every(
      one => one === undefined || isSameBothWays(one),
    );
  sameBothWays.set(schema, isSame);
  return isSame;
}

const ONE_WAY = new Set(['pipe', 'transform', 'default', 'prefault', 'catch']);
const sameBothWays = new WeakMap<Schema, boolean>();
