import supertest from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { control } from '../../contracts/control/index.js';
import { checkExchange } from '../../contracts/core/checks.js';
import { loadContract } from '../../contracts/core/define-contract.js';
import { createMockServer, Failure, type MockServer } from '../../mock-server/index.js';

let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer({ seed: 'empty', clock: 'frozen', now: '2025-01-01T00:00:00Z', selfCheck: 'all' });
});
afterAll(async () => {
  await mock.close();
  expect(mock.findings).toEqual([]);
});

const admin = async (method: string, path: string, body?: unknown) => {
  const reply = await fetch(`${mock.url}/__admin${path}`, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  const text = await reply.text();
  return {
    status: reply.status,
    headers: { 'content-type': reply.headers.get('content-type') ?? '' },
    body: text === '' ? undefined : JSON.parse(text),
  };
};

/** A call that must answer as the control contract says. */
const conforming = async (operation: string, method: string, path: string, body?: unknown) => {
  const reply = await admin(method, path, body);
  const entry = (await loadContract(control)).entries.find(({ id }) => id === operation);
  expect(entry && checkExchange({ contract: control, entry, reply })).toEqual([]);
  return reply;
};

describe('worlds over HTTP', () => {
  it('are made with their own credentials, addresses and clock', async () => {
    const made = await conforming('worlds.create', 'POST', '/worlds', { name: 'mine', seed: 'documented' });
    expect(made).toMatchObject({
      status: 201,
      body: { name: 'mine', seed: 'documented', clock: { now: '2025-01-20T21:49:10Z', mode: 'frozen' } },
    });
    expect(made.body.urls.infrahub).toBe(`${mock.url}/w/mine/v1`);
    expect(made.body.credentials.virtfusion.token).not.toBe(mock.credentials.virtfusion.token);
    expect(Object.keys(made.body.credentials.others.infrahub)).toEqual(
      expect.arrayContaining(['expired', 'revoked', 'otherTenant']),
    );
    expect((await conforming('worlds.show', 'GET', '/worlds/mine')).body.name).toBe('mine');
    const { body } = await conforming('worlds.list', 'GET', '/worlds');
    expect(body.worlds.map(({ name }: { name: string }) => name)).toContain('mine');
    expect((await admin('DELETE', '/worlds/mine')).status).toBe(204);
    expect((await conforming('worlds.show', 'GET', '/worlds/mine')).status).toBe(404);
  });

  it('are made with nothing said', async () => {
    const { status, body } = await conforming('worlds.create', 'POST', '/worlds');
    expect([status, body.seed]).toEqual([201, 'empty']);
  });

  it.each([
    ['a name that is taken', { name: 'default' }, 409, 'exists'],
    ['a name that is no name', { name: '../x' }, 422, 'invalid'],
    ['a seed that does not exist', { seed: 'nowhere' }, 422, 'invalid'],
    ['a date of no calendar', { now: '2025-02-30T00:00:00Z' }, 422, 'invalid'],
    ['a member of no meaning', { colour: 'red' }, 422, 'invalid'],
  ])('are not made with %s', async (_what, wish, status, kind) => {
    const refused = await conforming('worlds.create', 'POST', '/worlds', wish);
    expect([refused.status, refused.body.error.kind]).toEqual([status, kind]);
  });

  it('keep the default one', async () => {
    expect((await admin('DELETE', '/worlds/default')).body.error.kind).toBe('conflict');
  });
});

describe('the clock over HTTP', () => {
  it('is read, advanced, set, frozen and run', async () => {
    await admin('POST', '/worlds', { name: 'time', now: '2025-01-01T00:00:00Z', clock: 'frozen' });
    const at = (now: string, mode = 'frozen') => ({ now, mode });
    expect((await conforming('clock.show', 'GET', '/worlds/time/clock')).body).toEqual(at('2025-01-01T00:00:00Z'));
    const advanced = await conforming('clock.advance', 'POST', '/worlds/time/clock/advance', { by: 'P1DT47M' });
    expect(advanced.body.clock).toEqual(at('2025-01-02T00:47:00Z'));
    await conforming('clock.advance', 'POST', '/worlds/time/clock/advance', { to: '2025-02-01T00:00:00Z' });
    const set = await conforming('clock.change', 'PATCH', '/worlds/time/clock', { now: '2025-03-01T00:00:00Z' });
    expect(set.body).toEqual(at('2025-03-01T00:00:00Z'));
    expect((await admin('PATCH', '/worlds/time/clock', { mode: 'running' })).body.mode).toBe('running');
  });

  it.each([
    ['goes back', { to: '2020-01-01T00:00:00Z' }],
    ['is both', { by: 'PT1M', to: '2030-01-01T00:00:00Z' }],
    ['is neither', {}],
    ['is half a month', { by: 'P0.5M' }],
    ['is no duration', { by: 'PT' }],
  ])('is not advanced by what %s', async (_what, step) => {
    const refused = await conforming('clock.advance', 'POST', '/worlds/default/clock/advance', step);
    expect([refused.status, refused.body.error.kind]).toEqual([422, 'invalid']);
  });
});

describe('the rest of the control API', () => {
  it('tells its health, coverage and documents', async () => {
    expect((await conforming('health.show', 'GET', '/health')).body).toMatchObject({ status: 'ok' });
    const { body } = await conforming('coverage.show', 'GET', '/coverage');
    expect(Object.keys(body.vendors)).toEqual(['virtfusion', 'infrahub', 'virtuozzo']);
    for (const vendor of [...Object.keys(body.vendors), 'control'])
      expect((await conforming('openapi.show', 'GET', `/openapi/${vendor}.json`)).body.openapi).toBe('3.1.0');
    expect((await conforming('openapi.show', 'GET', '/openapi/nobody.json')).status).toBe(404);
  });

  it('keeps a journal, and makes calls fail', async () => {
    await admin('POST', '/worlds', { name: 'watched' });
    const fetchUsage = () =>
      fetch(`${mock.url}/w/watched/v1/billing/billing/usage`, { headers: { api_key: 'nobody' } }).then(
        ({ status }) => status,
      );
    await conforming('faults.add', 'POST', '/worlds/watched/faults', {
      operation: 'infrahub/*',
      failure: 'internal',
      times: 1,
    });
    expect((await conforming('faults.list', 'GET', '/worlds/watched/faults')).body.faults).toHaveLength(1);
    expect([await fetchUsage(), await fetchUsage()]).toEqual([500, 401]);
    const { body } = await conforming('journal.list', 'GET', '/worlds/watched/journal?status=401');
    expect(body).toMatchObject({ count: 2, calls: [{ number: 2, vendor: 'infrahub', failure: 'unauthenticated' }] });
    expect((await admin('DELETE', '/worlds/watched/journal')).status).toBe(204);
    expect((await admin('DELETE', '/worlds/watched/faults')).status).toBe(204);
    expect((await admin('GET', '/worlds/watched/journal')).body).toEqual({ count: 0, calls: [] });
  });

  it.each([
    ['infrahb/*', 'no operation is named "infrahb/*"'],
    ['regions.lst', 'no operation is named "regions.lst"; did you mean regions.list?'],
    [`${'*'.repeat(40)}!`, 'no operation is named'],
  ])('makes no rule of %s, which would never fail a call', async (operation, said) => {
    const rule = { operation, failure: 'conflict' };
    const { status, body } = await conforming('faults.add', 'POST', '/worlds/default/faults', rule);
    expect([status, body.error.message]).toEqual([422, expect.stringContaining(said)]);
    expect(await mock.control.faults.list('default')).toEqual([]);
  });

  it('says in process, too, which of several forms is wrong', async () => {
    await expect(mock.control.journal.list(Object({ status: 'many' }), 'default')).rejects.toThrow(
      'must be a whole number\n  → at status',
    );
    const refused = (call: Promise<unknown>) => call.catch((error: unknown) => error);
    for (const call of [
      mock.control.journal.list(Object({ status: 'many' }), 'default'),
      mock.control.worlds.create({ name: '?' }),
    ]) {
      const error = await refused(call);
      expect(error).toBeInstanceOf(Failure);
      expect(error).toMatchObject({ kind: 'invalid', message: expect.stringMatching(/\w/) });
    }
    expect(await refused(mock.control.worlds.show('nowhere'))).toMatchObject({ kind: 'notFound' });
  });

  it.each([
    [{ port: 'many' }, 'must be a whole number\n  → at port'],
    [{ prot: 1 }, 'Unrecognized key: "prot"'],
  ])('does not start with %j', async (options, said) => {
    await expect(createMockServer(Object(options))).rejects.toThrow(`the options are wrong:\n✖ ${said}`);
  });

  it('asks for a token when one is set', async () => {
    const guarded = await createMockServer({ seed: 'empty', adminToken: 'open-sesame' });
    const status = async (headers: Record<string, string>) =>
      (await fetch(`${guarded.url}/__admin/health`, { headers })).status;
    expect(await status({})).toBe(401);
    for (const token of ['wrong-one', 'open-sesamE'])
      expect(await status({ authorization: `Bearer ${token}` })).toBe(401);
    expect(await status({ authorization: 'Bearer open-sesame' })).toBe(200);
    await guarded.close();
  });

  it.each([
    ['a page of another site', { origin: 'https://shop.example' }, 403],
    ['a file opened in a browser', { origin: 'null' }, 403],
    ['a site that pointed its name here', { host: 'rebound.example' }, 403],
    ['a page of its own', { origin: 'http://localhost:4850', host: 'localhost:4850' }, 200],
    ['a container', { host: 'host.docker.internal:4850' }, 200],
    ['a neighbour by a plain name', { host: 'hostdouble:4850' }, 200],
    ['an address of six', { host: '[::1]:4850' }, 200],
  ])('without a token hears or not: %s', async (_who, headers, status) => {
    await supertest(mock.app).get('/__admin/health').set(headers).expect(status);
    const text = status === 403 ? /answers no page of another site/ : /"status":"ok"/;
    await supertest(mock.app).get('/__admin/health').set(headers).expect(text);
  });

  it('says what is wrong in words', async () => {
    const wrongVerb = await fetch(`${mock.url}/__admin/worlds/default/clock`, { method: 'DELETE' });
    expect([wrongVerb.status, wrongVerb.headers.get('allow')]).toEqual([405, 'GET, PATCH']);
    expect(JSON.parse(await wrongVerb.text()).error.message).toBe('this path answers GET, PATCH only');
    expect((await admin('GET', '/nothing')).body.error).toEqual({
      kind: 'noRoute',
      message: 'there is no such call; /__admin/openapi/control.json lists those there are',
    });
  });

  it('stands outside the worlds: no prefix leads to it', async () => {
    expect((await fetch(`${mock.url}/w/default/__admin/health`)).status).toBe(404);
  });

  it('takes a snapshot larger than what clients may send', async () => {
    const small = await createMockServer({ seed: 'documented', bodyLimit: 1000 });
    await small.control.clock.advance({ by: 'PT1H' });
    const state = JSON.stringify(await small.control.snapshot.save());
    expect(state.length).toBeGreaterThan(10_000);
    const put = (body: string) =>
      fetch(`${small.url}/__admin/worlds/default/snapshot`, { method: 'PUT', body }).then(({ status }) => status);
    expect([await put(state), await put(' '.repeat(33 * 1024 * 1024))]).toEqual([200, 413]);
    await small.close();
  });

  it('chooses a token when it listens beyond the loopback address', async () => {
    const open = await createMockServer({ seed: 'empty', host: '0.0.0.0' });
    const url = open.url.replace('0.0.0.0', '127.0.0.1');
    expect((await fetch(`${url}/__admin/health`)).status).toBe(401);
    expect(
      (await fetch(`${url}/__admin/health`, { headers: { authorization: `Bearer ${open.adminToken}` } })).status,
    ).toBe(200);
    await open.close();
  });
});

describe('a snapshot', () => {
  it('brings back the same bytes, also in another server', async () => {
    await mock.control.worlds.create({ name: 'first', seed: 'shop:3', now: '2026-01-15T00:00:00Z', clock: 'frozen' });
    const usage = async (server: MockServer, world: string) =>
      (await fetch(`${server.url}/w/${world}/v1/billing/billing/usage`, { headers: { api_key: key } })).text();
    const { credentials } = await mock.control.worlds.show('first');
    const key = credentials.infrahub.apiKey;
    const before = await usage(mock, 'first');
    const state = (await conforming('snapshot.save', 'GET', '/worlds/first/snapshot')).body;
    await mock.control.clock.advance({ by: 'P3D' }, 'first');
    expect(await usage(mock, 'first')).not.toBe(before);
    await conforming('snapshot.restore', 'PUT', '/worlds/first/snapshot', state);
    expect(await usage(mock, 'first')).toBe(before);

    const other = await createMockServer({ seed: 'empty', clock: 'frozen' });
    await other.control.worlds.create({ name: 'first', seed: 'shop:3' });
    await other.control.snapshot.restore(state, 'first');
    expect(await usage(other, 'first')).toBe(before);
    expect(await other.control.snapshot.save('first')).toEqual(state);
    await other.close();
  });

  it('is written in one order, whichever vendor was called first', async () => {
    const { virtuozzo, infrahub } = mock.credentials;
    const bill = () => fetch(`${mock.url}/1.0/billing/account/rest/getaccount?session=${virtuozzo?.session}`);
    const regions = () => fetch(`${mock.url}/v1/core/regions`, { headers: { api_key: infrahub?.apiKey ?? '' } });
    const snapshotAfter = async (...calls: readonly (() => Promise<Response>)[]): Promise<string> => {
      await mock.control.worlds.reset('default');
      for (const call of calls) expect((await call()).status).toBe(200);
      return JSON.stringify(await mock.control.snapshot.save('default'));
    };
    expect(await snapshotAfter(bill, regions)).toBe(await snapshotAfter(regions, bill));
  });

  it('that is no snapshot changes nothing', async () => {
    const before = await mock.control.snapshot.save('default');
    const refused = await admin('PUT', '/worlds/default/snapshot', { format: 2 });
    expect(refused.body.error.kind).toBe('invalid');
    const hollow = {
      ...before,
      clouds: { infrahub: { origin: { start: 0, settings: {} }, state: { now: 0, ids: {}, parts: {} } } },
    };
    expect((await admin('PUT', '/worlds/default/snapshot', hollow)).body.error.kind).toBe('invalid');
    expect(await mock.control.snapshot.save('default')).toEqual(before);
  });
});

describe('a reset', () => {
  it('brings a world back to its seed', async () => {
    await mock.control.worlds.create({ name: 'again', seed: 'documented' });
    const { virtfusion } = (await mock.control.snapshot.save('again')).clouds;
    expect(virtfusion).toBeUndefined();
    await mock.control.clock.advance({ by: 'P40D' }, 'again');
    const lived = (await mock.control.snapshot.save('again')).clouds;
    expect(Object.keys(lived)).toEqual(['infrahub', 'virtfusion', 'virtuozzo']);
    const { clock } = await mock.control.worlds.reset('again');
    expect(clock).toEqual({ now: '2025-01-20T21:49:10Z', mode: 'frozen' });
    expect((await mock.control.snapshot.save('again')).clouds).toEqual({});
  });
});
