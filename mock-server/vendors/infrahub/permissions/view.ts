import type { z } from 'zod';
import type { grantedPermission, shownPermission } from '../../../../contracts/vendors/infrahub/permissions.js';
import { timeText } from '../common.js';
import { LAID_DOWN, type Permission } from './catalogue.js';

export const grantedView = ({ id, resource, word }: Permission): z.output<typeof grantedPermission> => ({
  id,
  resource,
  permission: word,
});

export const permissionView = (permission: Permission): z.output<typeof shownPermission> => ({
  ...grantedView(permission),
  method: permission.method,
  endpoint: permission.endpoint,
  created_at: timeText(LAID_DOWN),
});
