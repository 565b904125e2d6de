import { describe, expect, it, vi } from 'vitest';
import type { Vendor } from '../../mock-server/calls/vendor.js';
import { Cloud, type Jobs } from '../../mock-server/domain/cloud.js';
import type { WorldView } from '../../mock-server/index.js';
import { loadSeed } from '../../mock-server/seeds/seed.js';
import { World } from '../../mock-server/worlds/world.js';
import { Worlds } from '../../mock-server/worlds/worlds.js';
import { toy } from '../http/toy.js';
import { keyOf, serverOfWorlds } from './server.js';

const server = serverOfWorlds();

class Bells extends Cloud {
  readonly bells = this.collection<{ readonly id: string; readonly rung: number }>('bell');
  readonly charges = this.meter<null>('charges');
}

describe('time', () => {
  it('adds up when it is advanced from several sides at once', async () => {
    await server.made('busy');
    await Promise.all(Array.from({ length: 8 }, () => server.mock.control.clock.advance({ by: 'PT3H' }, 'busy')));
    expect((await server.mock.control.clock.show('busy')).now).toBe('2025-01-02T00:00:00Z');
  });

  it('tells what ran in all clouds in the order in which it happened', async () => {
    const ring = { has: () => true, run() {} };
    const vendor: Vendor = { ...toy, createCloud: ({ seed, start }) => new Bells(seed, start), jobs: { ring } };
    const world = new World({
      name: 'bells',
      seed: await loadSeed('empty', { now: 0, mode: 'frozen' }, []),
      issued: { left: [], right: [] },
      load: async () => vendor,
      onReady() {},
    });
    const [left, right] = [await world.cloud('left'), await world.cloud('right')];
    for (const at of [10, 30]) left.agenda.enter(at, 'ring', at);
    right.agenda.enter(20, 'ring', 20);
    const { ran } = await world.advance({ to: 100 });
    expect(ran.map(({ at, vendor }) => `${vendor} ${at}`)).toEqual(['left 10', 'right 20', 'left 30']);
  });

  it('tells how many records changed in each cloud, each once, and none that is as it was', async () => {
    const rung = ({ bells }: Bells, id: string, by: number): void =>
      void bells.update(id, { rung: bells.need(id).rung + by });
    const jobs: Jobs<Bells> = {
      make: { has: () => true, run: ({ bells }, id) => void bells.add({ id, rung: 0 }) },
      ring: { has: () => true, run: (cloud, id) => rung(cloud, id, 1) },
      charge: { has: () => true, run: (cloud, id) => cloud.charges.charge(id, cloud.now, null) },
      remove: { has: () => true, run: ({ bells }, id) => void bells.remove(id) },
    };
    const vendor: Vendor = { ...toy, createCloud: ({ seed, start }) => new Bells(seed, start), jobs };
    const world = new World({
      name: 'rung',
      seed: await loadSeed('empty', { now: 0, mode: 'frozen' }, []),
      issued: { left: [], right: [], silent: [] },
      load: async () => vendor,
      onReady() {},
    });
    const [left, right] = [await world.cloud('left'), await world.cloud('right')];
    for (const [at, kind, id] of [
      [1, 'make', 'one'],
      [2, 'make', 'two'],
      [3, 'ring', 'one'],
      [4, 'ring', 'one'],
      [5, 'charge', 'one'],
      [6, 'charge', 'one'],
      [7, 'remove', 'two'],
    ] as const)
      left.agenda.enter(at, kind, id);
    right.agenda.enter(9, 'make', 'one');
    expect((await world.advance({ to: 100 })).changed).toEqual({ left: { bell: 1, charges: 2 }, right: { bell: 1 } });
    expect((await world.advance({ to: 200 })).changed).toEqual({});
  });

  it('ends with the last year that is written with four digits, and stays usable', async () => {
    await server.made('last');
    for (const by of ['P99999999D', `P${'9'.repeat(400)}W`]) {
      const refused = await server.admin('POST', '/worlds/last/clock/advance', { by });
      expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('the year 9999')]);
    }
    const { clock } = await server.mock.control.clock.advance({ to: '9999-12-31T23:59:59Z' }, 'last');
    expect(clock.now).toBe('9999-12-31T23:59:59Z');
  });

  it('runs on from where it was set, and stands still when it is frozen', async () => {
    await server.made('running');
    const start = Date.parse('2025-06-01T00:00:00Z');
    await server.mock.control.clock.change({ mode: 'running', now: '2025-06-01T00:00:00Z' }, 'running');
    const shown = async (): Promise<number> => Date.parse((await server.mock.control.clock.show('running')).now);
    await vi.waitFor(async () => expect(await shown()).toBeGreaterThan(start));
    const { now } = await server.mock.control.clock.change({ mode: 'frozen' }, 'running');
    expect([now.slice(0, 13), (await server.mock.control.clock.show('running')).now]).toEqual(['2025-06-01T00', now]);
  });

  it('has no pieces smaller than a millisecond', async () => {
    await server.made('fine');
    const { clock } = await server.mock.control.clock.advance({ by: 'PT1.0014S' }, 'fine');
    expect(clock.now).toBe('2025-01-01T00:00:01.001Z');
  });
});

it('a hundred worlds made at once are a hundred worlds, each with its own key', async () => {
  const worlds = await Promise.all(
    Array.from({ length: 100 }, () => server.mock.control.worlds.create({ clock: 'frozen' })),
  );
  expect(new Set(worlds.map(({ name }) => name)).size).toBe(100);
  const [one, other] = worlds;
  if (one === undefined || other === undefined) throw new Error('no worlds');
  expect(new Set(worlds.map(keyOf)).size).toBe(100);
  await server.order(keyOf(one), 'mine');
  expect(await server.environments(keyOf(other))).toEqual([]);
  await Promise.all(worlds.map(({ name }) => server.mock.control.worlds.remove(name)));
});

