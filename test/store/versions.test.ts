import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'libsql';
import { afterAll, describe, expect, it } from 'vitest';
import { openStore } from '../../mock-server/store/open-store.js';
import { migrations, SCHEMA } from '../../mock-server/store/schema.js';
import type { Store } from '../../mock-server/store/store.js';
import { freshDatabase } from '../postgres.js';
import { withClient } from '../postgres-server.js';
import { change, freshFolder, noted, row, worldWithCloud } from './places.js';

const states = fileURLToPath(new URL('../../fixtures/states/', import.meta.url));
const folder = freshFolder();
afterAll(() => rmSync(folder, { recursive: true }));

let count = 0;
/** A path of its own, with what a file holds. */
function fileOf(content?: Buffer | string): string {
  const path = join(folder, `${count++}`, 'state.db');
  mkdirSync(dirname(path));
  if (content !== undefined) writeFileSync(path, content);
  return path;
}

/** Does something to a file of SQLite as another program does. */
function edit(path: string, ...texts: readonly string[]): void {
  const connection = new Database(path);
  for (const text of texts) connection.exec(text);
  connection.close();
}

/** What is at a path and beside it. */
const around = (path: string): Record<string, Buffer> =>
  Object.fromEntries(readdirSync(dirname(path)).map(name => [name, readFileSync(join(dirname(path), name))]));

/** Expects a file to be refused with a sentence, and to be what it was, to the byte. */
async function refused(path: string, sentence: RegExp): Promise<void> {
  const before = around(path);
  for (let twice = 0; twice < 2; twice++) {
    await expect(openStore(path)).rejects.toMatchObject({
      name: 'StoreError',
      trouble: 'failed',
      message: expect.stringMatching(sentence),
    });
    expect(around(path)).toEqual(before);
  }
}

/** What every version of a kept state holds: see `keptState`. */
async function holdsKeptState(store: Store): Promise<void> {
  const world = await store.find({ name: 'kept' });
  expect(world).toMatchObject({
    tenant: 'team',
    key: 'wish',
    version: 3,
    epoch: 0,
    calls: 3,
    cleared: 0,
    expires: null,
  });
  const kept = await store.load(world?.id ?? '');
  expect(kept?.clouds).toMatchObject([{ vendor: 'acme', head: '{"now":2}' }]);
  expect(await store.base(kept?.clouds[0]?.base ?? '')).toMatch(/^content of/);
  expect(kept?.records.map(({ key, value, born, nth }) => [key, value, born, nth])).toEqual([
    ['4', '"changed"', null, 0],
    ['1', '"one"', 2, 0],
    ['2', null, 2, 1],
    ['3', '"three"', 3, 0],
  ]);
  expect(await store.calls(world?.id ?? '', 0)).toEqual([1, 2, 3].map(number => ({ number, entry: `call ${number}` })));
  expect((await store.find({ credential: 'kept hash' }))?.name).toBe('kept');
  expect(await store.commit(change(world?.id ?? '', 3))).toMatchObject({ state: 'kept' });
}

/** Makes what the files in `fixtures/states/` hold. */
async function keptState(store: Store): Promise<void> {
  const id = await worldWithCloud(store, { name: 'kept', tenant: 'team', key: 'wish' });
  const [cloud] = (await store.load(id))?.clouds ?? [];
  const clouds = cloud === undefined ? [] : [{ ...cloud, head: '{"now":2}' }];
  const news = [row(4, 'changed'), row(1, 'one', { born: 2, nth: 0 }), row(2, 'two', { born: 2, nth: 1 })];
  await store.commit(
    change(id, 1, { clouds, records: news, credentials: ['kept hash'], calls: noted('call 1', 'call 2') }),
  );
  await store.commit(change(id, 2, { records: [row(2, null), row(3, 'three', { born: 3 })], calls: noted('call 3') }));
}

describe('a state of an earlier version', () => {
  // One of the present version is made by this test when there is none: keep it beside those before, as it is released.
  const present = join(states, `version-${SCHEMA}.db`);
  it.runIf(process.env.KEEP_STATE === '1')('is made', async () => {
    mkdirSync(states, { recursive: true });
    rmSync(present, { force: true });
    const store = await openStore(present);
    await keptState(store);
    await store.close();
  });

  it.each(Array.from({ length: SCHEMA }, (_, before) => before + 1))('%i is brought up to date', async version => {
    const path = fileOf();
    copyFileSync(join(states, `version-${version}.db`), path);
    const store = await openStore(path);
    await holdsKeptState(store);
    await store.close();
    const again = await openStore(path);
    expect(await again.find({ name: 'kept' })).toMatchObject({ version: 4 });
    await again.close();
  });
});

/** Makes a state of the first version have worlds of which one told somebody something, another has somebody to tell. */
const toldBefore = ['outbox', 'webhooks', 'things'].flatMap(part => [
  `insert into worlds (id, name, head, made, version, epoch, calls, cleared) values ('${part}', '${part}', '{}', 7, 1, 0, 0, 0)`,
  `insert into records values ('${part}', 'acme', '${part}', '1', '{}', 1, 0, 1)`,
]);

const wokenIn = async (store: Store) => (await store.wake(1, Date.now())).worlds.map(({ id }) => id).toSorted();

