import { describe, expect, it } from 'vitest';
import { serverOfJournals } from './opened.js';

const server = serverOfJournals();
const { opened } = server;

describe('what the journal shows', () => {
  it('is as short as ever where nothing more is asked for, and how long each call took', async () => {
    const world = await opened();
    await world.list();
    const { body } = await world.journal();
    expect(body.calls.map(Object.keys)[0].sort()).toEqual(
      'at duration failure fault findings ignored method near number operation override path status transport vendor why'
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
    const reply = await fetch(`${server.mock.url}/__admin/worlds/${world.name}/journal/verify`, {
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
    await server.mock.control.clock.advance({ by: 'PT1H' }, world.name);
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
    const { calls } = await server.mock.control.journal.list(
      { where: { body: { name: 'one' } }, bodies: true },
      world.name,
    );
    expect(calls).toMatchObject([{ number: 1, body: { name: 'one' } }]);
  });
});
