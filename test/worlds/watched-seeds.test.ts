import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { vendorsOf } from '../../mock-server/calls/listed-vendor.js';
import { FileWatch } from '../../mock-server/files/watch.js';
import { builtIn } from '../../mock-server/vendors/index.js';
import { watchSeed } from '../../mock-server/worlds/watched-seeds.js';
import { Worlds } from '../../mock-server/worlds/worlds.js';
import { folderOf } from '../files/folder.js';

const START = '2026-01-01T00:00:00Z';
const seedOf = (number: number, calls: readonly object[] = []): string =>
  JSON.stringify({ number, now: START, clock: 'frozen', vendors: { infrahub: { start: START, calls } } });

/** Worlds whose seeds are watched by a hand of the test, and what was told of them. */
function watched(seedFolder: string) {
  const changed = new Map<string, () => void>();
  const watch = new FileWatch((path, callBack) => {
    changed.set(path, callBack);
    return () => changed.delete(path);
  });
  const told: object[] = [];
  const log = { warn: (message: string, facts: object) => told.push({ message, ...facts }), error() {} };
  const { load, listed } = vendorsOf(builtIn);
  const issue = Object.fromEntries(listed.map(({ vendor, issue: issuer }) => [vendor, issuer]));
  const worlds = new Worlds({
    ...{ load, issue, seed: 'empty', seedFolder },
    onSeedFile: file => watchSeed(file, worlds, watch, log),
  });
  const write = async (name: string, text: string) => {
    writeFileSync(join(seedFolder, name), text);
    for (const [file, callBack] of changed) if (file.endsWith(`/${name}`)) callBack();
    await watch.idle();
  };
  return { worlds, told, write, files: () => [...changed.keys()] };
}

it('a world goes back to its seed when the file changes, with what was wished of its clock, and that is told', async () => {
  const { worlds, told, write, files } = watched(folderOf({ 'a.json': seedOf(1), 'b.json': seedOf(2) }));
  const now = Date.UTC(2026, 5, 1);
  const [one, two, other, shop] = [
    await worlds.create({ name: 'one', seed: 'a.json' }),
    await worlds.create({ name: 'two', seed: 'a.json', now }),
    await worlds.create({ name: 'other', seed: 'b.json' }),
    await worlds.create({ name: 'shop', seed: 'shop' }),
  ];
  expect(files()).toHaveLength(2);
  for (const world of [one, two, other, shop]) await world.advance({ by: { months: 1, milliseconds: 0 } });
  const later = shop.clock.now();
  const call = { at: START, call: 'environments.create', body: { name: 'lab', region: 'CANADA-1' } };
  await write('a.json', seedOf(7, [call]));
  const facts = { message: 'the seed changed, and the world was reset to it', seed: 'a.json' };
  expect(told.slice(0, 2)).toEqual([
    { ...facts, world: 'one' },
    { ...facts, world: 'two' },
  ]);
  expect([one.seed.number, one.clock.now()]).toEqual([7, Date.parse(START)]);
  expect(two.clock.now()).toBe(now);
  expect(shop.clock.now()).toBeGreaterThanOrEqual(later);
  expect(JSON.stringify((await one.cloud('infrahub')).save())).toContain('"lab"');
});

it.each<[string, string, string]>([
  ['broken', '{', 'a.json:1:2: is not JSON'],
  ['no seed', '{"vendor": {}}', 'a.json:1:2: there is no such member; did you mean vendors?'],
  ['of calls that fail', seedOf(7, [{ at: START, call: 'environments.mke' }]), 'no operation "environments.mke"'],
])(
  'a world stays as it is when its seed is %s then, which is told, and goes on being watched',
  async (_what, text, why) => {
    const { worlds, told, write } = watched(folderOf({ 'a.json': seedOf(1) }));
    const world = await worlds.create({ name: 'one', seed: 'a.json' });
    await world.advance({ by: { months: 0, milliseconds: 1000 } });
    const before = await world.save();
    await write('a.json', text);
    expect(told).toEqual([expect.objectContaining({ world: 'one', why: expect.stringContaining(why) })]);
    expect(await world.save()).toEqual(before);
    await write('a.json', seedOf(3));
    expect(world.seed.number).toBe(3);
  },
);

it('a world that was removed is left alone', async () => {
  const { worlds, told, write } = watched(folderOf({ 'a.json': seedOf(1) }));
  await worlds.create({ name: 'one', seed: 'a.json' });
  worlds.remove('one');
  await write('a.json', seedOf(2));
  expect(told).toEqual([]);
});
