import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { control } from '../../contracts/control/index.js';
import { checkExchange } from '../../contracts/core/checks.js';
import { loadContract } from '../../contracts/core/define-contract.js';
import { type BillSource, builtIn, createMockServer, type MockServer, type Vendor } from '../../mock-server/index.js';
import acme from '../vendors/acme/index.js';

let mock: MockServer;
beforeEach(async () => {
  mock = await createMockServer({ seed: 'shop', clock: 'frozen', vendors: [...builtIn, acme] });
});
afterEach(() => mock.close());

/** The answer of `GET /__admin/worlds/default/money/…`, which is held to the contract. */
async function money(path: string) {
  const reply = await fetch(`${mock.url}/__admin/worlds/default/money/${path}`);
  const body = JSON.parse(await reply.text());
  const entry = (await loadContract(control)).entries.find(({ id }) => id === 'money.show');
  const headers = { 'content-type': reply.headers.get('content-type') ?? '' };
  expect(entry && checkExchange({ contract: control, entry, reply: { status: reply.status, headers, body } })).toEqual(
    [],
  );
  return { status: reply.status, body };
}

const told = async (path: string) => {
  const { status, body } = await money(path);
  return [status, body.error.message, body.error.issues?.[0]?.path.join('.')];
};

const read = async (path: string, headers: Record<string, string> = {}) =>
  JSON.parse(await (await fetch(`${mock.url}${path}`, { headers })).text());

/** What a vendor's own API answers over HTTP. Times are as the control API writes them. */
interface OwnAnswers {
  /** What all of the first account came to. */
  total(from: string, to: string): Promise<number>;
  thing(item: { readonly id: string }, from: string, to: string): Promise<number>;
  credit(): Promise<number>;
}

const naive = (at: string): string => at.slice(0, 19);
const sql = (at: string): string => naive(at).replace('T', ' ');
const sum = (amounts: readonly number[]): number => amounts.reduce((one, other) => one + other, 0);

const owns: Readonly<Record<string, () => OwnAnswers>> = {
  infrahub() {
    const get = (path: string) => read(`/v1/billing${path}`, { api_key: mock.credentials.infrahub.apiKey });
    const history = (of: string, from: string, to: string) =>
      get(`/billing/history${of}?start_date=${naive(from)}&end_date=${naive(to)}`);
    return {
      total: async (from, to) => (await history('', from, to)).billing_history.billing_history[0].metrics.incurred_bill,
      async thing({ id }, from, to) {
        const found = await history(`/virtual-machine/${id.replace('vm:', '')}`, from, to);
        return found.billing_history_vm_details.billing_history[0].metrics.incurred_bill;
      },
      credit: async () => (await get('/user-credit/credit')).data.credit,
    };
  },

  /** Its answers are of a month of the calendar, as far as it has passed. */
  virtfusion() {
    const get = async (path: string) => {
      const authorization = `Bearer ${mock.credentials.virtfusion.token}`;
      return (await read(`/api/v1/selfService/${path}`, { authorization })).data;
    };
    const usage = async (from: string) => get(`usage/byUserExtRelationId/1?period[]=${from.slice(0, 10)}&range=m`);
    return {
      total: async from => (await usage(from)).usageServersBillable.tokenReal,
      async thing({ id }, from) {
        const { servers } = (await usage(from)).periods[0];
        return servers.find((one: { id: number }) => `server:${one.id}` === id).usageBillable.tokenReal;
      },
      credit: async () => Number((await get('hourlyStats/byUserExtRelationId/1')).credit.tokens),
    };
  },

  virtuozzo() {
    const get = (method: string, query: Record<string, string> = {}) => {
      const search = new URLSearchParams({ session: mock.credentials.virtuozzo.session, ...query });
      return read(`/1.0/billing/account/rest/${method}?${search}`);
    };
    const bill = async (method: string, from: string, to: string, query = {}): Promise<number> => {
      const window = { starttime: sql(from), endtime: sql(to), period: 'DAY' };
      const { array } = await get(method, { ...window, ...query });
      return sum(array.map(({ cost }: { cost: number }) => cost));
    };
    return {
      total: (from, to) => bill('getaccountbillinghistorybyperiod', from, to),
      thing: ({ id }, from, to) =>
        bill('getenvbillinghistorybyperiod', from, to, { targetAppid: id.replace('environment:', '') }),
      async credit() {
        const { balance, bonus } = await get('getaccount');
        return balance + bonus;
      },
    };
  },
};

