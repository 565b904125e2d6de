import { describe, expect, it } from 'vitest';
import type { MockServer } from '../../../mock-server/index.js';
import { type Ask, askerOf, type Said } from './asker.js';
import { type BillRow, micros, platformForEach, totalOf, VirtuozzoCaller } from './caller.js';

const BILLING = 'billing/account';
const DONE = { result: 0 };

interface Accounts extends Said {
  readonly array: readonly { readonly uid: number }[];
}
interface Quotas extends Said {
  readonly array: readonly { readonly quota: { readonly name: string }; readonly value: number }[];
}

describe("what the platform's operator does with accounts", () => {
  let mock: MockServer;
  let ask: Ask;
  const stranger = () => mock.credentials.others.virtuozzo?.otherTenant?.session ?? '';
  const uids = async (method: string, input = {}) =>
    (await ask<Accounts>(`${BILLING}/${method}`, input)).array.map(({ uid }) => uid);

  platformForEach((_, double) => {
    mock = double;
    ask = askerOf(double);
  });

  it.each([
    ['addaccount', { uid: 5887 }],
    ['changeemail', { login: 'demo@example.com', email: 'a@example.com' }],
    ['changegroup', { groupName: 'trial', uids: '5887' }],
    ['fundandactivateaccount', { uid: 5887, amount: 1 }],
    ['enableuser', { uid: 5887 }],
    ['getsuspendedaccounts', {}],
    ['getaccountsbyuids', { uids: '5887' }],
    ['getaccountsbylimits', { uidslimits: '5887:1' }],
    ['getaccountsbypersonalthreshold', {}],
    ['getaccountsfordeactivation', {}],
    ['getaccountsfordestroying', {}],
    ['getaccountconsumptionbyperiodinner', { uid: 5887, start: '2025-01-01 00:00:00', end: '2025-01-02 00:00:00' }],
  ])('%s is nothing for a customer', async (method, input) => {
    expect(await ask(`${BILLING}/${method}`, input, stranger())).toMatchObject({ result: 8 });
    if ('uid' in input) expect(await ask(`${BILLING}/${method}`, { ...input, uid: 9 })).toMatchObject({ result: 703 });
  });

  it('finds accounts by uid, by what they have, and by what they lack', async () => {
    expect(await uids('getaccountsbyuids', { uids: "['5887', '1234:100']" })).toEqual([5887]);
    expect(await uids('getaccountsbyuids', { uids: '5886;5887', lebalance: 999 })).toEqual([]);
    expect(await uids('getaccountsbylimits', { uidslimits: '5886:10.00;5887:1000' })).toEqual([5887]);
    expect(await uids('getaccountsbypersonalthreshold')).toEqual([]);
    await ask(`${BILLING}/chargeaccountbyuid`, { uid: 5887, amount: 995, description: 'x' });
    expect(await uids('getaccountsbypersonalthreshold')).toEqual([5887]);
    expect([await uids('getaccountsfordeactivation'), await uids('getaccountsfordestroying')]).toEqual([[], []]);
  });

  it('puts accounts into groups, which are listed', async () => {
    const groups = await ask<{ array: { name: string }[] }>('billing/groupquota/getgroups');
    expect(groups.array.map(({ name }) => name)).toEqual(['trial', 'beta', 'billing', 'post']);
    expect(await ask('billing/groupquota/getgroups', {}, stranger())).toMatchObject({ result: 8 });
    const move = (groupName: string, list: string) => ask(`${BILLING}/changegroup`, { groupName, uids: list });
    expect(await move('none', '5887')).toMatchObject({ result: 5 });
    expect(await move('post', '5887;9')).toMatchObject({ result: 703 });
    expect(await move('post', '5887')).toEqual(DONE);
    const group = async () => (await ask<Said & { group: string }>(`${BILLING}/getaccount`, {}, stranger())).group;
    expect(await group()).toBe('post');
    expect(await ask(`${BILLING}/fundandactivateaccount`, { uid: 5887, amount: 5.5 })).toEqual(DONE);
    expect(await ask(`${BILLING}/getaccount`, {}, stranger())).toMatchObject({ balance: 1005.5, group: 'billing' });
  });

  it('what a user consumed is what is on his bill', async () => {
    const caller = VirtuozzoCaller.of(mock);
    await caller.create(
      { shortdomain: 'env-1000001' },
      { nodeType: 'nodejs', fixedCloudlets: 2, flexibleCloudlets: 8 },
    );
    await mock.control.clock.advance({ by: 'P2D' });
    const [start, end] = ['2025-01-01 00:00:00', '2025-01-04 00:00:00'];
    const method = `${BILLING}/getaccountconsumptionbyperiodinner`;
    const { array } = await ask<Said & { array: BillRow[] }>(method, { uid: 5886, start, end });
    expect(totalOf(array)).toBe(totalOf(await caller.rows(start, end, 'HOUR')));
    expect(totalOf(array)).toBe(micros(1000) - (await caller.money()));
  });

  it('each limit that is asked for has a row, in the order asked for, also one that nobody knows', async () => {
    const quotasnames = 'disk.iopslimit;no.such.limit;environment.maxcount';
    const rows = (array: Quotas['array']) => array.map(({ quota, value }) => [quota.name, value]);
    const expected = [
      ['disk.iopslimit', 1000],
      ['no.such.limit', 0],
      ['environment.maxcount', 1000],
    ];
    expect(rows((await ask<Quotas>(`${BILLING}/getquotas`, { quotasnames })).array)).toEqual(expected);
    for (const name of ['quotasnames', 'names'])
      expect(rows((await ask<Quotas>(`${BILLING}/getownerquotas`, { [name]: quotasnames })).array)).toEqual(expected);
    const own = { quotaNames: quotasnames };
    expect(rows((await ask<Quotas>(`${BILLING}/getcollaborationquotas`, own)).array)).toEqual(expected);
  });

  it('methods that a token can be limited to are those of the routes, by their full names', async () => {
    const list = async (input = {}) =>
      (await ask<{ tokenPermissions: { id: number; method: string }[] }>('users/authentication/gettokenapilist', input))
        .tokenPermissions;
    const all = await list();
    expect(all.length).toBeGreaterThan(685);
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    expect(all.map(({ method }) => method)).toContain('billing.account.GetAccount');
    for (const name of ['search', 'sortParam'])
      expect((await list({ [name]: 'env.vcs.' })).map(({ method }) => method)).toEqual(
        ['CreateProject', 'DeleteProject', 'GetProject', 'EditProject', 'Update'].map(
          verb => `environment.vcs.${verb}`,
        ),
      );
    const policies = 'users/authentication/getpolicymethods';
    expect(await ask(policies)).toEqual({ ...DONE, tokenPermissions: all });
    expect(await ask(policies, { uniqueName: 'none' })).toMatchObject({ result: 5 });
    const policy = await ask<{ tokenPermissions: { method: string }[] }>(policies, { uniqueName: 'environment-clone' });
    expect(policy).toMatchObject({ ...DONE, behavior: 'ALLOW' });
    expect(policy.tokenPermissions.map(({ method }) => method)).toEqual(['environment.control.CloneEnv']);
  });
});
