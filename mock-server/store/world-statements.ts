import { type Kysely, sql } from 'kysely';
import type { Tables } from './schema.js';
import { statement } from './statement.js';

const worldColumns = [
  'id',
  'name',
  'head',
  'tenant',
  'key',
  'expires',
  'wakes',
  'made',
  'version',
  'epoch',
  'calls',
  'cleared',
] as const;

/** A world, at an instant at which it must not be over. */
export interface Living {
  readonly id: string;
  readonly now: number;
}

/** Worlds whose time is not over. */
const livingOf = (db: Kysely<Tables>, now: number) =>
  db.selectFrom('worlds').where(is => is.or([is('worlds.expires', 'is', null), is('worlds.expires', '>', now)]));

/** Queries of worlds themselves. */
export const worldStatements = (db: Kysely<Tables>, dialect: 'sqlite' | 'postgres') => {
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
          wakes: null,
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
