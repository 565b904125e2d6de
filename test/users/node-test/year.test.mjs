import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ann, shopIn, withOneOfEach } from '../reseller/in-world.js';
import { next } from '../reseller/index.js';
import { worldOf } from './world.mjs';

const yearEnd = { now: '2027-12-31T23:00:00Z' };

/** Hours of a month at 400 tokens for 730 hours, at most the price of a month. */
const priceOf = month => {
  const [year, of] = month.split('-').map(Number);
  return Math.min(400, Math.round((400 * new Date(Date.UTC(year, of, 0)).getUTCDate() * 24) / 730));
};

test('a year is twelve invoices, month by month', async t => {
  const world = await worldOf(t, yearEnd);
  const shop = shopIn(world);
  await withOneOfEach(shop);
  await world.clock.advance({ to: '2028-01-01T00:00:00Z' });
  const invoices = [];
  for (let month = '2028-01'; month < '2029-01'; month = next(month)) {
    const { clock } = await world.clock.advance({ by: 'P1M' });
    assert.equal(clock.now.slice(0, 10), `${next(month)}-01`);
    invoices.push(await shop.invoice(ann, month));
  }
  const servers = invoices.map(invoice => invoice.servers);
  assert.deepEqual(
    servers,
    invoices.map(({ month }) => priceOf(month)),
  );
  assert.equal(servers[1], 381); // February has 29 days
  const [gpus, apps] = ['gpus', 'apps'].map(line => invoices.reduce((sum, invoice) => sum + invoice[line], 0));
  assert.ok(Math.abs(gpus - 366 * 24 * 34.83871) < 12, `${gpus}`);
  assert.ok(apps > 12 * 600, `${apps}`);
});

test('a year at once is the same year', async t => {
  const world = await worldOf(t, yearEnd);
  const shop = shopIn(world);
  await withOneOfEach(shop);
  await world.clock.advance({ to: '2028-01-01T00:00:00Z' });
  await world.clock.advance({ by: 'P1Y' });
  const months = await Promise.all(['2028-01', '2028-02', '2028-12'].map(month => shop.invoice(ann, month)));
  assert.deepEqual(
    months.map(({ servers }) => servers),
    [400, 381, 400],
  );
});

test('the last day of a month stays the last', async t => {
  const world = await worldOf(t, { now: '2028-01-31T12:00:00Z' });
  const { clock } = await world.clock.advance({ by: 'P1M' });
  assert.match(clock.now, /^2028-02-29T12:00:00/);
});
