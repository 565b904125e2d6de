import http, { type IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { MOST_AT_ONCE } from '../../../mock-server/calls/lengthy.js';
import type { MockServer } from '../../../mock-server/index.js';
import { type Answer, formOf, micros, platformForEach, totalOf, type VirtuozzoCaller } from './caller.js';

const START = '2025-01-01 00:00:00';
const FAR = '2027-01-01 00:00:00';
const DAYS = 80;

const dayAfter = (days: number): string =>
  `${new Date(Date.UTC(2025, 0, 1 + days)).toISOString().slice(0, 10)} 00:00:00`;

describe('a bill of the Virtuozzo platform with more rows than are made at once', () => {
  let mock: MockServer;
  let caller: VirtuozzoCaller;

  platformForEach((own, double) => {
    mock = double;
    caller = own;
  });

  /** Four nodes through all the days. */
  async function live(): Promise<string> {
    const { env } = await caller.create({ shortdomain: 'env-0000007' }, { nodeType: 'nodejs', count: 4 });
    await mock.control.clock.advance({ by: `P${DAYS}D` });
    return env.envName;
  }

  /** An answer of which nothing is read yet. */
  const unread = (period: string): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      const input = { session: caller.session, starttime: START, endtime: FAR, period };
      const path = `${caller.base}/billing/account/rest/getaccountbillinghistorybyperiod?${formOf(input)}`;
      http.get(path, { agent: false }, resolve).on('error', reject);
    });

  async function read(reply: IncomingMessage): Promise<Answer> {
    let text = '';
    for await (const piece of reply.setEncoding('utf8')) text += piece;
    return JSON.parse(text);
  }

  it('has the rows of its parts, which add up to what was paid', async () => {
    const before = await caller.money();
    await live();
    const rows = await caller.rows(START, FAR, 'HOUR');
    expect(rows).toHaveLength(4 * 24 * DAYS);
    expect(rows.length).toBeGreaterThan(MOST_AT_ONCE);
    const parts = [];
    for (let day = 0; day < DAYS; day += 20) {
      parts.push(...(await caller.rows(dayAfter(day), dayAfter(day + 20), 'HOUR')));
    }
    expect(rows).toEqual(parts);
    const days = await caller.rows(START, FAR, 'DAY');
    expect([totalOf(days), before - (await caller.money())]).toEqual([totalOf(rows), totalOf(rows)]);
  });

  it('is that of the instant of the call, whatever others do while it is sent', async () => {
    const envName = await live();
    const known = await caller.rows(START, FAR, 'HOUR');
    const late = await unread('HOUR');
    await caller.call('billing/account/chargeaccountbyuid', { uid: 5886, amount: 2, description: 'Backup', envName });
    await caller.call('environment/control/deleteenv', { envName, password: 'demo' });
    await mock.control.clock.advance({ by: 'P1D' });
    const { array = [] } = await read(late);
    expect(array).toEqual(known);
    const now = await caller.rows(START, FAR, 'HOUR');
    expect(totalOf(now) - totalOf(known)).toBeGreaterThanOrEqual(micros(2));
  });

  it('says the same of a month, in few rows, in one piece', async () => {
    await live();
    expect((await unread('HOUR')).headers['transfer-encoding']).toBe('chunked');
    const month = await unread('MONTH');
    expect(month.headers['content-length']).toBeDefined();
    const { array = [] } = await read(month);
    expect(totalOf(array)).toBe(totalOf(await caller.rows(START, FAR, 'HOUR')));
  });
});
