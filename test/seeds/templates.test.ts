import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import type { Issued, Vendor } from '../../mock-server/calls/vendor.js';
import type { Cloud } from '../../mock-server/domain/cloud.js';
import { builtIn } from '../../mock-server/index.js';
import { replay } from '../../mock-server/seeds/replay.js';
import { type ClockWish, loadSeed, type Seed, seedNames, toldUntil } from '../../mock-server/seeds/seed.js';
import { BEFORE, baseOf, cloudFromBase, cloudOf, isBaseKnown } from '../../mock-server/seeds/templates.js';
import acme from '../vendors/acme/index.js';

const own = acme as unknown as Vendor;
const vendors: Vendor[] = [own];
for (const listed of builtIn) vendors.push('load' in listed ? await listed.load() : listed);
const names = vendors.map(({ contract }) => contract.vendor);

async function replayed(vendor: Vendor, seed: Seed, issued: readonly Issued[]): Promise<Cloud> {
  const history = await seed.history(vendor.contract.vendor);
  const cloud = await replay(vendor, history, seed.number, issued, { isTrusted: true });
  cloud.settle(toldUntil(seed.clock), vendor.jobs);
  cloud.transact(() => cloud.outbox.leave(BEFORE));
  return cloud;
}

const text = (cloud: Cloud): string => JSON.stringify(cloud.save());

const still: ClockWish = { mode: 'frozen' };
const running: ClockWish = { mode: 'running', now: Date.UTC(2026, 3, 4, 5, 6, 7) };

it.each(
  [...seedNames.map(name => [name, still] as const), ['shop:7', running] as const].flatMap(([name, wish]) =>
    vendors.map(vendor => [name, vendor.contract.vendor, wish, vendor] as const),
  ),
)('worlds of %s share the cloud of %s, and each is saved as its own replay is', async (name, _vendor, wish, vendor) => {
  const seed = await loadSeed(name, wish, names);
  for (const world of ['default', 'one', 'two']) {
    const issued = vendor.issue(world, seed.number);
    const made = await cloudOf(vendor, seed, issued);
    const alone = text(await replayed(vendor, seed, issued));
    expect(made.alone).toBe(undefined);
    expect(made.cloud.save()).toEqual(JSON.parse(alone));
    expect(text(made.cloud) === alone).toBe(true);

    const its = { seed: seed.number, issued };
    const base = made.base();
    expect(base.id).toBe(createHash('sha256').update(base.content).digest('hex'));
    // a process that has never seen the seed knows the base alone
    for (const by of [vendor, { ...vendor }]) {
      const { cloud, origin } = cloudFromBase(by, base, its);
      expect(text(cloud) === alone).toBe(true);
      expect(origin).toEqual(made.origin);
    }
  }
});

it('of one base all clouds are made, whatever they were made from first', async () => {
  const seed = await loadSeed('shop', still, names);
  const bases = await Promise.all(
    ['one', 'two'].map(async world => (await cloudOf(own, seed, own.issue(world, seed.number))).base()),
  );
  expect(bases[0]).toEqual(bases[1]);
  expect(isBaseKnown(own, bases[0]?.id ?? '')).toBe(true);
});

it('a cloud comes back from the base of a snapshot, and what is done in it stays its own', async () => {
  const seed = await loadSeed('empty', still, names);
  const issued = own.issue('one', seed.number);
  const { cloud, origin } = await cloudOf(own, seed, issued);
  cloud.nextId('box');
  const base = baseOf(cloud.save(), origin);
  const world = { seed: seed.number, issued };
  const [{ cloud: one }, { cloud: other }] = [cloudFromBase(own, base, world), cloudFromBase(own, base, world)];
  expect(text(one) === text(cloud)).toBe(true);
  one.nextId('box');
  expect([one.ids, other.ids]).toEqual([{ box: 2 }, { box: 1 }]);
});

it('a base that does not say what its clouds were made from leaves that to them', async () => {
  const seed = await loadSeed('shop', still, names);
  const issued = own.issue('one', seed.number);
  const made = await cloudOf(own, seed, issued);
  const { origin: _, ...content } = JSON.parse(made.base().content);
  const base = { id: 'of before', content: JSON.stringify(content) };
  const its = { seed: seed.number, issued };
  expect(() => cloudFromBase(own, base, its)).toThrow('what it was made from');
  const { cloud, origin } = cloudFromBase(own, base, its, made.origin);
  expect([text(cloud), origin]).toEqual([text(made.cloud), made.origin]);
});

/** The vendor, with this done to each of its new clouds. */
const doing = (act: (cloud: Cloud, issued: readonly Issued[]) => void): Vendor => ({
  ...own,
  createCloud(init) {
    const cloud = own.createCloud(init);
    act(cloud, init.issued);
    return cloud;
  },
});

it.each([
  ['nothing that cannot be followed', undefined, doing(() => {})],
  [
    'a hash of a credential',
    'what differs by world cannot be followed',
    doing((cloud, [valid]) => cloud.outbox.put({ url: 'http://a', event: 'a', subject: 'a', body: hashOf(valid) }, 0)),
  ],
  [
    'an id that a credential names',
    'an id that is counted differs by world',
    doing((cloud, [valid]) => void cloud.nextId(`${valid?.value}`)),
  ],
])('a vendor whose clouds hold %s makes them well', async (_what, why, vendor) => {
  const seed = await loadSeed('empty', still, names);
  for (const world of ['one', 'two']) {
    const issued = vendor.issue(world, seed.number);
    const { cloud, alone } = await cloudOf(vendor, seed, issued);
    expect(alone).toBe(why);
    expect(text(cloud)).toBe(text(await replayed(vendor, seed, issued)));
  }
});

const hashOf = (one: Issued | undefined): string => createHash('sha256').update(`${one?.value}`).digest('hex');

it('a seed of the user’s own is looked at with its second world, and shared from the third on', async () => {
  const shop = await loadSeed('documented', still, names);
  const seed: Seed = { ...shop, file: '/somewhere/own.json', key: 'own' };
  const [, vendor = own] = vendors;
  const alone: (string | undefined)[] = [];
  for (const world of ['default', 'one', 'two', 'three']) {
    const issued = vendor.issue(world, seed.number);
    const made = await cloudOf(vendor, seed, issued);
    expect(text(made.cloud) === text(await replayed(vendor, seed, issued))).toBe(true);
    alone.push(made.alone);
  }
  expect(alone).toEqual(['it is the first of its seed', 'it is the second of its seed', undefined, undefined]);
});
