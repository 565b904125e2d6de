import type { z } from 'zod';
import type { shownRole } from '../../../../contracts/vendors/infrahub/roles.js';
import { timeText } from '../common.js';
import { grantedView } from '../permissions/view.js';
import { policyOf } from '../policies/catalogue.js';
import type { Role } from './record.js';
import { ownPermissions } from './rights.js';

export const roleView = (role: Role): z.output<typeof shownRole> => ({
  id: role.id,
  name: role.name,
  description: role.description,
  policies: role.policies
    .flatMap(id => policyOf(id) ?? [])
    .map(({ id, name, description }) => ({ id, name, description })),
  permissions: ownPermissions(role).map(grantedView),
  created_at: timeText(role.createdAt),
});
