import { z } from 'zod';
import { nameSchemas } from '../../core/document-marks.js';
import { assumed } from '../../core/evidence.js';
import { always } from '../../core/failure.js';
import { defineOperations } from '../../core/operation.js';
import { float, text, uuid } from '../../core/wire.js';
import { dateTime, told } from './common.js';
import { page } from './docs.js';
import { routes } from './routes.js';

/** What Stripe takes at once, in USD. */
const STRIPE_AMOUNTS = { least: 0.5, most: 999_999.99 } as const;
/** What is paid in at once, in USD. */
export const paidAmount = () => z.number().min(STRIPE_AMOUNTS.least).max(STRIPE_AMOUNTS.most);

/** Two of the words are read by a client, the third is ours. */
const PAYMENT_STATES = ['payment_initiated', 'complete', 'failed'] as const;
const status = assumed(z.enum(PAYMENT_STATES));

/** Names are documented; what is null, and the words of `paid_from` and `payment_type`, are not. */
export const shownPayment = z.strictObject({
  payment_id: uuid,
  amount: float,
  tax_amount: assumed(float),
  currency: z.string(),
  paid_from: assumed(z.string()),
  payment_type: assumed(z.string()),
  status,
  description: z.string().nullable(),
  gateway_response: z.string().nullable(),
  transaction_id: assumed(z.string()),
  invoice: assumed(z.string().nullable()),
  auto_topup_id: assumed(z.int().nullable()),
  attempt_number: z.int(),
  max_attempts: z.int(),
  created_at: dateTime,
  updated_at: dateTime,
});

nameSchemas({ PaymentStatus: status, Payment: shownPayment });

export const paymentRefusals = {
  noReceipt: always({
    kind: 'conflict',
    text: 'A receipt is available for complete payments only',
    evidence: 'assumed',
    docs: 'https://docs.hyperstack.cloud/docs/api-reference/get-payment-receipt',
  }),
} as const;

export const payments = defineOperations(routes.payments, {
  list: {
    summary: 'All payments of the organisation, oldest first',
    docs: page('PaymentApi', 'listPaymentDetails'),
    effect: 'read',
    responses: { 200: told({ data: z.array(shownPayment) }) },
  },
  initiate: {
    summary: 'Pay in so many USD; the balance rises once the payment is complete',
    docs: page('PaymentApi', 'initiatePayment'),
    effect: 'spend',
    body: z.object({ amount: paidAmount() }),
    responses: { 200: told({ data: z.strictObject({ payment_id: uuid }) }) },
    example: { body: { amount: 25 } },
    keeps: [{ read: 'payments.list', at: '$.data[*].amount', of: 'amount' }],
  },
  receipt: {
    summary: 'The receipt of a complete payment, as a PDF',
    docs: 'https://docs.hyperstack.cloud/docs/api-reference/get-payment-receipt',
    effect: 'read',
    params: z.object({ payment_id: z.string() }),
    responses: { 200: text('application/pdf') },
    failures: ['notFound', 'conflict'],
    example: { params: { payment_id: '3f1d0a52-6c1e-4b8e-9a55-0d2f7c9b1e64' } },
    sources: { payment_id: { read: 'payments.list', at: '$.data[*].payment_id' } },
  },
});
