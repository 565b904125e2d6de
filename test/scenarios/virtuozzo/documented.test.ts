import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMockServer, type MockServer } from '../../../mock-server/index.js';
import { totalOf, VirtuozzoCaller } from './caller.js';

const printed = new URL(
  '../../../fixtures/virtuozzo/documented/account.getAccountBillingHistoryByPeriod.json',
  import.meta.url,
);
const METHOD = '/1.0/billing/account/rest/getaccountbillinghistorybyperiod';

describe('the printed bill of the Virtuozzo documentation', () => {
  let mock: MockServer;

  beforeAll(async () => {
    mock = await createMockServer({ seed: 'documented', selfCheck: 'all' });
  });
  afterAll(async () => {
    expect(mock.findings).toEqual([]);
    await mock.close();
  });

  it('comes out of what was lived, to the byte, for the printed curl line', async () => {
    const reply = await fetch(mock.url + METHOD, {
      method: 'POST',
      headers: { 'cache-control': 'no-cache', 'content-type': 'application/x-www-form-urlencoded' },
      body: `session=${mock.credentials.virtuozzo.session}&starttime=2024-04-01 20:23:55&endtime=2024-04-02 20:23:55&period=DAY`,
    });
    const text = await reply.text();
    const [row] = JSON.parse(await readFile(printed, 'utf8')).array;
    expect(Object.keys(row)).toHaveLength(37);
    expect(text).toContain(JSON.stringify(row));
    expect(text.startsWith('{"result":0,"array":[{"resourceFreeCost":0,"dateTime":"2024-04-01 00:00:00",')).toBe(true);
  });

  it('adds up in every other row and every period', async () => {
    const caller = VirtuozzoCaller.of(mock);
    const rows = await caller.rows('2024-04-01 20:23:55', '2024-04-02 20:23:55', 'DAY');
    expect(rows.map(({ dateTime, type, resourceType, count }) => [dateTime, type, resourceType, count])).toEqual([
      ['2024-04-01 00:00:00', 'nginxphp', 'RESOURCE', 3],
      ['2024-04-01 00:00:00', 'ip', 'OPTION', 3],
      ['2024-04-02 00:00:00', 'nginxphp', 'RESOURCE', 21],
    ]);
    for (const row of rows.filter(({ resourceType }) => resourceType === 'RESOURCE'))
      expect(
        Math.round((row.fixedCloudletsCost + row.flexibleCloudletsCost + row.storageCost + row.networkExtCost) * 1e6),
      ).toBe(Math.round(row.cost * 1e6));
    for (const [from, to] of [
      ['2024-04-01 20:23:55', '2024-04-02 20:23:55'],
      ['2024-02-11 05:00:01', '2024-06-30 23:59:59'],
    ] as const) {
      const totals = new Set<number>();
      for (const period of ['HOUR', 'DAY', 'WEEK', 'MONTH', 'YEAR', 'AGE'])
        totals.add(totalOf(await caller.rows(from, to, period)));
      expect(totals.size).toBe(1);
    }
  });

  it("is the same by GET, below /JBilling, in any case of the names, and for the environment's own appid", async () => {
    const { session } = mock.credentials.virtuozzo;
    const window = 'starttime=2024-04-01+20:23:55&endTime=2024-04-02%2020:23:55&PERIOD=day';
    const wanted = await (await fetch(`${mock.url}${METHOD}?session=${session}&${window}`)).text();
    for (const url of [
      `/1.0/billing/account/REST/GetAccountBillingHistoryByPeriod?Session=${session}&${window}&ruk=1&charset=UTF-8`,
      `/JBilling/billing/account/rest/getaccountbillinghistorybyperiod?appid=cluster&session=${session}&${window}`,
      `${METHOD}?appid=1dd8d191d38fff45e62564fcf67fdcd6&session=${session}&${window}`,
      `${METHOD}?appid=08888888888888888888888888888851&${window}`,
    ])
      expect(await (await fetch(mock.url + url)).text()).toBe(wanted);
    const json = { 'content-type': 'application/json' };
    const asCloudcost = await fetch(`${mock.url}${METHOD}?session=${session}&${window}`, { headers: json });
    expect(await asCloudcost.text()).toBe(wanted);
  });

  it('leaves on the account what was paid in less all rows', async () => {
    const caller = VirtuozzoCaller.of(mock);
    const rows = await caller.rows('2024-01-01 00:00:00', '2026-01-01 00:00:00', 'YEAR');
    expect(await caller.money()).toBe(350_000_000 - totalOf(rows));
  });
});
