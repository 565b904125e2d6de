import { afterEach, describe, expect, it, vi } from 'vitest';
import { MOST_CALLS } from '../../mock-server/store/store.js';
import { allKinds, change, lastingKinds, noted, row, storeOf, unique, worldWish, worldWithCloud } from './places.js';

afterEach(() => vi.useRealTimers());

const SECOND = 1000;
const standing = { version: 0, epoch: 0 };

/** Lets the real time stand still, so that a test can move it. */
function stopTime(): number {
  vi.useFakeTimers({ toFake: ['Date'] });
  return Date.now();
}

describe.each(allKinds)('worlds in %s', kind => {
  const at = storeOf(kind);

  it('are found by id, name, key and credential', async () => {
    const { store } = at;
    const world = worldWish({ head: '{"seed":"shop"}', tenant: 'a team', key: unique('key'), expires: 9e15, made: 7 });
    const hashes = [unique('hash'), unique('hash')];
    expect(await store.create(world, hashes)).toBe('made');
    const stored = { ...world, ...standing, wakes: null, calls: 0, cleared: 0 };
    expect(await store.find({ id: world.id })).toEqual(stored);
    expect(await store.find({ name: world.name })).toEqual(stored);
    expect(await store.find({ tenant: 'a team', key: world.key ?? '' })).toEqual(stored);
    for (const credential of hashes) expect(await store.find({ credential })).toEqual(stored);
    expect(await store.look(world.id)).toEqual(standing);
    expect(await store.load(world.id)).toEqual({ world: stored, clouds: [], records: [] });
  });

  it('that are not there are not found', async () => {
    const { store } = at;
    const nothing = ['nothing', "'; drop table worlds; --", '\ud800', '☃'];
    // What is looked for may come from outside, and hold what PostgreSQL keeps nowhere.
    for (const text of [...nothing, 'a\u0000b'])
      for (const by of [{ id: text }, { name: text }, { tenant: text, key: text }, { credential: text }])
        expect(await store.find(by)).toBeUndefined();
    for (const text of nothing) {
      expect(await store.look(text)).toBeUndefined();
      expect(await store.load(text)).toBeUndefined();
      expect(await store.base(text)).toBeUndefined();
      expect(await store.calls(text, 0)).toEqual([]);
      expect(await store.append(text, noted('a call'))).toBeUndefined();
      expect(await store.commit(change(text, 0, { calls: noted('a call') }))).toEqual({ state: 'gone' });
      expect(await store.remove(text)).toBe(false);
      expect(await store.lease(text, 'me', 9e15)).toBe(false);
    }
  });

  it('have names of their own, and keys of their own within a tenant, also of nobody', async () => {
    const { store } = at;
    const name = unique('taken');
    expect(await store.create(worldWish({ name }), [])).toBe('made');
    expect(await store.create(worldWish({ name, tenant: 'other' }), [])).toBe('exists');
    for (const tenant of [null, 'null', 'team', '']) {
      expect(await store.create(worldWish({ tenant, key: 'wish' }), [])).toBe('made');
      expect(await store.create(worldWish({ tenant, key: 'wish' }), [])).toBe('exists');
    }
    const [one, two] = [await store.find({ tenant: null, key: 'wish' }), await store.find({ tenant: '', key: 'wish' })];
    expect([one?.tenant, two?.tenant]).toEqual([null, '']);
  });

  it('leave no trace where they are not made', async () => {
    const { store } = at;
    const [world, hash] = [worldWish(), unique('hash')];
    await store.create(world, []);
    expect(await store.create(worldWish({ name: world.name }), [hash])).toBe('exists');
    expect(await store.find({ credential: hash })).toBeUndefined();
  });

  it('select no more by a credential that selects another', async () => {
    const { store } = at;
    const [first, second, hash] = [worldWish(), worldWish(), unique('hash')];
    await store.create(first, [hash]);
    await store.create(second, [hash]);
    expect((await store.find({ credential: hash }))?.id).toBe(first.id);
    await store.commit(change(second.id, 0, { credentials: [hash, unique('hash')] }));
    expect((await store.find({ credential: hash }))?.id).toBe(first.id);
  });

  it('are made up to the most that a tenant may have, whoever asks at once', async () => {
    const { store } = at;
    for (const tenant of [unique('tenant'), null]) {
      const before = (await store.list({ tenant, limit: 1000 })).length;
      const asked = Array.from({ length: 12 }, () => store.create(worldWish({ tenant }), [], before + 5));
      const made = (await Promise.all(asked)).filter(answer => answer === 'made');
      expect(made).toHaveLength(5);
      expect(await store.list({ tenant, limit: 1000 })).toHaveLength(before + 5);
      expect(await store.create(worldWish({ tenant }), [], before + 5)).toBe('full');
      expect(await store.create(worldWish({ tenant }), [])).toBe('made');
    }
  });

  it('of one name or key are made once, whoever asks at once', async () => {
    const { store } = at;
    for (const same of [{ name: unique('once') }, { tenant: unique('tenant'), key: 'once' }]) {
      const answers = await Promise.all(Array.from({ length: 8 }, () => store.create(worldWish(same), [], 100)));
      expect(answers.toSorted()).toEqual([...Array(7).fill('exists'), 'made']);
    }
  });

  it('are listed by pages, in the order of the bytes of their names', async () => {
    const { store } = at;
    const tenant = unique('tenant');
    const names = ['B', 'a', 'b', 'ä', 'a-b', 'a_b', '10', '9'].map(name => `${name} of ${tenant}`);
    for (const name of names) await store.create(worldWish({ name, tenant }), []);
    const sorted = names.toSorted((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)));
    const listed: string[] = [];
    for (let after: string | undefined; ; after = listed.at(-1)) {
      const page = await store.list({ tenant, limit: 3, ...(after !== undefined && { after }) });
      listed.push(...page.map(({ name }) => name));
      if (page.length < 3) break;
    }
    expect(listed).toEqual(sorted);
    const all = (await store.list({ limit: 10_000 })).map(({ name }) => name);
    expect(all.filter(name => names.includes(name))).toEqual(sorted);
    const nobodys = (await store.list({ tenant: null, limit: 10_000 })).map(({ name }) => name);
    expect(nobodys.filter(name => names.includes(name))).toEqual([]);
  });

  it('whose time is over are nowhere, at once; their names, keys and places can be had again', async () => {
    const now = stopTime();
    const { store } = at;
    const [hash, tenant] = [unique('hash'), unique('tenant')];
    const world = worldWish({ tenant, key: 'wish', expires: now + SECOND });
    expect(await store.create(world, [hash], 1)).toBe('made');
    await store.commit(change(world.id, 0, { records: [row(1, {}, { born: 1 })], calls: noted('a call') }));
    vi.setSystemTime(now + SECOND - 1);
    expect(await store.look(world.id)).toEqual({ version: 1, epoch: 0 });
    vi.setSystemTime(now + SECOND);
    const { id, name } = world;
    for (const by of [{ id }, { name }, { tenant, key: 'wish' }, { credential: hash }])
      expect(await store.find(by)).toBeUndefined();
    expect(await store.look(id)).toBeUndefined();
    expect(await store.load(id)).toBeUndefined();
    expect(await store.commit(change(id, 1))).toEqual({ state: 'gone' });
    expect(await store.append(id, noted('a call'))).toBeUndefined();
    expect(await store.lease(id, 'me', now + 60 * SECOND)).toBe(false);
    expect(await store.list({ tenant, limit: 10 })).toEqual([]);
    const again = worldWish({ tenant, name, key: 'wish' });
    expect(await store.create(again, [hash], 1)).toBe('made');
    expect((await store.find({ credential: hash }))?.id).toBe(again.id);
    expect(await store.load(again.id)).toMatchObject({ records: [], clouds: [] });
    expect(await store.calls(id, 0)).toEqual([]);
  });

  it('may be given more time, or all', async () => {
    const now = stopTime();
    const { store } = at;
    const world = worldWish({ expires: now + SECOND });
    await store.create(world, []);
    await store.commit(change(world.id, 0, { expires: now + 2 * SECOND }));
    vi.setSystemTime(now + SECOND);
    expect(await store.find({ id: world.id })).toMatchObject({ expires: now + 2 * SECOND });
    await store.commit(change(world.id, 1, { head: 'other' }));
    expect(await store.find({ id: world.id })).toMatchObject({ expires: now + 2 * SECOND, head: 'other' });
    await store.commit(change(world.id, 2, { expires: null }));
    vi.setSystemTime(now + 3 * SECOND);
    expect(await store.find({ id: world.id })).toMatchObject({ expires: null, head: 'other', version: 3 });
  });

  it('are forgotten with all that is theirs', async () => {
    const { store } = at;
    const hash = unique('hash');
    const id = await worldWithCloud(store);
    await store.commit(
      change(id, 1, { records: [row(1, {}, { born: 2 })], calls: noted('a call'), credentials: [hash] }),
    );
    expect(await store.remove(id)).toBe(true);
    expect(await store.find({ credential: hash })).toBeUndefined();
    expect(await store.calls(id, 0)).toEqual([]);
    expect(await store.commit(change(id, 2))).toEqual({ state: 'gone' });
    expect(await store.remove(id)).toBe(false);
    await store.create(worldWish({ id }), []);
    expect(await store.load(id)).toMatchObject({ clouds: [], records: [], world: { calls: 0, version: 0 } });
  });

  it('are swept when their time is over, and bases to which nobody refers a while after', async () => {
    const now = stopTime();
    const { store } = at;
    const [over, stays] = [await worldWithCloud(store, { expires: now + SECOND }), await worldWithCloud(store)];
    const baseOf = async (id: string) => (await store.load(id))?.clouds[0]?.base ?? '';
    const [baseOver, baseStays] = [await baseOf(over), await baseOf(stays)];
    expect(await store.sweep(now)).not.toContain(over);
    vi.setSystemTime(now + SECOND);
    expect(await store.sweep(now + SECOND)).toContain(over);
    expect(await store.sweep(now + SECOND)).not.toContain(over);
    expect(await store.base(baseOver)).toBe(`content of ${baseOver}`);
    vi.setSystemTime(now + 120 * SECOND);
    expect(await store.sweep(now + 120 * SECOND)).not.toContain(stays);
    expect(await store.base(baseOver)).toBeUndefined();
    expect(await store.base(baseStays)).toBe(`content of ${baseStays}`);
  });

  it('are held by one holder alone, until the time is over or it gives them back', async () => {
    const now = stopTime();
    const { store } = at;
    const id = await worldWithCloud(store);
    const both = await Promise.all(['one', 'two'].map(holder => store.lease(id, holder, now + SECOND)));
    expect(both.toSorted()).toEqual([false, true]);
    const [holder, other] = both[0] ? ['one', 'two'] : ['two', 'one'];
    expect(await store.lease(id, holder, now + 2 * SECOND)).toBe(true);
    vi.setSystemTime(now + 2 * SECOND - 1);
    expect(await store.lease(id, other, now + 9 * SECOND)).toBe(false);
    expect(await store.lease(id, other, 0)).toBe(false);
    vi.setSystemTime(now + 2 * SECOND);
    expect(await store.lease(id, other, now + 9 * SECOND)).toBe(true);
    expect(await store.lease(id, holder, now + 9 * SECOND)).toBe(false);
    expect(await store.lease(id, other, 0)).toBe(true);
    expect(await store.lease(id, holder, now + 9 * SECOND)).toBe(true);
    expect(await store.look(id)).toEqual({ version: 1, epoch: 0 });
  });

  it('are woken when they want it, but for those whose time is over and those that somebody works on', async () => {
    const now = stopTime();
    const { store } = at;
    const wanting = async (wakes: number | null, expires: number | null = null) => {
      const id = await worldWithCloud(store, { expires });
      await store.commit(change(id, 1, { wakes }));
      return id;
    };
    const [soon, later, over, held] = [
      await wanting(now),
      await wanting(now + SECOND),
      await wanting(now, now + SECOND / 2),
      await wanting(now),
    ];
    await wanting(null);
    await store.lease(held, 'somebody', now + 3 * SECOND);
    expect(await store.wake(now - 1, now + 9 * SECOND)).toEqual({ worlds: [], next: now });
    const { name = '' } = (await store.find({ id: soon })) ?? {};
    vi.setSystemTime(now + SECOND / 2);
    expect(await store.wake(now, now + 9 * SECOND)).toEqual({ worlds: [{ id: soon, name }], next: now + SECOND });
    expect(await store.find({ id: soon })).toMatchObject({ wakes: now + 9 * SECOND, version: 2 });
    vi.setSystemTime(now + 3 * SECOND);
    const woken = await store.wake(now + 3 * SECOND, now + 10 * SECOND);
    expect(woken.worlds.map(({ id }) => id).toSorted()).toEqual([later, held].toSorted());
    expect(woken.next).toBe(now + 9 * SECOND);
    await store.commit(change(soon, 2, { wakes: now + 3 * SECOND }));
    expect((await store.wake(now + 3 * SECOND, now + 10 * SECOND)).worlds).toMatchObject([{ id: soon }]);
    await store.remove(over);
  });
});

describe.each(lastingKinds)('a store in %s', kind => {
  const at = storeOf(kind);

  it('holds, when it is opened again, what it held', async () => {
    const [hash, key] = [unique('hash'), unique('key')];
    const id = await worldWithCloud(at.store, { key });
    const calls = Array.from({ length: MOST_CALLS + 5 }, (_, nth) => `call ${nth + 1}`);
    await at.store.commit(
      change(id, 1, { records: [row(1, { a: 1 }, { born: 2 })], credentials: [hash], calls: noted(...calls) }),
    );
    const before = await at.store.load(id);
    await at.reopen();
    expect(await at.store.load(id)).toEqual(before);
    expect((await at.store.calls(id, 0)).map(({ entry }) => entry)).toEqual(calls.slice(5));
    expect((await at.store.find({ credential: hash }))?.id).toBe(id);
    expect((await at.store.find({ tenant: null, key }))?.id).toBe(id);
    expect(await at.store.commit(change(id, 2))).toMatchObject({ state: 'kept' });
  });
});
