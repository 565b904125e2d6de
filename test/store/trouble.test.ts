import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { openStore } from '../../mock-server/store/open-store.js';
import { type Store, StoreError } from '../../mock-server/store/store.js';
import { storeErrorOf } from '../../mock-server/store/trouble.js';
import { PostgresServer } from '../postgres-server.js';
import { change, freshFolder, LONGEST, noted, row, worldWish, worldWithCloud } from './places.js';

/** Opens a store that is closed at the end of the test. */
async function opened(address: string): Promise<Store> {
  const store = await openStore(address);
  onTestFinished(() => store.close());
  return store;
}

/** The error of what must reject. */
async function errorOf(asked: Promise<unknown>): Promise<StoreError> {
  const error = await asked.then(
    () => new Error('it did not reject'),
    (error: unknown) => error,
  );
  if (error instanceof StoreError) return error;
  throw error;
}

const coded = (code: string): Error => Object.assign(new Error(`at db.example.com for hostdouble`), { code });

describe('an error of an engine', () => {
  it.each([
    ['ECONNREFUSED', 'unreachable'],
    ['ECONNRESET', 'unreachable'],
    ['ENOTFOUND', 'unreachable'],
    ['ETIMEDOUT', 'unreachable'],
    ['57P01', 'unreachable'],
    ['57P03', 'unreachable'],
    ['08006', 'unreachable'],
    ['53300', 'unreachable'],
    ['57014', 'unreachable'],
    ['53100', 'full'],
    ['SQLITE_FULL', 'full'],
    ['42P01', 'failed'],
    ['SQLITE_CORRUPT', 'failed'],
  ] as const)('%s is told as %s, and names nobody', (code, trouble) => {
    const error = storeErrorOf(coded(code));
    expect(error).toMatchObject({ name: 'StoreError', trouble, cause: { code } });
    expect(error.message).toContain(code);
    expect(error.message).not.toMatch(/example|hostdouble/);
  });
});

describe('a closed store', () => {
  it.each([':memory:', 'postgres://nobody@127.0.0.1:1/nothing'])('%s says so', async address => {
    const store = await openStore(address);
    await store.close();
    await store.close();
    const verbs = [store.ping(), store.look('x'), store.commit(change('x', 0)), store.create(worldWish(), [])];
    for (const asked of verbs) expect((await errorOf(asked)).trouble).toBe('closed');
  });
});

describe('a file', () => {
  const folder = freshFolder();
  afterAll(() => rmSync(folder, { recursive: true }));

  it('that another process has is told to be in use', async () => {
    const path = join(folder, 'used.db');
    const store = await opened(path);
    await worldWithCloud(store);
    // Twice: the first refusal must not take the lock away.
    for (let twice = 0; twice < 2; twice++) expect((await errorOf(openStore(path))).message).toMatch(/in use/);
    await store.ping();
    const elsewhere = `const Database = require('libsql');
      try { new Database(process.argv[1]).prepare('select * from worlds').all(); console.log('read'); }
      catch (error) { console.log(error.code); }`;
    const args = ['-e', elsewhere, path];
    expect(execFileSync(process.execPath, args, { encoding: 'utf8' }).trim()).toBe('SQLITE_BUSY');
  });

  it('cannot be in a folder that is not there, nor be a folder', async () => {
    expect((await errorOf(openStore(join(folder, 'nowhere', 'state.db')))).message).toMatch(/folder/);
    mkdirSync(join(folder, 'a-folder'));
    expect((await errorOf(openStore(join(folder, 'a-folder')))).trouble).toBe('failed');
  });
});

/** A disk of a few megabytes; undefined where this user may make none. */
function smallDisk(): string | undefined {
  const folder = freshFolder();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder], { stdio: 'ignore' });
    return folder;
  } catch {
    rmSync(folder, { recursive: true });
    return undefined;
  }
}

const disk = process.platform === 'linux' ? smallDisk() : undefined;
afterAll(() => {
  if (disk === undefined) return;
  execFileSync('umount', ['-l', disk]);
  rmSync(disk, { recursive: true });
});

