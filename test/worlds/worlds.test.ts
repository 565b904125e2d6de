import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Vendor } from '../../mock-server/calls/vendor.js';
import { Cloud, type CloudState } from '../../mock-server/domain/cloud.js';
import { createMockServer, type MockServer, type WorldView } from '../../mock-server/index.js';
import { loadSeed, type Story } from '../../mock-server/seeds/seed.js';
import { World } from '../../mock-server/worlds/world.js';
import { Worlds } from '../../mock-server/worlds/worlds.js';
import { toy } from '../http/toy.js';

const NOW = '2025-01-01T00:00:00Z';

let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer({ seed: 'empty', clock: 'frozen', now: NOW });
});
afterAll(() => mock.close());

const admin = async (method: string, path: string, body?: unknown) => {
  const reply = await fetch(`${mock.url}/__admin${path}`, { method, body: JSON.stringify(body) ?? null });
  return { status: reply.status, text: await reply.text() };
};

const made = (name: string): Promise<WorldView> => mock.control.worlds.create({ name, clock: 'frozen', now: NOW });
const keyOf = ({ credentials }: WorldView): string => credentials.infrahub.apiKey;

/** Names of the environments that an API key sees, at the plain address unless another is given. */
const environments = async (key: string, address = `${mock.url}/v1`): Promise<string[]> => {
  const reply = await fetch(`${address}/core/environments`, { headers: { api_key: key } });
  const body: { environments: { name: string }[] } = JSON.parse(await reply.text());
  return body.environments.map(({ name }) => name).filter(name => !name.startsWith('default-'));
};

const order = async (key: string, name: string): Promise<void> => {
  const body = JSON.stringify({ name, region: 'NORWAY-1' });
  const reply = await fetch(`${mock.url}/v1/core/environments`, { method: 'POST', headers: { api_key: key }, body });
  expect(reply.status).toBe(200);
};

describe('a snapshot of one world in another', () => {
  it('leaves the first its credentials: they still select it, and what is ordered stays apart', async () => {
    const [first, second] = [await made('giver'), await made('taker')];
    await order(keyOf(first), 'given');
    await mock.control.snapshot.restore(await mock.control.snapshot.save('giver'), 'taker');
    await order(keyOf(second), 'taken');
    await order(keyOf(first), 'kept');
    expect(await environments(keyOf(first))).toEqual(['given', 'kept']);
    expect(await environments(keyOf(second))).toEqual(['given', 'taken']);
    expect(await environments(keyOf(first), second.urls.infrahub)).toEqual(['given', 'taken']);
    await mock.control.worlds.remove('taker');
    expect(await environments(keyOf(first))).toEqual(['given', 'kept']);
  });

  it('is reset to the instant at which that seed is opened, not to that of the snapshot', async () => {
    await mock.control.worlds.create({ name: 'printed', seed: 'documented' });
    await made('reader');
    await mock.control.clock.advance({ by: 'P40D' }, 'printed');
    const read = await mock.control.snapshot.restore(await mock.control.snapshot.save('printed'), 'reader');
    expect([read.seed, read.clock.now]).toEqual(['documented', '2025-03-01T21:49:10Z']);
    expect((await mock.control.worlds.reset('reader')).clock.now).toBe('2025-01-20T21:49:10Z');
  });

  it('is not overtaken by a cloud that was just coming to life', async () => {
    const seed = await loadSeed('empty', { now: 0, mode: 'frozen' }, []);
    let tell = (_story: Story): void => {};
    const told = new Promise<Story>(resolve => {
      tell = resolve;
    });
    const young = new World({
      name: 'young',
      seed: { ...seed, story: () => told },
      issued: { toy: [] },
      load: async () => toy,
      onLive() {},
    });
    const coming = young.cloud('toy');
    const later = { ...young.save(), clouds: { toy: { origin: { start: 0, settings: {} }, state: aged() } } };
    await young.restore(later, seed);
    tell({ start: 0, calls: [] });
    expect((await coming).save().ids).toEqual({ lamp: 7 });
    expect(young.living('toy')?.save().ids).toEqual({ lamp: 7 });
  });

  it.each<[string, object, string]>([
    ['names a vendor that is none', { clouds: { constructor: cloudOf({}) } }, 'no vendor \\"constructor\\"'],
    [
      'has settings of the wrong type',
      { clouds: { infrahub: cloudOf({ settings: { paid: 'much' } }) } },
      'setting \\"paid\\" is wrong: Invalid input: expected number',
    ],
    [
      'has a setting that is none',
      { clouds: { infrahub: cloudOf({ settings: { piad: 1 } }) } },
      'no setting \\"piad\\"; did you mean paid?',
    ],
    ['ends after all calendars', { clock: { mode: 'frozen', now: 1e300 } }, '"path":["clock","now"]'],
    [
      'has parts of the wrong type',
      { clouds: { infrahub: cloudOf({ parts: { random: null } }) } },
      'the snapshot cannot be read',
    ],
  ])('is refused when it %s', async (_what, change, said) => {
    const before = await mock.control.snapshot.save();
    const refused = await admin('PUT', '/worlds/default/snapshot', { ...before, ...change });
    expect([refused.status, refused.text]).toEqual([422, expect.stringContaining(said)]);
    expect(await mock.control.snapshot.save()).toEqual(before);
  });

  it.each<[string, object]>([
    ['a part', { dream: [] }],
    ['a job', { agenda: { entered: 1, jobs: [{ at: 0, order: 0, kind: 'dream', subject: '1' }] } }],
  ])('is refused when it has %s of which nothing is known here', async (_what, more) => {
    await mock.control.clock.advance({ by: 'PT0S' });
    const before = await mock.control.snapshot.save();
    const sent = structuredClone(before);
    Object.assign(Object(sent.clouds.infrahub?.state.parts), more);
    const refused = await admin('PUT', '/worlds/default/snapshot', sent);
    expect([refused.status, refused.text]).toEqual([
      422,
      expect.stringContaining('cannot be read: nothing here is named \\"dream\\"'),
    ]);
    expect(await mock.control.snapshot.save()).toEqual(before);
  });
});

