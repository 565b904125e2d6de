import { describe, expect, it } from 'vitest';
import type { MockServer } from '../../../mock-server/index.js';
import { type Answer, platformForEach, type VirtuozzoCaller } from './caller.js';

const CONTROL = 'environment/control';
const PLATFORM = '1dd8d191d38fff45e62564fcf67fdcd6';
const BILL = 'billing/account/rest/getaccountbillinghistorybyperiod';
const [FROM, TO] = ['2025-01-01 00:00:00', '2025-01-02 00:00:00'];
const LOGIN = { login: 'demo@example.com', password: 'demo' };
const noName = { result: 3, error: 'invalid parameter [envName]' };
const absent = (id: string) => ({ result: 11, error: `application [${id},${id}] not exist` });

describe('what public clients of the platform rely on', () => {
  let mock: MockServer;
  let caller: VirtuozzoCaller;
  const node = { nodeType: 'nodejs', flexibleCloudlets: 4 };

  platformForEach(
    (own, double) => {
      mock = double;
      caller = own;
    },
    { quotas: { 'environment.jelasticssl.enabled': 0 } },
  );

  it('an environment may be named by its id alone, and its name goes first', async () => {
    const { env, nodes } = await caller.create({ shortdomain: 'env-1000001' }, node);
    const { appid } = env;
    const nodeid = nodes[0]?.id ?? 0;
    const stateNow = async () => (await caller.call(`${CONTROL}/getenvinfo`, { appid })).env?.status;
    expect(await stateNow()).toBe(1);
    expect(await caller.call(`${CONTROL}/stopenv`, { appId: appid })).toEqual({ result: 0 });
    expect(await stateNow()).toBe(2);
    expect(await caller.call('environment/binder/attachextip', { appid, nodeid })).toMatchObject({ result: 0 });
    expect(await caller.call(`${CONTROL}/startenv`, { appid: 'cluster', envName: env.envName })).toEqual({ result: 0 });
    expect(await stateNow()).toBe(1);
    expect(await caller.call(`${CONTROL}/stopenv`, { appid, envName: 'env-9999999' })).toEqual(absent('env-9999999'));
    expect(await stateNow()).toBe(1);
    expect(await caller.call(`${CONTROL}/deleteenv`, { appid })).toEqual({ result: 0 });
    expect(await caller.call(`${CONTROL}/getenvinfo`, { appid })).toEqual(absent(appid));
  });

  it('an id that stands for the platform names no environment, and on a bill the account', async () => {
    const { env } = await caller.create({ shortdomain: 'env-1000001' }, node);
    await mock.control.clock.advance({ by: 'PT1H' });
    const window = { starttime: '2025-01-01 00:00:00', endtime: '2025-01-02 00:00:00' };
    for (const input of [{}, { appid: 'cluster' }, { appid: PLATFORM }, { envName: '' }]) {
      expect(await caller.call(`${CONTROL}/stopenv`, input)).toEqual(noName);
      const bill = await caller.call('billing/account/getenvbillinghistorybyperiod', { ...window, ...input });
      expect(bill.array).toMatchObject([{ domain: env.envName, type: 'nodejs', count: 1 }]);
      const table = await caller.call('billing/account/exportenvbillinghistorybyperiod', { ...window, ...input });
      expect(await (await fetch(table.link ?? '')).text()).toContain(',env-1000001,');
    }
  });

  it.each<[string, 'GET' | 'POST', string, Readonly<Record<string, string>>]>([
    ['the Go client', 'GET', '/1.0/billing/account/rest/getaccount', { envName: 'a'.repeat(32) }],
    ['the Go client', 'GET', `/1.0/${BILL}`, { startTime: FROM, endtime: TO, period: 'DAY' }],
    [
      'the Python client',
      'GET',
      `/1.0/${BILL}`,
      { appid: 'cluster', endTime: TO, groupNodes: 'False', period: 'AGE', ruk: 'a4f1', startTime: FROM },
    ],
    [
      'the exporter',
      'GET',
      `/1.0/${BILL}`,
      { startTime: FROM, endTime: TO, period: 'HOUR', envName: 'env-1000003', groupNodes: 'true' },
    ],
    ['the Ruby client', 'POST', '/1.0/environment/control/rest/getenvs', { ...LOGIN, appid: PLATFORM }],
    ['the Maven plugin', 'POST', '/1.0/users/authentication/rest/signin', { ...LOGIN, charset: 'UTF-8' }],
    [
      "an operator's script",
      'GET',
      `/JBilling/${BILL}inner`,
      { uid: '5886', starttime: FROM, endtime: TO, period: 'day', node: 'root', email: 'x', charset: 'UTF-8' },
    ],
  ])('what %s sends by %s to %s is answered', async (_, method, path, input) => {
    await caller.create({ shortdomain: 'env-1000003' }, node);
    await mock.control.clock.advance({ by: 'PT1H' });
    const query = new URLSearchParams({ session: caller.session, ...input });
    const reply =
      method === 'GET'
        ? await fetch(`${mock.url}${path}?${query}`)
        : await fetch(mock.url + path, { method, body: query });
    expect(reply.status).toBe(200);
    const answer: Answer = JSON.parse(await reply.text());
    expect(answer).toMatchObject({ result: 0 });
    expect(answer).not.toHaveProperty('error');
    if (path.includes(BILL)) expect(answer.array).toMatchObject([{ domain: 'env-1000003', type: 'nodejs', count: 1 }]);
  });

  it('an image keeps the port of its registry in its name', async () => {
    const images = ['alpine', 'alpine:3.20', 'registry.example.com:5000/team/app', 'registry.example.com:5000/app:1.2'];
    const { nodes } = await caller.create(
      {},
      ...images.map(image => ({ nodeType: 'docker', docker: { image }, flexibleCloudlets: 1 })),
    );
    expect(nodes.map(({ customitem }) => [customitem?.dockerName, customitem?.dockerTag])).toEqual([
      ['alpine', 'latest'],
      ['alpine', '3.20'],
      ['registry.example.com:5000/team/app', 'latest'],
      ['registry.example.com:5000/app', '1.2'],
    ]);
  });

  it('an image is also understood beside the Docker settings, and when it is sent back as it was shown', async () => {
    const [shortdomain, layer] = ['env-1000004', { nodeType: 'docker', nodeGroup: 'cp', flexibleCloudlets: 4 }];
    const unset = { mission: '', registry: null, diskLimit: 0 }; // as Terraform's provider sends what nobody set
    const made = await caller.create(
      { shortdomain, displayName: 'Shop', engine: '', region: '' },
      { ...layer, ...unset, displayName: 'Cache', image: 'redis', tag: '7' },
    );
    const cache = { displayName: 'Cache', diskLimit: 100_000, customitem: { dockerName: 'redis', dockerTag: '7' } };
    expect(made.nodes).toMatchObject([cache]);
    const again = { ...layer, count: 2, restartDelay: 0, displayName: '', mission: 'docker', image: 'redis' };
    const change = { envName: shortdomain, env: { shortdomain, displayName: '' }, nodes: [again] };
    const { response } = await caller.call(`${CONTROL}/changetopology`, change);
    expect(response).toMatchObject({ env: { displayName: 'Shop' }, nodes: [cache, cache] });
    const other = await caller.call(`${CONTROL}/changetopology`, { ...change, nodes: [{ ...again, image: 'redi' }] });
    expect(other.response?.nodes[0]?.customitem).toMatchObject({ dockerName: 'redi', dockerTag: 'latest' });
  });

  it('a disk may be asked for in GB, as a client in Python sends back what it was shown in MB', async () => {
    const { nodes } = await caller.create({ shortdomain: 'env-1000006' }, { ...node, diskLimit: 50 });
    expect(nodes).toMatchObject([{ diskLimit: 50_000 }]);
  });

  it('a layer grows by nodes like those it has', async () => {
    const envName = 'env-1000005';
    await caller.create({ shortdomain: envName }, { ...node, fixedCloudlets: 2, diskLimit: 5000, extip: true });
    const nodes = [{ nodeType: 'nodejs', count: 3 }];
    const { response } = await caller.call(`${CONTROL}/changetopology`, { envName, nodes });
    const alike = { fixedCloudlets: 2, flexibleCloudlets: 4, diskLimit: 5000 };
    expect(response?.nodes).toMatchObject([{ ...alike, extIPs: ['198.18.0.1'] }, alike, alike]);
    expect(response?.nodes.map(({ extIPs }) => extIPs?.length)).toEqual([1, undefined, undefined]);
  });

  it('built-in SSL is refused where the account may not have it', async () => {
    const refused = { result: 2338, error: 'quota [environment.jelasticssl.enabled] exceeded: at most 0' };
    const create = (sslstate: boolean) =>
      caller.call(`${CONTROL}/createenvironment`, { env: { shortdomain: 'env-1000002', sslstate }, nodes: [node] });
    expect(await create(true)).toEqual(refused);
    expect(await create(false)).toMatchObject({ result: 0 });
    const change = { envName: 'env-1000002', env: { sslstate: true }, nodes: [node] };
    expect(await caller.call(`${CONTROL}/changetopology`, change)).toEqual(refused);
  });
});
