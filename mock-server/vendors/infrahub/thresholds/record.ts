import { z } from 'zod';
import { instant, recordId } from '../scalars.js';

/** A warning so many hours before an organisation's credit is used up. */
export const thresholdRecord = z
  .strictObject({
    id: recordId,
    org: recordId,
    hours: z.int().min(1).max(8760),
    isSubscribed: z.boolean(),
    /** When it was sent; null again once there is credit for longer. */
    warnedAt: instant.nullable(),
  })
  .readonly();
export type Threshold = z.output<typeof thresholdRecord>;
