import { z } from 'zod';
import { calendar } from '../../../contracts/core/time.js';

/** What records are made of. Loaded when a snapshot is read and no sooner. */

/** Counted from 1; room is left to count on. */
export const countedId = z
  .int()
  .min(1)
  .max(2 ** 48);

export { instant } from '../../../contracts/core/wire.js';

/** An instant that somebody named: years before 1000 can be written too. */
export const namedInstant = z
  .int()
  .min(Date.UTC(100, 0, 1))
  .max(calendar.last);

/** Whole millionths; a double holds sums that no clock reaches. */
export const micros = z.number().min(-1e18).max(1e18).refine(Number.isInteger, 'is no whole number of millionths');
