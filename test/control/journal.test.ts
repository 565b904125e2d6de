import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMockServer, type MockServer } from '../../mock-server/index.js';

const NOW = '2025-01-01T00:00:00Z';
let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer({ seed: 'empty', clock: 'frozen', now: NOW });
});
afterAll(() => mock.close());

const admin = async (method: string, path: string, body?: unknown) => {
  const reply = await fetch(`${mock.url}/__admin/worlds/${path}`, { method, body: JSON.stringify(body) ?? null });
  const text = await reply.text();
  return { status: reply.status, text, body: JSON.parse(text) };
};

let count = 0;
/** A world of a test's own, with what calls it. */
async function opened() {
  count += 1;
  const name = `own-${count}`;
  const { credentials, urls } = await mock.control.worlds.create({ name, clock: 'frozen', now: NOW });
  const api_key = credentials.infrahub.apiKey;
  return {
    name,
    api_key,
    credentials,
    urls,
    journal: (query = '') => admin('GET', `${name}/journal?${query}`),
    verify: async (wanted: object) => admin('POST', `${name}/journal/verify`, wanted),
    make: (body: object, headers = {}) =>
      fetch(`${urls.infrahub}/core/environments`, {
        method: 'POST',
        headers: { api_key, 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      }),
    list: (query = '', key = api_key) =>
      fetch(`${urls.infrahub}/core/environments${query}`, { headers: { api_key: key } }),
    platform: (method: string, form: Record<string, string>) =>
      fetch(`${urls.virtuozzo}/${method}`, { method: 'POST', body: new URLSearchParams(form) }),
  };
}

describe('what the journal shows', () => {
  it('is as short as ever where nothing more is asked for, and how long each call took', async () => {
    const world = await opened();
    await world.list();
    const { body } = await world.journal();
    expect(body.calls.map(Object.keys)[0].sort()).toEqual(
      'at duration failure findings ignored method near number operation override path status vendor why'
        .split(' ')
        .sort(),
    );
    expect(body.calls[0].duration).toBeGreaterThan(0);
  });

  it('is query, headers, body and reply with `bodies=true`; credentials are masked, and what no contract describes', async () => {
    const world = await opened();
    await world.make({ name: 'web', region: 'NORWAY-1', colour: 'red' }, { cookie: 'a=b', 'x-trace': world.api_key });
    const { body, text } = await world.journal('bodies=true&operation=infrahub/environments.create');
    expect(body.calls).toMatchObject([
      {
        query: {},
        headers: {
          api_key: '[redacted]',
          cookie: '[redacted]',
          'x-trace': '[redacted]',
          'content-type': 'application/json',
        },
        body: { name: 'web', region: 'NORWAY-1', colour: '[undescribed]' },
        ignored: ['colour'],
        reply: { status: 200, headers: { 'content-type': 'application/json' }, body: { environment: { name: 'web' } } },
      },
    ]);
    expect(text).not.toContain(world.api_key);
    expect(body.calls[0]).not.toHaveProperty('cut');
  });

  it('hides what the contract marks as a secret, also in JSON inside a text, and takes it out of every other place', async () => {
    const world = await opened();
    const { login, password } = world.credentials.virtuozzo;
    const signedIn = await (await world.platform('users/authentication/rest/signin', { login, password })).text();
    const { session } = JSON.parse(signedIn);
    await world.platform('environment/control/rest/getenvs', { session });
    await fetch(`${world.urls.virtuozzo}/no/such/${session}?session=${session}&x=1`);
    const { body, text } = await world.journal('bodies=true');
    expect(body.calls).toMatchObject([
      { query: { login: '[redacted]', password: '[redacted]' }, reply: { body: { result: 0, session: '[redacted]' } } },
      { query: { session: '[redacted]' }, reply: { body: { result: 0 } } },
      {
        operation: null,
        why: 'unknown-route',
        path: '/1.0/no/such/[redacted]',
        query: { session: '[redacted]', x: '[undescribed]' },
      },
    ]);
    for (const one of [password, session]) expect(text).not.toContain(one);
  });

  it('hides a credential that stands in a path, with bodies or without', async () => {
    const world = await opened();
    await fetch(`${world.urls.infrahub}/nowhere/${world.api_key}`);
    await fetch(`${world.urls.infrahub}/core/environments/${world.api_key}`);
    for (const query of ['', 'bodies=true']) {
      const { body, text } = await world.journal(query);
      expect(body.calls.map(({ path }: { path: string }) => path)).toEqual([
        '/v1/nowhere/[redacted]',
        '/v1/core/environments/[redacted]',
      ]);
      expect(text).not.toContain(world.api_key);
    }
  });

  it('tells what is not there: a body that cannot be read, and what our own server says itself', async () => {
    const world = await opened();
    await fetch(`${world.urls.infrahub}/core/environments`, {
      method: 'POST',
      headers: { api_key: world.api_key },
      body: '{"name":',
    });
    await fetch(`${world.urls.virtuozzo}/users/authentication/rest/getauthkey`);
    const { body } = await world.journal('bodies=true');
    expect(body.calls).toMatchObject([
      { failure: 'malformed', cut: { body: 8 } },
      { why: 'unserved', reply: { body: { hostdouble: expect.stringContaining('known, and not served yet') } } },
    ]);
    expect(body.calls[0]).not.toHaveProperty('body');
  });

  it('keeps the digits of long numbers', async () => {
    const world = await opened();
    await world.make({ name: 'wide' });
    expect((await world.verify({ operation: 'environments.create', where: { body: { name: 'x' } } })).status).toBe(200);
    const { credentials, urls } = world;
    await fetch(`${urls.virtfusion}/users`, {
      method: 'POST',
      headers: { authorization: `Bearer ${credentials.virtfusion.token}`, 'content-type': 'application/json' },
      body: '{"name":"Ada","email":"ada@example.com","extRelationId":18446744073709551615}',
    });
    expect((await world.journal('bodies=true&vendor=virtfusion')).text).toContain(
      '"extRelationId":18446744073709551615',
    );
    const exactly = '{"operation":"users.create","where":{"body":{"extRelationId":18446744073709551615}},"times":1}';
    const reply = await fetch(`${mock.url}/__admin/worlds/${world.name}/journal/verify`, {
      method: 'POST',
      body: exactly,
    });
    expect(await reply.json()).toEqual({ holds: true, matched: 1, nearest: [] });
  });
});

describe('the journal finds calls', () => {
  it('by path, time, number, what they held, and the newest or the next of them', async () => {
    const world = await opened();
    await world.make({ name: 'one', region: 'NORWAY-1' });
    await mock.control.clock.advance({ by: 'PT1H' }, world.name);
    await world.make({ name: 'two', region: 'NORWAY-1' });
    await world.list('?page=2');
    const numbers = async (query: string) => {
      const { status, body } = await world.journal(query);
      return status === 200 ? body.calls.map(({ number }: { number: number }) => number) : status;
    };
    const where = (wanted: object): string => `where=${encodeURIComponent(JSON.stringify(wanted))}`;
    expect(await numbers('path=/v1/core/environments')).toEqual([1, 2, 3]);
    expect(await numbers('path=/v1/core/*')).toEqual([1, 2, 3]);
    expect(await numbers('path=/v1/core')).toEqual([]);
    expect(await numbers('since=2025-01-01T00:30:00Z')).toEqual([2, 3]);
    expect(await numbers('until=2025-01-01T00:30:00Z')).toEqual([1]);
    expect(await numbers('after=1')).toEqual([2, 3]);
    expect(await numbers('after=1&limit=1')).toEqual([2]);
    expect(await numbers('limit=1')).toEqual([3]);
    expect(await numbers(where({ body: { name: 'two' } }))).toEqual([2]);
    expect(await numbers(where({ query: { page: 2 } }))).toEqual([3]);
    expect(await numbers(where({ reply: { status: 200, body: { environment: { name: 'one' } } } }))).toEqual([1]);
    expect(await numbers(`operation=environments.create&${where({ body: { nam: 'two' } })}`)).toBe(422);
    expect(await numbers('where=no')).toBe(422);
    expect(await numbers('limit=0')).toBe(422);
    const { calls } = await mock.control.journal.list({ where: { body: { name: 'one' } }, bodies: true }, world.name);
    expect(calls).toMatchObject([{ number: 1, body: { name: 'one' } }]);
  });
});

describe('a verification', () => {
  it('says whether so many calls came, and else which came nearest, with what differs', async () => {
    const world = await opened();
    await world.make({ name: 'wep', region: 'NORWAY-1' });
    const wanted = { operation: 'infrahub/environments.create', where: { body: { name: 'web' } }, times: 1 } as const;
    const { status, body } = await world.verify(wanted);
    delete body.otherWorlds;
    expect([status, body]).toEqual([
      200,
      {
        holds: false,
        matched: 0,
        nearest: [
          {
            call: expect.objectContaining({ number: 1, body: { name: 'wep', region: 'NORWAY-1' } }),
            differs: [{ at: '$.body.name', expected: 'web', found: 'wep' }],
          },
        ],
      },
    ]);
    expect(await mock.control.journal.verify(wanted, world.name)).toMatchObject({
      holds: false,
      nearest: [{ differs: [{ at: '$.body.name', expected: 'web', found: 'wep' }] }],
    });
    await world.make({ name: 'web', region: 'NORWAY-1' });
    expect((await world.verify(wanted)).body).toEqual({ holds: true, matched: 1, nearest: [] });
  });

  it.each<[object, boolean]>([
    [{}, true],
    [{ times: 2 }, true],
    [{ times: 1 }, false],
    [{ times: 0 }, false],
    [{ atLeast: 2 }, true],
    [{ atLeast: 3 }, false],
    [{ atMost: 2 }, true],
    [{ atMost: 1 }, false],
    [{ atLeast: 1, atMost: 3 }, true],
    [{ never: true }, false],
    [{ never: false }, true],
  ])('of two calls: %j is %s', async (counts, holds) => {
    const world = await opened();
    await world.list();
    await world.list();
    const { body } = await world.verify({ operation: 'environments.list', ...counts });
    expect([body.holds, body.matched]).toEqual([holds, 2]);
  });

  it.each<[object, string]>([
    [{}, 'takes either an `operation`, or `order` or `only`'],
    [
      { operation: 'environments.list', order: ['environments.list'] },
      'takes either an `operation`, or `order` or `only`',
    ],
    [{ order: ['environments.list'], times: 1 }, 'takes `order` and `only` alone'],
    [{ operation: 'environments.list', times: 1, atMost: 2 }, 'takes either `times`, or `atLeast` and `atMost`'],
    [{ operation: 'environments.list', times: 1, never: true }, 'takes `never` alone'],
    [{ operation: 'environments.list', atLeast: 1, never: true }, 'takes `never` alone'],
    [{ operation: 'environments.list', atLeast: 3, atMost: 2 }, 'asks for more calls at least than at most'],
    [{ operation: 'environments.list', times: -1 }, 'must be at least 0'],
    [{ operation: 'environments.lst' }, 'did you mean environments.list?'],
    [{ order: ['environments.list', 'environments.lst'] }, 'did you mean environments.list?'],
    [
      { operation: 'environments.create', where: { body: { nam: 'web' } } },
      'takes no $.body.nam, and no call sent it; did you mean name?',
    ],
    [{ operation: 'environments.create', where: { bodi: {} } }, 'there is no member \\"bodi\\"'],
    [
      { operation: 'environments.list', where: { query: { pagesize: 1, pag: 2 } } },
      'no $.query.pag, and no call sent it; did you mean page?',
    ],
    [
      { operation: 'environments.list', where: { body: { name: 'web' } } },
      'takes no $.body, and no call sent it; its input is in query',
    ],
    [{ operation: 'control.getEnvs', where: { body: { session: 'x' } } }, 'its input is in query'],
    [
      { operation: 'environments.create', where: { body: { name: Array.from({ length: 201 }, () => 1) } } },
      'at most 200 values',
    ],
  ])('that says %j is refused', async (wanted, said) => {
    const world = await opened();
    const { status, text } = await world.verify(wanted);
    expect([status, text]).toEqual([422, expect.stringContaining(said)]);
  });

  it('of what no contract describes is made of what was sent; nobody sees it, nor a secret', async () => {
    const world = await opened();
    await world.make({ name: 'web', region: 'NORWAY-1', colour: 'red' }, { 'x-who': 'ada' });
    const create = 'environments.create';
    expect((await world.verify({ operation: create, where: { body: { colour: 'red' } } })).body.holds).toBe(true);
    expect(
      (await world.verify({ operation: create, where: { body: { colour: 'blue' } } })).body.nearest[0].differs,
    ).toEqual([{ at: '$.body.colour', expected: 'blue', found: '[undescribed]' }]);
    const { login, password } = world.credentials.virtuozzo;
    await world.platform('users/authentication/rest/signin', { login, password });
    const signIn = (where: object) => world.verify({ operation: 'authentication.signIn', where });
    expect((await signIn({ query: { password } })).body.holds).toBe(true);
    const wrong = await signIn({ query: { password: 'another-secret' } });
    expect(wrong.body.nearest[0].differs).toEqual([
      { at: '$.query.password', expected: '[redacted]', found: '[redacted]' },
    ]);
    expect(wrong.text).not.toContain(password);
    const keyed = await world.verify({
      operation: create,
      where: { headers: { api_key: 'another-key', 'X-Who': 'ada' } },
    });
    expect(keyed.body.nearest[0].differs).toEqual([
      { at: '$.headers.api_key', expected: '[redacted]', found: '[redacted]' },
    ]);
    expect(keyed.text).not.toContain(world.api_key);
  });

  it('is of the answer too: its status, its failure and its body', async () => {
    const world = await opened();
    await world.list('', 'wrong');
    const list = (reply: object) => world.verify({ operation: 'environments.list', where: { reply } });
    expect((await list({ status: 401, failure: 'unauthenticated' })).body.holds).toBe(true);
    expect((await list({ body: { status: false } })).body.holds).toBe(true);
    expect((await list({ status: 200, body: { status: true } })).body.nearest[0].differs).toEqual([
      { at: '$.reply.status', expected: 200, found: 401 },
      { at: '$.reply.body.status', expected: true, found: false },
    ]);
  });

  it('of an operation that was not called tells of the calls that most likely meant it', async () => {
    const world = await opened();
    await world.list();
    await fetch(`${world.urls.infrahub}/core/environment`, { method: 'POST', headers: { api_key: world.api_key } });
    await world.list();
    const { nearest } = (await world.verify({ operation: 'infrahub/environments.create' })).body;
    expect(nearest.map(({ call: { number } }: { call: { number: number } }) => number)).toEqual([2, 3, 1]);
    expect(nearest[0].differs).toEqual([
      { at: '$.operation', expected: 'infrahub/environments.create', found: 'POST /v1/core/environment' },
    ]);
  });

  it('names other worlds that received what is missing', async () => {
    const [here, there] = [await opened(), await opened()];
    await there.make({ name: 'elsewhere', region: 'NORWAY-1' });
    const wanted = { operation: 'environments.create', where: { body: { name: 'elsewhere' } } };
    expect((await here.verify(wanted)).body).toMatchObject({ holds: false, otherWorlds: [there.name] });
    expect((await here.verify({ ...wanted, never: true })).body).toEqual({ holds: true, matched: 0, nearest: [] });
  });

  it('of an order says where it broke; others may stand between', async () => {
    const world = await opened();
    await world.make({ name: 'one', region: 'NORWAY-1' });
    await world.list();
    await world.make({ name: 'two', region: 'NORWAY-1' });
    const made = (name: string) => ({ operation: 'environments.create', where: { body: { name } } });
    const order = (...wanted: unknown[]) => world.verify({ order: wanted });
    expect((await order(made('one'), made('two'))).body).toEqual({ holds: true, matched: 2, nearest: [] });
    expect((await order('environments.create', 'environments.create', 'environments.create')).body).toMatchObject({
      ...{ holds: false, matched: 2, brokenAt: 2 },
    });
    const { body } = await order(made('two'), 'environments.list');
    expect(body).toMatchObject({ holds: false, matched: 1, brokenAt: 1 });
    expect(body.nearest[0]).toMatchObject({
      call: { number: 2 },
      differs: [{ at: '$.number', expected: 'after 3', found: 2 }],
    });
  });

  it('that only such calls came tells of the others', async () => {
    const world = await opened();
    expect((await world.verify({ only: ['environments.list'] })).body.holds).toBe(false);
    await world.list();
    expect((await world.verify({ only: ['environments.list'] })).body).toEqual({
      holds: true,
      matched: 1,
      nearest: [],
    });
    await world.make({ name: 'one', region: 'NORWAY-1' });
    expect((await world.verify({ only: ['environments.list', 'regions.list'] })).body).toMatchObject({
      ...{ holds: false, matched: 1 },
      nearest: [{ call: { number: 2 }, differs: [{ at: '$.operation', found: 'environments.create' }] }],
    });
    expect((await world.verify({ only: ['environments.*'] })).body.holds).toBe(true);
  });
});
