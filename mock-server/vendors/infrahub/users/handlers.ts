import { refuse } from '../../../../contracts/core/failure.js';
import { roleRefusals } from '../../../../contracts/vendors/infrahub/roles.js';
import type { users as operations } from '../../../../contracts/vendors/infrahub/users.js';
import type { Handlers } from '../../../calls/handler.js';
import { Missing } from '../../../domain/collection.js';
import type { InfrahubCloud } from '../cloud.js';
import { grantedView } from '../permissions/view.js';
import { permissionsOf } from '../roles/rights.js';
import { roleView } from '../roles/view.js';
import type { Membership } from './record.js';

export const handlers = {
  assignRole({ params, body, cloud, caller }) {
    const { id } = memberNamed(cloud, caller.holder, params.user_id);
    const role = cloud.roles.get(body.role_id);
    if (role === undefined || role.org !== caller.holder) throw refuse(roleRefusals.noRole, body.role_id);
    cloud.memberships.update(id, { role: role.id });
    return { status: 200, body: { status: true, message: 'Assigning RBAC role success', role: roleView(role) } };
  },

  removeRole({ params, cloud, caller }) {
    const { id } = memberNamed(cloud, caller.holder, params.user_id);
    cloud.memberships.update(id, { role: null });
    return { status: 200, body: { status: true, message: 'RBAC role removed successfully' } };
  },

  permissions({ params, cloud, caller }) {
    const { user } = memberNamed(cloud, caller.holder, params.id);
    const permissions = permissionsOf(cloud.roleOf(caller.holder, user)).map(grantedView);
    return {
      status: 200,
      body: { status: true, message: 'Getting user permissions successfully', permissions },
    };
  },
} satisfies Handlers<typeof operations, InfrahubCloud>;

function memberNamed(cloud: InfrahubCloud, org: number, user: number): Membership {
  const membership = cloud.membershipOf(org, user);
  if (membership === undefined) throw new Missing('user', user);
  return membership;
}
