import { expect, it } from 'vitest';
import { assertReceived, type TestWorld } from '../../mock-server/index.js';
import type {} from '../../mock-server/vitest.js';

/** The type check of this file is its test: each `@ts-expect-error` fails to compile once the line below it is allowed. */
const right = async (world: TestWorld) => {
  const [call] = await world.calls('virtfusion/servers.create', { body: { packageId: 1 } });
  const packageId: number | string | undefined = call?.body.packageId;
  const built = await world.received('virtfusion/servers.build', { params: { serverId: 7 } }, { within: '5s' });
  const name: string | null | undefined = built.body.name;
  const hidden: unknown = (await world.calls('acme/lamps.show'))[0]?.body;
  expect(world).toHaveReceived('infrahub/environments.create', { body: { name: 'web' } }, { times: 1 });
  expect(world).toHaveReceived('infrahub/environments.create', { where: { body: { name: /web/ } }, never: true });
  expect(world).toHaveReceived('acme/lamps.show', { body: { anything: true } });
  expect(world).toHaveReceived('infrahub/*');
  expect(world).toHaveReceived('servers.create');
  expect(world).toHaveOnlyCalled(['infrahub/environments.create', 'virtfusion/*']);
  assertReceived(world, 'virtuozzo/control.getEnvInfo', { query: { envName: 'shop' } });
  return [packageId, name, hidden];
};

const wrong = async (world: TestWorld) => {
  // @ts-expect-error: no operation of this vendor has this id
  await world.calls('virtfusion/servers.crate');
  // @ts-expect-error: no operation has this id
  expect(world).toHaveReceived('servers.crate');
  // @ts-expect-error: a body without such a member
  expect(world).toHaveReceived('infrahub/environments.create', { body: { nmae: 'web' } });
  // @ts-expect-error: a name is a text
  await world.received('infrahub/environments.create', { body: { name: 7 } });
  // @ts-expect-error: a count of no meaning
  assertReceived(world, 'infrahub/environments.create', { tiems: 1 });
  // @ts-expect-error: only a world receives calls
  expect({ name: 'default' }).toHaveReceived('infrahub/environments.create');
  // @ts-expect-error: nothing is waited for that is not to come
  await world.received('infrahub/environments.create', { never: true });
};

it('what is asked of a world is held to the contracts by the compiler', () => {
  expect([right, wrong]).toHaveLength(2);
});
