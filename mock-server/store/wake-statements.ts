import type { Kysely } from 'kysely';
import type { Tables } from './schema.js';
import { statement } from './statement.js';

/** Most worlds that are woken together. */
export const MOST_WOKEN = 100;

/** Queries of worlds that want to be woken. */
export const wakeStatements = (db: Kysely<Tables>) => ({
  wake: statement<{ by: number; until: number; now: number }>()('wake', slot =>
    db
      .updateTable('worlds')
      .set({ wakes: slot('until') })
      // Looked at again where others had the row: they may have claimed it.
      .where('wakes', '<=', slot('by'))
      .where('id', 'in', of =>
        of
          .selectFrom('worlds')
          .select('id')
          .where('wakes', '<=', slot('by'))
          .where(is => is.or([is('expires', 'is', null), is('expires', '>', slot('now'))]))
          .where(is => is.or([is('held_until', 'is', null), is('held_until', '<=', slot('now'))]))
          .orderBy('wakes')
          .limit(MOST_WOKEN),
      )
      .returning(['id', 'name']),
  ),
  nextWaking: statement<{ by: number }>()('next_waking', slot =>
    db.selectFrom('worlds').select('wakes').where('wakes', '>', slot('by')).orderBy('wakes').limit(1),
  ),
});
