import { describe, expect, it } from 'vitest';
import type { MockServer } from '../../../mock-server/index.js';
import { codeAt } from '../../../mock-server/vendors/virtuozzo/users/account/one-time-codes.js';
import { type Ask, askerOf, type Said } from './asker.js';
import { platformForEach } from './caller.js';

const AUTH = 'users/authentication';
const ACCOUNT = 'users/account';
const DONE = { result: 0 };
const LOGIN = { login: 'demo@example.com', password: 'demo' };
const BALANCE = 'billing/account/getaccount';

interface SignedIn extends Said {
  readonly uid: number;
  readonly session: string;
  readonly accessType: string;
  readonly authType: string;
  readonly attemptsLeft?: number;
  readonly requiredAuthCheck?: object;
}
interface Sessions extends Said {
  readonly sessions: readonly {
    readonly id: number;
    readonly current: boolean;
    readonly createdOn: string;
    readonly lastAccess: string;
    readonly userAgent?: string;
  }[];
}

describe('sessions of the Virtuozzo platform', () => {
  let mock: MockServer;
  let ask: Ask;
  const signIn = () => ask<SignedIn>(`${AUTH}/signin`, LOGIN, null);
  const isGood = async (session: string) => (await ask(BALANCE, {}, session)).result === 0;
  const strange = () => mock.credentials.others.virtuozzo?.otherTenant?.session ?? '';

  platformForEach((_, double) => {
    mock = double;
    ask = askerOf(double);
  });

  it('are listed to their user, the one that asks marked, and end when they are named', async () => {
    const [one, two, three] = [await signIn(), await signIn(), await signIn()];
    await mock.control.clock.advance({ by: 'PT1H' });
    const { sessions } = await ask<Sessions>(`${AUTH}/getsessions`, {}, two.session);
    const began = { uid: 5886, createdOn: '2025-01-01 00:00:00' };
    expect(sessions).toEqual([
      { id: 1, ...began, current: false, lastAccess: '2025-01-01 00:00:00' },
      { id: 2, ...began, current: true, lastAccess: '2025-01-01 01:00:00' },
      { id: 3, ...began, current: false, lastAccess: '2025-01-01 00:00:00' },
    ]);
    expect((await ask<Sessions>(`${AUTH}/getsessions`, {}, strange())).sessions).toEqual([]);
    const absent = (id: number) => ({ result: 5, error: `session [${id}] not exist` });
    expect(await ask(`${AUTH}/signoutsessions`, { ids: '1' }, strange())).toEqual(absent(1));
    expect(await ask(`${AUTH}/signoutsessions`, { ids: '1;9' })).toEqual(absent(9));
    expect(await isGood(one.session)).toBe(true);
    expect(await ask(`${AUTH}/signoutsessions`, { ids: '1,3' })).toEqual(DONE);
    expect(await Promise.all([one, two, three].map(({ session }) => isGood(session)))).toEqual([false, true, false]);
    expect(await ask(`${AUTH}/signoutsessions`, { ids: '*' }, two.session)).toEqual(DONE);
    expect(await isGood(two.session)).toBe(false);
    expect(await ask(`${AUTH}/getsessions`)).toEqual({ result: 0, sessions: [] });
  });

  it('what the world hands out stays good whatever is signed out, deleted or changed', async () => {
    const { session: fixed } = mock.credentials.virtuozzo;
    for (const verb of ['signout', 'signoutsessions', 'deletetokens'])
      expect(await ask(`${AUTH}/${verb}`, verb === 'signout' ? {} : { ids: '*' })).toEqual(DONE);
    expect(await isGood(fixed)).toBe(true);
    const change = { oldPassword: 'demo', newPassword: 'other', invalidateSessions: true };
    expect(await ask(`${ACCOUNT}/changepassword`, change)).toEqual(DONE);
    expect(await ask('billing/account/suspenduser', { uid: 5886 })).toEqual(DONE);
    const moved = { login: LOGIN.login, email: 'other@example.com' };
    expect(await ask('billing/account/changeemail', moved)).toEqual(DONE);
    for (const password of ['demo', 'other'])
      for (const login of [LOGIN.login, 'other@example.com'])
        expect(await ask(`${AUTH}/signin`, { login, password }, null)).toMatchObject(DONE);
    const { others } = mock.credentials;
    for (const session of [others.virtuozzo?.readonly?.session, strange()])
      expect([await ask(`${AUTH}/signout`, {}, session), await isGood(session ?? '')]).toEqual([
        session === strange() ? DONE : { result: 8202, error: expect.any(String) },
        true,
      ]);
  });

  it('are checked: the answer has accessType only when the session is good', async () => {
    const { session } = await signIn();
    const known = { ...DONE, uid: 5886, email: LOGIN.login, name: 'Demo User', status: 'ENABLED', authType: 'BASIC' };
    expect(await ask(`${AUTH}/checksign`, {}, session)).toEqual({ ...known, accessType: 'FULL_ACCESS', session });
    await ask(`${AUTH}/signout`, {}, session);
    const refused = await ask(`${AUTH}/checksign`, {}, session);
    expect(refused).toMatchObject({ result: 702, error: expect.stringContaining('session [xxx') });
    expect(refused).not.toHaveProperty('accessType');
  });

  it('are made by a token too, with its rights, its end and no longer than it is there', async () => {
    const token = async (input: object) =>
      (await ask<{ token: { id: number; key: string } }>(`${AUTH}/createtoken`, { description: 'x', ...input })).token;
    const limited = await token({ apiList: 'env.control.GetEnvs', expiresAt: '2025-01-02 00:00:00' });
    const headers = { 'User-Agent': 'pylastic/0.1' };
    const by = (key: string, userHeaders: string | object = 'None') =>
      ask<SignedIn>(`${AUTH}/signinbytoken`, { token: key, session: key, userHeaders }, null);
    const { session } = await by(limited.key, headers);
    expect(session).toMatch(/^16fex[0-9a-f]{32}$/);
    expect(await ask('environment/control/getenvs', {}, session)).toMatchObject(DONE);
    expect(await ask(BALANCE, {}, session)).toMatchObject({ result: 8202 });
    const { sessions } = await ask<Sessions>(`${AUTH}/getsessions`);
    expect(sessions.map(({ userAgent }) => userAgent)).toEqual(['pylastic/0.1']);
    const reader = await by((await token({ tokenTemplate: 'Read Only' })).key);
    expect(await ask('billing/account/fundaccount', { uid: 5886, amount: 1 }, reader.session)).toMatchObject({
      result: 8202,
    });
    await ask(`${AUTH}/deletetokens`, { ids: limited.id });
    expect(await ask('environment/control/getenvs', {}, session)).toMatchObject({ result: 702 });
    for (const wrong of [limited.key, session, 'a'.repeat(40)]) expect(await by(wrong)).toMatchObject({ result: 702 });
    const short = await by((await token({ expiresAt: '2025-01-02 00:00:00' })).key);
    await mock.control.clock.advance({ by: 'P1D' });
    expect(await ask(BALANCE, {}, short.session)).toMatchObject({ result: 702 });
  });

  it('a suspended user gets none until he is let in again', async () => {
    const known = mock.credentials.others.virtuozzo?.otherTenant;
    const stranger = { login: known?.login ?? '', password: known?.password ?? '' };
    const suspended = async () =>
      (await ask<{ array: { uid: number; isEnabled: boolean }[] }>('billing/account/getsuspendedaccounts')).array;
    expect(await ask('billing/account/suspenduser', { uid: 5887 }, strange())).toMatchObject({ result: 8 });
    expect(await ask('billing/account/suspenduser', { uid: 5887 })).toEqual(DONE);
    expect(await ask(`${AUTH}/signin`, stranger, null)).toEqual({ result: 704, error: 'user is blocked' });
    expect(await suspended()).toMatchObject([{ uid: 5887, isEnabled: false }]);
    expect(await ask('billing/account/enableuser', { uid: 5887 })).toEqual(DONE);
    expect(await suspended()).toEqual([]);
    expect(await ask(`${AUTH}/signin`, stranger, null)).toMatchObject({ ...DONE, status: 'ENABLED' });
  });
});

