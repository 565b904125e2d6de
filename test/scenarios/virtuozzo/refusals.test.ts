import { describe, expect, it } from 'vitest';
import type { MockServer } from '../../../mock-server/index.js';
import { type Input, platformForEach, VirtuozzoCaller } from './caller.js';

const UID = 5886;
const unauthenticated = (end: string) => ({
  result: 702,
  source: 'hx-core',
  error: `user not authenticated: session [xxx${end}] is not valid`,
});
const invalid = (name: string) => ({ result: 3, error: `invalid parameter [${name}]` });

describe('refusals in the words of the Virtuozzo platform', () => {
  let mock: MockServer;
  let caller: VirtuozzoCaller;
  const other = (way: string, name = 'session'): string => mock.credentials.others.virtuozzo?.[way]?.[name] ?? '';
  const create = (env: unknown, nodes: unknown) =>
    caller.call('environment/control/createenvironment', { env: JSON.stringify(env), nodes: JSON.stringify(nodes) });
  const node = { nodeType: 'nodejs', flexibleCloudlets: 4 };

  platformForEach(
    (own, double) => {
      mock = double;
      caller = own;
    },
    { quotas: { 'environment.maxcount': 3 } },
  );

  it.each<[string, () => Input, string]>([
    ['none', () => ({}), ''],
    ['an empty one', () => ({ session: '' }), ''],
    ['a malformed one', () => ({ session: '582e7dd' }), ''],
    ['an unknown one', () => ({ session: 'f'.repeat(40) }), 'ffff'],
    ['an expired one', () => ({ session: other('expired') }), '*'],
    ['a revoked one', () => ({ session: other('revoked') }), '*'],
    ["the platform's own appid", () => ({ appid: '1dd8d191d38fff45e62564fcf67fdcd6' }), 'dcd6'],
    ['the appid of administrators', () => ({ appid: 'cluster' }), ''],
  ])('refuses a session: %s', async (_, input, end) => {
    const sent = input();
    const reply = await caller.send('billing/account/getaccount', sent);
    expect(reply.status).toBe(200);
    expect(await reply.json()).toEqual(unauthenticated(end === '*' ? String(sent.session).slice(-4) : end));
  });

  it('refuses a wrong login, a wrong password, and signing in by GET', async () => {
    const { login, password } = mock.credentials.virtuozzo;
    const wrong = { result: 701, error: 'authentication failed' };
    expect(await caller.call('users/authentication/signin', { login, password: 'x' })).toEqual(wrong);
    expect(await caller.call('users/authentication/signin', { login: 'nobody@example.com', password })).toEqual(wrong);
    expect(await caller.call('users/authentication/signin', { login })).toEqual(invalid('password'));
    const reply = await fetch(`${caller.base}/users/authentication/rest/signin?login=${login}&password=${password}`);
    expect([reply.status, await reply.json()]).toEqual([
      200,
      { result: 1, source: 'JEL', error: 'method is not supported, use POST' },
    ]);
  });

  it('lets a token that may only read, read, and nothing else', async () => {
    const reader = new VirtuozzoCaller(mock.url, other('readonly'));
    expect((await reader.call('billing/account/getaccount')).result).toBe(0);
    const refused = { result: 8202, error: 'access token has no permission for this method' };
    const wish = { env: {}, nodes: node };
    expect(await reader.call('environment/control/createenvironment', wish)).toEqual(refused);
    expect(await reader.call('billing/account/fundaccount', { uid: UID, amount: 1 })).toEqual(refused);
  });

  it("shows a stranger nothing of this account, and none of the operator's calls", async () => {
    const made = await create({ shortdomain: 'env-1000001' }, node);
    const stranger = new VirtuozzoCaller(mock.url, other('otherTenant'));
    const missing = { result: 11, error: 'application [env-1000001,env-1000001] not exist' };
    expect(await stranger.call('environment/control/getenvinfo', { envName: 'env-1000001' })).toEqual(missing);
    expect(await stranger.call('environment/control/deleteenv', { envName: 'env-1000001' })).toEqual(missing);
    expect((await stranger.call('environment/control/getenvs')).infos).toEqual([]);
    const appid = made.response?.env.appid ?? '';
    expect((await stranger.call('environment/control/getenvs', { appid })).infos).toEqual([]);
    const denied = { result: 8, source: 'hx-core', error: 'permission denied' };
    expect(await stranger.call('billing/account/fundaccount', { uid: UID, amount: 1 })).toEqual(denied);
    expect(await stranger.call('billing/account/getaccounts')).toEqual(denied);
    const window = { starttime: '2025-01-01 00:00:00', endtime: '2025-01-02 00:00:00', period: 'day', uid: UID };
    expect(await stranger.call('billing/account/getaccountbillinghistorybyperiodinner', window)).toEqual(denied);
    const login = { login: other('otherTenant', 'login'), password: other('otherTenant', 'password') };
    expect((await stranger.call('users/authentication/signin', login)).uid).toBe(5887);
  });

  it("takes the id of a living environment for its owner's, until it is deleted", async () => {
    const { response } = await create({ shortdomain: 'env-1000002' }, node);
    const appid = response?.env.appid ?? '';
    const answer = await (await caller.send('billing/account/getaccount', { appid })).json();
    expect(answer).toMatchObject({ result: 0, uid: UID });
    await caller.call('environment/control/deleteenv', { envName: 'env-1000002' });
    expect(await (await caller.send('billing/account/getaccount', { appid })).json()).toEqual(
      unauthenticated(appid.slice(-4)),
    );
  });

  it.each(['/1.0/billing/account/rest/getnothing', '/1.0', '/JBilling/nowhere/rest/at/all'])(
    'answers 404 for a path of no method: %s',
    async path => {
      const reply = await fetch(mock.url + path, { method: 'POST', body: '' });
      expect(reply.status).toBe(404);
      expect(reply.headers.get('content-type')).toContain('text/html');
    },
  );

  it.each<[Input, string]>([
    [{ period: 'FORTNIGHT' }, 'period'],
    [{ period: '' }, 'period'],
    [{ starttime: '2025-02-30 00:00:00' }, 'starttime'],
    [{ starttime: '2025-01-01T00:00:00' }, 'starttime'],
    [{ endtime: '24:00' }, 'endtime'],
    [{ timeOffset: 'CET' }, 'timeOffset'],
    [{ groupNodes: 'maybe' }, 'groupNodes'],
  ])('refuses a bill for %j', async (more, name) => {
    const window = { starttime: '2025-01-01 00:00:00', endtime: '2025-01-02 00:00:00', period: 'DAY' };
    const answer = await caller.call('billing/account/getaccountbillinghistorybyperiod', { ...window, ...more });
    expect(answer).toEqual(invalid(name));
  });

  it('answers nothing for a window that ends before it begins, and refuses an unknown environment', async () => {
    const window = { starttime: '2025-01-02 00:00:00', endtime: '2025-01-01 00:00:00', period: 'DAY' };
    const method = 'billing/account/getaccountbillinghistorybyperiod';
    expect(await caller.call(method, window)).toEqual({ result: 0, array: [] });
    const targetAppid = 'a'.repeat(32);
    expect(await caller.call(method, { ...window, targetAppid })).toEqual({
      result: 11,
      error: `application [${targetAppid},${targetAppid}] not exist`,
    });
    const ofOne = 'billing/account/getenvbillinghistorybyperiod';
    expect(await caller.call(ofOne, { ...window, envName: 'env-none' })).toMatchObject({ result: 11 });
  });

  it('refuses broken bytes and broken JSON', async () => {
    const url = `${caller.base}/billing/account/rest/getaccount`;
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const reply = await fetch(url, { method: 'POST', headers, body: Buffer.from([0x73, 0x3d, 0xff, 0xfe]) });
    expect([reply.status, await reply.json()]).toMatchObject([200, { result: 3 }]);
    const create = 'environment/control/createenvironment';
    expect(await caller.call(create, { env: '{', nodes: node })).toEqual(invalid('env'));
    expect(await caller.call(create, { env: {}, nodes: '[' })).toEqual(invalid('nodes'));
    expect(await caller.call(create, { nodes: node })).toEqual(invalid('env'));
  });

  it('refuses what is no environment', async () => {
    for (const shortdomain of ['Shop', 'a', 'shop--x', 'x'.repeat(34)])
      expect(await create({ shortdomain }, node)).toEqual(invalid('env.shortdomain'));
    expect(await create({}, [])).toMatchObject({ result: 3 });
    expect(await create({}, { ...node, fixedCloudlets: 8 })).toMatchObject({ result: 3 });
    expect(await create({}, { ...node, nodeType: 'cobol' })).toEqual({
      result: 2372,
      error: 'node type [cobol] is not supported',
    });
    expect(await create({ region: 'moon' }, node)).toEqual({
      result: 5,
      error: 'hardware node group [moon] not exist',
    });
    expect((await create({ shortdomain: 'env-1000003' }, node)).result).toBe(0);
    expect(await create({ shortdomain: 'env-1000003' }, node)).toEqual({
      result: 2330,
      error: 'domain [env-1000003.paas.example.com] is busy',
    });
    expect(
      await caller.call('environment/control/cloneenv', { srcEnvName: 'env-1000003', dstEnvName: 'No Name' }),
    ).toEqual(invalid('dstEnvName'));
    expect((await caller.call('environment/control/getenvs')).infos).toHaveLength(1);
  });

  it('refuses what is beyond the limits of the account', async () => {
    const limits: readonly [unknown, number, string, number][] = [
      [{ ...node, flexibleCloudlets: 257 }, 2361, 'environment.maxcloudletsperrec', 256],
      [{ ...node, count: 51 }, 2366, 'environment.maxsamenodescount', 50],
      [
        [{ ...node, count: 50 }, { nodeType: 'mysql', count: 50 }, { nodeType: 'redis' }],
        2365,
        'environment.maxnodescount',
        100,
      ],
    ];
    for (const [nodes, result, quota, most] of limits) {
      const answer = await create({}, nodes);
      expect(answer.result).toBe(result);
      expect(answer.error).toContain(`quota [${quota}] exceeded: at most ${most}`);
    }
    const made = await create({ shortdomain: 'env-1000004' }, node);
    const nodeId = made.response?.nodes[0]?.id ?? 0;
    const ips = { envName: 'env-1000004', type: 'ipv4', count: 21, nodeId };
    expect(await caller.call('environment/binder/setextipcount', ips)).toEqual({
      result: 2338,
      error: 'quota [environment.externalip.maxcount.per.node] exceeded: at most 20',
    });
    const large = { envName: 'env-1000004', nodeId, fixedCloudlets: 0, flexibleCloudlets: 300 };
    expect((await caller.call('environment/control/setcloudletscountbyid', large)).result).toBe(2361);
    await create({}, node);
    await create({}, node);
    expect(await create({}, node)).toEqual({
      result: 2360,
      error: 'quota [environment.maxcount] exceeded: at most 3 environments',
    });
  });

  it('refuses what the state of an environment does not allow', async () => {
    await create({ shortdomain: 'env-1000005' }, node);
    const envName = 'env-1000005';
    const failed = (verb: string) => ({ result: 1, source: 'JEL', error: `Failed to ${verb} ` });
    expect(await caller.call('environment/control/startenv', { envName })).toEqual(failed('start'));
    await caller.call('environment/control/stopenv', { envName });
    expect(await caller.call('environment/control/stopenv', { envName })).toEqual(failed('stop'));
    expect(await caller.call('environment/control/sleepenv', { envName })).toEqual(failed('sleep'));
  });

  it('refuses parts that are not there', async () => {
    await create({ shortdomain: 'env-1000006' }, node);
    const envName = 'env-1000006';
    const missing = (what: string, name: string | number) => ({ result: 5, error: `${what} [${name}] not exist` });
    const refused: readonly [string, Input, object][] = [
      ['environment/binder/attachextip', { envName, nodeid: 99 }, missing('node', 99)],
      ['environment/binder/detachextip', { envName, nodeid: 1, ip: '198.18.9.9' }, missing('ip address', '198.18.9.9')],
      [
        'environment/binder/setextipcount',
        { envName, type: 'ipv4', count: 1, nodeGroup: 'bl' },
        missing('node group', 'bl'),
      ],
      ['environment/binder/setextipcount', { envName, type: 'ipv4', count: 1 }, invalid('nodeId')],
      ['environment/binder/setextipcount', { envName, type: 'ipx', count: 1, nodeId: 1 }, invalid('type')],
      [
        'environment/control/setcloudletscount',
        { envName, nodeType: 'mysql', fixedCloudlets: 1, flexibleCloudlets: 2 },
        missing('node type', 'mysql'),
      ],
      [
        'environment/control/setcloudletscountbyid',
        { envName, nodeId: 1, fixedCloudlets: 3, flexibleCloudlets: 2 },
        invalid('flexibleCloudlets'),
      ],
      ['users/authentication/deletetokens', { ids: '7' }, missing('token', 7)],
      [
        'users/authentication/createtoken',
        { description: 'x', tokenTemplate: 'Gold' },
        missing('token template', 'Gold'),
      ],
      [
        'users/authentication/createtoken',
        { description: 'x', password: 'y' },
        { result: 801, error: 'wrong password' },
      ],
      ['billing/account/fundaccount', { uid: 1, amount: 1 }, { result: 703, error: 'user [1] does not exist' }],
      ['billing/account/fundaccount', { uid: UID, amount: 0 }, invalid('amount')],
    ];
    for (const [method, input, answer] of refused)
      expect([method, await caller.call(method, input)]).toEqual([method, answer]);
  });

  it('asks a session, but no token, for the right password before a deletion', async () => {
    await create({ shortdomain: 'env-1000007' }, node);
    const { login, password } = mock.credentials.virtuozzo;
    const { session = '' } = await caller.call('users/authentication/signin', { login, password });
    const signedIn = new VirtuozzoCaller(mock.url, session);
    const target = { envName: 'env-1000007' };
    const wrong = await signedIn.call('environment/control/deleteenv', { ...target, password: 'x' });
    expect(wrong).toEqual({ result: 801, error: 'wrong password' });
    expect((await caller.call('environment/control/deleteenv', { ...target, password: 'x' })).result).toBe(0);
  });

  it('refuses to make what cannot be paid', async () => {
    await caller.call('billing/account/unfundaccount', { uid: UID, amount: 1000 });
    expect(await create({}, node)).toEqual({
      result: 2223,
      error: `not enough money on the balance of account [${UID}]`,
    });
    await caller.call('billing/account/chargeaccountbyuid', { uid: UID, amount: 0.01, description: 'Domain' });
    expect(await create({}, node)).toEqual({ result: 2223, error: `account [${UID}] is not active` });
    const bonus = await caller.call('billing/account/unfundaccount', { uid: UID, amount: 1, isBonus: true });
    expect(bonus.result).toBe(2223);
    expect((await caller.call('billing/account/getaccount')).balance).toBe(-0.01);
  });

  it('refuses a link with another key', async () => {
    const reply = await fetch(`${caller.base}/billing/account/rest/downloadbillinghistory?key=${'0'.repeat(32)}`);
    expect(await reply.json()).toMatchObject({ result: 702 });
  });
});
