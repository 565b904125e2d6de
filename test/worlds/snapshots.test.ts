import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { byRules, type Vendor } from '../../mock-server/calls/vendor.js';
import { Cloud, type CloudState } from '../../mock-server/domain/cloud.js';
import { Part } from '../../mock-server/domain/transaction.js';
import type { History } from '../../mock-server/seeds/history.js';
import { loadSeed } from '../../mock-server/seeds/seed.js';
import { restoredCloud } from '../../mock-server/worlds/snapshot.js';
import { World } from '../../mock-server/worlds/world.js';
import { toy } from '../http/toy.js';
import { keyOf, NOW, serverOfWorlds } from './server.js';

const LATER = '2026-01-01T00:00:00Z';
const server = serverOfWorlds();

describe('a snapshot of one world in another', () => {
  it('leaves the first its credentials: they still select it, and what is ordered stays apart', async () => {
    const [first, second] = [await server.made('giver'), await server.made('taker')];
    await server.order(keyOf(first), 'given');
    await server.mock.control.snapshot.restore(await server.mock.control.snapshot.save('giver'), 'taker');
    await server.order(keyOf(second), 'taken');
    await server.order(keyOf(first), 'kept');
    expect(await server.environments(keyOf(first))).toEqual(['given', 'kept']);
    expect(await server.environments(keyOf(second))).toEqual(['given', 'taken']);
    expect(await server.environments(keyOf(first), second.urls.infrahub)).toEqual(['given', 'taken']);
    await server.mock.control.worlds.remove('taker');
    expect(await server.environments(keyOf(first))).toEqual(['given', 'kept']);
  });

  it('is reset to the instant at which that seed is opened, not to that of the snapshot', async () => {
    await server.mock.control.worlds.create({ name: 'printed', seed: 'documented' });
    await server.made('reader');
    await server.mock.control.clock.advance({ by: 'P40D' }, 'printed');
    const read = await server.mock.control.snapshot.restore(
      await server.mock.control.snapshot.save('printed'),
      'reader',
    );
    expect([read.seed, read.clock.now]).toEqual(['documented', '2025-03-01T21:49:10Z']);
    expect(read.opened).toEqual({ now: '2025-01-20T21:49:10Z', mode: 'frozen' });
    expect((await server.mock.control.worlds.reset('reader')).clock.now).toBe('2025-01-20T21:49:10Z');
  });

  it('makes the world that it is put to if there is none, with credentials of its own', async () => {
    const { control } = server.mock;
    const giver = await server.made('lender');
    await server.order(keyOf(giver), 'lent');
    const saved = await control.snapshot.save('lender');
    const made = await control.snapshot.restore(saved, 'borrower');
    expect(keyOf(made)).not.toBe(keyOf(giver));
    expect(await server.environments(keyOf(made), made.urls.infrahub)).toEqual(['lent']);
    expect((await control.worlds.list()).map(({ name }) => name)).toContain('borrower');
    await control.worlds.remove('borrower');
  });

  it('makes no world when it cannot be believed, nor one of a bad name', async () => {
    const { control } = server.mock;
    await server.order(keyOf(await server.made('sound')), 'ordered');
    const saved = await control.snapshot.save('sound');
    const wrong = {
      ...saved,
      clouds: { infrahub: { ...saved.clouds.infrahub, state: { now: 0, ids: {}, parts: {} } } },
    };
    await expect(control.snapshot.restore(wrong as typeof saved, 'never')).rejects.toThrow(/cannot be read/);
    expect((await control.worlds.list()).map(({ name }) => name)).not.toContain('never');
    await expect(control.snapshot.restore(saved, 'no/name')).rejects.toThrow(/a world's name matches/);
  });

  it('is not overtaken by a cloud that was just being made', async () => {
    const seed = await loadSeed('empty', { now: 0, mode: 'frozen' }, []);
    let tell = (_history: History): void => {};
    const told = new Promise<History>(resolve => {
      tell = resolve;
    });
    const young = new World({
      name: 'young',
      seed: { ...seed, history: () => told },
      issued: { toy: [] },
      load: async () => toy,
      onReady() {},
    });
    const coming = young.cloud('toy');
    const later = { ...(await young.save()), clouds: { toy: { origin: { start: 0, settings: {} }, state: aged() } } };
    await young.restore(later, seed);
    tell({ start: 0, calls: [] });
    expect((await coming).save().ids).toEqual({ lamp: 7 });
    expect(young.ready('toy')?.save().ids).toEqual({ lamp: 7 });
  });

  it.each<[string, object, string]>([
    ['names a vendor that is none', { clouds: { constructor: cloudOf({}) } }, 'no vendor \\"constructor\\"'],
    [
      'has settings of the wrong type',
      { clouds: { infrahub: cloudOf({ settings: { paid: 'much' } }) } },
      'clouds.infrahub.origin.settings: the setting \\"paid\\" is wrong: Invalid input: expected number',
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
    const before = await server.mock.control.snapshot.save('default');
    const refused = await server.admin('PUT', '/worlds/default/snapshot', { ...before, ...change });
    expect([refused.status, refused.text]).toEqual([422, expect.stringContaining(said)]);
    expect(await server.mock.control.snapshot.save('default')).toEqual(before);
  });

  it.each<[string, object, string]>([
    ['a part', { dream: [] }, 'parts.dream: nothing here has this name'],
    [
      'a job',
      { agenda: { entered: 1, jobs: [{ at: Date.parse(LATER), order: 0, kind: 'dream', subject: '1' }] } },
      'parts.agenda.jobs[0].kind: there is no such job',
    ],
  ])('is refused when it has %s of which nothing is known here', async (_what, more, said) => {
    await server.mock.control.clock.advance({ by: 'PT0S' }, 'default');
    const before = await server.mock.control.snapshot.save('default');
    const sent = structuredClone(before);
    Object.assign(Object(sent.clouds.infrahub?.state.parts), more);
    const refused = await server.admin('PUT', '/worlds/default/snapshot', sent);
    expect([refused.status, refused.text]).toEqual([
      422,
      expect.stringContaining(`the snapshot cannot be read: clouds.infrahub.state.${said}`),
    ]);
    expect(await server.mock.control.snapshot.save('default')).toEqual(before);
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

const bell = z.strictObject({ id: z.int(), tone: z.enum(['high', 'low']), secret: z.string().min(4) });

/** A cloud whose parts say the schemas of what they hold. */
class Belfry extends Cloud {
  readonly bells = this.collection<z.output<typeof bell>>('bell', { schema: async () => bell });
  readonly charges = this.meter('charges', async () => z.strictObject({ rate: z.number() }));
}

const belfry: Vendor<Belfry> = {
  ...toy,
  createCloud: ({ seed, start, issued }) => {
    const cloud = new Belfry(seed, start);
    for (const { value } of issued)
      cloud.credentials.add({ scheme: 'key', value, holder: 1, state: 'valid', rights: 'all', expires: null });
    return cloud;
  },
  jobs: { ring: { has: (cloud: Belfry, id: string) => cloud.bells.get(Number(id)) !== undefined, run() {} } },
  *inconsistencies(cloud) {
    if (cloud.bells.filter(({ tone }) => tone === 'low').length > 1) yield 'two bells are low';
  },
};

const issued = [{ way: 'valid', name: 'key', value: 'k-own', scheme: 'key' }] as const;
const made = (vendor: Vendor<Belfry> = belfry) => vendor.createCloud({ seed: 1, start: 0, issued, settings: {} });

function rung(): CloudState {
  const cloud = made();
  for (const tone of ['high', 'low'] as const) cloud.bells.add({ id: cloud.nextId('bell'), tone, secret: 'hush-hush' });
  cloud.charges.charge(1, 10, { rate: 1 });
  cloud.charges.charge(1, 20, { rate: 2 });
  cloud.agenda.enter(500, 'ring', 2);
  cloud.now = 100;
  return cloud.save();
}

const read = (state: CloudState, vendor: Vendor<Belfry> = belfry) =>
  restoredCloud({
    path: ['clouds', 'belfry'],
    vendor: vendor as Vendor<never> as Vendor,
    init: { seed: 1, start: 0, issued, settings: {} },
    state,
    now: 100,
  });

describe('what a snapshot says of a cloud', () => {
  it('is looked at with others served between the rules of its vendor', async () => {
    let isServed = false;
    const serve = (): string[] => {
      setImmediate(() => {
        isServed = true;
      });
      return [];
    };
    const wasServed = (): string[] => (isServed ? [] : ['nobody was served']);
    const ruled: Vendor<Belfry> = { ...belfry, inconsistencies: byRules<Belfry>([serve, wasServed]) };
    expect((await read(rung(), ruled)).now).toBe(100);
    expect(isServed).toBe(true);
  });

  it('is believed when it holds together', async () => {
    expect((await read(rung())).save()).toEqual(rung());
  });

  const parts = (more: object) => ({ ...rung(), parts: { ...rung().parts, ...more } });
  const [one, other] = Object(rung().parts.bell);
  const [first, last] = Object(rung().parts.charges);
  const [credential] = Object(rung().parts.credentials);
  it.each<[string, CloudState, string]>([
    ['a record is wrong', parts({ bell: [one, { ...other, tone: 'mid' }] }), 'parts.bell[1].tone: Invalid option'],
    ['a secret is too short', parts({ bell: [{ ...one, secret: 'hsh' }] }), 'parts.bell[0].secret: Too small'],
    ['a record comes twice', parts({ bell: [one, one] }), 'parts.bell[1]: has the id of [0]'],
    ['an id was not given out yet', { ...rung(), ids: { bell: 1 } }, 'parts.bell[1].id: is higher than'],
    ['a count is no count', { ...rung(), ids: { bell: -2 } }, 'state.ids.bell: Too small'],
    ['terms are wrong', parts({ charges: [{ ...last, terms: null }] }), 'parts.charges[0].terms: Invalid input'],
    ['two intervals have no end', parts({ charges: [last, last] }), 'parts.charges[1]: comes after an interval'],
    ['intervals overlap', parts({ charges: [first, { ...last, from: 15 }] }), 'parts.charges[1]: begins before'],
    ['an interval is empty', parts({ charges: [{ ...first, to: 10 }] }), 'parts.charges[0]: ends before it begins'],
    ['an interval is to come', parts({ charges: [{ ...last, from: 101 }] }), "parts.charges[0]: is after the cloud's"],
    ['the cloud is ahead', { ...rung(), now: 101 }, "state.now: is after the world's clock"],
    ['the cloud is older than its start', { ...rung(), now: -1 }, 'origin.start: is after'],
    ['a job is overdue', parts({ agenda: agenda({ at: 99 }) }), "jobs[0].at: is before the cloud's own time"],
    ['a job was never entered', parts({ agenda: agenda({ order: 1 }) }), 'jobs[0].order: is of a job'],
    ['a job is unknown', parts({ agenda: agenda({ kind: 'toString' }) }), 'jobs[0].kind: there is no such job'],
    ['a job is about nothing', parts({ agenda: agenda({ subject: '9' }) }), 'jobs[0].subject: what the job "ring"'],
    ['a credential is nobody’s', parts({ credentials: [{ ...credential, holder: 5 }] }), '[0].holder: is nobody'],
    ['a pin is no id', parts({ random: { pins: [['bell', ['x']]], pinned: [] } }), 'random.pins[0]: ids are whole'],
    ['a part is missing', { ...rung(), parts: { ...parts({}).parts, bell: undefined } }, 'parts.bell: Invalid input'],
    ['the vendor knows better', parts({ bell: [other, { ...other, id: 1 }] }), 'clouds.belfry: two bells are low'],
  ])('is refused with its place when %s', async (_what, state, said) => {
    const refused = await read(state).then(String, (error: Error) => error.message);
    expect(refused).toContain(said);
    expect(refused).toMatch(/^the snapshot cannot be read: clouds\.belfry/);
  });

  it('is refused with a handful of places, and none of the values, when all is wrong', async () => {
    const bells = Array.from({ length: 1000 }, (_, id) => ({ id, tone: 'hush-hush', secret: 7, 'hush-hush': true }));
    const refused = await read(parts({ bell: bells })).catch((error: Error) => error.message);
    expect(String(refused).split('; ')).toHaveLength(5);
    expect(String(refused).length).toBeLessThan(1000);
    const quiet = await read(parts({ credentials: [{ ...credential, value: 'k-secret', state: 'k-secret' }] })).catch(
      (error: Error) => error.message,
    );
    expect(quiet).toContain('parts.credentials[0].state');
    expect(quiet).not.toContain('k-secret');
  });

  it('is refused when the cloud has a part of another kind that says no schema', async () => {
    class Cords extends Part {
      save = () => [];
      load() {}
      undo() {}
    }
    class Roped extends Belfry {
      readonly cords = this.keep('cords', new Cords());
    }
    const roped = { ...belfry, createCloud: () => new Roped(1, 0) };
    const state = { ...rung(), parts: { ...rung().parts, cords: [], credentials: [] } };
    await expect(read(state, roped)).rejects.toThrow('parts.cords: says no schema of what it holds');
  });
});

const agenda = (change: object) => ({
  entered: 1,
  jobs: [{ at: 500, order: 0, kind: 'ring', subject: '2', ...change }],
});
