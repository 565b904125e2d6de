import { refuse } from '../../../../../contracts/core/failure.js';
import * as refusals from '../../../../../contracts/vendors/virtuozzo/refusals.js';
import type { Caller } from '../../../../domain/credentials.js';
import type { Account } from '../../billing/account/record.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import { isLasting } from '../world-users.js';
import type { Person } from './record.js';

/** What was changed of a user. */
export const personOf = ({ people }: Pick<VirtuozzoCloud, 'people'>, uid: number): Person =>
  people.get(uid) ?? {
    id: uid,
    name: null,
    password: null,
    formerLogin: null,
    data: {},
    isSuspended: false,
    hasSecondFactor: false,
    secretTurn: 0,
    backupCodes: [],
  };

export function changePerson(cloud: VirtuozzoCloud, uid: number, change: Partial<Omit<Person, 'id'>>): void {
  if (cloud.people.get(uid) === undefined) cloud.people.add({ ...personOf(cloud, uid), ...change });
  else cloud.people.update(uid, change);
}

/** The account of a login; the one that the world hands out stays good after a change. */
export const accountOf = (cloud: VirtuozzoCloud, login: string): Account | undefined =>
  cloud.accounts.find(({ id, email }) => email === login || personOf(cloud, id).formerLogin === login);

/** The account of a login. Refuses one that nobody has. */
export function accountNamed(cloud: VirtuozzoCloud, login: string): Account {
  const account = accountOf(cloud, login);
  if (account === undefined) throw refuse(refusals.noLogin, { login });
  return account;
}

/** Whether a user signs in with this password. */
export function isPassword(cloud: VirtuozzoCloud, { id, password: first }: Account, password: string): boolean {
  const { password: now } = personOf(cloud, id);
  return password === (now ?? first) || (isLasting(id) && password === first);
}

/** Refuses a wrong password; most calls may leave it out. */
export function mustKnowPassword(cloud: VirtuozzoCloud, { holder }: Caller, password: string | undefined): void {
  if (password !== undefined && !isPassword(cloud, cloud.accounts.need(holder), password))
    throw refuse(refusals.wrongPassword);
}

/** Refuses the calls of the platform's operator to anybody else. */
export function mustOperate(cloud: VirtuozzoCloud, { holder }: Caller): void {
  if (!cloud.accounts.need(holder).isOperator) throw refuse(refusals.notPermitted);
}

/** Refuses what is no address of a mailbox, and one that another user has. */
export function mustBeNewEmail(cloud: VirtuozzoCloud, email: string): void {
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) throw refuse(refusals.wrongEmail, { email });
  if (accountOf(cloud, email) !== undefined) throw refuse(refusals.emailTaken, { email });
}
