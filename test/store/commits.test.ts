import { describe, expect, it } from 'vitest';
import { MOST_CALLS, type Store } from '../../mock-server/store/store.js';
import { allKinds, change, noted, row, storeOf, unique, worldWish, worldWithCloud } from './places.js';

/** Keys of the records of a world, in the order in which they are loaded. */
const keysOf = async (store: Store, id: string): Promise<string> =>
  ((await store.load(id))?.records ?? []).map(({ key, value }) => (value === null ? `-${key}` : key)).join(' ');

const numbers = async (store: Store, id: string, after = 0): Promise<number[]> =>
  (await store.calls(id, after)).map(({ number }) => number);

describe.each(allKinds)('commits to %s', kind => {
  const at = storeOf(kind);

  it('keep all of a change, or nothing where another was first', async () => {
    const { store } = at;
    const id = await worldWithCloud(store);
    const [hash, base] = [unique('hash'), unique('base')];
    const said = {
      head: '{"changed":1}',
      clouds: [{ vendor: 'other', base, head: '{}' }],
      bases: new Map([[base, 'its content']]),
      records: [row(1, { a: '☃' }, { born: 2 })],
      credentials: [hash],
      calls: noted('one', 'two'),
    };
    for (const late of [
      change(id, 0, said),
      change(id, 2, said),
      { ...change(id, 1, said), at: { version: 1, epoch: 1 } },
    ]) {
      expect(await store.commit(late)).toEqual({ state: 'conflict' });
      expect(await store.load(id)).toMatchObject({ world: { version: 1, head: '{}', calls: 0 }, records: [] });
      expect(await store.find({ credential: hash })).toBeUndefined();
    }
    expect(await store.commit(change(id, 1, said))).toEqual({ state: 'kept', calls: 2 });
    expect(await store.load(id)).toEqual({
      world: expect.objectContaining({ id, version: 2, epoch: 0, head: '{"changed":1}', calls: 2, cleared: 0 }),
      clouds: [
        { vendor: 'acme', base: expect.any(String), head: '{"now":0}' },
        { vendor: 'other', base, head: '{}' },
      ],
      records: [{ vendor: 'acme', part: 'things', key: '1', value: '{"a":"☃"}', born: 2, nth: 0 }],
    });
    expect(await store.base(base)).toBe('its content');
    expect(await store.calls(id, 0)).toEqual([
      { number: 1, entry: 'one' },
      { number: 2, entry: 'two' },
    ]);
    expect((await store.find({ credential: hash }))?.id).toBe(id);
  });

  it('of one tick are kept each by itself: one is not lost for another', async () => {
    const { store } = at;
    const ids = await Promise.all(Array.from({ length: 5 }, () => worldWithCloud(store)));
    const commits = ids.map(id => store.commit(change(id, 1, { calls: noted('a') })));
    const late = ids.map(id => store.commit(change(id, 0, { calls: noted('b'), records: [row(9, 'late')] })));
    const gone = store.commit(change('nowhere', 0, { calls: noted('c') }));
    expect(new Set((await Promise.all(commits)).map(({ state }) => state))).toEqual(new Set(['kept']));
    expect(new Set((await Promise.all(late)).map(({ state }) => state))).toEqual(new Set(['conflict']));
    expect(await gone).toEqual({ state: 'gone' });
    for (const id of ids) expect(await store.load(id)).toMatchObject({ world: { version: 2, calls: 1 }, records: [] });
  });

  it('of which one fails fail alone', async () => {
    const { store } = at;
    const [good, bad] = [await worldWithCloud(store), await worldWithCloud(store)];
    const clouds = [{ vendor: 'other', base: 'a base that nobody kept', head: '{}' }];
    const failing = store.commit(change(bad, 1, { clouds, calls: noted('never'), records: [row(1, 1, { born: 2 })] }));
    const kept = store.commit(change(good, 1, { calls: noted('a call') }));
    await expect(failing).rejects.toMatchObject({ name: 'StoreError', trouble: 'failed' });
    expect(await kept).toMatchObject({ state: 'kept' });
    expect(await store.load(bad)).toMatchObject({ world: { version: 1, calls: 0 }, records: [] });
    expect(await store.commit(change(bad, 1, { calls: noted('again') }))).toMatchObject({ state: 'kept' });
  });

  it('race for a version, and one of them has it', async () => {
    const { store } = at;
    const id = await worldWithCloud(store);
    for (let version = 1; version < 6; version++) {
      const racing = Array.from({ length: 6 }, (_, nth) =>
        store.commit(
          change(id, version, { records: [row(nth, version, { born: version + 1 })], calls: noted(`${nth}`) }),
        ),
      );
      const states = (await Promise.all(racing)).map(({ state }) => state).toSorted();
      expect(states).toEqual([...Array(5).fill('conflict'), 'kept']);
      expect((await store.calls(id, 0)).length).toBe(version);
    }
  });

  it('keep records in their places', async () => {
    const { store } = at;
    const id = await worldWithCloud(store);
    // One of the base is changed; three are new.
    const news = [
      row(7, 'base'),
      row(3, 'a', { born: 2, nth: 0 }),
      row(2, 'b', { born: 2, nth: 1 }),
      row(1, 'c', { born: 2, nth: 2 }),
    ];
    await store.commit(change(id, 1, { records: news }));
    expect(await keysOf(store, id)).toBe('7 3 2 1');
    // A change of one keeps its place; a new one comes last.
    await store.commit(change(id, 2, { records: [row(3, 'a2'), row(9, 'd', { born: 3 })] }));
    expect(await keysOf(store, id)).toBe('7 3 2 1 9');
    // What is removed leaves a mark in its place; what comes again comes last.
    await store.commit(change(id, 3, { records: [row(2, null), row(3, null), row(7, null)] }));
    expect(await keysOf(store, id)).toBe('-7 -3 -2 1 9');
    await store.commit(
      change(id, 4, { records: [row(2, 'b2', { born: 5, nth: 0 }), row(7, 'base2', { born: 5, nth: 1 })] }),
    );
    expect(await keysOf(store, id)).toBe('-3 1 9 2 7');
    expect((await store.load(id))?.records.map(({ born, nth }) => [born, nth])).toEqual([
      [2, 0],
      [2, 2],
      [3, 0],
      [5, 0],
      [5, 1],
    ]);
  });

  it('keep keys, vendors and parts apart, whatever is in them', async () => {
    const { store } = at;
    const id = await worldWithCloud(store);
    const keys = [
      '1',
      '"1"',
      '1.0',
      '"A"',
      '"a"',
      '"ä"',
      '"a\\u0000b"',
      '""',
      `"${'long '.repeat(400)}"`,
      '18446744073709551616',
    ];
    const records = ['', 'acme', 'Acme'].flatMap(vendor =>
      ['things', 'Things'].flatMap(part =>
        keys.map((key, nth) => ({ vendor, part, key, value: JSON.stringify([vendor, part, key]), born: 2, nth })),
      ),
    );
    await store.commit(change(id, 1, { records }));
    const loaded = (await store.load(id))?.records ?? [];
    const byName = (list: typeof records | typeof loaded) => list.map(one => JSON.stringify(one)).toSorted();
    expect(byName(loaded)).toEqual(byName(records));
  });

  it('keep as many records as there are', async () => {
    const { store } = at;
    const id = await worldWithCloud(store);
    for (const [nth, count] of [1, 2, 3, 255, 256, 257, 5000].entries()) {
      const version = nth + 1;
      const records = Array.from({ length: count }, (_, key) => row(key, [version], { born: version + 1, nth: key }));
      expect(await store.commit(change(id, version, { records }))).toMatchObject({ state: 'kept' });
      const loaded = (await store.load(id, { version, epoch: 0 }))?.records;
      expect(loaded).toEqual(records);
    }
  });

  it('are loaded since a version, in the order of places', async () => {
    const { store } = at;
    const id = await worldWithCloud(store);
    await store.commit(change(id, 1, { records: [1, 2, 3].map(key => row(key, 'old', { born: 2, nth: key })) }));
    const since = { version: 2, epoch: 0 };
    expect(await store.load(id, since)).toMatchObject({ world: { version: 2 }, clouds: [], records: [] });
    await store.commit(change(id, 2, { records: [row(3, 'new'), row(4, 'new', { born: 3 })] }));
    const [base] = (await store.load(id))?.clouds ?? [];
    await store.commit(change(id, 3, { clouds: [{ vendor: 'acme', base: base?.base ?? '', head: 'changed' }] }));
    await store.commit(change(id, 4, { records: [row(1, null)] }));
    const kept = await store.load(id, since);
    expect(kept?.world.version).toBe(5);
    expect(kept?.clouds).toEqual([{ ...base, head: 'changed' }]);
    expect(kept?.records.map(({ key, value }) => [key, value])).toEqual([
      ['1', null],
      ['3', '"new"'],
      ['4', '"new"'],
    ]);
    expect(await store.load(id, { version: 4, epoch: 0 })).toMatchObject({ clouds: [], records: [{ key: '1' }] });
    expect((await store.load(id, { version: 0, epoch: 0 }))?.records).toHaveLength(4);
  });

  it('that replace a world throw away what was there: all is loaded, whatever epoch it was known from', async () => {
    const { store } = at;
    const id = await worldWithCloud(store);
    const [base] = (await store.load(id))?.clouds ?? [];
    const own = { ...row(1, 'a rule', { born: 2 }), vendor: '' };
    await store.commit(change(id, 1, { records: [row(1, 'old', { born: 2 }), row(2, 'old'), own], calls: noted('a') }));
    const [before, next] = [{ version: 2, epoch: 0 }, unique('base')];
    const replaced = await store.commit(
      change(id, 2, {
        isReplaced: true,
        clouds: [{ vendor: 'next', base: next, head: '{}' }],
        bases: new Map([[next, 'another']]),
        records: [row(2, 'new'), { ...own, value: '"new"', born: 3 }],
        calls: noted('b'),
      }),
    );
    expect(replaced).toEqual({ state: 'kept', calls: 2 });
    expect(await store.look(id)).toEqual({ version: 3, epoch: 1 });
    for (const since of [undefined, before, { version: 3, epoch: 0 }]) {
      const kept = await store.load(id, since);
      expect(kept?.clouds).toEqual([{ vendor: 'next', base: next, head: '{}' }]);
      expect(kept?.records.map(({ vendor, key, value, born }) => [vendor, key, value, born])).toEqual([
        ['acme', '2', '"new"', null],
        ['', '1', '"new"', 3],
      ]);
    }
    expect(await store.load(id, { version: 3, epoch: 1 })).toMatchObject({ clouds: [], records: [] });
    expect(await store.commit(change(id, 3))).toEqual({ state: 'conflict' });
    expect(await store.base(base?.base ?? '')).toBeDefined();
  });

  it('keep a base once, whoever brings it', async () => {
    const { store } = at;
    const base = unique('base');
    const bases = new Map([[base, 'x'.repeat(1_000_000)]]);
    const clouds = [{ vendor: 'acme', base, head: '{}' }];
    const worlds = Array.from({ length: 6 }, () => worldWish());
    await Promise.all(worlds.map(world => store.create(world, [])));
    const kept = await Promise.all(worlds.map(({ id }) => store.commit(change(id, 0, { clouds, bases }))));
    expect(new Set(kept.map(({ state }) => state))).toEqual(new Set(['kept']));
    expect(await store.base(base)).toHaveLength(1_000_000);
  });
});

