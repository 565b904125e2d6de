import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openStore } from '../../mock-server/store/open-store.js';
import type { Store } from '../../mock-server/store/store.js';
import { freshDatabase } from '../postgres.js';
import { withClient } from '../postgres-server.js';
import { change, LONGEST, noted, row, unique, worldWish, worldWithCloud } from './places.js';

/** Stores of several processes, as it were, on one database. */
async function stores(count: number): Promise<readonly [Store, Store, ...Store[]]> {
  const address = await freshDatabase();
  const [one, two, ...more] = await Promise.all(Array.from({ length: count }, () => openStore(address)));
  if (one === undefined || two === undefined) throw new Error('a test of sharing needs two');
  const all = [one, two, ...more] as const;
  onTestFinished(async () => void (await Promise.all(all.map(store => store.close()))));
  return all;
}

const soon = { timeout: LONGEST, interval: 10 };

describe('stores on one database', () => {
  it('make its tables once, when they are opened together', async () => {
    const all = await stores(6);
    await Promise.all(all.map(store => store.ping()));
    const [one, two] = all;
    const id = await worldWithCloud(one);
    expect(await two.look(id)).toEqual({ version: 1, epoch: 0 });
    expect(one.isShared).toBe(true);
  });

  it('see at once what another kept, and refuse what was made of older', async () => {
    const [one, two] = await stores(2);
    const id = await worldWithCloud(one);
    expect(
      await two.commit(change(id, 1, { records: [row(1, 'two', { born: 2 })], calls: noted('of two') })),
    ).toMatchObject({
      state: 'kept',
    });
    expect(await one.look(id)).toEqual({ version: 2, epoch: 0 });
    expect(await one.commit(change(id, 1, { records: [row(1, 'one', { born: 2 })] }))).toEqual({ state: 'conflict' });
    expect((await one.load(id, { version: 1, epoch: 0 }))?.records).toMatchObject([{ value: '"two"' }]);
    expect(await one.calls(id, 0)).toEqual([{ number: 1, entry: 'of two' }]);
    await two.remove(id);
    expect(await one.commit(change(id, 2))).toEqual({ state: 'gone' });
  });

  it('hear of what others kept and removed, and not of their own', async () => {
    const [one, two] = await stores(2);
    const heard = { one: [] as string[], two: [] as string[] };
    const end = one.onChange(id => heard.one.push(id));
    two.onChange(id => heard.two.push(id));
    const ids = [await worldWithCloud(one), await worldWithCloud(two)] as const;
    let version = 1;
    // Who listens does so a moment after.
    await vi.waitFor(async () => {
      for (const [nth, store] of [one, two].entries()) await store.commit(change(ids[nth] ?? '', version));
      version++;
      expect(heard.one).toContain(ids[1]);
      expect(heard.two).toContain(ids[0]);
    }, soon);
    // What one store tells is heard in its order: all that was told before the last world was made is heard now.
    const last = await worldWithCloud(one);
    await vi.waitFor(() => expect(heard.two).toContain(last), soon);
    heard.two.length = 0;
    await one.remove(ids[0]);
    await vi.waitFor(() => expect(heard.two).toEqual([ids[0]]), soon);
    expect(heard.one).not.toContain(ids[0]);
    expect(heard.two).not.toContain(ids[1]);
    end();
    heard.one.length = 0;
    await two.commit(change(ids[1], version));
    two.onChange(id => heard.two.push(id));
    await one.remove(ids[1]);
    // Both listeners of a store are told.
    await vi.waitFor(() => expect(heard.two).toEqual([ids[0], ids[1], ids[1]]), soon);
    expect(heard.one).toEqual([]);
  });

  it('race for worlds, leases and versions, and one of them has each', async () => {
    const all = await stores(4);
    const [one] = all;
    const [name, tenant] = [unique('name'), unique('tenant')];
    const made = await Promise.all(all.map(store => store.create(worldWish({ name }), [])));
    expect(made.filter(answer => answer === 'made')).toHaveLength(1);
    const some = all.flatMap(store => [1, 2, 3, 4].map(() => store.create(worldWish({ tenant }), [], 6)));
    expect((await Promise.all(some)).filter(answer => answer === 'made')).toHaveLength(6);
    const id = await worldWithCloud(one);
    const held = await Promise.all(all.map((store, nth) => store.lease(id, `holder ${nth}`, Date.now() + LONGEST)));
    expect(held.filter(isHeld => isHeld)).toHaveLength(1);
    for (let version = 1; version < 10; version++) {
      const racing = all.map((store, nth) =>
        store.commit(change(id, version, { calls: noted(`${version} of ${nth}`) })),
      );
      expect((await Promise.all(racing)).filter(({ state }) => state === 'kept')).toHaveLength(1);
    }
    expect((await one.calls(id, 0)).map(({ entry }) => entry.slice(0, 1)).join('')).toBe('123456789');
  });

  it('load a world as it stood at one instant, while it changes', async () => {
    const [one, two] = await stores(2);
    const id = await worldWithCloud(one);
    const keys = Array.from({ length: 40 }, (_, key) => key);
    const all = (version: number) => keys.map(key => row(key, version, version === 1 ? { born: 2, nth: key } : {}));
    await one.commit(change(id, 1, { records: all(1), head: '1' }));
    let isOver = false;
    const writing = (async () => {
      for (let version = 2; version < 60; version++)
        await one.commit(change(id, version, { records: all(version), head: `${version}` }));
      isOver = true;
    })();
    let seen = 0;
    for (; !isOver; seen++) {
      const kept = await two.load(id);
      const said = new Set(kept?.records.map(({ value }) => value));
      expect(said).toEqual(new Set([kept?.world.head]));
      expect(kept?.world.version).toBe(Number(kept?.world.head) + 1);
    }
    await writing;
    expect(seen).toBeGreaterThan(3);
  });

  it('number calls of a journal together', async () => {
    const [one, two] = await stores(2);
    const id = await worldWithCloud(one);
    const put = [one, two].flatMap(store =>
      Array.from({ length: 20 }, (_, nth) => store.append(id, noted(`${nth}`, 'and'))),
    );
    const last = await Promise.all(put);
    expect(last.toSorted((a, b) => (a ?? 0) - (b ?? 0))).toEqual(Array.from({ length: 40 }, (_, nth) => 2 * nth + 2));
    expect((await one.calls(id, 0)).map(({ number }) => number)).toEqual(
      Array.from({ length: 80 }, (_, nth) => nth + 1),
    );
  });

  it('sweep together, and keep what another is about to refer to', async () => {
    const [one, two] = await stores(2);
    const now = Date.now();
    const over = await Promise.all([1, 2, 3].map(() => worldWithCloud(one, { expires: now + LONGEST })));
    const swept = await Promise.all([one, two].map(store => store.sweep(now + LONGEST)));
    expect(swept.flat().toSorted()).toEqual(over.toSorted());
  });

  it('count what tenants call together, by the minute', async () => {
    const [one, two] = await stores(2);
    const counted = (calls: number) => [
      { tenant: unique('two'), calls },
      { tenant: 'one', calls },
    ];
    await Promise.all([one, two].flatMap(store => Array.from({ length: 10 }, () => store.count(7, counted(2)))));
    expect(await one.count(7, [{ tenant: 'one', calls: 1 }])).toEqual([{ tenant: 'one', calls: 41 }]);
    expect(await two.count(8, [{ tenant: 'one', calls: 1 }])).toEqual([{ tenant: 'one', calls: 1 }]);
    await one.sweep(9 * 60_000);
    expect(await two.count(8, [{ tenant: 'one', calls: 1 }])).toEqual([{ tenant: 'one', calls: 2 }]);
    expect(await two.count(7, [{ tenant: 'one', calls: 1 }])).toEqual([{ tenant: 'one', calls: 1 }]);
  });

  it('wake each world once', async () => {
    const all = await stores(3);
    const now = Date.now();
    const ids = await Promise.all(
      Array.from({ length: 30 }, async () => {
        const id = await worldWithCloud(all[0]);
        await all[0].commit(change(id, 1, { wakes: now }));
        return id;
      }),
    );
    const woken = await Promise.all(all.map(store => store.wake(now, now + LONGEST)));
    expect(woken.flatMap(({ worlds }) => worlds.map(({ id }) => id)).toSorted()).toEqual(ids.toSorted());
  });

  it('leave no connection behind when they are closed', async () => {
    const address = await freshDatabase();
    const store = await openStore(address);
    store.onChange(() => {});
    await Promise.all(Array.from({ length: 30 }, () => store.ping()));
    await store.close();
    const others =
      'select count(*)::int as others from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()';
    await vi.waitFor(async () => {
      const { rows } = await withClient(address, client => client.query(others));
      expect(rows).toEqual([{ others: 0 }]);
    }, soon);
  });
});
