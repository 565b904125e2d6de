import { describe, expect, it } from 'vitest';
import type { MockServer } from '../../../mock-server/index.js';
import { platformForEach, VirtuozzoCaller } from './caller.js';

const UID = 5886;
const CONTROL = 'environment/control';
const TOKENS = 'users/authentication';
const DONE = { result: 0 };

describe('what is wanted in vain of the Virtuozzo platform', () => {
  let mock: MockServer;
  let caller: VirtuozzoCaller;
  const nodes = [{ nodeType: 'nodejs', fixedCloudlets: 1, flexibleCloudlets: 2 }];

  platformForEach(
    (own, double) => {
      mock = double;
      caller = own;
    },
    { balance: 10, quotas: { 'environment.externalipv6.enabled': 0, 'environment.externalip.maxcount': 1 } },
  );

  it('nothing that costs more is had without money, and what costs less is', async () => {
    const made = await caller.create({ shortdomain: 'env-1000001' }, { ...nodes[0], extip: true });
    const envName = made.env.envName;
    const nodeid = made.nodes[0]?.id ?? 0;
    await caller.call('billing/account/unfundaccount', { uid: UID, amount: 10 });
    const poor = { result: 2223, error: `not enough money on the balance of account [${UID}]` };
    const address = { envName, type: 'ipv4' };
    expect(await caller.call('environment/binder/attachextip', { ...address, nodeid })).toEqual(poor);
    expect(await caller.call('environment/binder/setextipcount', { ...address, nodeId: nodeid, count: 2 })).toEqual(
      poor,
    );
    expect(await caller.call(`${CONTROL}/changetopology`, { envName, env: {}, nodes })).toEqual(poor);
    expect(await caller.call(`${CONTROL}/cloneenv`, { srcEnvName: envName, dstEnvName: 'env-1000002' })).toEqual(poor);
    const resize = (fixedCloudlets: number, flexibleCloudlets: number) => {
      const size = { envName, nodeId: nodeid, nodeType: 'nodejs', fixedCloudlets, flexibleCloudlets };
      return Promise.all(['', 'byid'].map(by => caller.call(`${CONTROL}/setcloudletscount${by}`, size)));
    };
    expect(await resize(2, 2)).toEqual([poor, poor]);
    expect(await resize(1, 3)).toEqual([poor, poor]);
    expect(await resize(0, 2)).toEqual([DONE, DONE]);
    expect(await caller.call(`${CONTROL}/stopenv`, { envName })).toEqual(DONE);
    expect(await caller.call(`${CONTROL}/startenv`, { envName })).toEqual(poor);
    const fewer = await caller.call('environment/binder/setextipcount', { ...address, nodeId: nodeid, count: 0 });
    expect(fewer).toEqual({ result: 0, ipAddresses: { [nodeid]: [] } });
    expect((await caller.call(`${CONTROL}/getenvs`)).infos).toHaveLength(1);
    expect(await caller.call(`${CONTROL}/deleteenv`, { envName })).toEqual(DONE);
  });

  it('no address of a kind that the account may not have', async () => {
    const made = await caller.create({ shortdomain: 'env-1000003' }, nodes[0] ?? {});
    const nodeid = made.nodes[0]?.id ?? 0;
    const attach = (type: string) =>
      caller.call('environment/binder/attachextip', { envName: 'env-1000003', nodeid, type });
    expect(await attach('ipv6')).toEqual({
      result: 2338,
      error: 'quota [environment.externalipv6.enabled] exceeded: at most 0',
    });
    expect(await attach('ipv4')).toMatchObject(DONE);
  });

  it('no token is made, changed, renewed or deleted with a wrong password', async () => {
    const wrong = { result: 801, error: 'wrong password' };
    const make = (password: string) => caller.call(`${TOKENS}/createtoken`, { description: 'one', password });
    expect(await make('no')).toEqual(wrong);
    const { token } = await make('demo');
    const id = token?.id ?? 0;
    for (const [call, input] of [
      ['edittoken', { id, description: 'two' }],
      ['regeneratetoken', { id }],
      ['deletetokens', { ids: id }],
    ] as const)
      expect(await caller.call(`${TOKENS}/${call}`, { ...input, password: 'no' }), call).toEqual(wrong);
    expect((await caller.call(`${TOKENS}/gettokens`)).apiTokens).toMatchObject([{ id, description: 'one' }]);
    expect(await new VirtuozzoCaller(mock.url, token?.key ?? '').call('users/account/getuserinfo')).toMatchObject(DONE);
  });

  it('no token is renewed that is not named', async () => {
    expect(await caller.call(`${TOKENS}/regeneratetoken`)).toEqual({ result: 3, error: 'invalid parameter [id]' });
    expect(await caller.call(`${TOKENS}/regeneratetoken`, { id: 9 })).toEqual({
      result: 5,
      error: 'token [9] not exist',
    });
  });

  it('no environment grows beyond the limits, by whatever call', async () => {
    const { env } = await caller.create({ shortdomain: 'env-1000004' }, nodes[0] ?? {});
    const { envName } = env;
    const grow = (count: number) =>
      caller.call(`${CONTROL}/changetopology`, { envName, env: {}, nodes: [{ ...nodes[0], count }] });
    expect(await grow(101)).toMatchObject({ result: 2365 });
    expect(await grow(51)).toMatchObject({ result: 2366 });
    expect((await caller.call(`${CONTROL}/getenvinfo`, { envName })).nodes).toHaveLength(1);
    expect(await grow(50)).toMatchObject(DONE);
    const large = { env: {}, nodes: [{ nodeType: 'nodejs', fixedCloudlets: 257 }] }; // its limit is what it reserves
    expect(await caller.call(`${CONTROL}/createenvironment`, large)).toMatchObject({ result: 2361 });
  });

  it("no name that a stranger's environment has", async () => {
    const stranger = new VirtuozzoCaller(mock.url, mock.credentials.others.virtuozzo?.otherTenant?.session ?? '');
    await stranger.create({ shortdomain: 'env-1000012' }, nodes[0] ?? {});
    const mine = { env: { shortdomain: 'env-1000012' }, nodes };
    expect(await caller.call(`${CONTROL}/createenvironment`, mine)).toMatchObject({ result: 2330 });
    expect(await stranger.call(`${CONTROL}/deleteenv`, { envName: 'env-1000012' })).toEqual(DONE);
    expect(await caller.call(`${CONTROL}/createenvironment`, mine)).toMatchObject(DONE);
  });

  it('no more addresses than the account may have, for nodes new or kept', async () => {
    const refused = { result: 2338, error: 'quota [environment.externalip.maxcount] exceeded: at most 1' };
    const two = [{ ...nodes[0], count: 2, extip: true }];
    expect(await caller.call(`${CONTROL}/createenvironment`, { env: {}, nodes: two })).toEqual(refused);
    const { env } = await caller.create({ shortdomain: 'env-1000013' }, { ...nodes[0], count: 2 });
    expect(await caller.call(`${CONTROL}/changetopology`, { envName: env.envName, nodes: two })).toEqual(refused);
    expect((await caller.call(`${CONTROL}/getenvs`)).infos).toHaveLength(1);
  });

  it('no node of a type that is only a word of the language, and no account found by one', async () => {
    for (const nodeType of ['constructor', '__proto__', 'toString'])
      expect(await caller.call(`${CONTROL}/createenvironment`, { env: {}, nodes: { nodeType } })).toEqual({
        result: 2372,
        error: `node type [${nodeType}] is not supported`,
      });
    for (const filterField of ['constructor', '__proto__'])
      expect(await caller.call('billing/account/getaccounts', { filterField, filterValue: 'x' })).toEqual({
        result: 3,
        error: 'invalid parameter [filterField]',
      });
  });

  it('no node that may use nothing', async () => {
    const wrong = { result: 3, error: 'invalid parameter [nodes[0].flexibleCloudlets]' };
    const none = [{ nodeType: 'nodejs', flexibleCloudlets: 0 }];
    expect(await caller.call(`${CONTROL}/createenvironment`, { env: {}, nodes: none })).toEqual(wrong);
    const { env, nodes: made } = await caller.create({ shortdomain: 'env-1000007' }, nodes[0] ?? {});
    const { envName } = env;
    expect(await caller.call(`${CONTROL}/changetopology`, { envName, nodes: none })).toEqual(wrong);
    const size = { envName, nodeId: made[0]?.id ?? 0, fixedCloudlets: 0, flexibleCloudlets: 0 };
    expect(await caller.call(`${CONTROL}/setcloudletscountbyid`, size)).toEqual({
      result: 3,
      error: 'invalid parameter [flexibleCloudlets]',
    });
  });

  it('no environment without a node', async () => {
    const wrong = { result: 3, error: 'invalid parameter [nodes]' };
    const none = [{ nodeType: 'nodejs', count: 0 }];
    expect(await caller.call(`${CONTROL}/createenvironment`, { env: {}, nodes: none })).toEqual(wrong);
    await caller.create({ shortdomain: 'env-1000014' }, { nodeType: 'nginx' }, { nodeType: 'mysql' });
    const change = (nodes: readonly object[]) =>
      caller.call(`${CONTROL}/changetopology`, { envName: 'env-1000014', nodes });
    expect(await change(none)).toEqual(wrong);
    const { response } = await change([{ nodeType: 'nginx', count: 0 }, { nodeType: 'mysql' }]);
    expect(response?.nodes).toMatchObject([{ nodeType: 'mysql' }]);
  });

  it('what an environment has counts once when it is changed', async () => {
    const most = 1; // the only address that the account may have
    const { env, nodes: made } = await caller.create({ shortdomain: 'env-1000008' }, { ...nodes[0], extip: true });
    const { envName } = env;
    const nodeId = made[0]?.id ?? 0;
    for (const [method, input] of [
      [`${CONTROL}/setcloudletscountbyid`, { nodeId, fixedCloudlets: 1, flexibleCloudlets: 3 }],
      [`${CONTROL}/changetopology`, { nodes }],
      ['environment/binder/setextipcount', { type: 'ipv4', count: most, nodeId }],
    ] as const)
      expect(await caller.call(method, { envName, ...input }), method).toMatchObject(DONE);
  });

  it('no deletion with a password that is neither that of the account nor the name of the environment', async () => {
    const { login, password } = mock.credentials.virtuozzo;
    const { session = '' } = await caller.call(`${TOKENS}/signin`, { login, password });
    const signedIn = new VirtuozzoCaller(mock.url, session);
    for (const [shortdomain, right] of [
      ['env-1000009', password],
      ['env-1000010', 'env-1000010'],
    ] as const) {
      await caller.create({ shortdomain }, nodes[0] ?? {});
      const deleteBy = (word: string) =>
        signedIn.call(`${CONTROL}/deleteenv`, { envName: shortdomain, password: word });
      expect(await deleteBy('env-1000011')).toEqual({ result: 801, error: 'wrong password' });
      expect(await deleteBy(right)).toEqual(DONE);
    }
  });

  it('no endless work for a short text', async () => {
    const create = (count: number, layers: number) =>
      caller.call(`${CONTROL}/createenvironment`, {
        env: {},
        nodes: Array.from({ length: layers }, () => ({ nodeType: 'nginx', count })),
      });
    expect(await create(1000, 100)).toMatchObject({ result: 2365 });
    expect(await create(1, 101)).toEqual({ result: 3, error: 'invalid parameter [nodes]' });
    expect(await create(1001, 1)).toEqual({ result: 3, error: 'invalid parameter [nodes[0].count]' });
  });

  it('no copy gets a name that is taken, nor more addresses than are left', async () => {
    await caller.create({ shortdomain: 'env-1000005' }, { ...nodes[0], extip: true });
    const clone = (dstEnvName: string) => caller.call(`${CONTROL}/cloneenv`, { srcEnvName: 'env-1000005', dstEnvName });
    expect(await clone('env-1000005')).toEqual({
      result: 2330,
      error: 'domain [env-1000005.paas.example.com] is busy',
    });
    expect(await clone('env-1000006')).toEqual({
      result: 2338,
      error: 'quota [environment.externalip.maxcount] exceeded: at most 1',
    });
    expect((await caller.call(`${CONTROL}/getenvs`)).infos).toHaveLength(1);
  });
});
