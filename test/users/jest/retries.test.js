const { ann, shopIn, web } = require('../reseller/in-world.js');
const { Lost } = require('../reseller/index.js');
const { worldForEach } = require('./world.js');

const of = worldForEach({ now: '2026-01-01T00:00:00Z' });
const READ = 'virtfusion/users.show';
const CREATE = 'virtfusion/servers.create';

test('429 is waited for as long as it says, and an order is sent again', async () => {
  const world = of.world();
  const { panel, waited } = shopIn(world);
  const { id: user } = await panel.user(ann);
  await world.faults.add({ operation: CREATE, failure: 'rateLimited', retryAfter: 7, times: 2 });
  const id = await panel.create(user, 1);
  expect(waited).toEqual([7000, 7000]);
  expect(await panel.servers(user)).toEqual([id]);
});

test('503 is waited for as long as it says', async () => {
  const world = of.world();
  const { panel, waited } = shopIn(world);
  const { id } = await panel.user(ann);
  await world.faults.add({ operation: READ, failure: 'internal', status: 503, retryAfter: 11, times: 1 });
  expect((await panel.user(ann)).id).toBe(id);
  expect(waited).toEqual([11_000]);
});

test('a broken connection is tried again, each time later, and in the end given up', async () => {
  const world = of.world();
  const { panel, waited } = shopIn(world);
  const { id } = await panel.user(ann);
  await world.faults.add({ operation: READ, transport: 'reset', times: 3 });
  expect((await panel.user(ann)).id).toBe(id);
  expect(waited).toEqual([1000, 2000, 4000]);
  await world.faults.add({ operation: READ, transport: 'reset', times: 4 });
  await expect(panel.user(ann)).rejects.toThrow(Lost);
  expect(waited).toHaveLength(6);
});

test('silence is ended and tried again', async () => {
  const world = of.world();
  const { id } = await shopIn(world).panel.user(ann);
  const { panel, waited } = shopIn(world, { timeout: 1000 });
  await world.faults.add({ operation: READ, transport: 'hang', times: 1 });
  expect((await panel.user(ann)).id).toBe(id);
  expect(waited).toEqual([1000]);
});

test.each([{ transport: 'reset' }, { failure: 'doneButFailed' }])('no order is sent twice: %o', async lost => {
  const world = of.world();
  const { panel } = shopIn(world);
  await world.faults.add({ operation: CREATE, ...lost, times: 1 });
  const { id } = await panel.order(ann, web);
  const { id: user } = await panel.user(ann);
  expect(await panel.servers(user)).toEqual([id]);
});
