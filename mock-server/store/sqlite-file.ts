import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'libsql';
import { migrations, SCHEMA, type SqlDialect, tableNames } from './schema.js';
import { StoreError } from './store.js';
import { foreignStore, newerStore } from './store-version.js';
import { storeErrorOf } from './trouble.js';

/** Marks a file of SQLite as one of ours: "Host". */
const OURS = 0x486f7374;

const DIALECT: SqlDialect = { text: 'text', isShared: false };

const MAGIC = 'SQLite format 3\0';

/** Where the header of a file of SQLite has its version and whose it is. */
const HEADER = { bytes: 100, version: 60, program: 68 };

/** Opens or makes the file of a store, and brings it up to date. What is of another program or newer is left untouched. */
export function prepareFile(path: string, durability: 'full' | 'normal'): InstanceType<typeof Database> {
  if (path !== ':memory:') checkFile(path);
  const connection = connectionTo(path);
  try {
    // Nobody else may open it from now on: what this process knows of it is what it holds.
    connection.exec('pragma locking_mode = exclusive');
    take(connection, path);
    migrate(connection);
    // After the tables are made, so that the file itself always says whose it is, not only the log beside it.
    connection.prepare('pragma journal_mode = wal').all();
    connection.exec(`pragma synchronous = ${durability}`);
    connection.exec('pragma foreign_keys = on');
    connection.exec('pragma cache_size = -16000');
    // Pages that are written again and again go into the file less often than by default: some 16 MB of log.
    connection.exec('pragma wal_autocheckpoint = 4000');
    const identity = identityOf(path);
    if (identity !== undefined) openFiles.set(identity, connection);
    return connection;
  } catch (error) {
    giveBack(connection);
    throw storeErrorOf(error);
  }
}

/**
 * Files that this process has open. Never open one of them otherwise: POSIX drops all locks that a process has on a file
 * when any descriptor of it is closed, and another process could write to it then.
 */
const openFiles = new Map<string, InstanceType<typeof Database>>();

/** What a file is, whichever path leads to it; undefined if there is none. */
function identityOf(path: string): string | undefined {
  const stat = path === ':memory:' ? undefined : statSync(path, { throwIfNoEntry: false });
  return stat && `${stat.dev}:${stat.ino}`;
}

/** Closes a file; what the log beside it holds goes into the file. */
export function closeFile(connection: InstanceType<typeof Database>): void {
  tolerant(() => connection.prepare('pragma journal_mode = delete').all());
  giveBack(connection);
  for (const [identity, open] of openFiles) if (open === connection) openFiles.delete(identity);
}

/**
 * Closes a connection, and gives its lock back in so many words: `libsql` closes a file only when the last prepared query is
 * collected. A lock is given back at the end of the first read after its mode was changed.
 */
function giveBack(connection: InstanceType<typeof Database>): void {
  tolerant(() => connection.exec('pragma locking_mode = normal'));
  tolerant(() => connection.prepare('select count(*) from sqlite_master').all());
  connection.close();
}

/** Does what is not needed, as where a disk is full or a file is damaged. */
function tolerant(act: () => void): void {
  try {
    act();
  } catch {}
}

function connectionTo(path: string): InstanceType<typeof Database> {
  try {
    return new Database(path);
  } catch (error) {
    throw new StoreError('failed', `cannot open the store ${path}`, { cause: error });
  }
}

const inUse = (path: string, cause?: unknown): StoreError =>
  new StoreError('unreachable', `the store ${path} is in use`, { cause });

function take(connection: InstanceType<typeof Database>, path: string): void {
  try {
    connection.exec('begin exclusive');
    connection.exec('commit');
  } catch (error) {
    if (error instanceof Error && /^SQLITE_(BUSY|LOCKED)/.test(String(Reflect.get(error, 'code'))))
      throw inUse(path, error);
    throw error;
  }
}

/** Throws if a file cannot be a store of ours, before SQLite is let near it: it may write where it reads. */
function checkFile(path: string): void {
  if (!isFolder(dirname(path))) throw new StoreError('failed', `the folder of the store ${path} does not exist`);
  if (openFiles.has(identityOf(path) ?? '')) throw inUse(path);
  const header = headerOf(path);
  if (header === undefined || header.length === 0) return;
  if (header.toString('latin1', 0, MAGIC.length) !== MAGIC || header.length < HEADER.bytes)
    throw new StoreError('failed', `the store ${path} is not a file of SQLite`);
  if (header.readUInt32BE(HEADER.program) !== OURS) throw foreignStore();
  const version = header.readUInt32BE(HEADER.version);
  if (version > SCHEMA) throw newerStore(version);
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** The first bytes of a file; undefined if there is none. */
function headerOf(path: string): Buffer | undefined {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return undefined;
  if (!stat.isFile()) throw new StoreError('failed', `the store ${path} is not a file`);
  const file = openSync(path, 'r');
  try {
    const header = Buffer.alloc(HEADER.bytes);
    return header.subarray(0, readSync(file, header, 0, header.length, 0));
  } finally {
    closeSync(file);
  }
}

function migrate(connection: InstanceType<typeof Database>): void {
  const version = numberOf(connection, 'user_version');
  if (version > SCHEMA) throw newerStore(version);
  if (version === SCHEMA) return;
  if (version === 0 && hasOurNames(connection)) throw foreignStore();
  connection.exec('begin exclusive');
  try {
    for (const migration of migrations.slice(version)) for (const text of migration(DIALECT)) connection.exec(text);
    connection.exec(`pragma application_id = ${OURS}`);
    connection.exec(`pragma user_version = ${SCHEMA}`);
    connection.exec('commit');
  } catch (error) {
    if (connection.inTransaction) connection.exec('rollback');
    throw error;
  }
}

function numberOf(connection: InstanceType<typeof Database>, name: 'user_version'): number {
  const row: unknown = connection.prepare(`pragma ${name}`).get();
  return Number(Reflect.get(Object(row), name));
}

function hasOurNames(connection: InstanceType<typeof Database>): boolean {
  const names = connection.prepare("select name from sqlite_master where type = 'table'").all();
  return names.some(row => tableNames.some(name => name === Reflect.get(Object(row), 'name')));
}