describe('worlds of the first version that may have somebody to tell', () => {
  it('are woken once, in a file', async () => {
    const path = fileOf(readFileSync(join(states, 'version-1.db')));
    edit(path, ...toldBefore);
    const store = await openStore(path);
    expect([await wokenIn(store), await wokenIn(store)]).toEqual([['outbox', 'webhooks'], []]);
    await store.close();
  });

  it('are woken once, in a database', async () => {
    const address = await freshDatabase();
    const made = ['create table hostdouble (version bigint not null)', 'insert into hostdouble values (1)'];
    const [first = () => []] = migrations;
    await withClient(address, async client => {
      for (const text of [...made, ...first({ text: 'text collate "C"', isShared: true }), ...toldBefore])
        await client.query(text);
    });
    const store = await openStore(address);
    expect([await wokenIn(store), await wokenIn(store)]).toEqual([['outbox', 'webhooks'], []]);
    await store.close();
  });
});

describe('a file', () => {
  it('that is new or empty is made a state', async () => {
    for (const path of [fileOf(), fileOf('')]) {
      const store = await openStore(path);
      await keptState(store);
      await holdsKeptState(store);
      await store.close();
      expect(readdirSync(dirname(path))).toEqual(['state.db']);
    }
  });

  it('of a newer version is refused and left as it is', async () => {
    const path = fileOf();
    await (await openStore(path)).close();
    edit(path, `pragma user_version = ${SCHEMA + 1}`, 'create table later (x)');
    await refused(path, /newer Hostdouble/);
  });

  it.each([
    ['text', 'this is no database, but it is as long as the header of one would be. '.repeat(4)],
    ['a few bytes', 'SQLite'],
    ['zeros', Buffer.alloc(4096)],
    ['a seed', readFileSync(fileURLToPath(new URL('../../fixtures/seeds/empty.json', import.meta.url)))],
  ])('of %s is refused and left as it is', async (_, content) => {
    await refused(fileOf(content), /not a file of SQLite/);
  });

  it('of another program is refused and left as it is', async () => {
    const path = fileOf();
    edit(path, 'create table worlds (id integer primary key)', 'insert into worlds values (1)');
    await refused(path, /another program/);
    const marked = fileOf();
    edit(marked, 'create table notes (x)', 'pragma application_id = 7', 'pragma user_version = 1');
    await refused(marked, /another program/);
  });

  it('that is cut short or damaged is refused, or its damage is told', async () => {
    const path = fileOf();
    const store = await openStore(path);
    await keptState(store);
    await store.close();
    const whole = readFileSync(path);
    await refused(fileOf(whole.subarray(0, 60)), /not a file of SQLite/);
    const damaged = Buffer.from(whole);
    damaged.fill(0xa5, 100, damaged.length);
    await refused(fileOf(damaged), /./);
  });

  it('that was not closed is found whole', async () => {
    const path = fileOf();
    const store = await openStore(path);
    await keptState(store);
    const copy = fileOf();
    for (const name of readdirSync(dirname(path))) copyFileSync(join(dirname(path), name), join(dirname(copy), name));
    await store.close();
    const again = await openStore(copy);
    await holdsKeptState(again);
    await again.close();
    expect(existsSync(`${copy}-wal`)).toBe(false);
  });
});

describe('a database', () => {
  /** What the tables of a database hold, by their names. */
  const tablesOf = (address: string) =>
    withClient(address, async client => {
      const named = await client.query<{ name: string }>(
        "select table_name as name from information_schema.tables where table_schema = 'public' order by 1",
      );
      const tables: Record<string, unknown> = {};
      for (const { name } of named.rows) tables[name] = (await client.query(`select * from "${name}"`)).rows;
      return tables;
    });

  async function refusedDatabase(address: string, sentence: RegExp): Promise<void> {
    const before = await tablesOf(address);
    const store = await openStore(address);
    const refusal = { name: 'StoreError', trouble: 'failed', message: expect.stringMatching(sentence) };
    for (let twice = 0; twice < 2; twice++) await expect(store.ping()).rejects.toMatchObject(refusal);
    await expect(store.find({ name: 'kept' })).rejects.toMatchObject(refusal);
    await store.close();
    expect(await tablesOf(address)).toEqual(before);
  }

  it('is made a state, beside tables of others', async () => {
    const address = await freshDatabase();
    await withClient(address, client => client.query('create table notes (x text)'));
    const store = await openStore(address);
    await keptState(store);
    await holdsKeptState(store);
    await store.close();
    expect(Object.keys(await tablesOf(address))).toContain('notes');
  });

  it('of a newer version is refused and left as it is', async () => {
    const address = await freshDatabase();
    const store = await openStore(address);
    await keptState(store);
    await store.close();
    await withClient(address, client => client.query(`update hostdouble set version = ${SCHEMA + 1}`));
    await refusedDatabase(address, /newer Hostdouble/);
  });

  it('with tables of another program of the same names is refused and left as it is', async () => {
    const [theirs, marked] = [await freshDatabase(), await freshDatabase()];
    await withClient(theirs, client => client.query("create table worlds (id text); insert into worlds values ('x')"));
    await refusedDatabase(theirs, /another program/);
    await withClient(marked, client => client.query('create table hostdouble (note text)'));
    await refusedDatabase(marked, /another program/);
  });
});
