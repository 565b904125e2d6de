import { describe, expect, it } from 'vitest';
import { type Input, platformForEach, type VirtuozzoCaller } from './caller.js';

const START = '2025-01-01 00:00:00';
const FAR = '2026-01-01 00:00:00';
const UID = 5886;

describe("accounts of the Virtuozzo platform, in its operator's hands", () => {
  let caller: VirtuozzoCaller;
  let advance: (by: string) => Promise<unknown>;

  platformForEach((own, mock) => {
    caller = own;
    advance = by => mock.control.clock.advance({ by });
  });

  it('books what the operator adds, takes back and charges, and shows it', async () => {
    const fund = (more: object) => caller.call('billing/account/fundaccount', { uid: UID, amount: 10, ...more });
    await fund({ isBonus: 'true' });
    await caller.call('billing/account/unfundaccount', { uid: UID, amount: 4, isBonus: 'True' });
    await advance('PT1S');
    await caller.call('billing/account/chargeaccountbyuid', { uid: UID, amount: 8.5, description: 'Backup, "large"' });
    expect(await caller.call('billing/account/getaccount')).toMatchObject({ balance: 997.5, bonus: 0 });
    const { responses } = await caller.call('billing/account/getfundaccounthistory', {
      uid: UID,
      starttime: START,
      endtime: '2025-02-01 00:00:00',
      resultCount: 3,
    });
    expect(responses?.map(({ chargeType, amount }) => [chargeType, amount])).toEqual([
      ['CHARGE_BONUS', 6],
      ['CHARGE', 2.5],
      ['REFUND_BONUS', 4],
    ]);
    expect(responses?.[0]?.operationDate).toBe(Date.UTC(2025, 0, 1, 0, 0, 1));
    const rows = await caller.rows(START, '2025-02-01 00:00:00', 'DAY');
    expect(
      rows.map(({ resourceType, type, cost, isBonus, note }) => [resourceType, type, cost, isBonus, note]),
    ).toEqual([
      ['CHARGE', 'charge', 6, true, 'Backup, "large"'],
      ['CHARGE', 'charge', 2.5, false, 'Backup, "large"'],
      ['CHARGE', 'unfund', 4, true, undefined],
    ]);
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
      hardNodeGroups: ['user_host_group', 'default_hn_group', 'fra1_hn_group', 'ams1_hn_group'],
      group: 'billing',
    });
    const { array } = await caller.call('billing/account/getaccounts', { startRow: 1, resultCount: 1 });
    expect(array).toMatchObject([{ uid: 5887, balance: 1077 }]);
  });

  it('answers its limits in the order asked for', async () => {
    const { array } = await caller.call('billing/account/getquotas', {
      quotasnames: 'environment.maxnodescount;environment.maxcount',
    });
    expect(array).toEqual([
      { quota: { name: 'environment.maxnodescount', description: expect.any(String) }, type: 'GROUP', value: 100 },
      { quota: { name: 'environment.maxcount', description: expect.any(String) }, type: 'GROUP', value: 1000 },
    ]);
    const accounts = await caller.call('billing/account/getaccounts', { filterField: 'uid', filterValue: UID });
    expect(accounts.array).toMatchObject([{ uid: UID, group: { name: 'billing', type: 'billing' }, status: 1 }]);
  });

  it('amounts of the funding history have a point', async () => {
    const reply = await caller.send('billing/account/getfundaccounthistory', {
      session: caller.session,
      uid: 5886,
      starttime: '2025-01-01 00:00:00',
      endtime: '2025-01-02 00:00:00',
    });
    expect(await reply.text()).toContain('"chargeType":"FUND","amount":1000.0,"operationDate":1735689600000');
  });

  it('accounts are found by what is asked for, and by nothing else', async () => {
    const found = async (filterField: string, filterValue: string | number) =>
      (await caller.call('billing/account/getaccounts', { filterField, filterValue })).array;
    const [demo, stranger] = [{ uid: 5886 }, { uid: 5887 }];
    expect(await found('uid', 5887)).toMatchObject([stranger]);
    expect(await found('email', 'demo@example.com')).toMatchObject([demo]);
    expect(await found('group', 'billing')).toMatchObject([demo, stranger]);
    expect(await found('status', 1)).toMatchObject([demo, stranger]);
    for (const [field, value] of [
      ['status', 2],
      ['uid', 588],
    ] as const)
      expect(await found(field, value)).toEqual([]);
    const unknown = await caller.call('billing/account/getaccounts', { filterField: 'shoes', filterValue: '42' });
    expect(unknown).toEqual({ result: 3, error: 'invalid parameter [filterField]' });
  });

  it('accounts are listed in the order asked for, and only those that have no more than an amount', async () => {
    const pay = { uid: 5886, amount: 400, note: 'Refund' };
    await caller.call('billing/account/unfundaccount', pay);
    const listed = async (input: Readonly<Record<string, string | number>>) =>
      (await caller.call('billing/account/getaccounts', input)).array;
    const [demo, stranger] = [{ uid: 5886 }, { uid: 5887 }];
    expect(await listed({})).toMatchObject([demo, stranger]);
    expect(await listed({ orderField: 'email', orderDirection: 'ASC' })).toMatchObject([demo, stranger]);
    expect(await listed({ orderField: 'email', orderDirection: 'DESC' })).toMatchObject([stranger, demo]);
    expect(await listed({ orderField: 'email', orderDirection: 'desc', resultCount: 1 })).toMatchObject([stranger]);
    expect(await listed({ orderField: 'balance' })).toMatchObject([demo, stranger]);
    expect(await listed({ orderField: 'balance', orderDirection: 'DESC' })).toMatchObject([stranger, demo]);
    expect(await listed({ orderDirection: 'DESC' })).toMatchObject([stranger, demo]);
    expect(await listed({ orderField: 'group', orderDirection: 'DESC' })).toMatchObject([demo, stranger]);
    expect(await listed({ lebalance: '600.00' })).toMatchObject([demo]);
    expect(await listed({ lebalance: 599.99 })).toEqual([]);
    for (const [name, value] of [
      ['orderField', 'shoes'],
      ['orderDirection', 'UP'],
      ['lebalance', 'much'],
    ] as const)
      expect(await caller.call('billing/account/getaccounts', { [name]: value })).toEqual({
        result: 3,
        error: `invalid parameter [${name}]`,
      });
  });
});
