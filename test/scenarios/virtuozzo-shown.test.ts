import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createMockServer, type MockServer } from '../../mock-server/index.js';
import { type BillRow, type Input, VirtuozzoCaller } from './virtuozzo-caller.js';

const CONTROL = 'environment/control';
const BINDER = 'environment/binder';
const START = '2025-01-01 00:00:00';
const FAR = '2026-01-01 00:00:00';
const UID = 5886;

/** A row as all of its members travel. */
type Members = Readonly<Record<string, string | number | boolean>>;

describe('what is asked for on the Virtuozzo platform is what is shown', () => {
  let mock: MockServer;
  let caller: VirtuozzoCaller;
  const advance = (by: string) => mock.control.clock.advance({ by });
  const info = (envName: string) => caller.call(`${CONTROL}/getenvinfo`, { envName });
  const members = async (period: string, more: Input = {}): Promise<readonly Members[]> =>
    JSON.parse(JSON.stringify(await caller.rows(START, FAR, period, more)));

  beforeAll(async () => {
    mock = await createMockServer({ seed: 'empty', clock: 'frozen', now: '2025-01-01T00:00:00Z', selfCheck: 'all' });
    caller = VirtuozzoCaller.of(mock);
  });
  beforeEach(() => mock.control.worlds.reset());
  afterAll(async () => {
    expect(mock.findings).toEqual([]);
    await mock.close();
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
    for (const row of await members('DAY'))
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

  it('the account, what came to it and what went, page by page', async () => {
    await advance('PT1H');
    await caller.call('billing/account/fundaccount', { uid: UID, amount: 10, note: 'Bank transfer' });
    await caller.call('billing/account/fundaccount', { uid: 5887, amount: 77 });
    await advance('PT1H');
    await caller.call('billing/account/unfundaccount', { uid: UID, amount: 4, note: 'Payment returned' });
    const history = async (starttime: string, endtime: string, more: Input = {}) =>
      (await caller.call('billing/account/getfundaccounthistory', { uid: UID, starttime, endtime, ...more })).responses;
    const [opening, funded, returned] = [
      { id: 1, chargeType: 'FUND', amount: 1000, operationDate: Date.UTC(2025, 0, 1), note: 'Opening balance' },
      { id: 3, chargeType: 'FUND', amount: 10, operationDate: Date.UTC(2025, 0, 1, 1), note: 'Bank transfer' },
      { id: 5, chargeType: 'REFUND', amount: 4, operationDate: Date.UTC(2025, 0, 1, 2), note: 'Payment returned' },
    ];
    expect(await history(START, FAR)).toEqual([returned, funded, opening]);
    expect(await history(START, FAR, { startRow: 1, resultCount: 1 })).toEqual([funded]);
    expect(await history(START, '2025-01-01 01:00:00')).toEqual([opening]);
    expect(await history('2025-01-01 01:00:00', '2025-01-01 02:00:00')).toEqual([funded]);
    expect(await caller.call('billing/account/getaccount')).toEqual({
      result: 0,
      uid: UID,
      email: 'demo@example.com',
      balance: 1006,
      bonus: 0,
      credit: 0,
      debit: 0,
      groupType: 'billing',
      status: 1,
      createdOn: START,
      isEnabled: true,
      isCommerial: true,
      isRegistered: true,
      language: 'en',
      defaultHardNodeGroup: 'user_host_group',
      hardNodeGroups: ['user_host_group', 'default_hn_group'],
      group: 'billing',
    });
    const { array } = await caller.call('billing/account/getaccounts', { startRow: 1, resultCount: 1 });
    expect(array).toMatchObject([{ uid: 5887, balance: 1077 }]);
  });

  it('disk space and traffic of a node by the hour, what of them is free, and what the rest costs', async () => {
    await caller.create({ shortdomain: 'env-0000004' }, { nodeType: 'nodejs', count: 8, flexibleCloudlets: 2 });
    await advance('P1D');
    const money = (cost: unknown): number => Math.round(Number(cost) * 1e6);
    const hours = await members('HOUR');
    for (const row of hours) {
      const [disk, traffic] = [Number(row.usedStorageAmount), Number(row.usedNetworkExtAmount)];
      const freeDisk = Math.min(disk, 10_240);
      const freeTraffic = Math.min(traffic, 50);
      expect([row.storageFreeAmount, row.billStorageAmount]).toEqual([freeDisk, disk - freeDisk]);
      expect(money(row.storageCost)).toBe(Math.round(((disk - freeDisk) * 137) / 1024));
      expect([row.networkExtFreeAmount, row.billNetworkExtAmount]).toEqual([freeTraffic, traffic - freeTraffic]);
      expect(money(row.networkExtCost)).toBe((traffic - freeTraffic) * 20);
    }
    const some = (name: string) => hours.filter(row => Number(row[name]) > 0).length;
    for (const name of ['billStorageAmount', 'billNetworkExtAmount']) expect(some(name)).toBeGreaterThan(0);
    for (const day of await members('DAY'))
      for (const name of ['usedStorageAmount', 'billStorageAmount', 'usedNetworkExtAmount', 'networkExtFreeAmount']) {
        const own = hours.filter(({ nodeid }) => nodeid === day.nodeid);
        expect(day[name]).toBe(own.reduce((sum, row) => sum + Number(row[name]), 0));
      }
    const disks = hours.slice(0, 8).map(row => Number(row.usedStorageAmount));
    const extended = await caller.call('billing/account/getextendedaccountbillinghistorybyperiod', {
      starttime: '2025-01-01T00:00:00',
      endtime: '2025-01-02',
      groupNodes: true,
    });
    expect(extended.array).toMatchObject([
      { nodeCount: 8, minStorage: Math.min(...disks), maxStorage: Math.max(...disks) },
    ]);
  });

  it('a line of the exported table says what the row of the bill says', async () => {
    const { env } = await caller.create(
      { shortdomain: 'env-0000005' },
      { nodeType: 'nodejs', count: 3, fixedCloudlets: 1, flexibleCloudlets: 9 },
    );
    const charge = { uid: UID, amount: 2, description: 'Backup', envName: env.envName };
    await caller.call('billing/account/chargeaccountbyuid', charge);
    await caller.create({ shortdomain: 'env-0000006' }, { nodeType: 'mysql' });
    await advance('P2D');
    const rows = (await members('DAY')).filter(({ domain }) => domain === env.envName);
    expect(rows).toHaveLength(7);
    const { link = '' } = await caller.call('billing/account/exportenvbillinghistorybyperiod', {
      starttime: START,
      endtime: FAR,
      appid: env.appid,
    });
    const [, ...lines] = (await (await fetch(link)).text()).trimEnd().split('\n');
    const columns: readonly string[] = [
      'dateTime',
      'domain',
      'nodeid',
      'type',
      'resourceType',
      'note',
      'fixedCloudletsAmount',
      'fixedCloudletsFreeAmount',
      'flexibleCloudletsAmount',
      'flexibleCloudletsFreeAmount',
      'billStorageAmount',
      'storageFreeAmount',
      'billNetworkExtAmount',
      'networkExtFreeAmount',
      'resourceBillableAmount',
      'resourceFreeAmount',
      'cost',
    ];
    expect(lines).toEqual(rows.map(row => columns.map(name => `${row[name] ?? ''}`).join(',')));
    expect(lines.some(line => line.includes(',CHARGE,Backup,'))).toBe(true);
    await advance('P7D');
    expect(await (await fetch(link)).json()).toMatchObject({ result: 702 });
  });

  it('rows by period, environment and kind, and charges of no environment last', async () => {
    const layers = [
      { nodeType: 'nginx', nodeGroup: 'bl' },
      { nodeType: 'nginx', nodeGroup: 'cp', extip: true },
      { nodeType: 'mysql' },
    ];
    await caller.create({ shortdomain: 'env-b', sslstate: true }, ...layers);
    await caller.create({ shortdomain: 'env-a' }, { nodeType: 'redis' });
    const [one = {}, other = {}, third = {}] = layers;
    await caller.call(`${CONTROL}/changetopology`, { envName: 'env-b', nodes: [other, third, one] });
    const charge = { uid: UID, amount: 1, description: 'Domain' };
    await caller.call('billing/account/chargeaccountbyuid', charge);
    await caller.call('billing/account/chargeaccountbyuid', { ...charge, envName: 'env-a' });
    await advance('PT1H');
    const place = ({ dateTime, domain, type, nodeid }: BillRow) => [dateTime.slice(0, 10), domain, type, nodeid];
    const day = '2025-01-01';
    expect((await caller.rows(START, FAR, 'DAY')).map(place)).toEqual([
      [day, 'env-a', 'redis', 4],
      [day, 'env-a', 'charge', undefined],
      [day, 'env-b', 'mysql', 3],
      [day, 'env-b', 'nginx', 1],
      [day, 'env-b', 'nginx', 2],
      [day, 'env-b', 'ip', 2],
      [day, 'env-b', 'ssl', undefined],
      [day, undefined, 'charge', undefined],
    ]);
    const own = await caller.rows(START, FAR, 'DAY', { envName: 'env-a' });
    expect(own.map(({ type }) => type)).toEqual(['redis', 'charge']);
    const before = await caller.rows('2024-12-31 00:00:00', START, 'DAY');
    expect(before).toEqual([]); // the charge of 00:00:00 is of the day that begins then
    const [later] = await caller.rows('2025-01-01 00:00:01', FAR, 'AGE');
    expect(later).toBeUndefined();
  });

  it('one row for a whole window stands at the hour in which the window begins', async () => {
    await caller.create({ shortdomain: 'env-0000007' }, { nodeType: 'nginx' });
    await advance('P3D');
    const rows = await caller.rows('2025-01-02 10:30:00', FAR, 'AGE');
    expect(rows.map(({ dateTime, count }) => [dateTime, count])).toEqual([['2025-01-02 10:00:00', 37]]);
  });

  it('a name that is used again, and the bill of each that had it', async () => {
    const first = await caller.create({ shortdomain: 'env-0000008' }, { nodeType: 'nginx' });
    await advance('PT5H');
    await caller.call(`${CONTROL}/deleteenv`, { envName: 'env-0000008' });
    const second = await caller.create({ shortdomain: 'env-0000008' }, { nodeType: 'mysql' });
    expect(second.env.appid).not.toBe(first.env.appid);
    await advance('PT2H');
    const window = { starttime: START, endtime: FAR, period: 'DAY' };
    const bill = async (input: Input) =>
      (await caller.call('billing/account/getenvbillinghistorybyperiod', { ...window, ...input })).array?.map(
        ({ type, count }) => [type, count],
      );
    expect(await bill({ envName: 'env-0000008' })).toEqual([['mysql', 2]]);
    expect(await bill({ appid: first.env.appid })).toEqual([['nginx', 5]]);
    expect(await bill({ targetAppid: first.env.appid, appid: 'cluster' })).toEqual([['nginx', 5]]);
    expect(await bill({ appid: second.env.appid })).toEqual([['mysql', 2]]);
  });

  it("an operator's view of another account's bill", async () => {
    const { session = '' } = mock.credentials.others.virtuozzo?.otherTenant ?? {};
    await new VirtuozzoCaller(mock.url, session).create({ shortdomain: 'env-0000009' }, { nodeType: 'nginx' });
    await advance('PT3H');
    const window = { starttime: START, endtime: FAR, period: 'day' };
    const inner = async (uid: number) =>
      (await caller.call('billing/account/getaccountbillinghistorybyperiodinner', { ...window, uid })).array;
    expect(await inner(5887)).toMatchObject([{ domain: 'env-0000009', count: 3 }]);
    expect(await inner(UID)).toEqual([]);
  });

  it('a load that is high by day and low at the weekend, and never nothing', async () => {
    await mock.control.clock.advance({ to: '2025-01-06T00:00:00Z' }); // a Monday
    await caller.create({ shortdomain: 'env-0000010' }, { nodeType: 'nodejs', count: 20, flexibleCloudlets: 50 });
    await advance('P14D');
    const hours = await caller.rows('2025-01-06 00:00:00', FAR, 'HOUR', { groupNodes: true });
    const used = hours.map(({ usedCloudletsAmount }) => usedCloudletsAmount);
    expect(used.slice(168)).toEqual(used.slice(0, 168));
    const days = (await members('DAY', { groupNodes: true })).map(row => Number(row.usedNetworkExtAmount));
    for (const weekend of [days[5] ?? 0, days[6] ?? 0])
      for (const working of days.slice(0, 5)) expect(weekend).toBeLessThan(0.8 * working);
    const each = await caller.rows('2025-01-06 00:00:00', '2025-01-07 00:00:00', 'HOUR');
    const sizes = each.map(({ usedCloudletsAmount }) => usedCloudletsAmount);
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(6); // memory
    expect(Math.max(...sizes)).toBeGreaterThan(2 * Math.min(...sizes));
  });
});