describe.each(Object.keys(owns))('the money of %s', vendor => {
  it("is to the last digit what the vendor's own calls answer, before and after a month", async () => {
    const own = owns[vendor]?.();
    if (own === undefined) throw new Error('no answers');
    for (let months = 0; months < 2; months += 1) {
      const { now } = await mock.control.clock.show();
      const from = `${now.slice(0, 7)}-01T00:00:00Z`;
      const { body } = await money(`${vendor}?from=${from}&to=${now}`);
      const [thing] = body.items.filter(({ running }: { running: boolean }) => running);
      expect(body.total.spent).toBeGreaterThan(1);
      expect(body.total.spent).toBeCloseTo(await own.total(from, now), 8);
      expect(thing.spent).toBeCloseTo(await own.thing(thing, from, now), 9);
      expect(body.account.credit).toBeCloseTo(await own.credit(), 9);
      // A day within it, where the vendor tells days.
      if (vendor !== 'virtfusion') {
        const day = body.steps[3];
        expect(body.total.costs[3]).toBeCloseTo(await own.total(day.from, day.to), 9);
        expect(thing.costs[3]).toBeCloseTo(await own.thing(thing, day.from, day.to), 9);
      }
      await mock.control.clock.advance({ by: 'P1M' });
    }
  });

  it('forecasts what comes to pass if nothing else happens', async () => {
    const { body: before } = await money(`${vendor}?step=day`);
    const steady = before.items[0];
    const last = before.steps.at(-1);
    await mock.control.clock.advance({ to: last.to });
    const { body: after } = await money(`${vendor}?from=${before.from}&to=${before.to}&item=${steady.id}`);
    expect(after.items[0].spent).toBeCloseTo(steady.total, 6);
    expect(after.account.credit).toBeLessThan(before.account.credit);
  });

  it('is the same however it is cut into steps', async () => {
    const { body: days } = await money(`${vendor}?from=2026-05-20&to=2026-06-19&step=day&limit=50`);
    const { body: hours } = await money(`${vendor}?from=2026-05-20&to=2026-06-19&step=hour&limit=50`);
    const { body: months } = await money(`${vendor}?from=2026-05-20&to=2026-06-19&step=month&limit=50`);
    expect(days.steps).toHaveLength(31);
    expect(hours.steps).toHaveLength(30 * 24 + 1);
    expect(months.steps.map(({ from }: { from: string }) => from)).toEqual([
      '2026-05-20T00:00:00Z',
      '2026-06-01T00:00:00Z',
      days.now,
    ]);
    for (const [at, item] of days.items.entries()) {
      for (const other of [days.items[at], hours.items[at], months.items[at]]) {
        expect([other.id, other.total, other.spent]).toEqual([item.id, item.total, item.spent]);
        expect(sum(other.costs)).toBeCloseTo(item.total, 7);
      }
      expect(sum(hours.items[at].costs.slice(0, 24))).toBeCloseTo(item.costs[0], 8);
    }
    const all = [...days.items, days.others];
    expect(sum(all.map(({ total }) => total))).toBeCloseTo(days.total.total, 6);
    expect(sum(all.map(({ rate }) => rate))).toBeCloseTo(days.account.rate, 8);
  });

  it('tells the dearest things one by one, and the others together', async () => {
    const { body: all } = await money(`${vendor}?limit=50`);
    const { body: few } = await money(`${vendor}?limit=2`);
    expect(few.items).toEqual(all.items.slice(0, 2));
    expect(few.items[0].total).toBeGreaterThanOrEqual(few.items[1].total);
    expect(few.others.count).toBe(all.items.length + all.others.count - 2);
    expect(few.total).toEqual(all.total);
    expect(few.others.total).toBeCloseTo(all.total.total - few.items[0].total - few.items[1].total, 7);
  });

  it('names the records that there are', async () => {
    const { body } = await money(`${vendor}?step=month&limit=50`);
    const linked = body.items.filter(({ resource }: { resource: unknown }) => resource !== null);
    expect(linked.length).toBeGreaterThan(1);
    for (const { name, resource } of linked) {
      const { records } = await mock.control.state.show(vendor, resource.resource, { limit: 1000 });
      expect(records.find(({ id }) => `${id}` === resource.key)).toMatchObject({ name });
    }
    expect(body.items.some(({ running }: { running: boolean }) => !running)).toBe(true);
  });
});

