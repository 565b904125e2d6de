import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { control } from '../../contracts/control/index.js';
import { createMockServer, type MockServer, type TestWorld } from '../../mock-server/index.js';

let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer({ seed: 'empty', clock: 'frozen' });
});
afterAll(() => mock.close());

const opened = { seed: 'empty', clock: 'frozen', now: '2026-01-01T00:00:00Z' } as const;

const makeEnvironment = ({ urls, credentials }: TestWorld, name: string) =>
  fetch(`${urls.infrahub}/core/environments`, {
    method: 'POST',
    headers: { api_key: credentials.infrahub.apiKey, 'content-type': 'application/json' },
    body: JSON.stringify({ name, region: 'NORWAY-1' }),
  }).then(({ status }) => status);

const names = async () => (await mock.control.worlds.list()).map(({ name }) => name);

describe('a world that is bound to its control', () => {
  it('goes when the block ends that uses it', async () => {
    let name = '';
    {
      await using world = await mock.world({ name: 'brief' });
      name = world.name;
      expect(await names()).toEqual(['default', 'brief']);
    }
    expect([name, await names()]).toEqual(['brief', ['default']]);
  });

  it('goes when it is disposed of, and again without harm; `remove` says when it is gone', async () => {
    const world = await mock.world();
    expect(await names()).toEqual(['default', world.name]);
    await world.dispose();
    await world.dispose();
    expect(await names()).toEqual(['default']);
    await expect(world.remove()).rejects.toThrow(`there is no world "${world.name}"`);
  });

  it('has its own clock', async () => {
    await using world = await mock.world(opened);
    const { clock } = await world.clock.advance({ by: 'P1D' });
    expect(clock).toEqual({ now: '2026-01-02T00:00:00Z', mode: 'frozen' });
    await world.advance({ by: 'P1D' });
    expect((await world.clock.show()).now).toBe('2026-01-03T00:00:00Z');
    expect((await world.clock.change({ mode: 'running' })).mode).toBe('running');
    expect(world.clock).toEqual({ now: '2026-01-01T00:00:00Z', mode: 'frozen' });
  });

  it('has its own faults, overrides and journal', async () => {
    await using world = await mock.world(opened);
    await world.faults.add({ operation: 'infrahub/environments.create', failure: 'stock', times: 1 });
    await world.overrides.add({ operation: 'infrahub/regions.list', reply: { status: 200, body: {} }, drift: true });
    expect([await world.faults.list(), await world.overrides.list()]).toMatchObject([[{ left: 1 }], [{ drift: true }]]);
    expect([await mock.control.faults.list('default'), await mock.control.overrides.list('default')]).toEqual([[], []]);
    expect([(await makeEnvironment(world, 'web')) >= 400, await makeEnvironment(world, 'web')]).toEqual([true, 200]);
    expect((await world.journal.list({ status: 200 })).calls).toMatchObject([{ operation: 'environments.create' }]);
    await world.faults.clear();
    await world.overrides.clear();
    await world.journal.clear();
    expect([await world.faults.list(), await world.overrides.list(), (await world.journal.list()).count]).toEqual([
      [],
      [],
      0,
    ]);
    expect(await world.deliveries.list()).toEqual([]);
  });

  it('is saved, restored and reset', async () => {
    await using world = await mock.world(opened);
    await makeEnvironment(world, 'web');
    const count = async () => (await world.state('infrahub', 'environments')).count;
    const before = await count();
    const saved = await world.snapshot();
    expect(saved).toEqual(await world.snapshot.save());
    expect((await world.reset()).name).toBe(world.name);
    expect(await count()).toBe(before - 1);
    await world.restore(saved);
    expect(await count()).toBe(before);
    await world.reset();
    await world.snapshot.restore(saved);
    expect(await count()).toBe(before);
  });

  it('says what its vendors hold', async () => {
    await using world = await mock.world(opened);
    await makeEnvironment(world, 'web');
    const { now, resources } = await world.state('infrahub');
    expect([now, resources.environment?.records]).toEqual([
      opened.now,
      expect.arrayContaining([expect.objectContaining({ name: 'web' })]),
    ]);
    expect(await world.state('infrahub', 'environment', { limit: 1 })).toEqual(
      await world.state.show('infrahub', 'environment', { limit: 1 }),
    );
    expect(await world.state('infrahub', { limit: 1 })).toEqual(await world.state.list('infrahub', { limit: 1 }));
  });

  it('is changed by the calls of worlds, without its name', async () => {
    await using world = await mock.world(opened);
    const { webhooks } = await world.change({ webhooks: { virtfusion: ['http://127.0.0.1:9/hook'] } });
    expect((await world.show()).webhooks).toEqual(webhooks);
  });

  it('has each call of the control API that is about a world', async () => {
    await using world = await mock.world();
    for (const [group, calls] of Object.entries(control.routes))
      for (const [name, route] of Object.entries(calls)) {
        const of = group === 'worlds' ? world : Reflect.get(world, group);
        expect([`${group}.${name}`, typeof Object(of)[name]]).toEqual([
          `${group}.${name}`,
          route.includes('{world}') ? 'function' : 'undefined',
        ]);
      }
  });

  it('is, as a value, the world as it was made', async () => {
    await using world = await mock.world(opened);
    expect({ ...world }).toEqual(await mock.control.worlds.show(world.name));
  });

  it('is not made with what is wrong', async () => {
    await expect(mock.world({ seed: 'nowhere' })).rejects.toThrow('nowhere');
    await expect(mock.world({ name: 'default' })).rejects.toThrow('there is a world "default" already');
    expect(await names()).toEqual(['default']);
  });
});

describe('a call in process that names no world', () => {
  it('is about `default` while there is no other', async () => {
    expect((await mock.control.worlds.show()).name).toBe('default');
  });

  it('is refused where there are others, and names them', async () => {
    const worlds = await Promise.all([1, 2, 3, 4, 5, 6].map(at => mock.world({ name: `w${at}` })));
    for (const call of [
      () => mock.control.faults.add({ operation: 'infrahub/*', failure: 'stock' }),
      () => mock.control.clock.show(),
      () => mock.control.worlds.reset(),
    ])
      await expect(call()).rejects.toThrow(
        'there are several worlds (default, w1, w2, w3, w4 and 2 more): say which one is meant, as the last argument',
      );
    expect(await mock.control.faults.list('default')).toEqual([]);
    expect((await mock.control.worlds.show('w2')).name).toBe('w2');
    await Promise.all(worlds.map(world => world.dispose()));
    expect((await mock.control.clock.show()).mode).toBe('frozen');
  });
});
