import { describe, expect, it } from 'vitest';
import type { MockServer } from '../../../mock-server/index.js';
import { seedOf } from '../double.js';
import { BEGINNING, micros, platformForEach, totalOf, VirtuozzoCaller } from './caller.js';

const CONTROL = 'environment/control';
const START = '2025-01-01 00:00:00';
const FAR = '2026-01-01 00:00:00';
const UID = 5886;
const node = { nodeType: 'nodejs', fixedCloudlets: 4, flexibleCloudlets: 4 };

describe('when the money runs out on the Virtuozzo platform', () => {
  let mock: MockServer;

  platformForEach((_, double) => {
    mock = double;
  });

  /** A platform that began with these settings, in a world of its own. */
  async function open(settings: object = {}) {
    const seed = await seedOf(BEGINNING, { virtuozzo: settings });
    const world = await mock.control.worlds.create({ seed, clock: 'frozen' });
    const caller = new VirtuozzoCaller(mock.url, world.credentials.virtuozzo?.session ?? '');
    const pay = (verb: string, amount: number) =>
      caller.call(`billing/account/${verb}`, { uid: UID, amount, description: 'Domain' });
    return {
      caller,
      advance: (by: string) => mock.control.clock.advance({ by }, world.name),
      charge: (amount: number) => pay('chargeaccountbyuid', amount),
      fund: (amount: number) => pay('fundaccount', amount),
      account: () => caller.call('billing/account/getaccount'),
      statuses: async () =>
        ((await caller.call(`${CONTROL}/getenvs`)).infos ?? []).map(({ env }) => [env.envName, env.status]),
    };
  }

  it('only what ran is stopped, and only that starts again', async () => {
    const { caller, charge, fund, advance, account, statuses } = await open();
    for (const shortdomain of ['env-runs', 'env-down', 'env-asleep']) await caller.create({ shortdomain }, node);
    await caller.call(`${CONTROL}/stopenv`, { envName: 'env-down' });
    await caller.call(`${CONTROL}/sleepenv`, { envName: 'env-asleep' });
    await advance('PT30M');
    await charge(2000);
    expect(await account()).toMatchObject({ status: 2, updatedStatusOn: '2025-01-01 00:30:00' });
    const stopped = [
      ['env-runs', 2],
      ['env-down', 2],
      ['env-asleep', 4],
    ];
    expect(await statuses()).toEqual(stopped);
    await advance('PT30M');
    await fund(999);
    expect(await statuses()).toEqual(stopped);
    await fund(100);
    expect(await account()).toMatchObject({ status: 1, updatedStatusOn: '2025-01-01 01:00:00' });
    expect(await statuses()).toEqual([
      ['env-runs', 1],
      ['env-down', 2],
      ['env-asleep', 4],
    ]);
    expect(await caller.call(`${CONTROL}/stopenv`, { envName: 'env-asleep' })).toEqual({ result: 0 });
  });

  it('an account that was refilled in time keeps its environments', async () => {
    const { caller, charge, fund, advance, account, statuses } = await open();
    await caller.create({ shortdomain: 'env-kept' }, node);
    await charge(2000);
    await advance('P59D');
    await fund(5000);
    await advance('P30D');
    expect(await statuses()).toEqual([['env-kept', 1]]);
    await charge(9000);
    await caller.call(`${CONTROL}/stopenv`, { envName: 'env-kept' });
    await advance('P59D');
    expect(await statuses()).toEqual([['env-kept', 2]]);
    await advance('P1D');
    expect(await statuses()).toEqual([]);
    expect(await account()).toMatchObject({ status: 3 });
  });

  it('the limit below which it happens, and how long the account is kept, are the quotas', async () => {
    const quotas = { 'account.minbalance': 5, 'account.destroy.period': 7 };
    const { caller, charge, advance, account, statuses } = await open({ balance: 10, quotas });
    await caller.create({ shortdomain: 'env-short' }, node);
    await charge(5);
    expect(await account()).toMatchObject({ status: 1, balance: 5 });
    const another = await caller.call(`${CONTROL}/createenvironment`, { env: {}, nodes: node });
    expect(another).toEqual({ result: 2223, error: `not enough money on the balance of account [${UID}]` });
    await advance('PT59M');
    expect(await account()).toMatchObject({ status: 1, balance: 5 });
    await advance('PT1M');
    expect(await account()).toMatchObject({ status: 2 });
    await advance('P6DT23H');
    expect(await statuses()).toEqual([['env-short', 2]]);
    await advance('PT1H');
    expect(await statuses()).toEqual([]);
    const value = async (quotasnames: string) =>
      (await caller.call('billing/account/getquotas', { quotasnames })).array;
    expect(await value('account.destroy.period')).toMatchObject([{ value: 7 }]);
  });

  it('the hour that was begun is paid, even by what is deleted within it', async () => {
    const { caller, advance, account } = await open({ balance: 0.01 });
    await caller.create({ shortdomain: 'env-tried' }, node);
    await advance('PT10M');
    await caller.call(`${CONTROL}/deleteenv`, { envName: 'env-tried' });
    expect(await account()).toMatchObject({ status: 1, balance: 0.01 });
    await advance('PT50M');
    const { status, balance = 0 } = await account();
    expect(status).toBe(2);
    const [row] = await caller.rows(START, FAR, 'HOUR');
    expect(micros(row?.fixedCloudletsCost ?? 0)).toBe(4 * 4455);
    expect(micros(balance)).toBe(10_000 - micros(row?.cost ?? 0));
  });

  it('the bonus pays whole hours, as many as it covers, and then the balance does', async () => {
    const { caller, advance, account } = await open({ balance: 1 });
    await caller.create({ shortdomain: 'env-bonus' }, node);
    await caller.call(`${CONTROL}/stopenv`, { envName: 'env-bonus' });
    await caller.call('environment/binder/setextipcount', {
      envName: 'env-bonus',
      type: 'ipv4',
      count: 2,
      nodeGroup: 'cp',
    });
    await advance('PT2H');
    const hourly = micros(1 - ((await account()).balance ?? 0)) / 2;
    expect(hourly).toBeGreaterThanOrEqual(2 * 4282);
    const amount = (3 * hourly) / 1e6;
    const purses = async () =>
      (await caller.rows(START, FAR, 'HOUR')).filter(({ type }) => type === 'ip').map(({ isBonus }) => isBonus);
    await caller.call('billing/account/fundaccount', { uid: UID, amount, isBonus: true });
    await advance('PT1H');
    const left = { bonus: (2 * hourly) / 1e6, balance: (1e6 - 2 * hourly) / 1e6 };
    expect(await account()).toMatchObject(left);
    expect(await purses()).toEqual([false, false, true]);
    await advance('PT4H');
    expect(await account()).toMatchObject({ bonus: 0, balance: (1e6 - 4 * hourly) / 1e6 });
    expect(await purses()).toEqual([false, false, true, true, true, false, false]);
    const less = (hourly - 1) / 1e6; // not enough for an hour, but it goes first
    await caller.call('billing/account/fundaccount', { uid: UID, amount: less, isBonus: true });
    await advance('PT1H');
    expect(await account()).toMatchObject({ bonus: 0, balance: (1e6 - 4 * hourly - 1) / 1e6 });
    expect((await purses()).at(-1)).toBe(false);
  });

  it('an hour in which an environment changed counts at the larger of both', async () => {
    const { caller, advance } = await open();
    const made = await caller.create({ shortdomain: 'env-peak', sslstate: true }, node);
    const envName = 'env-peak';
    const resize = (fixedCloudlets: number) =>
      caller.call(`${CONTROL}/setcloudletscountbyid`, {
        envName,
        nodeId: made.nodes[0]?.id ?? 0,
        fixedCloudlets,
        flexibleCloudlets: 10,
      });
    await advance('PT10M');
    await resize(10);
    await advance('PT10M');
    await resize(1);
    await caller.call(`${CONTROL}/changetopology`, {
      envName,
      env: { sslstate: false },
      nodes: { nodeType: 'nodejs', fixedCloudlets: 1, flexibleCloudlets: 10 },
    });
    await advance('PT2H');
    const rows = await caller.rows(START, FAR, 'HOUR');
    expect(rows.map(({ type, fixedCloudletsAmount }) => [type, fixedCloudletsAmount])).toEqual([
      ['nodejs', 10],
      ['ssl', 0],
      ['nodejs', 1],
    ]);
  });

  it('begins with the money, the currency and the host name that were laid down', async () => {
    const { caller, account } = await open({ balance: 3, bonus: 2, currency: 'CHF', platform: 'cloud.example.org' });
    expect(await account()).toMatchObject({ balance: 3, bonus: 2 });
    const made = await caller.create({ shortdomain: 'env-swiss' }, node);
    expect(made.env).toMatchObject({ domain: 'env-swiss.cloud.example.org' });
    const { link = '' } = await caller.call('billing/account/exportaccountbillinghistorybyperiod', {
      starttime: START,
      endtime: FAR,
    });
    expect(await (await fetch(link)).text()).toMatch(/,Cost \(CHF\)\n$/);
  });

  it.each([
    [{ balance: '3' }, 'the setting "balance" is wrong: Invalid input: expected number, received string'],
    [{ currency: 1 }, 'the setting "currency" is wrong: Invalid input: expected string, received number'],
    [
      { quotas: { 'environment.maxcount': 'many' } },
      'the setting "quotas.environment.maxcount" is wrong: Invalid input: expected number, received string',
    ],
  ])('does not begin with %j, and says why', async (settings, why) => {
    await expect(open(settings)).rejects.toThrow(why);
  });

  it('no amount is taken that no bill could show', async () => {
    const { fund, charge, caller, account } = await open();
    const invalid = { result: 3, error: 'invalid parameter [amount]' };
    for (const amount of [0, -1, 0.0000004, 1_000_000_001]) {
      expect(await fund(amount), `${amount}`).toEqual(invalid);
      expect(await charge(amount), `${amount}`).toEqual(invalid);
    }
    expect(await caller.call('billing/account/fundaccount', { uid: UID, amount: 0.000001 })).toEqual({ result: 0 });
    expect((await account()).balance).toBe(1000.000001);
  });

  it('spends the bonus first and runs out of money: everything stops, and starts again when it is refilled', async () => {
    const { caller, advance } = await open();
    await caller.call('billing/account/unfundaccount', { uid: UID, amount: 999, note: 'Payment returned' });
    await caller.call('billing/account/fundaccount', { uid: UID, amount: 0.5, isBonus: true, note: 'Welcome' });
    await caller.create(
      { shortdomain: 'env-0000006' },
      { nodeType: 'nodejs', fixedCloudlets: 10, flexibleCloudlets: 10 },
    );
    const ran = await advance('P10D');
    expect(ran.ran.filter(({ vendor }) => vendor === 'virtuozzo').map(({ job }) => job)).toEqual(['runOut']);
    const account = await caller.call('billing/account/getaccount');
    expect(account).toMatchObject({ status: 2, bonus: 0 });
    expect(account.balance).toBeLessThan(0);
    const stopped = await caller.call('environment/control/getenvinfo', { envName: 'env-0000006' });
    expect(stopped.env?.status).toBe(2);
    expect((await caller.call('environment/control/startenv', { envName: 'env-0000006' })).result).toBe(2223);

    const rows = await caller.rows(START, '2025-02-01 00:00:00', 'HOUR');
    const charged = rows.filter(({ fixedCloudletsAmount }) => fixedCloudletsAmount > 0);
    const [hour] = charged;
    const perHour = micros(hour?.fixedCloudletsCost ?? 0);
    expect(perHour).toBe(10 * 4221);
    expect(rows.filter(({ isBonus }) => isBonus).length).toBeGreaterThanOrEqual(10);
    expect(charged.findIndex(({ isBonus }) => !isBonus)).toBe(charged.filter(({ isBonus }) => isBonus).length);
    expect(await caller.money()).toBe(1_000_500_000 - totalOf(rows));

    await caller.call('billing/account/fundaccount', { uid: UID, amount: 50 });
    expect((await caller.call('billing/account/getaccount')).status).toBe(1);
    const again = await caller.call('environment/control/getenvinfo', { envName: 'env-0000006' });
    expect(again.env?.status).toBe(1);
  });

  it('loses its environments when it stays without money for sixty days', async () => {
    const { caller, advance } = await open();
    await caller.create({ shortdomain: 'env-0000007' }, { nodeType: 'nodejs' });
    await caller.call('billing/account/chargeaccountbyuid', { uid: UID, amount: 1200, description: 'Domain names' });
    expect((await caller.call('billing/account/getaccount')).status).toBe(2);
    await advance('P59D');
    expect((await caller.call('environment/control/getenvs')).infos).toHaveLength(1);
    await advance('P1D');
    expect((await caller.call('environment/control/getenvs')).infos).toEqual([]);
    expect((await caller.call('billing/account/getaccount')).status).toBe(3);
  });
});
