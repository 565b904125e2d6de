import { describe, expect, it } from 'vitest';
import type { MockServer } from '../../../mock-server/index.js';
import { type Ask, askerOf, got, type Said } from './asker.js';
import { platformForEach } from './caller.js';

const AUTH = 'users/authentication';
const ACCOUNT = 'users/account';
const DONE = { result: 0 };
const KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl one@host';
const PRIVATE = '-----BEGIN OPENSSH PRIVATE KEY-----\nb3Blbn==\n-----END OPENSSH PRIVATE KEY-----';

interface Keys extends Said {
  readonly keys: readonly { readonly id: number; readonly title: string; readonly publicKey?: string }[];
}

describe('a user of the Virtuozzo platform', () => {
  let mock: MockServer;
  let ask: Ask;
  const stranger = () => mock.credentials.others.virtuozzo?.otherTenant?.session ?? '';
  /** Whom the platform sent mails, as a snapshot tells an operator. */
  const mailed = async () =>
    [...JSON.stringify(await mock.control.snapshot.save()).matchAll(/"to":"([^"]*)","subject"/g)].map(([, to]) => to);

  platformForEach((_, double) => {
    mock = double;
    ask = askerOf(double);
  });

  it('has a new password, and only the sessions that he wants to keep', async () => {
    const made = { email: 'new@example.com', password: 'first', name: 'New User', notify: true };
    expect(await ask(`${ACCOUNT}/addaccount`, made)).toEqual(DONE);
    const signIn = (password: string) =>
      ask<{ session: string } & Said>(`${AUTH}/signin`, { login: made.email, password }, null);
    const [mine, other] = [await signIn('first'), await signIn('first')];
    const change = { oldPassword: 'first', newPassword: 'second' };
    expect(await got(mock, 'users/account/rest/changepassword', { ...change, session: mine.session })).toMatchObject({
      result: 1,
    });
    expect(await ask(`${ACCOUNT}/changepassword`, { ...change, oldPassword: 'no' }, mine.session)).toMatchObject({
      result: 801,
    });
    expect(await ask(`${ACCOUNT}/changepassword`, { ...change, invalidateSessions: 'True' }, mine.session)).toEqual(
      DONE,
    );
    expect(await ask(`${ACCOUNT}/getuserinfo`, {}, mine.session)).toMatchObject({ ...DONE, name: 'New User' });
    expect(await ask(`${ACCOUNT}/getuserinfo`, {}, other.session)).toMatchObject({ result: 702 });
    expect(await signIn('first')).toMatchObject({ result: 701 });
    expect(await signIn('second')).toMatchObject(DONE);
    expect(await ask(`${AUTH}/checkpassword`, { password: 'second' }, mine.session)).toEqual(DONE);
    expect(await ask(`${AUTH}/checkpassword`, { password: 'first' }, mine.session)).toMatchObject({ result: 801 });
    expect(await ask(`${ACCOUNT}/addaccount`, { ...made, email: 'x@example.com' }, mine.session)).toMatchObject({
      result: 8,
    });
  });

  it('is made once under an address, which has to be one, and is known from then on', async () => {
    const add = (email: string) => ask(`${ACCOUNT}/addaccount`, { email, password: 'x' });
    expect(await add('demo@example.com')).toMatchObject({ result: 502 });
    expect(await add('nobody')).toMatchObject({ result: 501 });
    for (const service of [AUTH, ACCOUNT]) {
      expect(await ask(`${service}/checkuser`, { login: 'demo@example.com' })).toEqual(DONE);
      expect(await ask(`${service}/checkuser`, { login: 'new@example.com' })).toMatchObject({ result: 703 });
    }
    expect(await add('new@example.com')).toEqual(DONE);
    expect(await ask(`${ACCOUNT}/getuserinfoinner`, { login: 'new@example.com' })).toMatchObject({
      ...{ ...DONE, email: 'new@example.com', status: 'ENABLED' },
    });
    expect(await ask(`${ACCOUNT}/getuserinfoinner`, { login: 'demo@example.com' }, stranger())).toMatchObject({
      result: 8,
    });
    const { array } = await ask<{ array: object[] }>('billing/account/getaccounts', {
      filterField: 'group',
      filterValue: 'trial',
    });
    expect(array).toMatchObject([{ email: 'new@example.com', balance: 0, status: 1, group: { type: 'trial' } }]);
  });

  it('changes his name and what is kept for him; others see nothing of it, a snapshot all', async () => {
    await ask(`${ACCOUNT}/changename`, { name: 'Other Name' });
    await ask(`${ACCOUNT}/setuserdata`, { data: { theme: 'dark' } });
    await mock.control.snapshot.restore(await mock.control.snapshot.save());
    const changed = { name: 'Other Name', data: { theme: 'dark' } };
    expect(await ask(`${ACCOUNT}/getuserinfo`)).toMatchObject(changed);
    expect(await ask(`${ACCOUNT}/getuserinfo`, {}, stranger())).not.toMatchObject(changed);
    expect(await ask(`${ACCOUNT}/setuserdata`, { data: '{"a":1}' })).toMatchObject({ result: 3 });
  });

  it('gets mails, which a snapshot tells: to reset a password, to confirm an address, from a script', async () => {
    expect(await got(mock, 'users/account/rest/recoverpassword', { email: 'demo@example.com' })).toEqual(DONE);
    expect(await got(mock, 'users/account/rest/recoverpassword', { email: 'no@example.com' })).toMatchObject({
      result: 503,
    });
    expect(await ask(`${ACCOUNT}/changeemail`, { email: 'moved@example.com' })).toEqual(DONE);
    expect(await ask(`${ACCOUNT}/changeemail`, { email: 'demo@example.com' })).toMatchObject({ result: 502 });
    expect(await ask(`${ACCOUNT}/getuserinfo`)).toMatchObject({ email: 'demo@example.com' });
    const mail = { to: 'user@example.com', subject: 'Backup', body: 'failed' };
    expect(await ask('message/email/send', mail)).toEqual(DONE);
    expect(await ask('message/email/send', { to: 'user@example.com' })).toMatchObject({ result: 3 });
    expect(await mailed()).toEqual(['demo@example.com', 'moved@example.com', mail.to]);
  });

  it('keeps SSH keys: each value and each title once, and a private one is not shown', async () => {
    const add = (title: string, sshKey: string, isPrivate?: boolean) =>
      ask<Said & { key: { id: number } }>(`${ACCOUNT}/addsshkey`, {
        ...{ title, sshKey },
        ...(isPrivate !== undefined && { isPrivate }),
      });
    expect(await add('One', `${KEY}\n`)).toEqual({ ...DONE, key: { id: 1, title: 'One', publicKey: KEY } });
    expect(await add('Two', KEY)).toMatchObject({ result: 6001 });
    expect(await add('One', `${KEY} two`)).toMatchObject({ result: 6002 });
    for (const broken of ['nonsense', 'ssh-rsa AAAA two@host', KEY.replace('AAAA', 'AAAB')])
      expect(await add('Two', broken)).toMatchObject({ result: 6000 });
    expect(await add('Two', KEY, true)).toMatchObject({ result: 6000 });
    expect(await add('One', PRIVATE, true)).toEqual({ ...DONE, key: { id: 2, title: 'One' } });
    const list = async (input = {}, session?: string) =>
      (await ask<Keys>(`${ACCOUNT}/getsshkeys`, input, session)).keys;
    expect((await list()).map(({ id }) => id)).toEqual([1, 2]);
    expect(await list({ isPrivate: false })).toEqual([{ id: 1, title: 'One', publicKey: KEY }]);
    expect(await list({ isPrivate: 'True' })).toEqual([{ id: 2, title: 'One' }]);
    expect(await list({}, stranger())).toEqual([]);
    const absent = { result: 5, error: 'ssh key [1] not exist' };
    expect(await ask(`${ACCOUNT}/deletesshkey`, { id: 1 }, stranger())).toEqual(absent);
    expect(await ask(`${ACCOUNT}/deletesshkey`, { id: 1 })).toEqual(DONE);
    expect(await ask(`${ACCOUNT}/deletesshkey`, { id: 1 })).toEqual(absent);
    expect((await list()).map(({ id }) => id)).toEqual([2]);
  });
});
