import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ann, KEY, shopIn, web } from '../reseller/in-world.js';
import { worldOf } from './world.mjs';

test('an order becomes a server, which is suspended, resumed, changed and terminated', async t => {
  const { panel } = shopIn(await worldOf(t));
  const { id, address, password } = await panel.order(ann, web);
  assert.match(address, /^198\.51\.100\.\d+$/);
  assert.equal(password.length, 20);

  await panel.suspend(id);
  assert.equal((await panel.server(id)).suspended, true);
  await panel.resume(id);
  await panel.change(id, 2);
  const { suspended, name, state } = await panel.server(id);
  assert.deepEqual({ suspended, name, state }, { suspended: false, name: 'web', state: 'complete' });

  await panel.terminate(id);
  await panel.terminate(id);
  await assert.rejects(panel.server(id), { status: 404 });
});

test('a server that cannot be built is taken away again, and the next one is built', async t => {
  const world = await worldOf(t);
  const { panel } = shopIn(world);
  await world.faults.add({ operation: 'virtfusion/servers.build', failure: 'taskFails', after: 'PT8S', times: 1 });
  await assert.rejects(panel.order(ann, web), /could not be built/);
  const { id: user } = await panel.user(ann);
  assert.deepEqual(await panel.servers(user), []);
  const { id } = await panel.order(ann, web);
  assert.deepEqual(await panel.servers(user), [id]);
});

test('a machine is rented and given back', async t => {
  const world = await worldOf(t);
  const { gpus } = shopIn(world);
  await gpus.settle('ann', 'CANADA-1', KEY);
  const id = await gpus.rent('ann', 'lab', 'n3-L40x1');
  const { name, status, power_state: power } = await gpus.machine(id);
  assert.deepEqual({ name, status, power }, { name: 'lab', status: 'ACTIVE', power: 'RUNNING' });
  await gpus.giveBack(id);
  await world.clock.advance({ by: 'PT1M' });
  await assert.rejects(gpus.machine(id), { status: 404 });
});

test('nothing is sold without money', async t => {
  const world = await worldOf(t);
  const { gpus } = shopIn(world);
  await gpus.settle('ann', 'CANADA-1', KEY);
  await world.faults.add({ operation: 'infrahub/virtualMachines.create', failure: 'funds', times: 1 });
  await assert.rejects(gpus.rent('ann', 'lab', 'n3-L40x1'), /Insufficient balance/);
});
