import { z } from 'zod';
import { cost, instant, recordId, usd } from './scalars.js';

/** Who pays. */
export const organization = z
  .strictObject({
    id: recordId,
    name: z.string().min(3).max(50),
    createdAt: instant,
    /** All that was ever paid in. */
    paid: usd,
    /** What terminated resources have cost. */
    settled: cost,
    /** Balance at which nothing more can be made. */
    threshold: usd,
    /** The person who owns it. */
    user: recordId,
  })
  .readonly();
export type Organization = z.output<typeof organization>;
