import { describe, expect, it } from 'vitest';
import { worldState } from '../../contracts/control/snapshot.js';
import { Failure } from '../../contracts/core/failure.js';
import type { ListedVendor } from '../../mock-server/calls/listed-vendor.js';
import type { Vendor } from '../../mock-server/calls/vendor.js';
import { Collection } from '../../mock-server/domain/collection.js';
import { Meter } from '../../mock-server/domain/meter.js';
import type { Seed } from '../../mock-server/seeds/seed.js';
import { World, type WorldState } from '../../mock-server/worlds/world.js';
import { AnyCalls, type Callable, Chance, callable, DirectCloud, listedVendors, seedAt } from '../any-calls.js';
import { Damage } from './damage.js';

const NOW = Date.UTC(2026, 5, 15, 9, 30);
const DAY = 86_400_000;

/** Damages of each world, and calls that make a world busy. */
const [TRIALS, BUSY] = [150, 250];

async function worldOf(name: string, listed: ListedVendor, seedName: string): Promise<World> {
  return new World({
    name: 'default',
    seed: await seedAt(seedName, NOW),
    issued: { [name]: listed.issue('default', 1) },
    load: listed.load,
    onReady() {},
  });
}

/** Worlds in which much happened: a reseller's months, and whatever calls come to mind. */
const lived: Readonly<Record<string, (name: string, listed: ListedVendor, called: Callable) => Promise<World>>> = {
  async shop(name, listed) {
    const world = await worldOf(name, listed, 'shop');
    await world.cloud(name);
    return world;
  },
  async busy(name, listed, called) {
    const world = await worldOf(name, listed, 'empty');
    const cloud = new DirectCloud(called, await world.cloud(name));
    const chance = new Chance(7);
    const calls = new AnyCalls(called, chance, world.issued[name] ?? []);
    for (const entry of calls.operations(false)) calls.learn(cloud.call(calls.of(entry, cloud.now, true)));
    for (let call = 0; call < BUSY; call++) {
      const entry = chance.pick(calls.operations(call % 4 === 0));
      calls.learn(cloud.call(calls.of(entry, cloud.now)));
      if (call % 6 === 0) cloud.advance(chance.pick([1000, 60_000, 300_000, 3_600_000, DAY]));
    }
    // So that something of each kind is there in the end, whatever was deleted.
    for (const entry of calls.operations(false))
      if (entry.operation.effect !== 'destroy') calls.learn(cloud.call(calls.of(entry, cloud.now, true)));
    world.clock.set({ now: cloud.now });
    return world;
  },
};

/** The parts of a vendor's cloud that say no schema of what they hold. */
async function silentParts(vendor: Vendor, listed: ListedVendor): Promise<string[]> {
  const cloud = vendor.createCloud({ seed: 1, start: NOW, issued: listed.issue('default', 1), settings: {} });
  return [...cloud.parts]
    .filter(([, part]) => (part instanceof Collection || part instanceof Meter) && part.schema === undefined)
    .map(([name]) => name);
}

/** What is wrong with a world when all of it is read, when whatever else there is is called, and a month later. */
async function wrongIn(called: Callable, world: World, name: string): Promise<string | undefined> {
  const direct = new DirectCloud(called, await world.cloud(name));
  const calls = new AnyCalls(called, new Chance(3), world.issued[name] ?? []);
  const [reads, others] = [calls.operations(true), calls.operations(false)];
  for (const pause of [0, 31 * DAY]) {
    try {
      direct.advance(pause);
    } catch (error) {
      return `time does not pass: ${error}`;
    }
    for (const entry of pause === 0 ? [...reads, ...others, ...others] : reads) {
      const incoming = calls.of(entry, direct.now, true);
      const answered = direct.call(incoming, true);
      const said = answered.findings.map(finding => JSON.stringify(finding));
      if (answered.error !== undefined) said.push(String(answered.error));
      if (said.length > 0) return `${entry.id} ${incoming.path}?${incoming.search}: ${said[0]}`;
      calls.learn(answered);
    }
  }
  return undefined;
}

