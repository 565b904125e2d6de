import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createMockServer, type MockServer } from '../../mock-server/index.js';

const NOW = Date.UTC(2026, 0, 1);
const [MINUTE, HOUR] = [60_000, 3_600_000];

let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer({ seed: 'empty', clock: 'frozen' });
});
afterAll(() => mock.close());
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
});
afterEach(() => {
  vi.useRealTimers();
});

const names = async (): Promise<string[]> => (await mock.control.worlds.list()).map(({ name }) => name);

const post = async (path: string, body: object, method = 'POST') => {
  const reply = await fetch(`${mock.url}/__admin/worlds${path}`, { method, body: JSON.stringify(body) });
  return { status: reply.status, body: JSON.parse(await reply.text()) };
};

describe('a world with a time to live', () => {
  it('says when it ends, and is no more from then on', async () => {
    const { expires, urls, credentials } = await mock.control.worlds.create({ name: 'short', ttl: 'PT1H' });
    expect(expires).toBe('2026-01-01T01:00:00Z');
    vi.setSystemTime(NOW + HOUR - 1);
    const call = (): Promise<Response> =>
      fetch(`${urls.infrahub}/core/regions`, { headers: { api_key: credentials.infrahub.apiKey } });
    expect((await call()).status).toBe(200);
    vi.setSystemTime(NOW + HOUR);
    expect(await names()).not.toContain('short');
    expect((await call()).status).toBe(404);
    await expect(mock.control.worlds.show('short')).rejects.toThrow('there is no world "short"');
    expect((await mock.control.worlds.create({ name: 'short' })).expires).toBe(null);
  });

  it('is selected no more by its credential', async () => {
    const { credentials } = await mock.control.worlds.create({ ttl: 'PT1M' });
    const call = (): Promise<Response> =>
      fetch(`${mock.url}/v1/core/regions`, { headers: { api_key: credentials.infrahub.apiKey } });
    expect((await call()).status).toBe(200);
    vi.setSystemTime(NOW + MINUTE);
    expect((await call()).status).toBe(401);
  });

  it('may be given more time, or all', async () => {
    await mock.control.worlds.create({ name: 'longer', ttl: 'PT1M' });
    vi.setSystemTime(NOW + MINUTE - 1000);
    expect(await post('/longer', { ttl: 'PT1H' }, 'PATCH')).toMatchObject({
      status: 200,
      body: { expires: '2026-01-01T01:00:59Z' },
    });
    vi.setSystemTime(NOW + HOUR);
    expect((await mock.control.worlds.change({ ttl: null }, 'longer')).expires).toBe(null);
    vi.setSystemTime(NOW + 24 * HOUR);
    expect(await names()).toContain('longer');
  });

  it.each(['PT0S', 'PT0.5S', 'P367D', 'P1M', 'an hour', 3600])('takes no %s', async ttl => {
    expect((await post('', { ttl })).status).toBe(422);
  });

  it('is not "default", which stays', async () => {
    await expect(mock.control.worlds.change({ ttl: 'PT1H' }, 'default')).rejects.toThrow('takes no ttl');
    expect((await mock.control.worlds.change({ ttl: null }, 'default')).expires).toBe(null);
  });
});

it('the server says how long a world is there that asks for nothing', async () => {
  const own = await createMockServer({ seed: 'empty', ttl: 'PT10M' });
  try {
    expect((await own.control.worlds.create()).expires).toBe('2026-01-01T00:10:00Z');
    expect((await own.control.worlds.create({ ttl: 'PT1M' })).expires).toBe('2026-01-01T00:01:00Z');
    expect((await own.control.worlds.create({ ttl: null })).expires).toBe(null);
    expect((await own.control.worlds.show('default')).expires).toBe(null);
  } finally {
    await own.close();
  }
});

describe('a world with a key', () => {
  it('is made once, and answered whenever the key is used again', async () => {
    const first = await post('', { key: 'ci-1', seed: 'documented' });
    expect([first.status, first.body.key]).toEqual([201, 'ci-1']);
    const again = await post('', { key: 'ci-1', seed: 'documented' });
    expect([again.status, again.body.name]).toEqual([200, first.body.name]);
    expect((await mock.control.worlds.create({ key: 'ci-1' })).name).toBe(first.body.name);
  });

  it('is made once for all who ask side by side', async () => {
    const made = await Promise.all(Array.from({ length: 20 }, () => post('', { key: 'ci-2', seed: 'empty' })));
    expect(new Set(made.map(({ body }) => body.name)).size).toBe(1);
    expect(made.filter(({ status }) => status === 201)).toHaveLength(1);
  });

  it('is not another than was wished for', async () => {
    const { name } = await mock.control.worlds.create({ key: 'ci-3', seed: 'empty', clock: 'frozen' });
    const other = await post('', { key: 'ci-3', seed: 'documented', clock: 'running' });
    expect([other.status, other.body.error]).toEqual([
      409,
      {
        kind: 'conflict',
        message: `the world "${name}" is there already, and is another than is wished for: its seed is "empty", its clock was frozen when it was opened`,
      },
    ]);
    const sideBySide = await Promise.all(['empty', 'documented'].map(seed => post('', { key: 'ci-4', seed })));
    expect(sideBySide.map(({ status }) => status)).toEqual([201, 409]);
  });

  it('is another world once the first has ended, was deleted, or could not be made', async () => {
    const { name } = await mock.control.worlds.create({ key: 'ci-5', ttl: 'PT1M' });
    vi.setSystemTime(NOW + MINUTE);
    const next = await mock.control.worlds.create({ key: 'ci-5' });
    expect(next.name).not.toBe(name);
    await mock.control.worlds.remove(next.name);
    expect((await post('', { key: 'ci-5', seed: 'nowhere' })).status).toBe(422);
    expect((await post('', { key: 'ci-5' })).status).toBe(201);
  });
});

describe('a world of a name that is taken', () => {
  it('is answered where that is asked for', async () => {
    expect((await post('', { name: 'shared' })).status).toBe(201);
    expect((await post('', { name: 'shared' })).status).toBe(409);
    expect(await post('', { name: 'shared', ifExists: 'return' })).toMatchObject({
      status: 200,
      body: { name: 'shared' },
    });
    expect((await post('', { name: 'shared', ifExists: 'return', seed: 'shop:7' })).status).toBe(409);
    const made = await Promise.all(Array.from({ length: 5 }, () => post('', { name: 'together', ifExists: 'return' })));
    expect(made.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 201]);
  });
});
