import { Failure, refuse } from '../../../../../contracts/core/failure.js';
import * as refusals from '../../../../../contracts/vendors/virtuozzo/refusals.js';
import type { Credential } from '../../../../domain/credentials.js';
import type { Account } from '../../billing/account/record.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import { personOf } from '../account/person.js';
import { takesCode } from '../account/second-factor.js';
import { isLasting } from '../world-users.js';
import type { Session } from './record.js';

/** Codes that may be tried before a session is no more: no source tells how many. */
const ATTEMPTS = 5;

/** Hex digits that no other world draws, and that nobody has: a snapshot may say that fewer were drawn than are held. */
export function drawn(cloud: VirtuozzoCloud, entity: 'session' | 'token', digits: number): string {
  for (;;) {
    const id = `${cloud.settings.secret}/${cloud.nextId('credential')}`;
    const value = cloud.random.hex({ entity, id, field: 'value' }, digits);
    if (cloud.credentials.find('session', value) === undefined) return value;
  }
}

/** Refuses a user that is suspended; the one behind the world's credentials always gets in. */
function mustNotBeSuspended(cloud: VirtuozzoCloud, { id }: Account): void {
  if (personOf(cloud, id).isSuspended && !isLasting(id)) throw refuse(refusals.suspended);
}

/** Makes a session. With a second factor it opens nothing until its code is given. */
export function openSession(cloud: VirtuozzoCloud, account: Account): Session {
  mustNotBeSuspended(cloud, account);
  const session = newSession(cloud, account, {
    token: null,
    userAgent: null,
    attemptsLeft: personOf(cloud, account.id).hasSecondFactor ? ATTEMPTS : null,
  });
  if (session.attemptsLeft === null) admitSession(cloud, session);
  return session;
}

/** Makes a session by a token, with its rights and no longer than it. Refuses what is no token, or none that is good. */
export function openSessionByToken(cloud: VirtuozzoCloud, value: string, userAgent: string | null): Session {
  const token = cloud.credential('session', value);
  if (token === undefined || cloud.sessions.keyed(value) !== undefined)
    throw new Failure('unauthenticated', { why: 'unknown', id: value });
  if (token.state === 'revoked') throw new Failure('unauthenticated', { why: 'revoked', id: value });
  if (token.expires !== null && token.expires <= cloud.now)
    throw new Failure('unauthenticated', { why: 'expired', id: value });
  const account = cloud.accounts.need(token.holder);
  mustNotBeSuspended(cloud, account);
  const from = cloud.tokens.keyed(value)?.id ?? null;
  const session = newSession(cloud, account, { token: from, userAgent, attemptsLeft: null });
  admitSession(cloud, session, { rights: token.rights, expires: token.expires });
  return session;
}

/**
 * Gives a code for a session that waits for one: answers the session, good from now on, or how many codes may still be
 * tried. After the last one the session is no more.
 */
export function verifySession(cloud: VirtuozzoCloud, value: string | undefined, code: string): Session | number {
  const session = value === undefined ? undefined : cloud.sessions.keyed(value);
  if (value === undefined) throw new Failure('unauthenticated', { why: 'missing' });
  if (session === undefined || session.attemptsLeft === null)
    throw new Failure('unauthenticated', { why: 'unknown', id: value });
  if (takesCode(cloud, session.uid, code)) {
    admitSession(cloud, session);
    return cloud.sessions.update(session.id, { attemptsLeft: null, seenOn: cloud.now });
  }
  const attemptsLeft = session.attemptsLeft - 1;
  if (attemptsLeft === 0) cloud.sessions.remove(session.id);
  else cloud.sessions.update(session.id, { attemptsLeft });
  return attemptsLeft;
}

/** From now on these sessions are refused. */
export function endSessions(cloud: VirtuozzoCloud, isMeant: (session: Session) => boolean): void {
  for (const { id, value } of cloud.sessions.filter(isMeant)) {
    cloud.credentials.revoke('session', value);
    cloud.sessions.remove(id);
  }
}

function newSession(
  cloud: VirtuozzoCloud,
  { id: uid }: Account,
  from: Pick<Session, 'token' | 'userAgent' | 'attemptsLeft'>,
): Session {
  const value = `${uid.toString(16)}x${drawn(cloud, 'session', 32)}`;
  const { now } = cloud;
  return cloud.sessions.add({ id: cloud.nextId('session'), uid, value, createdOn: now, seenOn: now, ...from });
}

function admitSession(
  cloud: VirtuozzoCloud,
  { uid, value }: Session,
  { rights, expires }: Pick<Credential, 'rights' | 'expires'> = { rights: 'all', expires: null },
): void {
  cloud.credentials.add({ scheme: 'session', value, holder: uid, state: 'valid', rights, expires });
}
