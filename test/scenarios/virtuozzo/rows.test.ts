import { describe, expect, it } from 'vitest';
import type { MockServer } from '../../../mock-server/index.js';
import { type BillRow, type Input, platformForEach, VirtuozzoCaller } from './caller.js';

const CONTROL = 'environment/control';
const START = '2025-01-01 00:00:00';
const FAR = '2026-01-01 00:00:00';
const UID = 5886;

/** A row as all of its members travel. */
type Members = Readonly<Record<string, string | number | boolean>>;

describe('rows of a bill of the Virtuozzo platform', () => {
  let mock: MockServer;
  let caller: VirtuozzoCaller;
  const advance = (by: string) => mock.control.clock.advance({ by });
  const members = async (period: string, more: Input = {}): Promise<readonly Members[]> =>
    JSON.parse(JSON.stringify(await caller.rows(START, FAR, period, more)));

  platformForEach((own, double) => {
    mock = double;
    caller = own;
  });

  it('tell disk space and traffic of a node, what of them is free, and what the rest costs', async () => {
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

  it('say what the lines of the exported table say', async () => {
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

  it('stand by period, environment and kind, charges of no environment last', async () => {
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

  it('stand in the days of a time zone half an hour off', async () => {
    await caller.create({ shortdomain: 'env-0000011' }, { nodeType: 'nginx' });
    await advance('P2D');
    const rows = async (period: string) =>
      (await caller.rows(START, FAR, period, { timeOffset: 330 })).map(({ dateTime, count }) => [dateTime, count]);
    expect(await rows('DAY')).toEqual([
      ['2025-01-01 00:00:00', 19], // the hour of 23:30 is of the day in which it begins
      ['2025-01-02 00:00:00', 24],
      ['2025-01-03 00:00:00', 5],
    ]);
    expect((await rows('HOUR')).slice(0, 2)).toEqual([
      ['2025-01-01 05:00:00', 1],
      ['2025-01-01 06:00:00', 1],
    ]);
    expect(await rows('WEEK')).toEqual([['2024-12-30 00:00:00', 48]]);
    expect(await rows('YEAR')).toEqual([['2025-01-01 00:00:00', 48]]);
  });

  it('of a whole window stand at the hour in which the window begins', async () => {
    await caller.create({ shortdomain: 'env-0000007' }, { nodeType: 'nginx' });
    await advance('P3D');
    const rows = await caller.rows('2025-01-02 10:30:00', FAR, 'AGE');
    expect(rows.map(({ dateTime, count }) => [dateTime, count])).toEqual([['2025-01-02 10:00:00', 37]]);
  });

  it('of a name that is used again are told apart by the id of who had it', async () => {
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

  it('of another account are shown to an operator', async () => {
    const { session = '' } = mock.credentials.others.virtuozzo?.otherTenant ?? {};
    await new VirtuozzoCaller(mock.url, session).create({ shortdomain: 'env-0000009' }, { nodeType: 'nginx' });
    await advance('PT3H');
    const window = { starttime: START, endtime: FAR, period: 'day' };
    const inner = async (uid: number) =>
      (await caller.call('billing/account/getaccountbillinghistorybyperiodinner', { ...window, uid })).array;
    expect(await inner(5887)).toMatchObject([{ domain: 'env-0000009', count: 3 }]);
    expect(await inner(UID)).toEqual([]);
  });

  it('follow a load that is high by day and low at the weekend, and never nothing', async () => {
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

  it('tell the load of the hour itself, also of one in which something else changed', async () => {
    await caller.create({ shortdomain: 'env-0000012' }, { nodeType: 'nodejs', count: 5, flexibleCloudlets: 50 });
    const envName = 'env-0000012';
    await advance('P7DT6H');
    for (let hour = 0; hour < 12; hour++) {
      await advance('PT20M');
      const { object: ip = '' } = await caller.call('environment/binder/attachextip', { envName, nodeid: 1 });
      await advance('PT20M');
      await caller.call('environment/binder/detachextip', { envName, nodeid: 1, ip });
      await advance('PT20M');
    }
    const used = async (day: string) =>
      (await caller.rows(`${day} 06:00:00`, `${day} 18:00:00`, 'HOUR'))
        .filter(({ type }) => type === 'nodejs')
        .map(({ usedCloudletsAmount }) => usedCloudletsAmount);
    const calm = await used('2025-01-01');
    expect(new Set(calm).size).toBeGreaterThan(5);
    expect(await used('2025-01-08')).toEqual(calm);
  });

  it('sees days in its own time zone', async () => {
    await caller.create(
      { shortdomain: 'env-0000005' },
      { nodeType: 'nodejs', fixedCloudlets: 1, flexibleCloudlets: 1 },
    );
    await advance('P2D');
    const rows = await caller.rows(START, '2025-01-03 00:00:00', 'DAY', { timeOffset: 120 });
    expect(rows.map(({ dateTime, count }) => [dateTime, count])).toEqual([
      ['2025-01-01 00:00:00', 22],
      ['2025-01-02 00:00:00', 24],
      ['2025-01-03 00:00:00', 2],
    ]);
  });

  it('shows the least and the most of each row in the extended bill', async () => {
    await caller.create({ shortdomain: 'env-0000009' }, { nodeType: 'nodejs', flexibleCloudlets: 20 });
    await advance('P30D');
    const { array } = await caller.call('billing/account/getextendedaccountbillinghistorybyperiod', {
      starttime: '2025-01-01',
      endtime: '2025-01-31T00:00:00Z',
      period: 'MONTH',
    });
    const [row] = array ?? [];
    expect(row).toMatchObject({ dateTime: '2025-01-01 00:00:00', count: 720 });
    const hours = (await caller.rows(START, '2025-01-31 00:00:00', 'HOUR')).map(
      ({ usedCloudletsAmount }) => usedCloudletsAmount,
    );
    expect(row).toMatchObject({ minCloudlets: Math.min(...hours), maxCloudlets: Math.max(...hours) });
    const byHour = await caller.call('billing/account/getextendedaccountbillinghistorybyperiod', {
      starttime: '2025-01-06',
      endtime: '2025-01-07',
      period: 'HOUR',
    });
    const day = hours.slice(120, 144);
    expect(byHour.array).toMatchObject(day.map(used => ({ minCloudlets: used, maxCloudlets: used })));
  });
});
