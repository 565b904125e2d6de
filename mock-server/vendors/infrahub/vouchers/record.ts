import { z } from 'zod';
import { instant, recordId, usd } from '../scalars.js';
import { redemptions, voucherCode } from './terms.js';

/** Credit for whoever has its code. */
export const voucherRecord = z
  .strictObject({
    id: recordId,
    code: voucherCode,
    /** In USD. */
    amount: usd.min(0),
    most: redemptions,
    redeemed: z.array(z.strictObject({ org: recordId, at: instant })).readonly(),
  })
  .refine(({ most, redeemed }) => redeemed.length <= most, { path: ['redeemed'], error: 'is more than there may be' })
  .readonly();
export type Voucher = z.output<typeof voucherRecord>;