it('of two worlds made at once under one name there is one', async () => {
  const wish = { name: 'twin', seed: 'documented' };
  const [first, second] = await Promise.allSettled([
    server.mock.control.worlds.create(wish),
    server.mock.control.worlds.create(wish),
  ]);
  expect([first?.status, second]).toMatchObject(['fulfilled', { reason: { kind: 'exists' } }]);
});

it('a world that is gone is selected by nothing, also not by a cloud that was made meanwhile', async () => {
  const key = { way: 'valid', name: 'key', value: 'k-late', scheme: 'key' } as const;
  const worlds = new Worlds({ load: async () => toy, issue: { toy: () => [key] }, seed: 'empty' });
  const late = await worlds.create({ name: 'late' });
  const selected = () =>
    worlds.selectedBy({ vendor: 'toy', dialect: toy.contract.dialect, headers: { toy_key: key.value }, search: '' })
      ?.name;
  expect(selected()).toBe('late');
  const coming = late.cloud('toy');
  await worlds.remove('late');
  await coming;
  expect(selected()).toBeUndefined();
});

describe('a world', () => {
  const statusOf = async (world: WorldView, address = `${server.mock.url}/v1`): Promise<number> =>
    (await fetch(`${address}/core/regions`, { headers: { api_key: keyOf(world) } })).status;
  const journal = async (world: string, filter = {}) =>
    (await server.mock.control.journal.list(filter, world)).calls.map(({ number, vendor, status }) => [
      number,
      vendor,
      status,
    ]);

  it('has faults and a journal of its own, which a reset forgets', async () => {
    const [faulty, sound] = [await server.made('faulty'), await server.made('sound')];
    await server.mock.control.faults.add({ operation: 'infrahub/regions.*', failure: 'internal' }, 'faulty');
    await server.mock.control.faults.add({ operation: 'virtfusion/*', failure: 'internal' }, 'sound');
    expect([await statusOf(faulty), await statusOf(sound)]).toEqual([500, 200]);
    expect([await journal('faulty'), await journal('sound')]).toEqual([[[1, 'infrahub', 500]], [[1, 'infrahub', 200]]]);
    await server.mock.control.worlds.reset('faulty');
    expect([await journal('faulty'), await server.mock.control.faults.list('faulty')]).toEqual([[], []]);
    expect([await statusOf(faulty), await journal('faulty')]).toEqual([200, [[1, 'infrahub', 200]]]);
    expect(await server.mock.control.faults.list('sound')).toHaveLength(1);
  });

  it('tells of its calls by vendor, operation and status', async () => {
    const { credentials, urls } = await server.made('told');
    await fetch(`${urls.infrahub}/core/regions`, { headers: { api_key: credentials.infrahub.apiKey } });
    await fetch(`${urls.infrahub}/core/regions`);
    await fetch(`${urls.virtfusion}/servers`);
    expect(await journal('told', { vendor: 'virtfusion' })).toEqual([[3, 'virtfusion', 401]]);
    expect(await journal('told', { operation: 'regions.list' })).toHaveLength(2);
    expect(await journal('told', { operation: 'regions.list', status: 401 })).toEqual([[2, 'infrahub', 401]]);
  });

  it('keeps the last thousand calls, and counts them all', async () => {
    const world = await server.made('busiest');
    for (let call = 0; call < 1003; call++) await statusOf(world);
    const { count, calls } = await server.mock.control.journal.list({}, 'busiest');
    expect([count, calls.length, calls[0]?.number, calls.at(-1)?.number]).toEqual([1003, 1000, 4, 1003]);
  });

  it('takes its credentials with it when it is removed', async () => {
    const gone = await server.made('gone');
    expect(await statusOf(gone)).toBe(200);
    await server.mock.control.worlds.remove('gone');
    expect([await statusOf(gone), await statusOf(gone, gone.urls.infrahub)]).toEqual([401, 404]);
  });

  it('hands out credentials that are refused or limited, each in its way', async () => {
    const { others } = (await server.made('refusing')).credentials;
    const ways = Object.entries(others).map(([vendor, of]) => [vendor, Object.keys(of).sort().join(' ')]);
    expect(ways).toEqual([
      ['virtfusion', 'expired readonly revoked'],
      ['infrahub', 'expired member otherTenant readonly revoked'],
      ['virtuozzo', 'expired otherTenant readonly revoked'],
    ]);
    const bearer = (token = '') =>
      fetch(`${server.mock.url}/api/v1/users`, { method: 'POST', headers: { authorization: `Bearer ${token}` } });
    const key = (api_key = '') =>
      fetch(`${server.mock.url}/v1/core/environments`, { method: 'POST', headers: { api_key } });
    const statuses = async (calls: readonly Promise<Response>[]) =>
      (await Promise.all(calls)).map(({ status }) => status);
    const { virtfusion = {}, infrahub = {} } = others;
    expect(await statuses(['expired', 'revoked', 'readonly'].map(way => bearer(virtfusion[way]?.token)))).toEqual([
      401, 401, 403,
    ]);
    expect(await statuses(['revoked', 'readonly', 'otherTenant'].map(way => key(infrahub[way]?.apiKey)))).toEqual([
      401, 403, 400,
    ]);
  });
});

it('no seed is named like what every object has', async () => {
  for (const seed of ['constructor', 'toString', 'valueOf:3'])
    expect(await server.admin('POST', '/worlds', { seed })).toMatchObject({
      status: 422,
      text: expect.stringContaining('there is no seed'),
    });
});
