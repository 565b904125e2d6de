import { refuse } from '../../../../contracts/core/failure.js';
import { refusals } from '../../../../contracts/vendors/infrahub/refusals.js';
import { type roles as operations, roleRefusals } from '../../../../contracts/vendors/infrahub/roles.js';
import type { Handlers } from '../../../calls/handler.js';
import type { InfrahubCloud } from '../cloud.js';
import { permissionOf } from '../permissions/catalogue.js';
import { policyOf } from '../policies/catalogue.js';
import { roleView } from './view.js';

export const handlers = {
  list({ cloud, caller }) {
    const roles = cloud.roles.filter(({ org }) => org === caller.holder).map(roleView);
    return {
      status: 200,
      body: { status: true, message: 'Getting RBAC roles success', roles },
    };
  },

  create({ body, cloud, caller }) {
    refuseTaken(cloud, caller.holder, body.name);
    const role = cloud.roles.add({
      id: cloud.nextId('role'),
      org: caller.holder,
      name: body.name,
      description: body.description,
      ...grantsOf(body),
      createdAt: cloud.now,
    });
    return { status: 201, body: { status: true, message: 'Creating RBAC role success', role: roleView(role) } };
  },

  show({ params, cloud, caller }) {
    const role = cloud.own(cloud.roles, params.id, caller.holder);
    return {
      status: 200,
      body: { status: true, message: 'Getting RBAC role detail success', roles: roleView(role) },
    };
  },

  update({ params, body, cloud, caller }) {
    const { id, name } = cloud.own(cloud.roles, params.id, caller.holder);
    if (body.name !== name) refuseTaken(cloud, caller.holder, body.name);
    const role = cloud.roles.update(id, { name: body.name, description: body.description, ...grantsOf(body) });
    return { status: 200, body: { status: true, message: 'Updating RBAC role success', role: roleView(role) } };
  },

  delete({ params, cloud, caller }) {
    const { id } = cloud.own(cloud.roles, params.id, caller.holder);
    for (const membership of cloud.memberships.filter(({ role }) => role === id))
      cloud.memberships.update(membership.id, { role: null });
    cloud.roles.remove(id);
    return { status: 200, body: { status: true, message: 'RBAC Role deleted successfully' } };
  },
} satisfies Handlers<typeof operations, InfrahubCloud>;

interface Grants {
  readonly policies?: readonly number[] | undefined;
  readonly permissions?: readonly number[] | undefined;
}

/** The policies and permissions that are meant, each once. */
function grantsOf({ policies = [], permissions = [] }: Grants) {
  const noPolicies = policies.filter(id => policyOf(id) === undefined);
  if (noPolicies.length > 0) throw refuse(roleRefusals.noPolicies, noPolicies);
  const noPermissions = permissions.filter(id => permissionOf(id) === undefined);
  if (noPermissions.length > 0) throw refuse(roleRefusals.noPermissions, noPermissions);
  return { policies: [...new Set(policies)], permissions: [...new Set(permissions)] };
}

function refuseTaken(cloud: InfrahubCloud, org: number, name: string): void {
  if (cloud.named(cloud.roles, name, org) !== undefined) throw refuse(refusals.nameTaken, 'Role');
}
