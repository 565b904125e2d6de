import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertOnlyCalled, assertReceived } from 'hostdouble';
import { ann, shopIn, web } from '../reseller/in-world.js';
import { worldOf } from './world.mjs';

test('an order sends the customer, the package and the system', async t => {
  const world = await worldOf(t);
  await shopIn(world).panel.order(ann, web);
  const body = { name: 'Ann Lee', email: 'ann@lee.example', extRelationId: 7, selfService: 1 };
  assertReceived(world, 'virtfusion/users.create', { where: { body }, times: 1 });
  assertReceived(world, 'virtfusion/servers.create', { where: { body: { packageId: 1 } }, times: 1 });
  const built = { params: { serverId: 1 }, body: { name: 'web' } };
  assertReceived(world, 'virtfusion/servers.build', { where: built });
  assertOnlyCalled(world, ['virtfusion/users.*', 'virtfusion/servers.*']);
  assertReceived(world, 'virtfusion/servers.remove', { never: true });
});

test('the second order makes no second customer', async t => {
  const world = await worldOf(t);
  const { panel } = shopIn(world);
  await panel.order(ann, web);
  await panel.order(ann, { ...web, hostname: 'mail' });
  assertReceived(world, 'virtfusion/users.create', { times: 1 });
  const builds = await world.calls('virtfusion/servers.build');
  assert.deepEqual(
    builds.map(({ body }) => body.name),
    ['web', 'mail'],
  );
});

test('a miss says what the nearest call had otherwise', async t => {
  const world = await worldOf(t);
  await shopIn(world).panel.order(ann, { ...web, hostname: 'wep' });
  const missed = () => assertReceived(world, 'virtfusion/servers.build', { where: { body: { name: 'web' } } });
  assert.throws(missed, /\$\.body\.name: expected "web", found "wep"/);
});

test('no secret is kept', async t => {
  const world = await worldOf(t);
  await shopIn(world).panel.order(ann, web);
  const kept = JSON.stringify(await world.journal.list({ bodies: true }));
  assert.ok(!kept.includes(world.credentials.virtfusion.token));
});

test('a call that comes later is waited for', async t => {
  const world = await worldOf(t);
  const { panel } = shopIn(world);
  const later = world.received('virtfusion/servers.build', { within: '30s' });
  const [call] = await Promise.all([later, panel.order(ann, web)]);
  assert.equal(call.body.name, 'web');
});
