import { z } from 'zod';
import { nameSchemas } from '../../core/document-marks.js';
import { defineOperations } from '../../core/operation.js';
import { dateTime, enveloped } from './common.js';
import { page } from './docs.js';
import { grantedPermission } from './permissions.js';
import { routes } from './routes.js';

/** A bundle of permissions under a name, as roles have it. */
export const namedPolicy = z.strictObject({
  id: z.int(),
  /** `policy:AllPermissions`. */
  name: z.string(),
  description: z.string(),
});

export const shownPolicy = z.strictObject({
  ...namedPolicy.shape,
  permissions: z.array(grantedPermission),
  created_at: dateTime,
});

nameSchemas({ NamedPolicy: namedPolicy, Policy: shownPolicy });

export const policies = defineOperations(routes.policies, {
  list: {
    summary: 'All bundles of permissions',
    docs: page('PolicyApi', 'listPolicies'),
    effect: 'read',
    responses: { 200: enveloped({ policies: z.array(shownPolicy) }) },
  },
});