describe('the second factor of the Virtuozzo platform', () => {
  let mock: MockServer;
  let ask: Ask;
  const signIn = () => ask<SignedIn>(`${AUTH}/signin`, LOGIN, null);
  const verify = (session: string, code: string) => ask<SignedIn>(`${AUTH}/verify2facode`, { code }, session);
  const codes = async (verb = 'get2fabackupcodes') =>
    (await ask<{ codes: string[] }>(`${ACCOUNT}/${verb}`, { password: 'demo' })).codes;

  platformForEach((_, double) => {
    mock = double;
    ask = askerOf(double);
  });

  /** The code that an authenticator shows for a secret in base 32. */
  async function code(): Promise<string> {
    const { secret } = await ask<{ secret: string }>(`${ACCOUNT}/get2faconfig`);
    const bits = [...secret].map(at => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(at).toString(2).padStart(5, '0'));
    const hex = (bits.join('').match(/.{4}/g) ?? []).map(four => Number.parseInt(four, 2).toString(16)).join('');
    return codeAt(hex, Date.parse((await mock.control.clock.show()).now));
  }

  it('makes the codes that RFC 6238 prints', () => {
    const secret = Buffer.from('12345678901234567890').toString('hex');
    const printed: [number, string][] = [
      [59, '287082'],
      [1_111_111_109, '081804'],
      [20_000_000_000, '353130'],
    ];
    for (const [seconds, shown] of printed) expect(codeAt(secret, seconds * 1000)).toBe(shown);
  });

  it('is turned on by a code; a session waits for one then, and opens nothing before', async () => {
    expect(await ask(`${ACCOUNT}/enable2fa`, { code: '000000' })).toMatchObject({ result: 701 });
    expect(await ask(`${ACCOUNT}/enable2fa`, { code: await code(), password: 'no' })).toMatchObject({ result: 801 });
    expect(await ask(`${ACCOUNT}/enable2fa`, { code: await code(), password: 'demo' })).toEqual(DONE);
    const waiting = await signIn();
    expect(waiting).toMatchObject({
      ...{ ...DONE, accessType: 'RESTRICTED', authType: 'TFA', attemptsLeft: 5 },
      requiredAuthCheck: { type: 'TOTP', isActive: true, isConfigured: true },
    });
    expect(await ask(BALANCE, {}, waiting.session)).toMatchObject({ result: 702 });
    expect(await ask<Sessions>(`${AUTH}/getsessions`)).toMatchObject({ sessions: [] });
    expect(await verify(waiting.session, '000000')).toMatchObject({ result: 701, attemptsLeft: 4 });
    const verified = await verify(waiting.session, await code());
    expect(verified).toMatchObject({ ...DONE, accessType: 'FULL_ACCESS', session: waiting.session });
    expect(verified).not.toHaveProperty('attemptsLeft');
    expect(await ask(BALANCE, {}, waiting.session)).toMatchObject(DONE);
    expect(await verify(waiting.session, await code())).toMatchObject({ result: 702 });
  });

  it('takes each backup code once, and ends a session after five wrong codes', async () => {
    await ask(`${ACCOUNT}/enable2fa`, { code: await code() });
    const [first = '', second = '', ...rest] = await codes();
    expect(rest).toHaveLength(8);
    expect(await verify((await signIn()).session, first)).toMatchObject(DONE);
    expect(await codes()).toEqual([second, ...rest]);
    const { session } = await signIn();
    for (const attemptsLeft of [4, 3, 2, 1, 0])
      expect(await verify(session, first)).toMatchObject({ result: 701, attemptsLeft });
    expect(await verify(session, second)).toMatchObject({ result: 702 });
    const renewed = await codes('regenerate2fabackupcodes');
    expect(renewed).not.toContain(second);
    expect(await verify((await signIn()).session, second)).toMatchObject({ result: 701 });
    expect(await verify((await signIn()).session, renewed[0] ?? '')).toMatchObject(DONE);
  });

  it('is turned off with the password, and has another secret afterwards; it lasts through a snapshot', async () => {
    const before = await code();
    await ask(`${ACCOUNT}/enable2fa`, { code: before });
    const { session } = await signIn();
    await mock.control.snapshot.restore(await mock.control.snapshot.save());
    expect(await verify(session, await code())).toMatchObject(DONE);
    expect(await ask(`${ACCOUNT}/disable2fa`, { password: 'no' })).toMatchObject({ result: 801 });
    expect(await ask(`${ACCOUNT}/disable2fa`, { password: 'demo' })).toEqual(DONE);
    expect(await signIn()).toMatchObject({ accessType: 'FULL_ACCESS', authType: 'BASIC' });
    expect(await code()).not.toBe(before);
    for (const verb of ['get2fabackupcodes', 'regenerate2fabackupcodes'])
      expect(await ask(`${ACCOUNT}/${verb}`)).toEqual({ result: 1, source: 'JEL', error: expect.any(String) });
  });
});
