import { expect, it } from 'vitest';
import { customerOf, panelForEach } from './customer.js';

const { panel, pass, mock } = panelForEach('2025-01-01T00:00:00Z');

const usage = (month: string, client = panel) =>
  client.read(`/selfService/usage/byUserExtRelationId/7?period[]=${month}&range=m`);

async function customer(client = panel, more: object = {}): Promise<number> {
  const body = { name: 'Ann Lee', email: 'ann@lee.co', extRelationId: 7, selfService: 1, ...more };
  return (await client.done(201, 'POST', '/users', body)).data.id;
}

const order = async (userId: number, packageId = 1, client = panel) =>
  (await client.done(201, 'POST', '/servers', { packageId, userId, hypervisorId: 1 })).data.id;

/** `VPS S` costs 400 tokens a month, 400/730 an hour. */
const tokens = (hours: number, monthly = 400) => Math.round((hours * monthly * 100) / 730) / 100;

it('a reseller’s month: order, build, suspend, resume, change, terminate, bill', async () => {
  const ann = await customer();
  const web = await order(ann);
  await panel.done(200, 'POST', `/servers/${web}/build`, { operatingSystemId: 1, name: 'web' });
  await pass('PT10H');
  expect((await usage('2025-01-01')).usageServersBillable).toEqual({
    hours: 10,
    token: tokens(10),
    tokenReal: Number(((10 * 400) / 730).toFixed(10)),
  });

  await panel.done(204, 'POST', `/servers/${web}/suspend`);
  await pass('PT5H');
  await panel.done(204, 'POST', `/servers/${web}/unsuspend`);
  await pass('PT5H');
  const paused = await usage('2025-01-01');
  expect([paused.usageServers.hours, paused.usageServersBillable.hours]).toEqual([20, 15]);

  await panel.done(200, 'PUT', `/servers/${web}/package/2`);
  await pass('PT4H');
  const bigger = await usage('2025-01-01');
  expect(bigger.usageServersBillable).toMatchObject({ hours: 19, token: tokens(1, 15 * 400 + 4 * 750) });

  await panel.done(204, 'DELETE', `/servers/${web}`);
  await pass('P20D');
  const over = await usage('2025-01-01');
  expect({ ...over, periods: [] }).toEqual({ ...bigger, periods: [] });
  expect(over.periods[0].servers).toMatchObject([{ id: web, name: 'web', packageId: 2, usageBillable: { hours: 19 } }]);
  expect((await usage('2025-02-01')).periods[0].servers).toEqual([]);
});

it('a month never costs more than the package’s price, and its days and weeks add up to it', async () => {
  await order(await customer());
  await pass('P40D');
  const january = await usage('2025-01-01');
  expect(january.usageServers).toEqual({
    hours: 744,
    token: tokens(744),
    tokenReal: Number(((744 * 400) / 730).toFixed(10)),
  });
  expect(january.usageServersBillable).toEqual({ hours: 730, token: 400, tokenReal: 400 });
  expect(january.usageAddons).toEqual({ hours: 0, token: 0, tokenReal: 0 });

  const days = Array.from({ length: 31 }, (_, index) => `period[]=2025-01-${`${index + 1}`.padStart(2, '0')}`).join(
    '&',
  );
  const daily = await panel.read(`/selfService/usage/byUserExtRelationId/7?${days}&range=d`);
  expect(daily.usageServers).toEqual(january.usageServers);
  expect(daily.usageServersBillable).toEqual(january.usageServersBillable);
  expect(daily.periods[30].usageServersBillable.hours).toBe(10);
  expect(daily.periods[0]).toMatchObject({
    period: '2025-01-01',
    range: 'day',
    hours: 24,
    end: '2025-01-01T23:59:59+00:00',
  });

  const weeks = await panel.read(
    '/selfService/usage/byUserExtRelationId/7?period[]=2025-01-01&period[]=2025-01-08&range=w',
  );
  const fortnight = await panel.read('/selfService/usage/byUserExtRelationId/7?period[]=2025-01-01&range=2w');
  expect(weeks.usageServers).toEqual(fortnight.usageServers);
  expect(fortnight.periods[0]).toMatchObject({
    days: 14,
    range: '2 weeks',
    hoursInMonthPeriod: 744,
    currentPeriod: false,
  });
  expect((await usage('2025-02-01')).usageServersBillable.hours).toBe(9 * 24);
  expect((await usage('2025-02-01')).periods[0]).toMatchObject({ currentPeriod: true, hoursInMonthPeriod: 672 });
  expect((await panel.read('/selfService/usage/byUserExtRelationId/7')).periods).toMatchObject([
    { period: '2025-02-01' },
  ]);
});

