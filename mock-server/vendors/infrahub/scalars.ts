import { z } from 'zod';

/** What records are made of. Tight, so that a snapshot with a damaged value is refused. */

/** Ids are counted from 1; a seed may set higher ones down. */
export const MOST_ID = 1e12;
export const recordId = z.int().min(1).max(MOST_ID);

export { instant } from '../../../contracts/core/wire.js';

/** Money in USD; a balance may be below 0. */
export const usd = z.number().min(-1e15).max(1e15);

/** What something costs, in USD. */
export const cost = z.number().min(0).max(1e15);

/** A name as a customer gives it; those of several machines made at once have a number more. */
export const recordName = z.string().min(1).max(60);
