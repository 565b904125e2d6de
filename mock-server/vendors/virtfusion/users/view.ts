import { stamp } from '../stamp.js';
import type { User } from './record.js';

export const user = (user: User) => ({
  id: user.id,
  admin: user.admin,
  extRelationId: user.extRelationId,
  selfService: user.selfService,
  selfServiceHourlyGroupProfiles: [...user.hourlyProfiles],
  selfServiceResourceGroupProfiles: [...user.resourceProfiles],
  selfServiceHourlyResourcePack: user.hourlyPack,
  name: user.name,
  email: user.email,
  timezone: user.timezone,
  suspended: !user.enabled,
  twoFactorAuth: false,
  created: stamp(user.created),
  updated: stamp(user.updated),
});
