import { hostdouble } from 'hostdouble/vitest';
import { describe, expect } from 'vitest';
import { ann, shopIn, web } from '../reseller/in-world.js';

const test = hostdouble({ now: '2026-01-01T00:00:00Z' });

describe.concurrent('side by side', () => {
  const seen = [];

  test.for([1, 2, 3, 4, 5, 6])(
    'the same customer buys in world %i, and owes what he used there',
    async (days, { world }) => {
      seen.push(world.name);
      const { panel, invoice } = shopIn(world);
      const { id } = await panel.order(ann, web);
      expect(id).toBe(1);
      await world.clock.advance({ to: `2026-01-0${days + 1}T00:00:00Z` });
      expect(await invoice(ann, '2026-01')).toMatchObject({ servers: Math.round((400 * days * 24) / 730), gpus: 0 });
      expect(new Set(seen).size).toBe(seen.length);
    },
  );
});

test('a world knows no credential of another', async ({ world, mock }) => {
  const other = await mock.world();
  const { panel } = shopIn({ urls: world.urls, clock: world.clock, credentials: other.credentials });
  await expect(panel.user(ann)).rejects.toMatchObject({ status: 401 });
  await other.dispose();
});

test('a snapshot is gone back to, and so is the seed', async ({ world }) => {
  const { panel } = shopIn(world);
  const { id: user } = await panel.user(ann);
  const before = await world.snapshot();
  await panel.order(ann, web);
  expect(await panel.servers(user)).toHaveLength(1);
  await world.restore(before);
  expect(await panel.servers(user)).toEqual([]);
  await world.reset();
  await expect(panel.servers(user)).rejects.toMatchObject({ status: 404 });
});
