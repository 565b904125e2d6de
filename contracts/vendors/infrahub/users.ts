import { z } from 'zod';
import { defineOperations } from '../../core/operation.js';
import { done, enveloped, id } from './common.js';
import { page } from './docs.js';
import { grantedPermission } from './permissions.js';
import { oneRole } from './roles.js';
import { routes } from './routes.js';

const params = z.object({ user_id: id() });

/** What members of the organisation may do. */
export const users = defineOperations(routes.users, {
  assignRole: {
    summary: 'Give a member a role, in place of the one they have',
    docs: page('AssigningMemberRoleApi', 'assignRBACRoleToUser'),
    effect: 'write',
    params,
    body: z.object({ role_id: z.int() }),
    responses: { 200: oneRole },
    failures: ['notFound'],
    example: { params: { user_id: '1' }, body: { role_id: 1 } },
  },
  removeRole: {
    summary: 'Take the role from a member',
    docs: page('AssigningMemberRoleApi', 'removeRBACRoleFromUser'),
    effect: 'write',
    params,
    responses: { 200: done },
    failures: ['notFound'],
    example: { params: { user_id: '1' } },
  },
  permissions: {
    summary: 'What a member may do',
    docs: page('UserPermissionApi', 'listUserPermissions'),
    effect: 'read',
    params: z.object({ id: id() }),
    responses: { 200: enveloped({ permissions: z.array(grantedPermission) }) },
    // The page lists 405, and not 404.
    failures: ['notFound', 'methodNotAllowed'],
    example: { params: { id: '1' } },
  },
});
