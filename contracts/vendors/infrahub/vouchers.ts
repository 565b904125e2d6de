import { z } from 'zod';
import { nameSchemas } from '../../core/document-marks.js';
import { assumed } from '../../core/evidence.js';
import type { Refusal } from '../../core/failure.js';
import { defineOperations } from '../../core/operation.js';
import { enveloped } from './common.js';
import { page } from './docs.js';
import { routes } from './routes.js';

/** A general voucher may be redeemed several times, all others once. */
const voucher = z.strictObject({
  id: z.int(),
  code: z.string(),
  status: assumed(z.enum(['active', 'redeemed'])),
  max_redemption_count: z.int(),
  redemption_count: z.int(),
  remaining_redemptions: z.int(),
});

nameSchemas({ Voucher: voucher });

const REDEEM = 'https://docs.hyperstack.cloud/docs/api-reference/redeem-a-voucher';

export const voucherRefusals = {
  unknown: {
    kind: 'notFound',
    text: code => `Voucher ${code} does not exist`,
    evidence: 'assumed',
    docs: REDEEM,
  } satisfies Refusal<string>,
  used: {
    kind: 'conflict',
    text: code => `Voucher ${code} has already been redeemed`,
    evidence: 'assumed',
    docs: REDEEM,
  } satisfies Refusal<string>,
} as const;

export const vouchers = defineOperations(routes.vouchers, {
  redeem: {
    summary: 'Redeem a voucher: its amount is paid in at once',
    docs: page('VouchersApi', 'redeemAVoucher'),
    effect: 'write',
    body: z.object({ voucher_code: z.string().min(1).max(200) }),
    responses: { 200: enveloped({ voucher }) },
    failures: ['notFound', 'conflict'],
    example: { body: { voucher_code: 'HOSTDOUBLE' } },
  },
});
