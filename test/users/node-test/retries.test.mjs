import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ann, shopIn, web } from '../reseller/in-world.js';
import { Lost } from '../reseller/index.js';
import { worldOf } from './world.mjs';

const READ = 'virtfusion/users.show';
const CREATE = 'virtfusion/servers.create';

test('429 is waited for as long as it says, and an order is sent again', async t => {
  const world = await worldOf(t);
  const { panel, waited } = shopIn(world);
  const { id: user } = await panel.user(ann);
  await world.faults.add({ operation: CREATE, failure: 'rateLimited', retryAfter: 7, times: 2 });
  const id = await panel.create(user, 1);
  assert.deepEqual(waited, [7000, 7000]);
  assert.deepEqual(await panel.servers(user), [id]);
});

test('503 is waited for as long as it says', async t => {
  const world = await worldOf(t);
  const { panel, waited } = shopIn(world);
  const { id } = await panel.user(ann);
  await world.faults.add({ operation: READ, failure: 'internal', status: 503, retryAfter: 11, times: 1 });
  assert.equal((await panel.user(ann)).id, id);
  assert.deepEqual(waited, [11_000]);
});

test('a broken connection is tried again, each time later, and in the end given up', async t => {
  const world = await worldOf(t);
  const { panel, waited } = shopIn(world);
  const { id } = await panel.user(ann);
  await world.faults.add({ operation: READ, transport: 'reset', times: 3 });
  assert.equal((await panel.user(ann)).id, id);
  assert.deepEqual(waited, [1000, 2000, 4000]);
  await world.faults.add({ operation: READ, transport: 'reset', times: 4 });
  await assert.rejects(panel.user(ann), Lost);
  assert.equal(waited.length, 6);
});

test('silence is ended and tried again', async t => {
  const world = await worldOf(t);
  const { id } = await shopIn(world).panel.user(ann);
  const { panel, waited } = shopIn(world, { timeout: 1000 });
  await world.faults.add({ operation: READ, transport: 'hang', times: 1 });
  assert.equal((await panel.user(ann)).id, id);
  assert.deepEqual(waited, [1000]);
});

for (const lost of [{ transport: 'reset' }, { failure: 'doneButFailed' }])
  test(`no order is sent twice: ${JSON.stringify(lost)}`, async t => {
    const world = await worldOf(t);
    const { panel } = shopIn(world);
    await world.faults.add({ operation: CREATE, ...lost, times: 1 });
    const { id } = await panel.order(ann, web);
    const { id: user } = await panel.user(ann);
    assert.deepEqual(await panel.servers(user), [id]);
  });
