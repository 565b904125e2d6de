import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from 'pg';
import { freshDatabase } from '../postgres.js';
import { withClient } from '../postgres-server.js';

/** A place for states of one engine. */
export interface StateOf {
  /** What `--state` says. */
  readonly state: string;
  /** Bytes that it takes. */
  size(): Promise<number>;
  drop(): Promise<void>;
}

/** A new file for SQLite, in a folder of its own. */
export function freshFile(inside = tmpdir()): StateOf {
  const folder = mkdtempSync(join(inside, 'hostdouble-trial-'));
  const state = join(folder, 'state.db');
  const bytes = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  return {
    state,
    size: async () => bytes(state) + bytes(`${state}-wal`),
    drop: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A new database of PostgreSQL's. */
export async function freshShared(): Promise<StateOf> {
  const state = await freshDatabase();
  const size = (client: Client) => client.query('select pg_database_size(current_database())::float8 as bytes');
  return {
    state,
    size: async () => (await withClient(state, size)).rows[0].bytes,
    drop: async () => {},
  };
}

/** How a new state is made on each engine that lasts. */
export const engines: Readonly<Record<string, () => Promise<StateOf>>> = {
  SQLite: async () => freshFile(),
  PostgreSQL: freshShared,
};
