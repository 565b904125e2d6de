const { ann, KEY, shopIn, web } = require('../reseller/in-world.js');
const { worldForEach } = require('./world.js');

const of = worldForEach({ now: '2026-01-01T00:00:00Z' });

test('an order becomes a server, which is suspended, resumed, changed and terminated', async () => {
  const world = of.world();
  const { panel } = shopIn(world);
  const { id, address, password } = await panel.order(ann, web);
  expect(address).toMatch(/^198\.51\.100\.\d+$/);
  expect(password).toHaveLength(20);

  await panel.suspend(id);
  expect((await panel.server(id)).suspended).toBe(true);
  await panel.resume(id);
  await panel.change(id, 2);
  expect(await panel.server(id)).toMatchObject({ suspended: false, name: 'web', state: 'complete' });

  await panel.terminate(id);
  await panel.terminate(id);
  await expect(panel.server(id)).rejects.toMatchObject({ status: 404 });
});

test('a server that cannot be built is taken away again, and the next one is built', async () => {
  const world = of.world();
  const { panel } = shopIn(world);
  await world.faults.add({ operation: 'virtfusion/servers.build', failure: 'taskFails', after: 'PT8S', times: 1 });
  await expect(panel.order(ann, web)).rejects.toThrow('could not be built');
  const { id: user } = await panel.user(ann);
  expect(await panel.servers(user)).toEqual([]);
  const { id } = await panel.order(ann, web);
  expect(await panel.servers(user)).toEqual([id]);
});

test('a machine is rented and given back', async () => {
  const world = of.world();
  const { gpus } = shopIn(world);
  await gpus.settle('ann', 'CANADA-1', KEY);
  const id = await gpus.rent('ann', 'lab', 'n3-L40x1');
  expect(await gpus.machine(id)).toMatchObject({ name: 'lab', status: 'ACTIVE', power_state: 'RUNNING' });
  await gpus.giveBack(id);
  await world.clock.advance({ by: 'PT1M' });
  await expect(gpus.machine(id)).rejects.toMatchObject({ status: 404 });
});

test('nothing is sold without money', async () => {
  const world = of.world();
  const { gpus } = shopIn(world);
  await gpus.settle('ann', 'CANADA-1', KEY);
  await world.faults.add({ operation: 'infrahub/virtualMachines.create', failure: 'funds', times: 1 });
  await expect(gpus.rent('ann', 'lab', 'n3-L40x1')).rejects.toThrow('Insufficient balance');
});