/** The state of a toy cloud that made seven lamps. */
function aged(): CloudState {
  const cloud = toy.createCloud({ seed: 1, start: 0, issued: [], settings: {} });
  return { ...cloud.save(), ids: { lamp: 7 } };
}

function cloudOf({ settings = {}, parts = {} }) {
  const now = Date.parse(NOW);
  return { origin: { start: now, settings }, state: { now, ids: {}, parts } };
}

class Bells extends Cloud {}

describe('time', () => {
  it('adds up when it is advanced from several sides at once', async () => {
    await made('busy');
    await Promise.all(Array.from({ length: 8 }, () => mock.control.clock.advance({ by: 'PT3H' }, 'busy')));
    expect((await mock.control.clock.show('busy')).now).toBe('2025-01-02T00:00:00Z');
  });

  it('tells what ran in all clouds in the order in which it happened', async () => {
    const ring = { has: () => true, run() {} };
    const vendor: Vendor = { ...toy, createCloud: ({ seed, start }) => new Bells(seed, start), jobs: { ring } };
    const world = new World({
      name: 'bells',
      seed: await loadSeed('empty', { now: 0, mode: 'frozen' }, []),
      issued: { left: [], right: [] },
      load: async () => vendor,
      onLive() {},
    });
    const [left, right] = [await world.cloud('left'), await world.cloud('right')];
    for (const at of [10, 30]) left.agenda.enter(at, 'ring', at);
    right.agenda.enter(20, 'ring', 20);
    const ran = await world.advance({ to: 100 });
    expect(ran.map(({ at, vendor }) => `${vendor} ${at}`)).toEqual(['left 10', 'right 20', 'left 30']);
  });

  it('ends with the last year that is written with four digits, and stays usable', async () => {
    await made('last');
    for (const by of ['P99999999D', `P${'9'.repeat(400)}W`]) {
      const refused = await admin('POST', '/worlds/last/clock/advance', { by });
      expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('the year 9999')]);
    }
    const { clock } = await mock.control.clock.advance({ to: '9999-12-31T23:59:59Z' }, 'last');
    expect(clock.now).toBe('9999-12-31T23:59:59Z');
  });

  it('runs on from where it was set, and stands still when it is frozen', async () => {
    await made('running');
    const start = Date.parse('2025-06-01T00:00:00Z');
    await mock.control.clock.change({ mode: 'running', now: '2025-06-01T00:00:00Z' }, 'running');
    const shown = async (): Promise<number> => Date.parse((await mock.control.clock.show('running')).now);
    await vi.waitFor(async () => expect(await shown()).toBeGreaterThan(start));
    const { now } = await mock.control.clock.change({ mode: 'frozen' }, 'running');
    expect([now.slice(0, 13), (await mock.control.clock.show('running')).now]).toEqual(['2025-06-01T00', now]);
  });

  it('has no pieces smaller than a millisecond', async () => {
    await made('fine');
    const { clock } = await mock.control.clock.advance({ by: 'PT1.0014S' }, 'fine');
    expect(clock.now).toBe('2025-01-01T00:00:01.001Z');
  });
});

it('a hundred worlds made at once are a hundred worlds, each with its own key', async () => {
  const worlds = await Promise.all(Array.from({ length: 100 }, () => mock.control.worlds.create({ clock: 'frozen' })));
  expect(new Set(worlds.map(({ name }) => name)).size).toBe(100);
  const [one, other] = worlds;
  if (one === undefined || other === undefined) throw new Error('no worlds');
  expect(new Set(worlds.map(keyOf)).size).toBe(100);
  await order(keyOf(one), 'mine');
  expect(await environments(keyOf(other))).toEqual([]);
  await Promise.all(worlds.map(({ name }) => mock.control.worlds.remove(name)));
});

