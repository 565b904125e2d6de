const { ann, shopIn, web } = require('../reseller/in-world.js');
const { worldForEach } = require('./world.js');

const of = worldForEach({ now: '2026-01-01T00:00:00Z' });

test('an order sends the customer, the package and the system', async () => {
  const world = of.world();
  await shopIn(world).panel.order(ann, web);
  const body = { name: 'Ann Lee', email: 'ann@lee.example', extRelationId: 7, selfService: 1 };
  expect(world).toHaveReceived('virtfusion/users.create', { where: { body }, times: 1 });
  expect(world).toHaveReceived('virtfusion/servers.create', { where: { body: { packageId: 1 } }, times: 1 });
  expect(world).toHaveReceived('virtfusion/servers.build', {
    where: { params: { serverId: 1 }, body: { name: 'web' } },
  });
  expect(world).toHaveOnlyCalled(['virtfusion/users.*', 'virtfusion/servers.*']);
  expect(world).not.toHaveReceived('virtfusion/servers.remove');
});

test('the second order makes no second customer', async () => {
  const world = of.world();
  const { panel } = shopIn(world);
  await panel.order(ann, web);
  await panel.order(ann, { ...web, hostname: 'mail' });
  expect(world).toHaveReceived('virtfusion/users.create', { times: 1 });
  const builds = await world.calls('virtfusion/servers.build');
  expect(builds.map(({ body }) => body.name)).toEqual(['web', 'mail']);
});

test('a miss says what the nearest call had otherwise', async () => {
  const world = of.world();
  await shopIn(world).panel.order(ann, { ...web, hostname: 'wep' });
  const missed = () => expect(world).toHaveReceived('virtfusion/servers.build', { where: { body: { name: 'web' } } });
  expect(missed).toThrow(/\$\.body\.name: expected "web", found "wep"/);
});

test('no secret is kept', async () => {
  const world = of.world();
  await shopIn(world).panel.order(ann, web);
  expect(JSON.stringify(await world.journal.list({ bodies: true }))).not.toContain(world.credentials.virtfusion.token);
});

test('a call that comes later is waited for', async () => {
  const world = of.world();
  const { panel } = shopIn(world);
  const later = world.received('virtfusion/servers.build', { within: '30s' });
  const [call] = await Promise.all([later, panel.order(ann, web)]);
  expect(call.body.name).toBe('web');
});
