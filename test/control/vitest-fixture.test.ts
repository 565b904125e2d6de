import { expect } from 'vitest';
import { hostdouble, test } from '../../mock-server/vitest.js';

const machines = (world: { urls: Record<string, string>; credentials: { infrahub: { apiKey: string } } }) =>
  fetch(`${world.urls.infrahub}/core/environments`, { headers: { api_key: world.credentials.infrahub.apiKey } }).then(
    async reply => JSON.parse(await reply.text()).environments.length,
  );

const seen: string[] = [];

test('a test has a world of its own', async ({ world, mock }) => {
  seen.push(world.name);
  const made = await fetch(`${world.urls.infrahub}/core/environments`, {
    method: 'POST',
    headers: { api_key: world.credentials.infrahub.apiKey, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'mine', region: 'NORWAY-1' }),
  });
  expect(made.status).toBe(200);
  expect(world).toHaveReceived('infrahub/environments.create', { body: { name: 'mine' } }, { times: 1 });
  expect(world).toHaveOnlyCalled(['infrahub/environments.create']);
  expect(await machines(world)).toBe(1 + (await machines(await mock.control.worlds.show('default'))));
});

test('another test does not see it, and has its own clock', async ({ world, mock }) => {
  seen.push(world.name);
  expect(new Set(seen).size).toBe(seen.length);
  expect((await mock.control.worlds.list()).map(({ name }) => name)).toEqual(['default', world.name]);
  expect(await machines(world)).toBe(await machines(await mock.control.worlds.show('default')));
  const before = (await mock.control.clock.show('default')).now;
  const { clock } = await world.advance({ by: 'P31D' });
  expect(Date.parse(clock.now) - Date.parse(world.clock.now)).toBe(31 * 24 * 3600 * 1000);
  expect((await mock.control.clock.show('default')).now).toBe(before);
});

const inShop = hostdouble({ seed: 'shop:7', now: '2026-03-01T00:00:00Z' });

inShop('options choose the seed and the present', async ({ world }) => {
  expect([world.seed, world.clock]).toEqual(['shop:7', { now: '2026-03-01T00:00:00Z', mode: 'frozen' }]);
});
