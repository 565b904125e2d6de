import { describe, expect, it } from 'vitest';
import type { MockServer } from '../../../mock-server/index.js';
import { type Input, platformForEach, type VirtuozzoCaller } from './caller.js';

const CONTROL = 'environment/control';
const BINDER = 'environment/binder';
const START = '2025-01-01 00:00:00';
const FAR = '2026-01-01 00:00:00';
const UID = 5886;

describe('what is asked for on the Virtuozzo platform is what is shown', () => {
  let mock: MockServer;
  let caller: VirtuozzoCaller;
  const advance = (by: string) => mock.control.clock.advance({ by });
  const info = (envName: string) => caller.call(`${CONTROL}/getenvinfo`, { envName });

  platformForEach((own, double) => {
    mock = double;
    caller = own;
  });

  it('an environment with every wish, its name, region, groups, layers and nodes', async () => {
    await advance('PT90M');
    await caller.call(`${CONTROL}/createenvironment`, {
      env: { shortdomain: 'shop-south', displayName: 'Shop', region: 'default_hn_group', ishaenabled: true },
      envGroups: '["shops", "south"]',
      nodes: [
        { nodeType: 'nginx', nodeGroup: 'edge', displayName: 'Front', diskLimit: 2000, flexibleCloudlets: 4 },
        { nodeType: 'docker', docker: { image: 'redis:7', nodeGroup: 'jobs' }, fixedCloudlets: 3, extip: true },
      ],
    });
    const shown = await info('shop-south');
    expect(shown).toMatchObject({
      env: {
        createdOn: '2025-01-01 01:30:00',
        creatorUid: UID,
        uid: UID,
        displayName: 'Shop',
        domain: 'shop-south.paas.example.com',
        shortdomain: 'shop-south',
        hardwareNodeGroup: 'default_hn_group',
        hostGroup: { uniqueName: 'default_hn_group', displayName: 'Default region' },
        ishaenabled: true,
        sslstate: false,
      },
      envGroups: ['shops', 'south'],
      nodeGroups: [{ name: 'edge' }, { name: 'jobs' }],
      nodes: [
        {
          id: 1,
          displayName: 'Front',
          name: 'NGINX',
          nodeType: 'nginx',
          nodeGroup: 'edge',
          nodemission: 'bl',
          type: 'NATIVE',
          version: '1.24.0',
          port: 80,
          diskLimit: 2000,
          fixedCloudlets: 0,
          flexibleCloudlets: 4,
          maxchanks: 4,
          intIP: '10.100.0.1',
          address: '10.100.0.1',
          url: 'http://node1-shop-south.paas.example.com/',
          adminUrl: 'https://node1-shop-south.paas.example.com/',
        },
        {
          id: 2,
          nodeGroup: 'jobs',
          nodemission: 'docker',
          type: 'NATIVE',
          version: '7',
          fixedCloudlets: 3,
          flexibleCloudlets: 3,
          diskLimit: 100_000,
          intIP: '10.100.0.2',
          extIPs: ['198.18.0.1'],
        },
      ],
    });
    expect(shown.nodes?.[1]).not.toHaveProperty('displayName');
    const copy = await caller.call(`${CONTROL}/cloneenv`, { srcEnvName: 'shop-south', ditEnvName: 'shop-east' });
    expect(copy).toMatchObject({
      env: { displayName: 'Shop', hardwareNodeGroup: 'default_hn_group', ishaenabled: true },
      envGroups: ['shops', 'south'],
      nodes: [
        { id: 3, displayName: 'Front', diskLimit: 2000, ismaster: true },
        { id: 4, extIPs: ['198.18.0.2'], ismaster: true },
      ],
    });
    await advance('PT1H');
    for (const row of await caller.rows(START, FAR, 'DAY'))
      expect(row).toMatchObject({ hostGroupUniqueName: 'default_hn_group', hostGroupDisplayName: 'Default region' });
  });

  it('an environment of one group, without a name and with one drawn for it', async () => {
    const { response } = await caller.call(`${CONTROL}/createenvironment`, {
      env: {},
      envGroups: 'shops',
      nodes: { nodeType: 'nginx' },
    });
    expect(response).toMatchObject({ envGroups: ['shops'], nodes: [{ fixedCloudlets: 0, flexibleCloudlets: 1 }] });
    expect(response?.env.envName).toMatch(/^env-\d{7}$/);
    expect(response?.env).not.toHaveProperty('displayName');
  });

  it('what a change of topology changes, and what it leaves as it was', async () => {
    const layer = { nodeType: 'docker', docker: { image: 'app:1' } };
    await caller.create(
      { shortdomain: 'env-0000001', displayName: 'Before' },
      { ...layer, nodeGroup: 'cp', displayName: 'App', diskLimit: 5000, fixedCloudlets: 2, flexibleCloudlets: 6 },
      { ...layer, nodeGroup: 'jobs', flexibleCloudlets: 2, extip: true },
    );
    const envName = 'env-0000001';
    await caller.call(`${BINDER}/attachextip`, { envName, nodeid: 2 });
    const nodesAfter = async (env: object, ...nodes: readonly object[]) =>
      (await caller.call(`${CONTROL}/changetopology`, { envName, env, nodes })).response?.nodes;
    expect(
      await nodesAfter(
        { displayName: 'After', ishaenabled: true },
        { nodeType: 'docker', nodeGroup: 'jobs', extip: true, diskLimit: 7000, docker: { image: 'app:2' } },
        { nodeType: 'docker', nodeGroup: 'cp', fixedCloudlets: 8, displayName: 'App two' },
      ),
    ).toMatchObject([
      { id: 2, diskLimit: 7000, customitem: { dockerTag: '2' }, extIPs: ['198.18.0.1', '198.18.0.2'] },
      { id: 1, diskLimit: 5000, customitem: { dockerTag: '1' }, displayName: 'App two', flexibleCloudlets: 8 },
    ]);
    expect((await info(envName)).env).toMatchObject({ displayName: 'After', ishaenabled: true });
    const [last, ...others] =
      (await nodesAfter({}, { nodeType: 'docker', nodeGroup: 'jobs', extip: false, flexibleCloudlets: 3 })) ?? [];
    expect(others).toEqual([]);
    expect(last).toMatchObject({ id: 2, flexibleCloudlets: 3, ismaster: true });
    expect(last).not.toHaveProperty('extIPs');
    expect((await info(envName)).env).toMatchObject({ displayName: 'After', ishaenabled: true });
  });

  it('addresses of both kinds, of a layer or a node, the oldest kept', async () => {
    await caller.create({ shortdomain: 'env-0000002' }, { nodeType: 'nginx', count: 2 }, { nodeType: 'mysql' });
    const envName = 'env-0000002';
    const set = async (input: Input) =>
      (await caller.call(`${BINDER}/setextipcount`, { envName, ...input })).ipAddresses;
    const address = (ipAddress: string) => ({
      ipAddress,
      type: ipAddress.includes(':') ? 'IPV6' : 'IPV4',
      isBusy: true,
    });
    expect(await set({ type: 'IPv6', count: 1, nodeGroup: 'bl' })).toEqual({
      1: [address('2001:db8::1')],
      2: [address('2001:db8::2')],
    });
    expect(await set({ type: 'ipv4', count: 2, node_id: 3 })).toEqual({
      3: [address('198.18.0.1'), address('198.18.0.2')],
    });
    expect(await set({ type: 'ipv4', count: 1, nodeId: 3 })).toEqual({ 3: [address('198.18.0.1')] });
    expect(await caller.call(`${BINDER}/attachextip`, { envName, nodeid: 1 })).toEqual({
      result: 0,
      object: '198.18.0.3',
    });
    const shown = async (name: string) => (await info(name)).nodes?.map(({ extIPs }) => extIPs);
    expect(await shown(envName)).toEqual([['198.18.0.3', '2001:db8::1'], ['2001:db8::2'], ['198.18.0.1']]);
    await caller.call(`${CONTROL}/cloneenv`, { srcEnvName: envName, dstEnvName: 'env-0000003' });
    expect(await shown('env-0000003')).toEqual([['198.18.0.4', '2001:db8::3'], ['2001:db8::4'], ['198.18.0.5']]);
    await advance('PT10M');
    await caller.call(`${BINDER}/detachextip`, { envName, nodeid: 2, ip: '2001:db8::2' });
    expect(await shown(envName)).toEqual([['198.18.0.3', '2001:db8::1'], undefined, ['198.18.0.1']]);
    await advance('PT2H');
    const rows = await caller.rows(START, FAR, 'HOUR', { envName });
    const hours = (type: string, nodeid: number) =>
      rows.filter(row => row.type === type && row.nodeid === nodeid).map(({ dateTime }) => dateTime.slice(11, 13));
    expect(hours('ipv6', 1)).toEqual(['00', '01']);
    expect(hours('ipv6', 2)).toEqual(['00']); // an hour that was begun counts
    expect(hours('ip', 1)).toEqual(['00', '01']);
  });
});
