import { describe, expect, it } from 'vitest';
import type { MockServer } from '../../mock-server/index.js';
import { type Answer, platformForEach, type VirtuozzoCaller } from '../scenarios/virtuozzo/caller.js';

const GET_ACCOUNT = 'virtuozzo/account.getAccount';
const GET_ENVS = 'virtuozzo/control.getEnvs';

describe('an operator answers otherwise', () => {
  let mock: MockServer;
  let caller: VirtuozzoCaller;
  platformForEach((own, double) => {
    mock = double;
    caller = own;
  });
  const admin = async (method: string, body?: object) => {
    const url = `${mock.url}/__admin/worlds/default/overrides`;
    const headers = { 'content-type': 'application/json' };
    const reply = await fetch(url, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    const text = await reply.text();
    return { status: reply.status, text };
  };

  it('whole, so often, and then no more; the call is not carried out, and the journal says so', async () => {
    const reply = { body: { result: 0 } };
    const added = await admin('POST', { operation: 'virtuozzo/control.deleteEnv', times: 1, reply });
    expect([added.status, JSON.parse(added.text)]).toEqual([
      201,
      {
        ...{ id: 1, name: null, operation: 'virtuozzo/control.deleteEnv', where: null, left: 1, met: 0, struck: 0 },
        ...{ drift: false, standing: false },
        reply: { status: 200, headers: {}, body: { result: 0 } },
      },
    ]);
    await caller.create({ shortdomain: 'env-1000001' }, { nodeType: 'nodejs', flexibleCloudlets: 2 });
    const remove = () => caller.call('environment/control/deleteenv', { envName: 'env-1000001' });
    expect(await remove()).toEqual({ result: 0 });
    expect((await caller.call('environment/control/getenvs')).infos).toHaveLength(1);
    expect(await remove()).toEqual({ result: 0 });
    expect((await caller.call('environment/control/getenvs')).infos).toEqual([]);
    const { calls } = await mock.control.journal.list({ operation: 'virtuozzo/control.deleteEnv' });
    expect(calls.map(({ override }) => override)).toEqual([1, null]);
  });

  it('in parts of the real answer', async () => {
    const patch = { balance: 7.5, bonus: null };
    expect((await admin('POST', { operation: GET_ACCOUNT, patch, drift: true })).status).toBe(201);
    const { balance, bonus, uid, email } = await caller.call('billing/account/getaccount');
    expect({ balance, bonus, uid, email }).toEqual({ balance: 7.5, uid: 5886, email: 'demo@example.com' });
    expect((await admin('DELETE')).status).toBe(204);
    expect((await caller.call('billing/account/getaccount')).bonus).toBe(0);
  });

  it('to calls that hold what is wanted, and to no others', async () => {
    const where = { query: { envname: 'env-1000002', env: { displayName: 'Shop' } } };
    const reply = { body: { result: 1, error: 'no' } };
    await admin('POST', { operation: 'virtuozzo/control.changeTopology', where, reply });
    const change = (envName: string, displayName: string): Promise<Answer> =>
      caller.call('environment/control/changetopology', { envName, env: { displayName }, nodes: [] });
    expect(await change('env-1000002', 'Shop')).toEqual(reply.body);
    expect((await change('env-1000002', 'Blog')).result).toBe(3);
    expect((await change('env-1000003', 'Shop')).result).toBe(3);
  });

  it('without a credential too, for the answer is the operator’s', async () => {
    await admin('POST', {
      operation: GET_ENVS,
      reply: { status: 502, headers: { 'content-type': 'text/html' }, body: '<p>' },
      drift: true,
    });
    const reply = await caller.send('environment/control/getenvs', {});
    expect([reply.status, reply.headers.get('content-type'), await reply.text()]).toEqual([502, 'text/html', '<p>']);
  });

  it('within the contract, unless it is to depart from it', async () => {
    const departing = { operation: GET_ENVS, reply: { body: { result: 0, infos: 'none' } } };
    const refused = await admin('POST', departing);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('departs from the contract of virtuozzo/control.getEnvs at $.infos');
    expect((await admin('POST', { ...departing, drift: true })).status).toBe(201);
    expect(await caller.call('environment/control/getenvs')).toEqual(departing.reply.body);
  });

  it.each([
    [{ operation: GET_ENVS }, 'there must be one of `reply`, `patch`, `operations`, `forward`'],
    [{ operation: GET_ENVS, reply: {}, patch: {} }, 'there must be one of'],
    [{ operation: 'virtuozzo/control.getEnv', reply: {} }, 'control.getEnvs'],
    [{ operation: GET_ENVS, reply: { status: 99 } }, 'status'],
    [{ operation: GET_ENVS, where: { form: {} }, reply: {} }, 'form'],
  ])('never by a slip: %o', async (rule, said) => {
    const refused = await admin('POST', rule);
    expect([refused.status, refused.text]).toEqual([422, expect.stringContaining(said)]);
    expect(await mock.control.overrides.list()).toEqual([]);
  });

  it('until the world is reset', async () => {
    await mock.control.overrides.add({ operation: GET_ENVS, reply: { body: { result: 0, infos: [] } } });
    expect(await mock.control.overrides.list()).toHaveLength(1);
    await mock.control.worlds.reset();
    expect(await mock.control.overrides.list()).toEqual([]);
  });
});

describe('what a form may be sent as', () => {
  let mock: MockServer;
  let caller: VirtuozzoCaller;
  platformForEach((own, double) => {
    mock = double;
    caller = own;
  });
  const getAccount = async (path: string, init: RequestInit = {}): Promise<Answer> =>
    JSON.parse(await (await fetch(`${mock.url}${path}`, init)).text());

  it('parts, with the session in one of them, which also selects its world', async () => {
    await mock.control.worlds.create({ name: 'other', seed: 'empty' });
    const world = await mock.control.worlds.show('other');
    for (const session of [caller.session, world.credentials.virtuozzo.session]) {
      const body = new FormData();
      body.set('session', session);
      body.set('ignored', new Blob([new Uint8Array([0xff, 0])]), 'x.bin');
      const { result, uid } = await getAccount('/1.0/billing/account/rest/getaccount', { method: 'POST', body });
      expect({ result, uid }).toEqual({ result: 0, uid: 5886 });
    }
    expect((await mock.control.journal.list(undefined, 'other')).calls).toMatchObject([
      { ignored: ['ignored', 'ignored.filename', 'ignored.size'] },
    ]);
  });

  it('with `token` for `session`, and at the address that updaters use', async () => {
    for (const path of ['/1.0', '/JBilling', '/JElastic']) {
      const at = `${path}/billing/account/rest/getaccount?token=${caller.session}&ruk=1`;
      expect((await getAccount(at)).result).toBe(0);
    }
    expect((await mock.control.journal.list()).calls[0]?.ignored).toEqual(['ruk']);
    const both = `/1.0/billing/account/rest/getaccount?session=${'0'.repeat(40)}&token=${caller.session}`;
    expect((await getAccount(both)).result).toBe(702);
  });

  it('a fault may carry a code of the vendor', async () => {
    await mock.control.faults.add({
      operation: 'control.getEnvs',
      failure: 'timeout',
      as: 4110,
      text: 'too slow',
      times: 1,
    });
    expect(await caller.call('environment/control/getenvs')).toEqual({ result: 4110, error: 'too slow' });
    expect((await caller.call('environment/control/getenvs')).result).toBe(0);
  });
});
