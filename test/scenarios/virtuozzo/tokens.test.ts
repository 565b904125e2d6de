import { describe, expect, it } from 'vitest';
import type { MockServer } from '../../../mock-server/index.js';
import { type Input, platformForEach, VirtuozzoCaller } from './caller.js';

const ACCOUNT = 'billing/account/getaccount';
const DONE = { result: 0 };

interface Permissions {
  readonly tokenPermissions: readonly { readonly id: number; readonly method: string }[];
}

const refused = { result: 8202, error: 'access token has no permission for this method' };
const invalid = (name: string) => ({ result: 3, error: `invalid parameter [${name}]` });

describe('personal access tokens of the Virtuozzo platform', () => {
  let mock: MockServer;
  let caller: VirtuozzoCaller;
  const tokens = (verb: string, input: Input = {}, by = caller) => by.call(`users/authentication/${verb}`, input);
  const holderOf = (key = '') => new VirtuozzoCaller(mock.url, key);
  const ask = async <A>(verb: string): Promise<A> =>
    JSON.parse(await (await caller.send(`users/authentication/${verb}`, { session: caller.session })).text());
  const make = async (input: Input = {}) => {
    const { token } = await tokens('createtoken', { description: 'one', ...input });
    return { id: token?.id ?? 0, holder: holderOf(token?.key) };
  };
  const fund = { uid: 5886, amount: 1 };

  platformForEach((own, double) => {
    mock = double;
    caller = own;
  });

  it('are numbered one after another, and shown whole but for their value', async () => {
    await make();
    await make({ tokenTemplate: 'Read Only', expiresAt: '2025-02-01 00:00:00' });
    await make({ apiList: 'billing.account.GetAccount;Jelastic.environment.control.GetEnvs' });
    await tokens('regeneratetoken', { ids: 1 });
    await make();
    const plain = { description: 'one', isSystem: false };
    const reader = { ...plain, expiresAt: '2025-02-01 00:00:00', tokenTemplate: { id: 2, name: 'Read Only' } };
    const { tokenPermissions } = await ask<Permissions>('gettokenapilist');
    const methods = ['billing.account.GetAccount', 'environment.control.GetEnvs'];
    const items = methods.map(name => tokenPermissions.find(({ method }) => method === name));
    const shown = [
      { id: 1, ...plain },
      { id: 2, ...reader },
      { id: 3, ...plain, apiListItems: items },
      { id: 4, ...plain },
    ];
    expect((await tokens('gettokens')).apiTokens).toEqual(shown);
    expect((await tokens('gettokens', { ids: '[2, 4]' })).apiTokens).toEqual([shown[1], shown[3]]);
  });

  it('made from a template may do all but make tokens, or only read; and may always sign out', async () => {
    const { holder: full } = await make({ tokenTemplate: 'Extended Access' });
    const { holder: reader } = await make({ tokenTemplate: 'Read Only' });
    expect(await full.call('billing/account/fundaccount', fund)).toEqual(DONE);
    expect(await tokens('gettokens', {}, full)).toEqual(refused);
    expect(await reader.call(ACCOUNT)).toMatchObject(DONE);
    expect(await reader.call('billing/account/fundaccount', fund)).toEqual(refused);
    expect(await tokens('signout', {}, full)).toEqual(DONE);
    expect(await full.call(ACCOUNT)).toMatchObject({ result: 702 });
  });

  it('are limited by a template or by a list of methods, whichever they were given last', async () => {
    const { id, holder } = await make({ apiList: 'billing.account.getquotas' });
    expect(await holder.call(ACCOUNT)).toEqual(refused);
    const edited = await tokens('edittoken', { id, tokenTemplate: 'Extended Access', description: 'two' });
    expect(edited.token).toEqual({
      id,
      description: 'two',
      isSystem: false,
      tokenTemplate: { id: 1, name: 'Extended Access' },
    });
    expect(await holder.call('billing/account/fundaccount', fund)).toEqual(DONE);
    await tokens('edittoken', { id, tokenTemplate: 'Read Only' });
    await tokens('edittoken', { id, apiList: 'billing.account.fundaccount' });
    expect(await holder.call('billing/account/fundaccount', fund)).toEqual(DONE);
    expect(await holder.call(ACCOUNT)).toEqual(refused);
    await tokens('edittoken', { id, expiresAt: '2025-01-01 01:00:00' });
    expect(await holder.call('billing/account/fundaccount', fund)).toEqual(DONE);
    await mock.control.clock.advance({ by: 'PT1H' });
    expect(await holder.call('billing/account/fundaccount', fund)).toMatchObject({ result: 702 });
  });

  it('are refused once they are deleted, all that were named or none', async () => {
    const one = await make();
    const other = await make();
    expect(await tokens('deletetokens', { ids: `${one.id};9` })).toEqual({ result: 5, error: 'token [9] not exist' });
    expect(await one.holder.call(ACCOUNT)).toMatchObject(DONE);
    for (const ids of ['', 'x', '1;x', '1.5', '[]'])
      expect(await tokens('deletetokens', { ids }), ids).toEqual(invalid('ids'));
    expect(await tokens('deletetokens', { ids: `['${one.id}', '${other.id}']` })).toEqual(DONE);
    for (const { holder } of [one, other]) expect(await holder.call(ACCOUNT)).toMatchObject({ result: 702 });
    expect((await tokens('gettokens')).apiTokens).toEqual([]);
  });

  it('are nothing to a stranger: neither seen, nor renewed, changed or deleted', async () => {
    const { id, holder } = await make();
    const stranger = holderOf(mock.credentials.others.virtuozzo?.otherTenant?.session);
    expect((await tokens('gettokens', {}, stranger)).apiTokens).toEqual([]);
    const missing = { result: 5, error: `token [${id}] not exist` };
    expect(await tokens('regeneratetoken', { id }, stranger)).toEqual(missing);
    expect(await tokens('edittoken', { id, description: 'mine' }, stranger)).toEqual(missing);
    expect(await tokens('deletetokens', { ids: id }, stranger)).toEqual(missing);
    expect(await holder.call(ACCOUNT)).toMatchObject(DONE);
  });

  it('answers what tokens may do', async () => {
    const made = await caller.call('users/authentication/createtoken', {
      description: 'Invoices',
      apiList: "['billing.account.GetAccount', 'billing.account.GetQuotas']",
      expiresAt: '2025-01-03 00:00:00',
    });
    expect(made.token).toMatchObject({ id: 1, expiresAt: '2025-01-03 00:00:00' });
    const limited = new VirtuozzoCaller(mock.url, made.token?.key ?? '');
    expect((await limited.call('billing/account/getaccount')).result).toBe(0);
    expect(await limited.call('environment/control/getenvs')).toMatchObject({ result: 8202 });
    const { apiTokens } = await caller.call('users/authentication/gettokens');
    expect(apiTokens?.map(({ id, key, description }) => [id, key, description])).toEqual([[1, undefined, 'Invoices']]);
    const renewed = await caller.call('users/authentication/regeneratetoken', { id: 1 });
    expect((await limited.call('billing/account/getaccount')).result).toBe(702);
    const again = new VirtuozzoCaller(mock.url, renewed.token?.key ?? '');
    expect((await again.call('billing/account/getaccount')).result).toBe(0);
    await caller.call('users/authentication/edittoken', { id: 1, apiList: 'environment.control.getenvs' });
    expect((await again.call('environment/control/getenvs')).result).toBe(0);
    await mock.control.clock.advance({ by: 'P3D' });
    expect((await again.call('environment/control/getenvs')).result).toBe(702);
    expect(await caller.call('users/authentication/deletetokens', { ids: '1' })).toEqual({ result: 0 });
    expect((await caller.call('users/authentication/gettokens')).apiTokens).toEqual([]);
    expect((await caller.call('users/authentication/gettokentemplates')).result).toBe(0);
  });
});