const say = (text: string): void => void process.stdout.write(`${text}\n`);

describe.each(listedVendors)('a snapshot of %s with one value damaged', async (name, listed) => {
  const vendor = await listed.load();
  const silent = await silentParts(vendor, listed);
  if (silent.length > 0)
    say(
      `${name}: ${silent.length} parts say no schema, and are not damaged, nor the counts of ids: ${silent.join(', ')}`,
    );

  it.each(Object.keys(lived))('is refused with its place or does no harm: the world "%s"', async kind => {
    const called = await callable(vendor);
    const world = await lived[kind]?.(name, listed, called);
    if (world === undefined) throw new Error(`no world ${kind}`);
    const seed = await seedAt('empty', NOW);
    const saved = await world.save();
    const target = await worldOf(name, listed, 'empty');
    await target.restore(saved, seed);
    expect(JSON.stringify((await target.save()).clouds)).toBe(JSON.stringify(saved.clouds));
    expect(await wrongIn(called, target, name)).toBeUndefined();

    const damage = new Damage<WorldState>(
      saved,
      ['clouds', name],
      ([, , , part, of]) => silent.length > 0 && (part === 'ids' || (part === 'parts' && silent.includes(String(of)))),
    );
    const chance = new Chance(5);
    const counts = { taken: 0, refused: 0 };
    const harmful: string[] = [];
    for (let trial = 0; trial < TRIALS; trial++) {
      const damaged = damage.take(chance);
      if (damaged === undefined) continue;
      const read = worldState.safeParse(damaged.state);
      const refused = read.success ? await refusalOf(target, read.data, seed) : 'clouds';
      counts[refused === undefined ? 'taken' : 'refused'] += 1;
      const wrong = refused === undefined ? await wrongIn(called, target, name) : undefined;
      if (wrong !== undefined) harmful.push(`${damaged.what}: ${wrong}`);
      else if (refused !== undefined && !refused.includes('clouds')) harmful.push(`${damaged.what}: ${refused}`);
    }
    say(`${name}, ${kind}: ${counts.taken} damaged snapshots taken, ${counts.refused} refused`);
    expect(harmful).toEqual([]);
  });
});

/** Kinds of which nothing is kept for long, or which are drawn again when what was drawn is taken. */
const TRACELESS = new Set(['action', 'login', 'passwordReset', 'name', 'credential', 'run']);

it.each(listedVendors)(
  'a snapshot of %s that says less was given out than is there is refused',
  async (name, listed) => {
    const called = await callable(await listed.load());
    const world = await lived.busy?.(name, listed, called);
    const saved = await world?.save();
    const ids = saved?.clouds[name]?.state.ids ?? {};
    const target = await worldOf(name, listed, 'empty');
    const { parts } = (await world?.cloud(name)) ?? {};
    /** Whatever was given out of these is gone, and missed by nothing. */
    const gone = [...(parts?.values() ?? [])].map(part =>
      part instanceof Collection && part.size === 0 ? part.kind : '',
    );
    const taken: string[] = [];
    for (const kind of Object.keys(ids)) {
      const damaged = structuredClone(saved) as unknown as { clouds: Record<string, { state: { ids: typeof ids } }> };
      for (const { state } of Object.values(damaged.clouds)) Object.assign(state.ids, { [kind]: 0 });
      const read = worldState.parse(damaged);
      if ((await refusalOf(target, read, await seedAt('empty', NOW))) === undefined) taken.push(kind);
    }
    expect(taken.filter(kind => !TRACELESS.has(kind) && !gone.includes(kind))).toEqual([]);
    expect(Object.keys(ids).length).toBeGreaterThan(taken.length);
  },
);

/** Why a world does not take a snapshot; undefined when it does. */
async function refusalOf(world: World, state: WorldState, seed: Seed): Promise<string | undefined> {
  try {
    await world.restore(state, seed);
    return undefined;
  } catch (error) {
    return error instanceof Failure && error.kind === 'invalid' ? error.message : `${error}`.replaceAll('clouds', '');
  }
}
