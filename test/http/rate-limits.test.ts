import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { infrahubDialect } from '../../contracts/vendors/infrahub/dialect.js';
import { virtfusionDialect } from '../../contracts/vendors/virtfusion/dialect.js';
import { createMockServer, type MockServer } from '../../mock-server/index.js';

let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer({ seed: 'empty', clock: 'frozen', now: '2026-06-15T09:30:40Z' });
});
afterEach(async () => {
  await mock.control.worlds.reset();
});
afterAll(() => mock.close());

const patch = (body: unknown) =>
  fetch(`${mock.url}/__admin/worlds/default`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
const headers = { api_key: '11111111-2222-4333-8444-555555555555' };
const regions = (own = headers) => fetch(`${mock.url}/v1/core/regions`, { headers: own });
const connect = (token = 'virtfusion-test-token') =>
  fetch(`${mock.url}/api/v1/connect`, { headers: { authorization: `Bearer ${token}` } });
const count = async (call: () => Promise<Response>, times: number) => {
  let last = await call();
  for (let one = 1; one < times; one++) {
    await last.arrayBuffer();
    last = await call();
  }
  return last;
};

it('is off until a world has it on', async () => {
  const most = virtfusionDialect.rateLimit?.calls ?? 0;
  const last = await count(connect, most + 1);
  expect([last.status, last.headers.get('x-ratelimit-limit')]).toEqual([200, null]);
  expect((await mock.control.worlds.show()).rateLimits).toBe(false);
});

it('of VirtFusion is of a token, from its first call on, and told in headers', async () => {
  expect(await (await patch({ rateLimits: true })).json()).toMatchObject({ rateLimits: true });
  const first = await connect();
  expect([first.headers.get('x-ratelimit-limit'), first.headers.get('x-ratelimit-remaining')]).toEqual(['60', '59']);
  await mock.control.clock.advance({ by: 'PT30S' });
  const last = await count(connect, 59);
  expect([last.status, last.headers.get('x-ratelimit-remaining')]).toEqual([200, '0']);
  const refused = await connect();
  expect([refused.status, refused.headers.get('retry-after'), await refused.json()]).toEqual([
    429,
    '30',
    { message: 'Too Many Attempts.' },
  ]);
  expect((await connect('somebody-else-entirely')).status).toBe(401);
  await mock.control.clock.advance({ by: 'PT30S' });
  expect((await connect()).status).toBe(200);
});

it('of Infrahub is of an address, by the minutes of the clock, and no header tells of it', async () => {
  await mock.control.worlds.change({ rateLimits: true });
  const most = infrahubDialect.rateLimit?.calls ?? 0;
  expect(most).toBe(500);
  expect((await count(regions, most)).status).toBe(200);
  const refused = await regions();
  expect([refused.status, [...refused.headers.keys()].filter(name => /rate|retry/.test(name))]).toEqual([429, []]);
  expect(await refused.json()).toMatchObject({ error_reason: 'too_many_requests' });
  expect((await regions({ api_key: 'another' })).status).toBe(429);
  await mock.control.clock.advance({ by: 'PT19S' });
  expect((await regions()).status).toBe(429);
  await mock.control.clock.advance({ by: 'PT1S' });
  expect((await regions()).status).toBe(200);
});

it('may be of a world from its beginning, counts in that world alone, and is so again after a reset', async () => {
  const world = await mock.control.worlds.create({ name: 'held', seed: 'empty', clock: 'frozen', rateLimits: true });
  const { token } = world.credentials.virtfusion;
  expect((await count(() => connect(token), 61)).status).toBe(429);
  expect((await connect()).headers.get('x-ratelimit-limit')).toBeNull();
  await mock.control.worlds.change({ rateLimits: false }, 'held');
  expect((await connect(token)).status).toBe(200);
  expect((await mock.control.worlds.reset('held')).rateLimits).toBe(true);
  expect((await connect(token)).headers.get('x-ratelimit-remaining')).toBe('59');
  await mock.control.worlds.remove('held');
});

it('is not used up by what a fault has fail', async () => {
  await mock.control.worlds.change({ rateLimits: true });
  await mock.control.faults.add({ operation: 'virtfusion/*', failure: 'internal', times: 5 });
  await count(connect, 5);
  expect((await connect()).headers.get('x-ratelimit-remaining')).toBe('59');
});
