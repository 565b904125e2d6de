import { type Kysely, sql } from 'kysely';
import type { Tables } from './schema.js';
import { rowsStatement, statement } from './statement.js';

/** Queries of what tenants called. */
export const tenantStatements = (db: Kysely<Tables>) => ({
  countCalls: rowsStatement<Tables['tenant_minutes']>('count_calls', ['tenant', 'minute', 'calls'], rows =>
    db
      .insertInto('tenant_minutes')
      .values(rows)
      .onConflict(on =>
        on.columns(['tenant', 'minute']).doUpdateSet({ calls: sql<number>`tenant_minutes.calls + excluded.calls` }),
      )
      .returning(['tenant', 'calls']),
  ),
  forgetMinutes: statement<{ before: number }>()('forget_minutes', slot =>
    db.deleteFrom('tenant_minutes').where('minute', '<', slot('before')),
  ),
});
