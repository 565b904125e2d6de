import { type Kysely, sql } from 'kysely';
import type { Tables } from './schema.js';
import { queriesOf, rowsStatement, statement } from './statement.js';
import { MOST_CALLS } from './store.js';

const worldColumns = [
  'id',
  'name',
  'head',
  'tenant',
  'key',
  'expires',
  'made',
  'version',
  'epoch',
  'calls',
  'cleared',
] as const;

interface Living {
  readonly id: string;
  readonly now: number;
}

/** All queries of a store, in the words of one dialect. */
export function statementsOf(dialect: 'sqlite' | 'postgres') {
  const db = queriesOf(dialect);
  return { ...worldStatements(db, dialect), ...commitStatements(db), ...sweepStatements(db) };
}

export type Statements = ReturnType<typeof statementsOf>;

/** Worlds whose time is not over. */
const livingOf = (db: Kysely<Tables>, now: number) =>
  db.selectFrom('worlds').where(is => is.or([is('worlds.expires', 'is', null), is('worlds.expires', '>', now)]));

const worldStatements = (db: Kysely<Tables>, dialect: 'sqlite' | 'postgres') => {
  const found = (now: number) => livingOf(db, now).select(worldColumns.map(column => `worlds.${column}` as const));
  const page = (now: number, after: string, limit: number) =>
    found(now).where('name', '>', after).orderBy('name').limit(limit);
  return {
    byId: statement<Living>()('by_id', slot => found(slot('now')).where('id', '=', slot('id'))),
    byName: statement<{ name: string; now: number }>()('by_name', slot =>
      found(slot('now')).where('name', '=', slot('name')),
    ),
    byKey: statement<{ key: string; now: number }>()('by_key', slot =>
      found(slot('now')).where('tenant_key', '=', slot('key')),
    ),
    byCredential: statement<{ hash: string; now: number }>()('by_credential', slot =>
      found(slot('now'))
        .innerJoin('credentials', 'credentials.world', 'worlds.id')
        .where('credentials.hash', '=', slot('hash')),
    ),
    listAll: statement<{ after: string; limit: number; now: number }>()('list_all', slot =>
      page(slot('now'), slot('after'), slot('limit')),
    ),
    listOf: statement<{ tenant: string; after: string; limit: number; now: number }>()('list_of', slot =>
      page(slot('now'), slot('after'), slot('limit')).where('tenant', '=', slot('tenant')),
    ),
    listOfNobody: statement<{ after: string; limit: number; now: number }>()('list_of_nobody', slot =>
      page(slot('now'), slot('after'), slot('limit')).where('tenant', 'is', null),
    ),
    look: statement<Living>()('look', slot =>
      livingOf(db, slot('now')).select(['version', 'epoch']).where('id', '=', slot('id')),
    ),
    ping: statement<object>()('ping', () => db.selectNoFrom(sql<number>`1`.as('one'))),
    /** Two that ask for worlds of one tenant wait for each other, so that none counts what the other is about to add. */
    lockTenant: statement<{ tenant: string }>()('lock_tenant', slot =>
      db.selectNoFrom(
        dialect === 'postgres'
          ? sql<unknown>`pg_advisory_xact_lock(hashtextextended(${slot('tenant')}, 16))`.as('locked')
          : sql<unknown>`${slot('tenant')}`.as('locked'),
      ),
    ),
    taken: statement<{ name: string; key: string | null }>()('taken', slot =>
      db
        .selectFrom('worlds')
        .select(['id', 'expires'])
        .where(is => is.or([is('name', '=', slot('name')), is('tenant_key', '=', slot('key'))])),
    ),
    countOf: statement<{ tenant: string; now: number }>()('count_of', slot =>
      livingOf(db, slot('now'))
        .select(of => of.fn.countAll<number>().as('worlds'))
        .where('tenant', '=', slot('tenant')),
    ),
    countOfNobody: statement<{ now: number }>()('count_of_nobody', slot =>
      livingOf(db, slot('now'))
        .select(of => of.fn.countAll<number>().as('worlds'))
        .where('tenant', 'is', null),
    ),
    create: statement<{
      id: string;
      name: string;
      head: string;
      tenant: string | null;
      key: string | null;
      tenantKey: string | null;
      expires: number | null;
      made: number;
    }>()('create', slot =>
      db
        .insertInto('worlds')
        .values({
          id: slot('id'),
          name: slot('name'),
          head: slot('head'),
          tenant: slot('tenant'),
          key: slot('key'),
          tenant_key: slot('tenantKey'),
          expires: slot('expires'),
          made: slot('made'),
          version: 0,
          epoch: 0,
          calls: 0,
          cleared: 0,
          holder: null,
          held_until: null,
        })
        .onConflict(on => on.doNothing())
        .returning('id'),
    ),
    hold: statement<Living & { holder: string; until: number }>()('hold', slot =>
      db
        .updateTable('worlds')
        .set({ holder: slot('holder'), held_until: slot('until') })
        .where('id', '=', slot('id'))
        .where(is => is.or([is('expires', 'is', null), is('expires', '>', slot('now'))]))
        .where(is =>
          is.or([is('holder', 'is', null), is('holder', '=', slot('holder')), is('held_until', '<=', slot('now'))]),
        )
        .returning('id'),
    ),
    giveBack: statement<{ id: string; holder: string }>()('give_back', slot =>
      db
        .updateTable('worlds')
        .set({ holder: null, held_until: null })
        .where('id', '=', slot('id'))
        .where('holder', '=', slot('holder'))
        .returning('id'),
    ),
  };
};

const commitStatements = (db: Kysely<Tables>) => ({
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
  keepCalls: rowsStatement<Tables['calls']>('keep_calls', ['world', 'number', 'entry'], rows =>
    db.insertInto('calls').values(rows),
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

const sweepStatements = (db: Kysely<Tables>) => ({
  forgetCredentials: statement<{ id: string }>()('forget_credentials', slot =>
    db.deleteFrom('credentials').where('world', '=', slot('id')),
  ),
  forgetWorld: statement<{ id: string }>()('forget_world', slot =>
    db.deleteFrom('worlds').where('id', '=', slot('id')).returning('id'),
  ),
  forgetExpired: statement<{ id: string; now: number }>()('forget_expired', slot =>
    db.deleteFrom('worlds').where('id', '=', slot('id')).where('expires', '<=', slot('now')).returning('id'),
  ),
  expired: statement<{ now: number }>()('expired', slot =>
    db.selectFrom('worlds').select('id').where('expires', '<=', slot('now')).orderBy('expires'),
  ),
  forgetBases: statement<{ before: number }>()('forget_bases', slot =>
    db
      .deleteFrom('bases')
      .where('used', '<', slot('before'))
      .where(is =>
        is.not(is.exists(is.selectFrom('clouds').select('clouds.world').whereRef('clouds.base', '=', 'bases.id'))),
      ),
  ),
});
