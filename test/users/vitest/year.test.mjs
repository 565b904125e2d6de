import { hostdouble } from 'hostdouble/vitest';
import { expect } from 'vitest';
import { ann, shopIn, withOneOfEach } from '../reseller/in-world.js';
import { next } from '../reseller/index.js';

const test = hostdouble({ now: '2027-12-31T23:00:00Z' });

/** Hours of a month at 400 tokens for 730 hours, at most the price of a month. */
const priceOf = month => {
  const [year, of] = month.split('-').map(Number);
  return Math.min(400, Math.round((400 * new Date(Date.UTC(year, of, 0)).getUTCDate() * 24) / 730));
};

test('a year is twelve invoices, month by month', async ({ world }) => {
  const shop = shopIn(world);
  await withOneOfEach(shop);
  await world.clock.advance({ to: '2028-01-01T00:00:00Z' });
  const invoices = [];
  for (let month = '2028-01'; month < '2029-01'; month = next(month)) {
    const { clock } = await world.clock.advance({ by: 'P1M' });
    expect(clock.now.slice(0, 10)).toBe(`${next(month)}-01`);
    invoices.push(await shop.invoice(ann, month));
  }
  expect(invoices.map(({ servers }) => servers)).toEqual(invoices.map(({ month }) => priceOf(month)));
  expect(invoices[1]).toMatchObject({ month: '2028-02', servers: 381 }); // 29 days
  // 366 days, of which no machine was off.
  const [gpus, apps] = ['gpus', 'apps'].map(line => invoices.reduce((sum, invoice) => sum + invoice[line], 0));
  expect(Math.abs(gpus - 366 * 24 * 34.83871)).toBeLessThan(12);
  expect(apps).toBeGreaterThan(12 * 600);
});

test('a year at once is the same year', async ({ world }) => {
  const shop = shopIn(world);
  await withOneOfEach(shop);
  await world.clock.advance({ to: '2028-01-01T00:00:00Z' });
  await world.clock.advance({ by: 'P1Y' });
  const months = await Promise.all(['2028-01', '2028-02', '2028-12'].map(month => shop.invoice(ann, month)));
  expect(months.map(({ servers }) => servers)).toEqual([400, 381, 400]);
});

test('the last day of a month stays the last', async ({ world }) => {
  await world.clock.advance({ to: '2028-01-31T12:00:00Z' });
  const { clock } = await world.clock.advance({ by: 'P1M' });
  expect(clock.now).toMatch(/^2028-02-29T12:00:00/);
});
