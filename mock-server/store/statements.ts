import type { Kysely } from 'kysely';
import { commitStatements } from './commit-statements.js';
import type { Tables } from './schema.js';
import { queriesOf, statement } from './statement.js';
import { tenantStatements } from './tenant-statements.js';
import { wakeStatements } from './wake-statements.js';
import { worldStatements } from './world-statements.js';

/** All queries of a store, in the words of one dialect. */
export function statementsOf(dialect: 'sqlite' | 'postgres') {
  const db = queriesOf(dialect);
  return {
    ...worldStatements(db, dialect),
    ...commitStatements(db),
    ...sweepStatements(db),
    ...wakeStatements(db),
    ...tenantStatements(db),
  };
}

export type Statements = ReturnType<typeof statementsOf>;

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
