const { ann, shopIn, web } = require('../reseller/in-world.js');
const { worldForEach } = require('./world.js');

const now = '2026-01-01T00:00:00Z';
const of = worldForEach({ now });

test('side by side, the same customer buys in each world, and owes what he used there', async () => {
  const buysFor = async days => {
    const world = await of.mock().world({ now });
    const { panel, invoice } = shopIn(world);
    const { id } = await panel.order(ann, web);
    await world.clock.advance({ to: `2026-01-0${days + 1}T00:00:00Z` });
    const { servers, gpus } = await invoice(ann, '2026-01');
    await world.dispose();
    return { name: world.name, id, servers, gpus };
  };
  const days = [1, 2, 3, 4, 5, 6];
  const found = await Promise.all(days.map(buysFor));
  const owed = days.map(day => ({ id: 1, servers: Math.round((400 * day * 24) / 730), gpus: 0 }));
  expect(found).toEqual(owed.map(one => ({ ...one, name: expect.any(String) })));
  expect(new Set(found.map(({ name }) => name)).size).toBe(days.length);
});

test('a world knows no credential of another', async () => {
  const world = of.world();
  const other = await of.mock().world({ now });
  const { panel } = shopIn({ urls: world.urls, clock: world.clock, credentials: other.credentials });
  await expect(panel.user(ann)).rejects.toMatchObject({ status: 401 });
  await other.dispose();
});

test('a snapshot is gone back to, and so is the seed', async () => {
  const world = of.world();
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
