import { allPermissions, type Permission, permissionOf } from '../permissions/catalogue.js';
import { policyOf } from '../policies/catalogue.js';
import type { Role } from './record.js';

/** Records never change, so what one permits is worked out once. */
const worked = new WeakMap<Role, ReadonlySet<number>>();

/** Ids of all that a role permits, by itself and by its policies. */
export function permitted(role: Role): ReadonlySet<number> {
  const before = worked.get(role);
  if (before !== undefined) return before;
  const byPolicy = role.policies.flatMap(id => policyOf(id)?.permissions ?? []);
  const ids = new Set([...role.permissions, ...byPolicy.map(({ id }) => id)]);
  worked.set(role, ids);
  return ids;
}

/** What somebody of this role may do; without a role nothing, and everything where they own the organisation. */
export function permissionsOf(role: Role | 'owner' | null): readonly Permission[] {
  if (role === null) return [];
  if (role === 'owner') return allPermissions();
  const ids = permitted(role);
  return allPermissions().filter(({ id }) => ids.has(id));
}

/** What stands in a role by itself. */
export const ownPermissions = ({ permissions }: Role): Permission[] =>
  permissions.flatMap(id => permissionOf(id) ?? []);
