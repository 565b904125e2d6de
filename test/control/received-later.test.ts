import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMockServer, type MockServer } from '../../mock-server/index.js';
import { listRegions, makeEnvironment, opened } from './made-environments.js';

let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer({ seed: 'empty', clock: 'frozen' });
});
afterAll(() => mock.close());

const create = 'infrahub/environments.create';

describe('await world.received', () => {
  it('answers the newest call that was received', async () => {
    await using world = await mock.world(opened);
    await makeEnvironment(world, 'web');
    await makeEnvironment(world, 'mail');
    const call = await world.received(create);
    expect(call.body.name).toBe('mail');
    expect((await world.received(create, { body: { name: 'web' } })).number).toBe(1);
    expect((await world.received(create, { times: 2 })).number).toBe(2);
  });

  it('waits for one that comes, and for as many as are wanted', async () => {
    await using world = await mock.world(opened);
    const web = world.received(create, { body: { name: 'web' } }, { within: '20s' });
    const two = world.received(create, { times: 2, within: 'PT20S' });
    await makeEnvironment(world, 'mail');
    await listRegions(world);
    await makeEnvironment(world, 'web');
    expect([(await web).number, (await two).number]).toEqual([3, 3]);
  });

  it('rejects with what came near when the time is over, and when there are too many', async () => {
    await using world = await mock.world({ ...opened, name: 'late' });
    await makeEnvironment(world, 'wep');
    await expect(world.received(create, { body: { name: 'web' } }, { within: 5 })).rejects.toThrow(
      '$.body.name: expected "web", found "wep"',
    );
    await expect(world.received('infrahub/regions.list')).rejects.toThrow('received no call of infrahub/regions.list');
    const one = world.received(create, { times: 2, within: '20s' });
    await makeEnvironment(world, 'web');
    await one;
    await makeEnvironment(world, 'mail');
    await expect(world.received(create, { times: 2, within: '20s' })).rejects.toThrow('received 3 calls of');
  });

  it('ends with the error of a matcher that throws', async () => {
    await using world = await mock.world(opened);
    const broken = {
      asymmetricMatch() {
        throw new Error('broken');
      },
    };
    const waited = expect(world.received(create, { body: { name: broken } }, { within: '20s' })).rejects.toThrow(
      'broken',
    );
    await makeEnvironment(world, 'web');
    await waited;
    expect(await makeEnvironment(world, 'mail')).toBe(200);
  });

  it.each<[string, readonly unknown[], string]>([
    ['an operation that there is not', ['infrahub/environments.crate'], 'did you mean'],
    ['none', [create, { never: true }], '`received` waits for calls'],
    ['a time without a unit', [create, { within: '5' }], '`within` is a length of real time'],
    ['a time of days', [create, { within: 'P1D' }], '`within` is a length of real time'],
    ['more than an hour', [create, { within: '61m' }], '`within` is a length of real time'],
    ['a time before', [create, { within: -1 }], '`within` is a length of real time'],
  ])('refuses %s', async (_what, given, said) => {
    await using world = await mock.world(opened);
    await expect(Reflect.apply(Object(world).received, world, given)).rejects.toThrow(said);
  });
});

describe('world.calls', () => {
  it('has what was sent and answered, by operation', async () => {
    await using world = await mock.world(opened);
    await makeEnvironment(world, 'web');
    await listRegions(world);
    await makeEnvironment(world, 'mail');
    const calls = await world.calls(create);
    expect(calls.map(({ number, body }) => [number, body.name])).toEqual([
      [1, 'web'],
      [3, 'mail'],
    ]);
    expect((await world.calls(create, { body: { name: 'mail' } })).map(({ number }) => number)).toEqual([3]);
    expect((await world.calls('infrahub/*')).map(({ operation }) => operation)).toEqual([
      'environments.create',
      'regions.list',
      'environments.create',
    ]);
    expect(await world.calls()).toHaveLength(3);
    expect(JSON.stringify(await world.calls())).not.toContain(world.credentials.infrahub.apiKey);
    await expect(Object(world).calls('infrahub/environments.crate')).rejects.toThrow('did you mean');
  });
});
