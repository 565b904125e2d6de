import type { Caller } from '../../../domain/credentials.js';
import type { VirtFusionCloud } from '../cloud.js';
import { linkTo } from '../drawn.js';
import { LOGIN_KEPT, LOGIN_TTL, MOST_LOGINS } from '../tariff.js';
import type { User } from '../users/record.js';
import type { Login } from './record.js';

/** From then on the tokens sign nobody in. */
export const endOf = ({ made }: Login): number => made + LOGIN_TTL;

/** New tokens for a user, who is brought to this server, if to any. */
export function makeLogin(cloud: VirtFusionCloud, caller: Caller, user: User, serverId: number | null): Login {
  forgetOld(cloud);
  const id = cloud.nextId('login');
  const turn = linkTo(cloud, caller, id);
  const token = (field: string) => cloud.random.letters({ entity: 'login', id: turn, field }, 100);
  const tokens = { first: token('first'), second: token('second') };
  return cloud.logins.add({ id, ...tokens, userId: user.id, serverId, made: cloud.now, used: null });
}

/** Why two tokens sign nobody in, or the login that they make. A token that signed in is used up, however old it is. */
export type LoginFound =
  | { readonly is: 'unknown' | 'mismatched' }
  | { readonly is: 'used' | 'expired' | 'suspended' | 'good'; readonly login: Login; readonly user: User };

export function findLogin(cloud: VirtFusionCloud, first: string, second: string): LoginFound {
  const [login] = cloud.logins.allKeyed(first);
  if (login?.second !== second) {
    const isKnown = login !== undefined || cloud.logins.find(other => other.second === second) !== undefined;
    return { is: isKnown ? 'mismatched' : 'unknown' };
  }
  const user = cloud.users.need(login.userId);
  if (login.used !== null) return { is: 'used', login, user };
  if (endOf(login) <= cloud.now) return { is: 'expired', login, user };
  return { is: user.enabled ? 'good' : 'suspended', login, user };
}

/** Keep what has expired for a while, so that a late visitor is told so, and never more than so many in all. */
function forgetOld({ logins, now }: VirtFusionCloud): void {
  const oldest = logins.find(() => true);
  if (oldest === undefined) return;
  const isOld = (login: Login): boolean => endOf(login) + LOGIN_KEPT <= now;
  if (isOld(oldest)) for (const { id } of logins.filter(isOld)) logins.remove(id);
  else if (logins.size >= MOST_LOGINS) logins.remove(oldest.id);
}
