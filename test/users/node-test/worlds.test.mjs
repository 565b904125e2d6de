import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ann, shopIn, web } from '../reseller/in-world.js';
import { worldOf } from './world.mjs';

describe('side by side', { concurrency: true }, () => {
  const seen = [];
  for (const days of [1, 2, 3, 4, 5, 6])
    test(`the same customer buys in world ${days}, and owes what he used there`, async t => {
      const world = await worldOf(t);
      seen.push(world.name);
      const { panel, invoice } = shopIn(world);
      const { id } = await panel.order(ann, web);
      assert.equal(id, 1);
      await world.clock.advance({ to: `2026-01-0${days + 1}T00:00:00Z` });
      const { servers, gpus } = await invoice(ann, '2026-01');
      assert.deepEqual([servers, gpus], [Math.round((400 * days * 24) / 730), 0]);
      assert.equal(new Set(seen).size, seen.length);
    });
});

test('a world knows no credential of another', async t => {
  const [mine, other] = [await worldOf(t), await worldOf(t)];
  const { panel } = shopIn({ urls: mine.urls, clock: mine.clock, credentials: other.credentials });
  await assert.rejects(panel.user(ann), { status: 401 });
});

test('a snapshot is gone back to, and so is the seed', async t => {
  const world = await worldOf(t);
  const { panel } = shopIn(world);
  const { id: user } = await panel.user(ann);
  const before = await world.snapshot();
  await panel.order(ann, web);
  assert.equal((await panel.servers(user)).length, 1);
  await world.restore(before);
  assert.deepEqual(await panel.servers(user), []);
  await world.reset();
  await assert.rejects(panel.servers(user), { status: 404 });
});
