import { z } from 'zod';
import { nameSchemas } from '../../core/document-marks.js';
import type { Refusal } from '../../core/failure.js';
import { defineOperations } from '../../core/operation.js';
import { defineResource } from '../../core/resource.js';
import { dateTime, done, enveloped, id } from './common.js';
import { page } from './docs.js';
import { grantedPermission } from './permissions.js';
import { namedPolicy } from './policies.js';
import { routes } from './routes.js';

export const shownRole = z.strictObject({
  id: z.int(),
  name: z.string(),
  description: z.string(),
  policies: z.array(namedPolicy),
  permissions: z.array(grantedPermission),
  created_at: dateTime,
});
export const oneRole = enveloped({ role: shownRole });

/**
 * A page says that a role must have a policy or a permission, and prints a request that has neither with its success. It
 * is taken.
 */
const writeRole = z.object({
  name: z.string().max(200),
  description: z.string(),
  policies: z.array(z.int()).optional(),
  permissions: z.array(z.int()).optional(),
});

nameSchemas({ Role: shownRole, OneRole: oneRole, WriteRole: writeRole });

const assumed = { evidence: 'assumed', docs: page('RbacRoleApi', 'createRBACRole') } as const;
export const roleRefusals: {
  readonly noRole: Refusal<number>;
  readonly noPolicies: Refusal<readonly number[]>;
  readonly noPermissions: Refusal<readonly number[]>;
} = {
  noRole: { kind: 'notFound', text: id => `Role ${id} does not exist.`, ...assumed },
  noPolicies: {
    kind: 'conflict',
    text: ids => `Policies ${ids.join(', ')} do not exist`,
    ...assumed,
  },
  noPermissions: {
    kind: 'conflict',
    text: ids => `Permissions ${ids.join(', ')} do not exist`,
    ...assumed,
  },
};

const params = { id: '1' } as const;
const one = { params: z.object({ id: id() }), example: { params } } as const;
const body = { name: 'example-role', description: 'Example role', policies: [], permissions: [] } as const;

export const roles = defineOperations(routes.roles, {
  list: {
    summary: "The organisation's roles",
    docs: page('RbacRoleApi', 'listRBACRoles'),
    effect: 'read',
    responses: { 200: enveloped({ roles: z.array(shownRole) }) },
  },
  create: {
    summary: 'Make a role of policies and permissions',
    docs: page('RbacRoleApi', 'createRBACRole'),
    effect: 'write',
    body: writeRole,
    responses: { 201: oneRole },
    failures: ['exists', 'conflict'],
    example: { body },
    checkedWith: { body: { name: 'hostdouble-{tag}' } },
    keeps: [
      { read: 'roles.show', at: '$.roles.name', of: 'name' },
      { read: 'roles.show', at: '$.roles.description', of: 'description' },
    ],
  },
  show: {
    summary: 'One role, under the name of the list',
    docs: page('RbacRoleApi', 'retrieveRBACRoleDetails'),
    effect: 'read',
    ...one,
    responses: { 200: enveloped({ roles: shownRole }) },
    failures: ['notFound'],
  },
  update: {
    summary: 'Change a role; whoever has it may do what it says from then on',
    docs: page('RbacRoleApi', 'updateRBACRole'),
    effect: 'write',
    ...one,
    body: writeRole,
    responses: { 200: oneRole },
    failures: ['notFound', 'exists', 'conflict'],
    example: { params, body },
    checkedWith: { body: { name: 'hostdouble-{tag}' } },
    keeps: [{ read: 'roles.show', at: '$.roles.name', of: 'name' }],
  },
  delete: {
    summary: 'Delete a role; nobody has it any longer',
    docs: page('RbacRoleApi', 'deleteRBACRole'),
    effect: 'destroy',
    ...one,
    responses: { 200: done },
    failures: ['notFound'],
  },
});

defineResource(roles, {
  create: 'create',
  ids: { role_id: '$.role.id' },
  destroy: 'delete',
  gone: { read: 'show' },
});
