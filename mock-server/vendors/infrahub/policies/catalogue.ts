import { allPermissions, type Permission, titled, wordsOf } from '../permissions/catalogue.js';

/** A bundle of permissions that the vendor laid down. */
export interface Policy {
  readonly id: number;
  readonly name: string;
  readonly description: string;
  readonly permissions: readonly Permission[];
}

const pascal = (group: string): string => wordsOf(group).map(titled).join('');

/**
 * The first is printed, with its description. `policy:ReadPermissions` and `policy:VirtualMachinePermissions` stand in the
 * tests of the vendor's Terraform provider; after them the others are called.
 */
export const allPolicies: readonly Policy[] = [
  { name: 'All', description: 'Grants all permissions to all resources', permissions: allPermissions },
  {
    name: 'Read',
    description: 'Grants read permissions to all resources',
    permissions: allPermissions.filter(({ isRead }) => isRead),
  },
  ...[...new Set(allPermissions.map(({ group }) => group))].map(group => {
    const permissions = allPermissions.filter(permission => permission.group === group);
    const description = `Grants all permissions to the resource ${permissions[0]?.resource}`;
    return { name: pascal(group), description, permissions };
  }),
].map(({ name, ...policy }, index) => ({ id: index + 1, name: `policy:${name}Permissions`, ...policy }));

const byId = new Map(allPolicies.map(policy => [policy.id, policy]));

export const policyOf = (id: number): Policy | undefined => byId.get(id);
