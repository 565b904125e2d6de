import { z } from 'zod';
import { instant, recordId, usd } from '../scalars.js';

/** What a voucher is redeemed by. */
export const voucherCode = z.string().min(1).max(200);
/** How often a voucher may be redeemed. */
export const redemptions = z.int().min(1).max(1e6);

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
