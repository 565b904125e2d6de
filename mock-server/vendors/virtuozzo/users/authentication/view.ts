import type { z } from 'zod';
import { sqlTime } from '../../../../../contracts/core/time.js';
import type {
  newToken,
  session,
  token,
} from '../../../../../contracts/vendors/virtuozzo/users/authentication/schemas.js';
import type { signedIn } from '../../../../../contracts/vendors/virtuozzo/users/person.js';
import type { Instant } from '../../../../domain/clock.js';
import { templates } from '../../catalogue.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import { itemsOf } from '../methods.js';
import { personView } from '../person-view.js';
import type { Session, Token } from './record.js';

/** A user with his session. While a code is awaited, the user has not got in. */
export function signedInView(cloud: VirtuozzoCloud, { uid, value, attemptsLeft }: Session): z.output<typeof signedIn> {
  const shown = { result: 0, ...personView(cloud, cloud.accounts.need(uid)), session: value } as const;
  if (attemptsLeft === null) return shown;
  const requiredAuthCheck = { type: 'TOTP', isActive: true, isConfigured: true };
  return { ...shown, accessType: 'RESTRICTED', requiredAuthCheck, attemptsLeft };
}

/** A session; `now` is that of the call which it makes. */
export const sessionView = (
  { id, uid, createdOn, seenOn, userAgent }: Session,
  now: Instant | undefined,
): z.output<typeof session> => ({
  id,
  uid,
  current: now !== undefined,
  createdOn: sqlTime.format(createdOn),
  lastAccess: sqlTime.format(now ?? seenOn),
  ...(userAgent !== null && { userAgent }),
});

/** A token that was just made, with its value. */
export function newTokenView(record: Token): z.output<typeof newToken> {
  const { id, ...rest } = tokenView(record);
  return { id, key: record.value, ...rest };
}

/** A token, without its value. */
export function tokenView(record: Token): z.output<typeof token> {
  const template = templates.find(({ name }) => name === record.template);
  return {
    id: record.id,
    description: record.description,
    ...(record.expiresAt !== null && { expiresAt: sqlTime.format(record.expiresAt) }),
    isSystem: false,
    ...(template !== undefined && { tokenTemplate: template }),
    ...(record.methods !== null && { apiListItems: itemsOf(record.methods) }),
  };
}
