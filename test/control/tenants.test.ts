import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { control } from '../../contracts/control/index.js';
import { checkExchange } from '../../contracts/core/checks.js';
import { createClient } from '../../contracts/core/client.js';
import { loadContract } from '../../contracts/core/define-contract.js';
import { createMockServer, type MockServer, type MockServerOptions } from '../../mock-server/index.js';

const [ADMIN, ONE, TWO, FEW] = ['token-of-the-admin', 'token-of-team-one', 'token-of-team-two', 'token-of-the-few'];

const TENANTS = {
  tenants: [
    { name: 'one', token: ONE },
    { name: 'two', token: TWO, worlds: 2 },
    { name: 'few', token: FEW, worlds: 5, callsPerMinute: 4 },
  ],
};

const folder = mkdtempSync(join(tmpdir(), 'hostdouble-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(content: string, name = 'tenants.json'): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const opened = (options: MockServerOptions = {}): Promise<MockServer> =>
  createMockServer({
    ...{ seed: 'empty', adminToken: ADMIN, tenants: file(JSON.stringify(TENANTS)), selfCheck: 'all' as const },
    ...options,
  });

let mock: MockServer;
beforeAll(async () => {
  mock = await opened();
});
afterAll(async () => {
  expect(mock.findings).toEqual([]);
  await mock.close();
});
beforeEach(async () => {
  for (const { name } of await mock.control.worlds.list())
    if (name !== 'default') await mock.control.worlds.remove(name);
});

const as = (token: string, { url } = mock) => createClient(control, { url, credentials: { token } });

/** A call as it stands on the wire. */
const said = async (token: string, method: string, path: string, body?: object, { url } = mock) => {
  const reply = await fetch(`${url}/__admin${path}`, {
    ...{ method, headers: { authorization: `Bearer ${token}` }, body: JSON.stringify(body) ?? null },
  });
  const read = await reply.text();
  return { status: reply.status, headers: Object.fromEntries(reply.headers), body: read && JSON.parse(read) };
};

/** The status and the sentence of a refusal. */
const refused = async (...call: Parameters<typeof said>) => {
  const { status, body } = await said(...call);
  return [status, body.error?.message ?? body];
};

describe('a tenant', () => {
  it('sees, changes and deletes its own worlds, and the admin all', async () => {
    expect(await as(ONE).worlds.create({ body: { name: 'of-one' } })).toMatchObject({ tenant: 'one' });
    await as(TWO).worlds.create({ body: { name: 'of-two' } });
    const named = async (token: string) => (await as(token).worlds.list()).worlds.map(({ name }) => name).sort();
    expect([await named(ONE), await named(TWO), await named(ADMIN)]).toEqual([
      ['of-one'],
      ['of-two'],
      ['default', 'of-one', 'of-two'],
    ]);
    const params = { world: 'of-one' };
    expect((await as(ONE).clock.advance({ params, body: { by: 'PT1H' } })).ran).toEqual([]);
    expect((await as(ONE).worlds.change({ params, body: { ttl: 'PT1H' } })).expires).not.toBe(null);
    await as(ONE).worlds.remove({ params });
    expect([await named(ONE), await named(ADMIN)]).toEqual([[], ['default', 'of-two']]);
  });

  it('finds no world of others, in no call there is', async () => {
    await as(TWO).worlds.create({ body: { name: 'of-two' } });
    await as(ONE).worlds.create({ body: { name: 'of-one' } });
    const { entries } = await loadContract(control);
    const about = entries.filter(({ operation }) => operation.path.includes('{world}'));
    expect(about.length).toBeGreaterThan(25);
    for (const { id, operation } of about.filter(one => one.id !== 'snapshot.restore')) {
      const { params = {}, body } = operation.example ?? {};
      for (const world of ['of-two', 'default', 'of-tw', 'of-on']) {
        const path = Object.entries({ ...params, world }).reduce<string>(
          (text, [name, value]) => text.replace(`{${name}}`, `${value}`),
          operation.path,
        );
        const told = `there is no world "${world}"${world === 'of-on' ? '; did you mean of-one?' : ''}`;
        expect([id, ...(await refused(ONE, operation.method, path, operation.body && Object(body)))]).toEqual([
          id,
          404,
          told,
        ]);
      }
    }
    expect((await as(ADMIN).worlds.list()).worlds.map(({ name }) => name)).toEqual(['default', 'of-two', 'of-one']);
  });

  it('takes no name that is taken, and no name of the one that everybody calls', async () => {
    await as(TWO).worlds.create({ body: { name: 'of-two' } });
    const state = await as(ADMIN).snapshot.save({ params: { world: 'default' } });
    for (const name of ['of-two', 'default']) {
      const taken = [409, `there is a world "${name}" already`];
      expect(await refused(ONE, 'POST', '/worlds', { name })).toEqual(taken);
      expect(await refused(ONE, 'POST', '/worlds', { name, ifExists: 'return' })).toEqual(taken);
      expect(await refused(ONE, 'PUT', `/worlds/${name}/snapshot`, state)).toEqual(taken);
    }
  });

  it('has keys of its own', async () => {
    const made = await Promise.all([ONE, TWO, ONE].map(token => as(token).worlds.create({ body: { key: 'ci-1' } })));
    const [first, other, again] = made.map(({ name }) => name);
    expect([again, other === first]).toEqual([first, false]);
  });

  it('reads what the server is, and does nothing to it', async () => {
    for (const path of ['/health', '/seeds', '/openapi/control.json', '/coverage/infrahub'])
      expect((await said(ONE, 'GET', path)).status).toBe(200);
    const admins = [403, "this call is the admin's: it is about the whole server, and takes no token of a tenant"];
    expect(await refused(ONE, 'POST', '/shutdown')).toEqual(admins);
    expect(await refused(ONE, 'GET', '/metrics')).toEqual(admins);
  });

  it('is nobody else', async () => {
    const asked = [401, 'the control API asks for the admin token here, or for that of a tenant'];
    for (const token of ['', 'token-of-team-tw', `${TWO}o`, 'one'])
      expect(await refused(token, 'GET', '/worlds')).toEqual(asked);
    expect((await fetch(`${mock.url}/__admin/worlds`)).status).toBe(401);
    expect((await fetch(`${mock.url}/__admin/health/ready`)).status).toBe(200);
  });
});

it('a client of a vendor is told no name of a world', async () => {
  await as(ONE).worlds.create({ body: { name: 'of-one' } });
  const reply = await fetch(`${mock.url}/w/of-on/v1/core/regions`);
  expect([reply.status, await reply.json()]).toEqual([404, { hostdouble: 'there is no world "of-on"' }]);
});

describe('a limit', () => {
  it('of worlds counts those that are there, however they are made', async () => {
    const saved = await as(ADMIN).snapshot.save({ params: { world: 'default' } });
    const made = await Promise.all(Array.from({ length: 5 }, () => said(TWO, 'POST', '/worlds', {})));
    expect(made.map(({ status }) => status).sort()).toEqual([201, 201, 429, 429, 429]);
    const over = made.find(({ status }) => status === 429);
    expect(over).toMatchObject({
      headers: { 'x-hostdouble-limit': 'worlds', 'retry-after': '60' },
      body: {
        error: {
          kind: 'quota',
          message: 'the tenant "two" has 2 worlds and may have 2: forget one, or give them a ttl',
        },
      },
    });
    const entry = (await loadContract(control)).entries.find(({ id }) => id === 'worlds.create');
    expect(entry && over && checkExchange({ contract: control, entry, reply: over })).toEqual([]);
    expect((await said(TWO, 'PUT', '/worlds/new/snapshot', saved)).status).toBe(429);
    const { name = '' } = (await as(TWO).worlds.list()).worlds[0] ?? {};
    expect((await said(TWO, 'PUT', `/worlds/${name}/snapshot`, saved)).status).toBe(200);
    await as(TWO).worlds.remove({ params: { world: name } });
    expect((await said(TWO, 'PUT', '/worlds/new/snapshot', saved)).status).toBe(200);
    expect((await said(ADMIN, 'POST', '/worlds', {})).status).toBe(201);
    vi.useFakeTimers({ toFake: ['Date'] });
    onTestFinished(() => {
      vi.useRealTimers();
    });
    await as(TWO).worlds.change({ params: { world: 'new' }, body: { ttl: 'PT1M' } });
    expect((await said(TWO, 'POST', '/worlds', {})).status).toBe(429);
    vi.setSystemTime(Date.now() + 60_000);
    expect((await said(TWO, 'POST', '/worlds', {})).status).toBe(201);
  });

  it('of calls counts those of its worlds and of its token, and is refused as no vendor does', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const { urls, credentials } = await as(FEW).worlds.create();
    const call = (): Promise<Response> =>
      fetch(`${urls.infrahub}/core/regions`, { headers: { api_key: credentials.infrahub?.apiKey ?? '' } });
    const statuses = [await call(), await call(), await call()].map(({ status }) => status);
    expect(statuses).toEqual([200, 200, 200]);
    vi.advanceTimersByTime(20_000);
    const over = await call();
    expect([over.status, over.headers.get('x-hostdouble-limit'), over.headers.get('retry-after')]).toEqual([
      ...[429, 'calls', '40'],
    ]);
    const told = 'the tenant "few" may make 4 calls a minute here, and made them; this is no answer of a vendor';
    expect(await over.json()).toEqual({ hostdouble: told });
    const ofControl = await said(FEW, 'GET', '/worlds');
    expect([ofControl.status, ofControl.headers['x-hostdouble-limit'], ofControl.body.error]).toEqual([
      ...[429, 'calls', { kind: 'rateLimited', message: told }],
    ]);
    expect((await said(ONE, 'GET', '/worlds')).status).toBe(200);
    vi.advanceTimersByTime(40_000);
    expect([(await call()).status, (await said(FEW, 'GET', '/worlds')).status]).toEqual([200, 200]);
  });
});

describe('a file of tenants', () => {
  it('may be YAML, and has the control API ask for a token, which is chosen where there is none', async () => {
    const tenants = file(`tenants:\n  - name: one\n    token: ${ONE} # of CI\n`, 'tenants.yaml');
    const own = await createMockServer({ seed: 'empty', tenants });
    onTestFinished(() => own.close());
    expect(own.adminToken).toMatch(/^[0-9a-f-]{36}$/);
    expect((await fetch(`${own.url}/__admin/worlds`)).status).toBe(401);
    expect((await as(String(own.adminToken), own).worlds.list()).worlds).toHaveLength(1);
    expect((await as(ONE, own).worlds.list()).worlds).toEqual([]);
  });

  it.each([
    ['{"tenants": [{"name": "one"}]}', ':1:14: "token" is missing here'],
    ['{"tenants": [{"name": "a b", "token": "12345678"}]}', ':1:23: '],
    ['{"tenants": [{"name": "a", "token": "1234567"}]}', ':1:37: '],
    [
      '{"tenants": [{"name": "a", "token": "12345678", "wolds": 3}]}',
      ':1:49: there is no such member; did you mean worlds?',
    ],
    [
      '{"tenants": [{"name": "a", "token": "12345678"}, {"name": "a", "token": "87654321"}]}',
      ':1:59: this name is taken',
    ],
    [
      '{"tenants": [{"name": "a", "token": "12345678"}, {"name": "b", "token": "12345678"}]}',
      ':1:73: this token is taken',
    ],
    [`{"tenants": [{"name": "a", "token": "${ADMIN}"}]}`, ':1:37: this token is taken'],
    ['{"tenants": []}', ':1:13: '],
    ['{"tenants": [}', 'is not JSON'],
  ])('that is wrong is told with its place, and nothing of what it holds: %s', async (content, told) => {
    const failure = await opened({ tenants: file(content, 'wrong.json') }).catch((error: Error) => error);
    expect(Object(failure).message).toContain(told);
    expect(Object(failure).message).not.toMatch(/1234567|token-of/);
  });

  it('that is none is told', async () => {
    await expect(opened({ tenants: join(folder, 'nowhere.json') })).rejects.toThrow(
      'nowhere.json: cannot be read (ENOENT)',
    );
  });
});
