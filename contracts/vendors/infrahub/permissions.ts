import { z } from 'zod';
import { nameSchemas } from '../../core/document-marks.js';
import { defineOperations } from '../../core/operation.js';
import { dateTime, enveloped } from './common.js';
import { page } from './docs.js';
import { routes } from './routes.js';

/** The right to one call, as policies, roles and people have it. */
export const grantedPermission = z.strictObject({
  id: z.int(),
  /** `Environment`. */
  resource: z.string(),
  /** `environment:list`. */
  permission: z.string(),
});

export const shownPermission = z.strictObject({
  ...grantedPermission.shape,
  method: z.string(),
  /** A regular expression: `^/core/environments/?$`. */
  endpoint: z.string(),
  created_at: dateTime,
});

nameSchemas({ GrantedPermission: grantedPermission, Permission: shownPermission });

export const permissions = defineOperations(routes.permissions, {
  list: {
    summary: 'All that a role can permit',
    docs: page('PermissionApi', 'listPermissions'),
    effect: 'read',
    responses: { 200: enveloped({ permissions: z.array(shownPermission) }) },
  },
});