describe('money over HTTP', () => {
  it('has the present between steps, each of which has passed or is to come', async () => {
    const { body } = await money('infrahub?step=month');
    expect(body).toMatchObject({
      now: '2026-06-15T09:30:00Z',
      from: '2025-07-01T00:00:00Z',
      to: '2026-10-01T00:00:00Z',
    });
    expect(body.steps).toHaveLength(16);
    expect(body.steps.slice(11, 13)).toEqual([
      { from: '2026-06-01T00:00:00Z', to: body.now, forecast: false },
      { from: body.now, to: '2026-07-01T00:00:00Z', forecast: true },
    ]);
    const { body: past } = await money('infrahub?to=2026-06-01');
    expect([past.from, past.steps.some(({ forecast }: { forecast: boolean }) => forecast)]).toEqual([
      '2026-04-17T00:00:00Z',
      false,
    ]);
    expect(past.total.spent).toBe(past.total.total);
    const { body: future } = await money('infrahub?from=2026-07-01');
    expect([future.total.spent, future.total.total > 1000]).toEqual([0, true]);
  });

  it('says how an account stands: credit, what it lasts for, and at what something happens', async () => {
    const { account, accounts, unit } = await mock.control.money('infrahub');
    const hours = (Date.parse(account.until ?? '') - Date.parse('2026-06-15T09:30:00Z')) / 3_600_000;
    expect(account.credit / account.rate).toBeCloseTo(hours, 3);
    expect([unit, accounts[0]?.id]).toEqual([{ name: 'USD', worth: null }, account.id]);
    expect(account.thresholds).toContainEqual({ name: 'A warning is sent', amount: null, hours: 72, isOn: true });
    expect(account.thresholds).toContainEqual({ name: '500 USD are paid in', amount: 20, hours: null, isOn: false });
    const { unit: tokens } = await mock.control.money('virtfusion');
    expect(tokens).toEqual({ name: 'tokens', worth: { currency: 'USD', value: 0.01 } });
    const { account: platform } = await mock.control.money('virtuozzo');
    expect(platform.parts).toEqual({ balance: platform.credit, bonus: 0 });
    expect(platform.thresholds.map(({ amount }) => amount)).toEqual([10, 0]);
    expect(Date.parse(platform.until ?? '')).toBeGreaterThan(Date.parse('2026-07-01T00:00:00Z'));
  });

  it('is of the account that is asked for, and of the one thing', async () => {
    const { body } = await money('infrahub?account=2002');
    expect([body.account.name, body.items, body.total.total]).toEqual(['Another Organization', [], 0]);
    const { body: one } = await money('infrahub?item=vm:29');
    expect([one.items.length, one.items[0].name, one.total.total]).toEqual([1, 'notebook-anna', one.items[0].total]);
    expect(one.account.rate).toBeGreaterThan(one.total.rate);
  });

  it('of what was charged at once is past from the moment on, also under a clock that stands', async () => {
    const { body: before } = await money('virtuozzo?item=charges');
    await mock.control.clock.advance({ by: 'PT1S' });
    const { session } = mock.credentials.virtuozzo;
    const query = new URLSearchParams({ session, uid: '5886', amount: '7.5', description: 'Domain' });
    expect(await read(`/1.0/billing/account/rest/chargeaccountbyuid?${query}`)).toEqual({ result: 0 });
    const { body: after } = await money('virtuozzo?item=charges');
    expect(after.items[0].spent).toBeCloseTo(before.items[0].spent + 7.5, 9);
    expect(after.items[0].total).toBe(after.items[0].spent);
  });

  it('refuses what is wrong, and says the place', async () => {
    expect(await told('infrahb')).toEqual([404, 'there is no vendor "infrahb"; did you mean infrahub?', undefined]);
    expect(await told('acme')).toEqual([404, 'the vendor "acme" says nothing of money: it has no `bills`', undefined]);
    expect((await told('infrahub?from=2026-06-02&to=2026-06-01')).slice(1)).toEqual([
      'the input is not what this call takes',
      'to',
    ]);
    expect((await told('infrahub?step=hour&from=2026-01-01&to=2026-06-01'))[2]).toBe('to');
    expect((await told('infrahub?step=month&from=2026-01-01&to=9999-01-01'))[2]).toBe('to');
    expect((await told('infrahub?step=week'))[2]).toBe('step');
    expect((await told('infrahub?limit=51'))[2]).toBe('limit');
    expect((await told('infrahub?from=yesterday'))[2]).toBe('from');
    expect((await told('infrahub?colour=red'))[0]).toBe(422);
    expect(await told('infrahub?account=201')).toEqual([
      404,
      'nobody who pays has the id "201"; did you mean 2001 or 2002?',
      undefined,
    ]);
    expect((await told('infrahub?item=vm:9999'))[1]).toMatch(/^this account pays for nothing of the id "vm:9999"/);
    await expect(mock.control.money('infrahub', { step: 'hour', from: '2020-01-01' })).resolves.toBeDefined();
    await expect(mock.control.money('infrahub', { from: '2020-01-01', to: '2026-01-01' })).rejects.toThrow(
      'more than 750 steps',
    );
  });

  it("is told by a vendor of one's own, whose accounts and things are its own words", async () => {
    const thing = { id: 'box:1', kind: 'box', name: 'web', rate: 2 };
    const bills: BillSource<unknown> = {
      unit: () => ({ name: 'ACM' }),
      accounts: () => [{ id: 'me', name: 'Me' }],
      funds: () => ({ credit: 5, thresholds: [] }),
      things: () => [{ ...thing, cost: (from, to) => (2 * (to - from)) / 3_600_000 }],
    };
    const priced: Vendor = { ...acme, bills: async () => ({ bills }) };
    const own = await createMockServer({
      vendors: [priced],
      seed: 'empty',
      clock: 'frozen',
      now: '2025-01-15T12:00:00Z',
    });
    const told = await own.control.money('acme', { step: 'day', from: '2025-01-15', to: '2025-01-17' });
    expect(told.items).toEqual([
      { ...thing, resource: null, running: true, costs: [24, 24, 48], spent: 24, total: 96 },
    ]);
    expect(told.account).toEqual({ id: 'me', name: 'Me', credit: 5, parts: {}, rate: 2, until: null, thresholds: [] });
    await own.close();
  });
});