it('a prepaid balance falls by what is billed, and below nothing', async () => {
  const ann = await customer(panel, { selfServiceHourlyCredit: true });
  const wish = { packageId: 1, userId: ann, hypervisorId: 1 };
  const credit = '/selfService/credit/byUserExtRelationId/7';
  const { id } = (await panel.done(201, 'POST', credit, { tokens: 10, reference_1: '400', reference_2: 'invoice' }))
    .data;
  await panel.done(201, 'POST', '/servers', wish);
  const balance = async () => (await panel.read('/selfService/hourlyStats/byUserExtRelationId/7')).credit;
  expect(await balance()).toEqual({ value: 0.1, tokens: '10.0000' });
  await pass('PT10H');
  expect(await balance()).toEqual({ value: 0.05, tokens: '4.5205' });
  await pass('PT10H');
  expect(await balance()).toEqual({ value: -0.01, tokens: '-0.9589' });
  await panel.done(201, 'POST', credit, { tokens: '50.5' });
  await panel.done(201, 'POST', '/servers', wish);
  await panel.done(204, 'DELETE', `/selfService/credit/${id}`);
  expect(await panel.done(404, 'DELETE', `/selfService/credit/${id}`)).toEqual({ msg: 'credit not found' });
  expect((await balance()).tokens).toBe('39.5411');
});

it('statistics, report and usage tell one story, in any currency', async () => {
  await order(await customer(), 3);
  await pass('P31D');
  const stats = await panel.read('/selfService/hourlyStats/byUserExtRelationId/7?period[]=2025-01-01');
  expect(stats).toMatchObject({
    period: 'January 2025',
    monthlyTotal: { hours: 730, value: '14.00', tokens: 1400 },
    servers: 1,
    currency: { code: 'USD', prefix: '$', value: 0.01 },
  });
  const report = await panel.read('/selfService/report/byUserExtRelationId/7?period=1&currency=eur');
  expect(report).toMatchObject({
    usage: {
      success: true,
      hourConversionRate: 730,
      serversTotal: { hours: 730, value: '12.88', tokens: 1400 },
      period: { ymd: '2025-01-01', end: '2025-01-31T00:00:00+00:00' },
    },
    currency: { code: 'EUR', suffix: ' €', default: { code: 'USD' } },
  });
  const before = await panel.read('/selfService/report/byUserExtRelationId/7?period=24');
  expect(before.usage).toMatchObject({ success: false, serversTotal: { hours: false }, term: 'February 2023' });
});

it('an ordinary server, one of a pack and one that was given away cost nothing', async () => {
  const plain = await customer(panel, { selfService: 0 });
  const server = await order(plain);
  await pass('P2D');
  expect((await usage('2025-01-01')).usageServers.hours).toBe(0);
  await panel.done(201, 'PUT', '/users/7/byExtRelation', { selfService: 1 });
  const hourly = await order(plain);
  await pass('PT3H');
  await panel.done(201, 'PUT', `/servers/${hourly}/owner/1`);
  await pass('P2D');
  const { usageServers, periods } = await usage('2025-01-01');
  expect(usageServers.hours).toBe(3);
  expect(periods[0].servers.map(({ id }: { id: number }) => id)).toEqual([hourly]);
  expect((await panel.read(`/servers/${server}`)).selfService).toBe(0);
});

it('two worlds never meet, and 31 days at once are 31 days one by one', async () => {
  for (const name of ['once', 'daily']) {
    await mock().control.worlds.create({ name, seed: 'empty', clock: 'frozen', now: '2025-01-01T00:00:00Z' });
    const { credentials } = await mock().control.worlds.show(name);
    const client = customerOf(mock(), { token: credentials.virtfusion?.token, world: name });
    const ann = await customer(client);
    const web = await order(ann, 3, client);
    await client.done(200, 'POST', `/servers/${web}/build`, { operatingSystemId: 1, name: 'web', ipv6: true });
    await client.done(204, 'DELETE', `/servers/${await order(ann, 1, client)}?delay=20000`);
  }
  await pass('P31D', 'once');
  for (let day = 0; day < 31; day++) await pass('P1D', 'daily');
  const texts = await Promise.all(
    ['once', 'daily'].map(async name => {
      const { credentials } = await mock().control.worlds.show(name);
      const client = customerOf(mock(), { token: credentials.virtfusion?.token, world: name });
      const paths = [
        '/servers/1?remoteState=true',
        '/servers/1/traffic',
        '/backups/server/1',
        '/selfService/usage/byUserExtRelationId/7?period[]=2025-01-01',
        '/selfService/report/byUserExtRelationId/7?period=1',
      ];
      return Promise.all(paths.map(async path => (await client.send('GET', path)).text));
    }),
  );
  expect(texts[0]).toEqual(texts[1]);
  expect((await panel.done(200, 'GET', '/servers')).total).toBe(0);
});
