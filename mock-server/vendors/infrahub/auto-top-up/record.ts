import { z } from 'zod';
import { topUpStates } from '../../../../contracts/vendors/infrahub/auto-top-up.js';
import { instant, recordId, usd } from '../scalars.js';

/** That an organisation's balance is topped up by itself. It has one at most. */
export const topUpRecord = z
  .strictObject({
    id: recordId,
    org: recordId,
    state: z.enum(topUpStates),
    /** Balance, in USD, at which it happens. */
    threshold: usd.min(0),
    amount: usd.min(0.5),
    updatedAt: instant,
  })
  .readonly();
export type TopUp = z.output<typeof topUpRecord>;