describe.each(allKinds)('the journal of a world in %s', kind => {
  const at = storeOf(kind);

  it('numbers calls as they come, by commits and apart from them', async () => {
    const { store } = at;
    const id = await worldWithCloud(store);
    expect(await store.commit(change(id, 1, { calls: noted('1', '2') }))).toEqual({ state: 'kept', calls: 2 });
    const many = await Promise.all(['3', '4', '5'].map(call => store.append(id, noted(call))));
    expect(many.toSorted()).toEqual([3, 4, 5]);
    expect(await store.append(id, [])).toBe(5);
    expect(await store.commit(change(id, 2, { calls: noted('6') }))).toEqual({ state: 'kept', calls: 6 });
    expect(await numbers(store, id)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(await store.calls(id, 4)).toMatchObject([{ number: 5 }, { number: 6, entry: '6' }]);
    expect(await store.calls(id, 6)).toEqual([]);
    expect(await store.look(id)).toEqual({ version: 3, epoch: 0 });
  });

  it('holds what calls that come together were answered, also where several say the same', async () => {
    const { store } = at;
    const id = await worldWithCloud(store);
    const calls = [
      { entry: '1', answer: 'same' },
      { entry: '2' },
      { entry: '3', answer: '' },
      { entry: '4', answer: 'same' },
    ];
    expect(await store.append(id, calls)).toBe(4);
    expect(await store.commit(change(id, 1, { calls }))).toEqual({ state: 'kept', calls: 8 });
    expect(await store.calls(id, 0)).toEqual([...calls, ...calls].map((call, nth) => ({ number: nth + 1, ...call })));
    expect(await store.calls(id, 6)).toEqual(calls.slice(2).map((call, nth) => ({ number: nth + 7, ...call })));
  });

  it('is emptied by a commit, whose calls are the first then', async () => {
    const { store } = at;
    const id = await worldWithCloud(store);
    await store.append(id, noted('1', '2', '3'));
    expect(await store.commit(change(id, 1, { isCleared: true, calls: noted('a') }))).toEqual({
      state: 'kept',
      calls: 1,
    });
    expect(await store.calls(id, 0)).toEqual([{ number: 1, entry: 'a' }]);
    expect(await store.find({ id })).toMatchObject({ calls: 1, cleared: 1 });
    expect(await store.commit(change(id, 2, { isCleared: true }))).toEqual({ state: 'kept', calls: 0 });
    expect(await store.find({ id })).toMatchObject({ calls: 0, cleared: 2 });
    expect(await store.append(id, noted('b'))).toBe(1);
  });

  it('keeps the last calls of many, however they come', async () => {
    const { store } = at;
    const id = await worldWithCloud(store);
    let last = 0;
    for (const size of [MOST_CALLS - 10, 9, 1, 1, 300, 300, MOST_CALLS * 3 + 7]) {
      const calls = Array.from({ length: size }, (_, nth) => `call ${last + nth + 1}`);
      last += size;
      expect(await store.append(id, noted(...calls))).toBe(last);
      const kept = await store.calls(id, 0);
      expect(kept).toHaveLength(Math.min(last, MOST_CALLS));
      expect(kept[0]).toEqual({ number: last - kept.length + 1, entry: `call ${last - kept.length + 1}` });
      expect(kept.at(-1)).toEqual({ number: last, entry: `call ${last}` });
    }
  });
});
