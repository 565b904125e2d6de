import { microTime } from '../../../../contracts/core/time.js';
import { SECOND } from '../../../domain/clock.js';
import type { VirtFusionCloud } from '../cloud.js';
import { stamp } from '../stamp.js';
import { LOGIN_TTL } from '../tariff.js';
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
  twoFactorAuth: user.twoFactorAuth,
  created: stamp(user.created),
  updated: stamp(user.updated),
});

/** Tokens that sign a user in once, made now. */
export function loginTokens(cloud: VirtFusionCloud, turn: number) {
  const token = (field: string) => cloud.random.letters({ entity: 'login', id: turn, field }, 100);
  const tokens = { 1: token('first'), 2: token('second') };
  const endpoint = '/token_authenticate';
  return {
    authentication: {
      tokens,
      endpoint,
      endpoint_complete: `${endpoint}/?1=${tokens[1]}&2=${tokens[2]}`,
      expiry: { ttl: LOGIN_TTL, expires: microTime.format(cloud.now + LOGIN_TTL * SECOND) },
    },
  };
}
