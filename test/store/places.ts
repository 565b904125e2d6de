import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { openStore } from '../../mock-server/store/open-store.js';
import type { NewWorld, Store, StoredText, WorldCommit } from '../../mock-server/store/store.js';
import { freshDatabase } from '../postgres.js';

/** A new folder; forget it when it is no more needed. */
export const freshFolder = (): string => mkdtempSync(join(tmpdir(), 'hostdouble-store-'));

interface Place {
  readonly address: string;
  readonly drop: () => void;
}

/** Milliseconds in which a server is there, on a machine that does much else. */
export const LONGEST = 120_000;

/** A new place of a kind, with nothing in it. */
const kinds: Readonly<Record<string, () => Promise<Place>>> = {
  'SQLite in memory': async () => ({ address: ':memory:', drop() {} }),
  'SQLite in a file': async () => {
    const folder = freshFolder();
    return { address: join(folder, 'state.db'), drop: () => rmSync(folder, { recursive: true }) };
  },
  PostgreSQL: async () => ({ address: await freshDatabase(), drop() {} }),
};

/** All kinds of stores, for `describe.each`. */
export const allKinds = Object.keys(kinds);
/** Those that are there when they are opened again. */
export const lastingKinds = allKinds.filter(kind => kind !== 'SQLite in memory');

/** An open store for the tests of a `describe`, which they share: each makes worlds of its own. */
export function storeOf(kind: string): { readonly store: Store; readonly address: string; reopen(): Promise<void> } {
  let place: Place | undefined;
  let open: Store | undefined;
  const need = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error('ask for the store within a test');
    return value;
  };
  beforeAll(async () => {
    place = await kinds[kind]?.();
    open = await openStore(need(place).address);
  }, LONGEST);
  afterAll(async () => {
    await open?.close();
    place?.drop();
  });
  return {
    get store() {
      return need(open);
    },
    get address() {
      return need(place).address;
    },
    /** Closes it, and opens it as a process does that is started anew. */
    async reopen() {
      await need(open).close();
      open = await openStore(need(place).address);
    },
  };
}

let count = 0;

/** A text that no other test has. */
export const unique = (word: string): string => `${word}-${count++}`;

/** A world that is wished for, with a name of its own. */
export const worldWish = (wish: Partial<NewWorld> = {}): NewWorld => ({
  id: unique('id'),
  name: unique('world'),
  head: '{}',
  tenant: null,
  key: null,
  expires: null,
  made: 1_700_000_000_000,
  ...wish,
});

/** A commit that changes nothing but what is said. */
export const change = (id: string, version: number, said: Partial<WorldCommit> = {}): WorldCommit => ({
  id,
  at: { version, epoch: 0 },
  clouds: [],
  bases: new Map(),
  records: [],
  credentials: [],
  calls: [],
  wakes: null,
  ...said,
});

/** Calls that say this, with no answers. */
export const noted = (...entries: readonly string[]): StoredText[] => entries.map(entry => ({ entry }));

/** A record of `vendor`'s part `part`. */
export const row = (key: number, value: unknown, place: { born?: number; nth?: number } = {}) => ({
  vendor: 'acme',
  part: 'things',
  key: JSON.stringify(key),
  value: value === null ? null : JSON.stringify(value),
  born: place.born ?? null,
  nth: place.nth ?? 0,
});

/** Makes a world with one cloud, which is at version 1 then. */
export async function worldWithCloud(store: Store, wish: Partial<NewWorld> = {}): Promise<string> {
  const world = worldWish(wish);
  await store.create(world, []);
  const base = unique('base');
  const made = {
    clouds: [{ vendor: 'acme', base, head: '{"now":0}' }],
    bases: new Map([[base, `content of ${base}`]]),
  };
  await store.commit(change(world.id, 0, made));
  return world.id;
}
