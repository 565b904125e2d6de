import { type Kysely, sql } from 'kysely';
import type { Tables } from './schema.js';
import { rowsStatement, statement } from './statement.js';
import { MOST_CALLS } from './store.js';
import type { Living } from './world-statements.js';

/** Queries of what is kept of a world, and of what a commit changes. */
export const commitStatements = (db: Kysely<Tables>) => ({
  cloudsSince: statement<{ id: string; after: number }>()('clouds_since', slot =>
    db
      .selectFrom('clouds')
      .select(['vendor', 'base', 'head'])
      .where('world', '=', slot('id'))
      .where('version', '>', slot('after'))
      .orderBy('vendor'),
  ),
  recordsSince: statement<{ id: string; after: number }>()('records_since', slot =>
    db
      .selectFrom('records')
      .select(['vendor', 'part', 'key', 'value', 'born', 'nth'])
      .where('world', '=', slot('id'))
      .where('version', '>', slot('after'))
      .orderBy(by => by.fn.coalesce('born', sql.lit(-1)))
      .orderBy('nth'),
  ),
  base: statement<{ id: string }>()('base', slot =>
    db.selectFrom('bases').select('content').where('id', '=', slot('id')),
  ),
  useBase: statement<{ id: string; now: number }>()('use_base', slot =>
    db
      .updateTable('bases')
      .set({ used: slot('now') })
      .where('id', '=', slot('id'))
      .returning('id'),
  ),
  keepBase: statement<{ id: string; content: string; now: number }>()('keep_base', slot =>
    db
      .insertInto('bases')
      .values({ id: slot('id'), content: slot('content'), used: slot('now') })
      .onConflict(on => on.column('id').doUpdateSet({ used: of => of.ref('excluded.used') })),
  ),
  advance: statement<{
    id: string;
    version: number;
    epoch: number;
    head: string | null;
    isReplaced: 0 | 1;
    isCleared: 0 | 1;
    expiresToo: 0 | 1;
    expires: number | null;
    wakes: number | null;
    calls: number;
    now: number;
  }>()('advance', slot =>
    db
      .updateTable('worlds')
      .set({
        version: sql<number>`version + 1`,
        epoch: sql<number>`epoch + ${slot('isReplaced')}`,
        head: sql<string>`coalesce(${slot('head')}, head)`,
        expires: sql<number>`case when ${slot('expiresToo')} = 1 then ${slot('expires')} else expires end`,
        wakes: slot('wakes'),
        calls: sql<number>`case when ${slot('isCleared')} = 1 then 0 else calls end + ${slot('calls')}`,
        cleared: sql<number>`cleared + ${slot('isCleared')}`,
      })
      .where('id', '=', slot('id'))
      .where('version', '=', slot('version'))
      .where('epoch', '=', slot('epoch'))
      .where(is => is.or([is('expires', 'is', null), is('expires', '>', slot('now'))]))
      .returning('calls'),
  ),
  count: statement<Living & { calls: number }>()('count', slot =>
    db
      .updateTable('worlds')
      .set({ calls: sql<number>`calls + ${slot('calls')}` })
      .where('id', '=', slot('id'))
      .where(is => is.or([is('expires', 'is', null), is('expires', '>', slot('now'))]))
      .returning('calls'),
  ),
  keepClouds: rowsStatement<Tables['clouds']>('keep_clouds', ['world', 'vendor', 'base', 'head', 'version'], rows =>
    db
      .insertInto('clouds')
      .values(rows)
      .onConflict(on =>
        on.columns(['world', 'vendor']).doUpdateSet(of => ({
          base: of.ref('excluded.base'),
          head: of.ref('excluded.head'),
          version: of.ref('excluded.version'),
        })),
      ),
  ),
  /** One that says no place keeps the one it has. */
  keepRecords: rowsStatement<Tables['records']>(
    'keep_records',
    ['world', 'vendor', 'part', 'key', 'value', 'born', 'nth', 'version'],
    rows =>
      db
        .insertInto('records')
        .values(rows)
        .onConflict(on =>
          on.columns(['world', 'vendor', 'part', 'key']).doUpdateSet(of => ({
            value: of.ref('excluded.value'),
            born: of.fn.coalesce('excluded.born', 'records.born'),
            nth: of
              .case()
              .when('excluded.born', 'is', null)
              .then(of.ref('records.nth'))
              .else(of.ref('excluded.nth'))
              .end(),
            version: of.ref('excluded.version'),
          })),
        ),
  ),
  keepCalls: statement<{ id: string; last: number; entry: string }>()('keep_calls', slot =>
    db.insertInto('calls').values({ world: slot('id'), number: slot('last'), entry: slot('entry') }),
  ),
  keepCredentials: rowsStatement<Tables['credentials']>('keep_credentials', ['hash', 'world'], rows =>
    db
      .insertInto('credentials')
      .values(rows)
      .onConflict(on => on.column('hash').doNothing()),
  ),
  callsAfter: statement<{ id: string; after: number }>()('calls_after', slot =>
    db
      .selectFrom('calls')
      .select(['number', 'entry'])
      .where('world', '=', slot('id'))
      .where('number', '>', slot('after'))
      .where('number', '>', of =>
        of
          .selectFrom('worlds')
          .select(world => world('calls', '-', sql.lit(MOST_CALLS)).as('first'))
          .where('id', '=', slot('id')),
      )
      .orderBy('number'),
  ),
  trimCalls: statement<{ id: string; last: number }>()('trim_calls', slot =>
    db.deleteFrom('calls').where('world', '=', slot('id')).where('number', '<=', slot('last')),
  ),
  forgetCalls: statement<{ id: string }>()('forget_calls', slot =>
    db.deleteFrom('calls').where('world', '=', slot('id')),
  ),
  forgetRecords: statement<{ id: string }>()('forget_records', slot =>
    db.deleteFrom('records').where('world', '=', slot('id')),
  ),
  forgetClouds: statement<{ id: string }>()('forget_clouds', slot =>
    db.deleteFrom('clouds').where('world', '=', slot('id')),
  ),
});