it.skipIf(disk === undefined)('a full disk is told, nothing of the commit is kept, and there is a way on', async () => {
  const store = await opened(join(disk ?? '', 'state.db'));
  const id = await worldWithCloud(store);
  writeFileSync(join(disk ?? '', 'filler'), Buffer.alloc(2 << 20));
  const much = (version: number) => change(id, version, { records: [row(version, 'x'.repeat(300_000))] });
  let version = 1;
  let told: StoreError | undefined;
  for (; told === undefined && version < 30; version++)
    told = await store.commit(much(version)).then(
      () => undefined,
      (error: StoreError) => error,
    );
  version--;
  expect(told?.trouble).toBe('full');
  expect(await store.look(id)).toEqual({ version, epoch: 0 });
  expect((await store.load(id))?.records).toHaveLength(version - 1);
  rmSync(join(disk ?? '', 'filler'));
  expect(await store.commit(much(version))).toMatchObject({ state: 'kept' });
});

describe('PostgreSQL', () => {
  let server: PostgresServer;
  let made = 0;
  beforeAll(async () => {
    server = await PostgresServer.start();
  }, LONGEST);
  afterAll(() => server[Symbol.asyncDispose]());

  /** The address of a new database, with a password that nobody may read anywhere. */
  async function database(): Promise<string> {
    const name = `trouble_${++made}`;
    await server.ask(client => client.query(`create database ${name}`));
    return server.addressOf(name).replace('hostdouble@', 'hostdouble:secret-word@');
  }

  const secrets = /secret-word|127\.0\.0\.1|hostdouble:/;
  /** Waits until a verb is answered again. */
  const back = (store: Store) => vi.waitFor(() => store.ping(), { timeout: LONGEST, interval: 20 });

  it('need not be there when the store is opened: its tables are made when it is', async () => {
    const address = await database();
    await server.stop();
    const store = await opened(address);
    for (const asked of [store.ping(), store.find({ name: 'x' }), store.create(worldWish(), []), store.sweep(0)]) {
      const error = await errorOf(asked);
      expect(error.trouble).toBe('unreachable');
      expect(error.message).not.toMatch(secrets);
    }
    await server.start();
    await back(store);
    expect(await store.look(await worldWithCloud(store))).toEqual({ version: 1, epoch: 0 });
  });

  it.each(['stop', 'crash'] as const)('that ends (%s) is told, and found again when it is back', async how => {
    const store = await opened(await database());
    const id = await worldWithCloud(store);
    // Several connections are open.
    await Promise.all(Array.from({ length: 8 }, () => store.append(id, noted('a call'))));
    const heard: string[] = [];
    store.onChange(one => heard.push(one));
    await server[how]();
    const asked = [store.look(id), store.commit(change(id, 1)), store.load(id), store.append(id, noted('lost'))];
    for (const error of await Promise.all(asked.map(errorOf))) {
      expect(error.trouble).toBe('unreachable');
      expect(error.message).not.toMatch(secrets);
    }
    await server.start();
    await back(store);
    expect(await store.load(id)).toMatchObject({ world: { version: 1, calls: 8 } });
    expect(await store.commit(change(id, 1))).toMatchObject({ state: 'kept' });
    const other = await opened(server.addressOf(`trouble_${made}`));
    let version = 2;
    await vi.waitFor(
      async () => {
        await other.commit(change(id, version++));
        expect(heard).toContain(id);
      },
      { timeout: LONGEST, interval: 50 },
    );
  });

  it('that ends a connection is told, and the next verb has another', async () => {
    const store = await opened(await database());
    const id = await worldWithCloud(store);
    const end = `select pg_terminate_backend(pid) from pg_stat_activity where datname = 'trouble_${made}'`;
    for (let round = 0; round < 3; round++) {
      const commits = Array.from({ length: 4 }, () =>
        store.append(id, noted('a call')).catch((error: StoreError) => error),
      );
      await server.ask(client => client.query(end));
      for (const answer of await Promise.all(commits))
        if (answer instanceof Error) expect(answer).toMatchObject({ name: 'StoreError', trouble: 'unreachable' });
      await back(store);
    }
    expect(await store.commit(change(id, 1))).toMatchObject({ state: 'kept' });
  });

  it('that answers nothing is not waited for without end', async () => {
    const address = await database();
    server.signal('SIGSTOP');
    try {
      const store = await opened(address);
      const error = await errorOf(store.ping());
      expect(error.trouble).toBe('unreachable');
    } finally {
      server.signal('SIGCONT');
    }
  });

  it('that knows no such database or user is not reached, which is told without their names', async () => {
    const store = await opened(server.addressOf('nothing').replace('hostdouble@', 'somebody:secret-word@'));
    const error = await errorOf(store.ping());
    expect(error.message).not.toMatch(/secret-word|somebody|nothing/);
  });
});
