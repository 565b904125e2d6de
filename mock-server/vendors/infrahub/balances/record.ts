import { z } from 'zod';
import { cost, instant, recordId, usd } from '../scalars.js';

/** How an organisation's credit goes down: what was left at an instant, and what an hour has cost since. */
export const balanceRecord = z
  .strictObject({
    /** The organisation's. */
    id: recordId,
    credit: usd,
    at: instant,
    /** In USD an hour. */
    rate: cost,
    /** When it is looked at next; jobs of other instants are stale. */
    check: instant.nullable(),
    /** Machines that were suspended because the credit ran out. */
    suspended: z.array(recordId).readonly(),
  })
  .readonly();
export type Balance = z.output<typeof balanceRecord>;
