import { describe, expect, it } from 'vitest';
import type { MockServer } from '../../../mock-server/index.js';
import { micros, platformForEach, totalOf, VirtuozzoCaller } from './caller.js';

const START = '2025-01-01 00:00:00';
const UID = 5886;

describe("a reseller's month on the Virtuozzo platform", () => {
  let mock: MockServer;
  let caller: VirtuozzoCaller;
  const advance = (by: string) => mock.control.clock.advance({ by });

  platformForEach((own, double) => {
    mock = double;
    caller = own;
  });

  it('signs in, works, and signs out; the session is refused from then on', async () => {
    const { login, password } = mock.credentials.virtuozzo;
    const signedIn = await new VirtuozzoCaller(mock.url, '').call('users/authentication/signin', { login, password });
    expect(signedIn).toMatchObject({ result: 0, uid: UID, email: login, status: 'ENABLED' });
    expect(signedIn.session).toMatch(/^16fex[0-9a-f]{32}$/);
    const mine = new VirtuozzoCaller(mock.url, signedIn.session ?? '');
    expect(await mine.call('users/account/getuserinfo')).toMatchObject({ result: 0, email: login });
    expect(await mine.call('users/authentication/signout')).toEqual({ result: 0 });
    expect(await mine.call('users/account/getuserinfo')).toMatchObject({ result: 702, source: 'hx-core' });
  });

  it('orders an environment and sees all of it', async () => {
    const made = await caller.create(
      { shortdomain: 'shop-north', displayName: 'Shop', sslstate: true, engine: null },
      { nodeType: 'nginx', count: 2, fixedCloudlets: 1, flexibleCloudlets: 8, extip: true },
      { nodeType: 'postgresql', fixedCloudlets: 2, flexibleCloudlets: 6, displayName: null, docker: null },
      {
        nodeType: 'docker',
        fixedCloudlets: null,
        flexibleCloudlets: 4,
        docker: { image: 'alpine:3', nodeGroup: 'jobs' },
      },
    );
    expect(made.env).toMatchObject({ envName: 'shop-north', status: 1, sslstate: true });
    expect(made.nodeGroups.map(({ name }) => name)).toEqual(['bl', 'sqldb', 'jobs']);
    expect(made.nodes.map(({ nodeGroup, ismaster, extIPs }) => [nodeGroup, ismaster, extIPs?.length ?? 0])).toEqual([
      ['bl', true, 1],
      ['bl', false, 1],
      ['sqldb', true, 0],
      ['jobs', true, 0],
    ]);
    const { result, ...info } = await caller.call('environment/control/getenvinfo', { envName: 'shop-north' });
    expect({ result, ...info }).toEqual({ ...made, result: 0 });
    const { infos } = await caller.call('environment/control/getenvs');
    expect(infos).toEqual([made]);
  });

  it('pays for reserved cloudlets always, dynamic ones by use, and for a public address by the hour', async () => {
    const made = await caller.create(
      { shortdomain: 'env-0000001' },
      { nodeType: 'nodejs', fixedCloudlets: 2, flexibleCloudlets: 10 },
    );
    const nodeid = made.nodes[0]?.id ?? 0;
    await caller.call('environment/binder/setextipcount', { envName: 'env-0000001', type: 'ipv4', count: 3, nodeid });
    await advance('P31D');
    const rows = await caller.rows(START, '2025-02-01 00:00:00', 'MONTH');
    expect(rows).toHaveLength(2);
    const [node, address] = rows;
    expect(node).toMatchObject({
      type: 'nodejs',
      resourceType: 'RESOURCE',
      nodeid,
      count: 744,
      fixedCloudletsAmount: 1488,
    });
    expect(micros(node?.fixedCloudletsCost ?? 0)).toBe(1488 * 4455);
    expect(node?.flexibleCloudletsAmount).toBeGreaterThan(0);
    expect(node?.usedCloudletsAmount).toBeLessThanOrEqual(7440);
    expect(address).toMatchObject({ type: 'ip', resourceType: 'OPTION', count: 3 * 744, fixedCloudletsCost: 0 });
    expect(micros(address?.cost ?? 0)).toBe(3 * 744 * 4282);
    expect(await caller.money()).toBe(1_000_000_000 - totalOf(rows));
    const byHour = await caller.rows(START, '2025-02-01 00:00:00', 'HOUR');
    expect(byHour).toHaveLength(2 * 744);
    expect(new Set(byHour.map(({ usedCloudletsAmount }) => usedCloudletsAmount)).size).toBeGreaterThan(2);
  });

  it('pays for disk and addresses only while it is stopped or asleep, and nothing once it is deleted', async () => {
    const made = await caller.create(
      { shortdomain: 'env-0000002' },
      { nodeType: 'mysql', fixedCloudlets: 4, flexibleCloudlets: 8 },
    );
    const target = { envName: 'env-0000002', nodeid: made.nodes[0]?.id ?? 0 };
    const { object: ip = '' } = await caller.call('environment/binder/attachextip', target);
    expect(ip).toMatch(/^198\.18\./);
    await advance('PT10H');
    expect(await caller.call('environment/control/stopenv', target)).toEqual({ result: 0 });
    await advance('PT10H');
    expect(await caller.call('environment/control/startenv', target)).toEqual({ result: 0 });
    await advance('PT20M');
    expect(await caller.call('environment/control/sleepenv', target)).toEqual({ result: 0 });
    await advance('PT10H');
    const asleep = await caller.call('environment/control/getenvinfo', target);
    expect(asleep.env?.status).toBe(4);
    expect(await caller.call('environment/binder/detachextip', { ...target, ip })).toEqual({ result: 0 });
    expect(await caller.call('environment/control/deleteenv', target)).toEqual({ result: 0 });
    await advance('P3D');
    const rows = await caller.rows(START, '2025-02-01 00:00:00', 'HOUR');
    const nodes = rows.filter(({ type }) => type === 'mysql');
    expect(nodes).toHaveLength(31); // an hour that was begun counts
    expect(nodes.filter(({ fixedCloudletsAmount }) => fixedCloudletsAmount > 0)).toHaveLength(11);
    expect(rows.filter(({ type }) => type === 'ip')).toHaveLength(31);
    expect(rows.every(({ dateTime }) => dateTime <= '2025-01-02 06:00:00')).toBe(true);
    expect((await caller.call('environment/control/getenvinfo', target)).result).toBe(11);
  });

  it('grows, is cloned, shrinks, and its bill knows each node', async () => {
    const made = await caller.create({ shortdomain: 'env-0000003' }, { nodeType: 'tomcat', flexibleCloudlets: 6 });
    const [first] = made.nodes;
    const grown = await caller.call('environment/control/changetopology', {
      envName: 'env-0000003',
      env: { sslstate: true },
      nodes: [
        { nodeType: 'tomcat', count: 3, fixedCloudlets: 1, flexibleCloudlets: 12 },
        { nodeType: 'redis', flexibleCloudlets: 2 },
      ],
    });
    expect(grown.response?.nodes.map(({ nodeType }) => nodeType)).toEqual(['tomcat', 'tomcat', 'tomcat', 'redis']);
    expect(grown.response?.nodes[0]).toMatchObject({ id: first?.id, fixedCloudlets: 1, flexibleCloudlets: 12 });
    const copy = await caller.call('environment/control/cloneenv', {
      srcEnvName: 'env-0000003',
      dstEnvName: 'env-copy',
    });
    expect(copy).toMatchObject({ result: 0, env: { envName: 'env-copy', status: 1, sslstate: true } });
    expect(copy.nodes).toHaveLength(4);
    await advance('P7D');
    await caller.call('environment/control/changetopology', {
      envName: 'env-0000003',
      nodes: { nodeType: 'tomcat', count: 1 },
    });
    await advance('P1D');
    const byNode = await caller.rows('2025-01-08 01:00:00', '2025-01-09 00:00:00', 'DAY', { envName: 'env-0000003' });
    expect(byNode.map(({ type, nodeid }) => [type, nodeid])).toEqual([
      ['tomcat', first?.id],
      ['ssl', undefined],
    ]);
    const each = await caller.rows(START, '2025-01-08 00:00:00', 'WEEK', { envName: 'env-0000003' });
    const merged = await caller.rows(START, '2025-01-08 00:00:00', 'WEEK', {
      envName: 'env-0000003',
      groupNodes: 'True',
    });
    expect(totalOf(merged)).toBe(totalOf(each));
    const tomcats = merged.filter(({ type }) => type === 'tomcat');
    expect(tomcats.map(({ nodeCount, nodeid, dateTime }) => [nodeCount, nodeid, dateTime])).toEqual([
      [3, undefined, '2024-12-30 00:00:00'],
      [3, undefined, '2025-01-06 00:00:00'],
    ]);
    const whole = await caller.rows(START, '2025-02-01 00:00:00', 'AGE');
    const copied = await caller.rows(START, '2025-02-01 00:00:00', 'MONTH', { targetAppid: copy.env?.appid ?? '' });
    const own = await caller.call('billing/account/getenvbillinghistorybyperiod', {
      envName: 'env-0000003',
      startTime: START,
      endTime: '2025-02-01 00:00:00',
    });
    expect(totalOf(own.array ?? []) + totalOf(copied)).toBe(totalOf(whole));
    expect(await caller.money()).toBe(1_000_000_000 - totalOf(whole));
  });

  it('resizes nodes: the larger size is paid by the price of the whole amount', async () => {
    const made = await caller.create(
      { shortdomain: 'env-0000004' },
      { nodeType: 'nodejs', count: 2, fixedCloudlets: 3, flexibleCloudlets: 3 },
    );
    const envName = 'env-0000004';
    const resized = { envName, nodeid: made.nodes[0]?.id ?? 0, count: 1, fixedCloudlets: 12, flexibleCloudlets: 12 };
    await advance('PT5H');
    expect(await caller.call('environment/control/setcloudletscountbyid', resized)).toEqual({ result: 0 });
    await advance('PT5H');
    const [before] = await caller.rows(START, '2025-01-01 05:00:00', 'AGE');
    expect(micros(before?.fixedCloudletsCost ?? 0)).toBe(5 * 3 * 4455); // 6 together: the first price
    const after = await caller.rows('2025-01-01 05:00:00', '2025-01-01 10:00:00', 'AGE');
    expect(after.map(({ fixedCloudletsCost }) => micros(fixedCloudletsCost))).toEqual([5 * 12 * 3752, 5 * 3 * 3752]); // 15 together
    const all = { envName, nodeType: 'nodejs', fixedCloudlets: 1, flexibleCloudlets: 4 };
    expect(await caller.call('environment/control/setcloudletscount', all)).toEqual({ result: 0 });
    const { nodes } = await caller.call('environment/control/getenvinfo', { envName });
    expect(nodes?.map(({ fixedCloudlets, flexibleCloudlets }) => [fixedCloudlets, flexibleCloudlets])).toEqual([
      [1, 4],
      [1, 4],
    ]);
  });

  it('exports its bill as a table, by a link that needs no credential', async () => {
    await caller.create(
      { shortdomain: 'env-0000008' },
      { nodeType: 'nodejs', fixedCloudlets: 2, flexibleCloudlets: 2, extip: true },
    );
    await caller.call('billing/account/chargeaccountbyuid', { uid: UID, amount: 1, description: 'Backup, "large"' });
    await advance('PT3H');
    const window = { startTime: START, endTime: '2025-01-01 23:59:59', period: 'DAY', groupNodes: 'false' };
    const { link = '' } = await caller.call('billing/account/exportaccountbillinghistorybyperiod', window);
    const reply = await fetch(link);
    expect(reply.headers.get('content-type')).toContain('text/csv');
    const lines = (await reply.text()).trimEnd().split('\n');
    expect(lines[0]).toMatch(/^Date,Env,Node Id,Item,Type,Note,Reserved Cloudlets,.*,Cost \(EUR\)$/);
    expect(lines).toHaveLength(4);
    expect(lines[2]).toBe('2025-01-01 00:00:00,env-0000008,1,ip,OPTION,,0,0,0,0,0,0,0,0,0,0,0.012846');
    expect(lines[3]).toBe('2025-01-01 00:00:00,,,charge,CHARGE,"Backup, ""large""",0,0,0,0,0,0,0,0,0,0,1');
    await advance('P1D');
    expect((await (await fetch(link)).text()).trimEnd().split('\n')).toEqual(lines);
    const empty = { envName: 'env-0000008', startTime: '2024-01-01 00:00:00', endTime: '2024-02-01 00:00:00' };
    const nothing = await caller.call('billing/account/exportenvbillinghistorybyperiod', empty);
    expect(await (await fetch(nothing.link ?? '')).text()).toBe(`${lines[0]}\n`);
  });

  it('costs the same in one advance of 31 days as in 31 of a day', async () => {
    const live = async (steps: readonly string[]): Promise<string> => {
      await mock.control.worlds.reset();
      await caller.create(
        { shortdomain: 'env-0000010' },
        { nodeType: 'nodejs', count: 2, fixedCloudlets: 2, flexibleCloudlets: 30, extip: true },
      );
      await caller.call('billing/account/unfundaccount', { uid: UID, amount: 970 });
      for (const by of steps) await advance(by);
      const bill = await caller.rows(START, '2025-03-01 00:00:00', 'DAY');
      return JSON.stringify([
        bill,
        await caller.call('billing/account/getaccount'),
        await mock.control.snapshot.save(),
      ]);
    };
    const whole = await live(['P31D']);
    expect(await live(Array.from({ length: 31 }, () => 'P1D'))).toBe(whole);
    expect(JSON.parse(whole)[1].status).toBe(2);
  });
});
