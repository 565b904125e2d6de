import type pg from 'pg';
import { migrations, SCHEMA, type SqlDialect, tableNames } from './schema.js';
import { foreignStore, newerStore } from './store-version.js';

const DIALECT: SqlDialect = { text: 'text collate "C"', isShared: true };

/** Held while tables are made: replicas start together. */
const MIGRATING = 0x486f7374;

/** Makes the tables of a database, or brings them up to date. What is of another program or newer is left untouched. */
export async function migratePostgres(client: pg.ClientBase): Promise<void> {
  if ((await versionOf(client)) === SCHEMA) return;
  await client.query('begin');
  await client.query(`select pg_advisory_xact_lock(${MIGRATING})`);
  // Another may have done it meanwhile.
  const version = await versionOf(client);
  if (version > SCHEMA) throw newerStore(version);
  if (version === 0) await client.query('create table hostdouble (version bigint not null)');
  for (const migration of migrations.slice(version)) for (const text of migration(DIALECT)) await client.query(text);
  if (version < SCHEMA) {
    await client.query('delete from hostdouble');
    await client.query(`insert into hostdouble values (${SCHEMA})`);
  }
  await client.query('commit');
}

/** The version of a database; 0 if it has none of our tables. */
async function versionOf(client: pg.ClientBase): Promise<number> {
  const names = ['hostdouble', ...tableNames];
  const { rows } = await client.query<{ name: string }>(
    // The table itself: a name is looked up in what this connection remembers, from before others made tables.
    'select relname as name from pg_class where relname = any($1::text[]) and pg_table_is_visible(oid)',
    [names],
  );
  if (rows.length === 0) return 0;
  if (!rows.some(({ name }) => name === 'hostdouble')) throw foreignStore();
  const { rows: kept } = await client.query<Record<string, unknown>>('select * from hostdouble');
  const version = kept[0]?.version;
  if (typeof version !== 'number') throw foreignStore();
  return version;
}
