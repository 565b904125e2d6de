import { z } from 'zod';
import { cost, recordId, usd } from './scalars.js';

/** Who pays. */
export const organization = z
  .strictObject({
    id: recordId,
    /** All that was ever paid in. */
    paid: usd,
    /** What terminated resources have cost. */
    settled: cost,
    /** Balance at which nothing more can be made. */
    threshold: usd,
    user: recordId,
  })
  .readonly();
export type Organization = z.output<typeof organization>;
