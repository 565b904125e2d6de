import { hostdouble } from 'hostdouble/vitest';
import { expect } from 'vitest';
import { ann, shopIn, web, withOneOfEach } from '../reseller/in-world.js';

const test = hostdouble({ now: '2026-01-01T00:00:00Z' });

test('a month of one of each, to the cent', async ({ world }) => {
  const shop = shopIn(world);
  await withOneOfEach(shop);
  await world.clock.advance({ by: 'P1M' });
  expect(await shop.invoice(ann, '2026-01')).toEqual({
    month: '2026-01',
    servers: 400, // never more than the price of a month
    gpus: 25919, // 744 hours of 0.3483871, but for the minute in which it was built
    apps: 681,
    total: 27_000,
  });
});

test('what is suspended for ten days is not billed for them', async ({ world }) => {
  const { panel, invoice } = shopIn(world);
  const { id } = await panel.order(ann, web);
  await world.clock.advance({ to: '2026-01-11T00:00:00Z' });
  await panel.suspend(id);
  await world.clock.advance({ by: 'P10D' });
  await panel.resume(id);
  await world.clock.advance({ to: '2026-02-01T00:00:00Z' });
  const hours = (31 - 10) * 24;
  expect((await invoice(ann, '2026-01')).servers).toBe(Math.round((400 * hours) / 730));
});

test('who bought nothing owes nothing', async ({ world }) => {
  const { panel, invoice } = shopIn(world);
  await panel.user(ann);
  await world.clock.advance({ by: 'P1M' });
  expect((await invoice(ann, '2026-01')).total).toBe(0);
});
