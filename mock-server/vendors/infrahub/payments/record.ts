import { z } from 'zod';
import { uuid } from '../../../../contracts/core/wire.js';
import { cost, instant, recordId } from '../scalars.js';

/** Money that is or was to be paid in. */
export const paymentRecord = z
  .strictObject({
    id: recordId,
    /** By which it is known on the wire. */
    uuid,
    org: recordId,
    /** In USD. */
    amount: cost,
    state: z.enum(['payment_initiated', 'complete', 'failed']),
    /** Why it failed, as the gateway says. */
    response: z.string().nullable(),
    /** The auto top-up that began it. */
    topUp: recordId.nullable(),
    /** Counted from 1: an auto top-up that fails is tried again. */
    attempt: z.int().min(1).max(100),
    createdAt: instant,
    updatedAt: instant,
  })
  .readonly();
export type Payment = z.output<typeof paymentRecord>;
