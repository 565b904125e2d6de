import { allPermissions, type Permission, titled, wordsOf } from '../permissions/catalogue.js';

/** A bundle of permissions that the vendor laid down. */
export interface Policy {
  readonly id: number;
  readonly name: string;
  readonly description: string;
  readonly permissions: readonly Permission[];
}

/**
 * The first is printed, with its description. `policy:ReadPermissions` and `policy:VirtualMachinePermissions` stand in the
 * tests of the vendor's Terraform provider; after them the others are called.
 */
function laidDown(): readonly Policy[] {
  const all = allPermissions();
  const groups = [...new Set(all.map(({ group }) => group))];
  const ofGroups = groups.map(group => {
    const permissions = all.filter(permission => permission.group === group);
    const description = `Grants all permissions to the resource ${permissions[0]?.resource}`;
    return { name: wordsOf(group).map(titled).join(''), description, permissions };
  });
  const reads = all.filter(({ isRead }) => isRead);
  return [
    { name: 'All', description: 'Grants all permissions to all resources', permissions: all },
    { name: 'Read', description: 'Grants read permissions to all resources', permissions: reads },
    ...ofGroups,
  ].map(({ name, ...policy }, index) => ({ id: index + 1, name: `policy:${name}Permissions`, ...policy }));
}

let known: readonly Policy[] | undefined;

export function allPolicies(): readonly Policy[] {
  known ??= laidDown();
  return known;
}

/** Ids are places in the list. */
export const policyOf = (id: number): Policy | undefined => allPolicies()[id - 1];
