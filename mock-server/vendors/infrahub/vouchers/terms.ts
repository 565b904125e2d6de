import { z } from 'zod';

/** What a voucher is redeemed by. */
export const voucherCode = z.string().min(1).max(200);
/** How often a voucher may be redeemed. */
export const redemptions = z.int().min(1).max(1e6);