it('of two worlds made at once under one name there is one', async () => {
  const wish = { name: 'twin', seed: 'documented' };
  const [first, second] = await Promise.allSettled([
    mock.control.worlds.create(wish),
    mock.control.worlds.create(wish),
  ]);
  expect([first?.status, second]).toMatchObject(['fulfilled', { reason: { kind: 'exists' } }]);
});

it('a world that is gone is selected by nothing, also not by what came to life meanwhile', async () => {
  const key = { way: 'valid', name: 'key', value: 'k-late', scheme: 'key' } as const;
  const worlds = new Worlds({ load: async () => toy, issue: { toy: () => [key] }, seed: 'empty' });
  const late = await worlds.create({ name: 'late' });
  const selected = () => worlds.selectedBy('toy', toy.contract.dialect, { toy_key: key.value }, '')?.name;
  expect(selected()).toBe('late');
  const coming = late.cloud('toy');
  worlds.remove('late');
  await coming;
  expect(selected()).toBeUndefined();
});

describe('a world', () => {
  const statusOf = async (world: WorldView, address = `${mock.url}/v1`): Promise<number> =>
    (await fetch(`${address}/core/regions`, { headers: { api_key: keyOf(world) } })).status;
  const journal = async (world: string, filter = {}) =>
    (await mock.control.journal.list(filter, world)).calls.map(({ number, vendor, status }) => [
      number,
      vendor,
      status,
    ]);

  it('has faults and a journal of its own, which a reset forgets', async () => {
    const [faulty, sound] = [await made('faulty'), await made('sound')];
    await mock.control.faults.add({ operation: 'infrahub/regions.*', failure: 'internal' }, 'faulty');
    await mock.control.faults.add({ operation: 'virtfusion/*', failure: 'internal' }, 'sound');
    expect([await statusOf(faulty), await statusOf(sound)]).toEqual([500, 200]);
    expect([await journal('faulty'), await journal('sound')]).toEqual([[[1, 'infrahub', 500]], [[1, 'infrahub', 200]]]);
    await mock.control.worlds.reset('faulty');
    expect([await journal('faulty'), await mock.control.faults.list('faulty')]).toEqual([[], []]);
    expect([await statusOf(faulty), await journal('faulty')]).toEqual([200, [[1, 'infrahub', 200]]]);
    expect(await mock.control.faults.list('sound')).toHaveLength(1);
  });

  it('tells of its calls by vendor, operation and status', async () => {
    const { credentials, urls } = await made('told');
    await fetch(`${urls.infrahub}/core/regions`, { headers: { api_key: credentials.infrahub.apiKey } });
    await fetch(`${urls.infrahub}/core/regions`);
    await fetch(`${urls.virtfusion}/servers`);
    expect(await journal('told', { vendor: 'virtfusion' })).toEqual([[3, 'virtfusion', 401]]);
    expect(await journal('told', { operation: 'regions.list' })).toHaveLength(2);
    expect(await journal('told', { operation: 'regions.list', status: 401 })).toEqual([[2, 'infrahub', 401]]);
  });

  it('keeps the last thousand calls, and counts them all', async () => {
    const world = await made('busiest');
    for (let call = 0; call < 1003; call++) await statusOf(world);
    const { count, calls } = await mock.control.journal.list({}, 'busiest');
    expect([count, calls.length, calls[0]?.number, calls.at(-1)?.number]).toEqual([1003, 1000, 4, 1003]);
  });

  it('takes its credentials with it when it is removed', async () => {
    const gone = await made('gone');
    expect(await statusOf(gone)).toBe(200);
    await mock.control.worlds.remove('gone');
    expect([await statusOf(gone), await statusOf(gone, gone.urls.infrahub)]).toEqual([401, 404]);
  });

  it('hands out credentials that are refused or limited, each in its way', async () => {
    const { others } = (await made('refusing')).credentials;
    const ways = Object.entries(others).map(([vendor, of]) => [vendor, Object.keys(of).sort().join(' ')]);
    expect(ways).toEqual([
      ['virtfusion', 'expired readonly revoked'],
      ['infrahub', 'expired otherTenant readonly revoked'],
      ['virtuozzo', 'expired otherTenant readonly revoked'],
    ]);
    const bearer = (token = '') =>
      fetch(`${mock.url}/api/v1/users`, { method: 'POST', headers: { authorization: `Bearer ${token}` } });
    const key = (api_key = '') => fetch(`${mock.url}/v1/core/environments`, { method: 'POST', headers: { api_key } });
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
    expect(await admin('POST', '/worlds', { seed })).toMatchObject({
      status: 422,
      text: expect.stringContaining('there is no seed'),
    });
});
