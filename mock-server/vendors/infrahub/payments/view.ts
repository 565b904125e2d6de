import type { z } from 'zod';
import type { shownPayment } from '../../../../contracts/vendors/infrahub/payments.js';
import { timeText } from '../common.js';
import type { TenantCloud } from '../tenant-cloud.js';
import type { Payment } from './record.js';
import { MOST_ATTEMPTS } from './rules.js';

export function paymentView(cloud: TenantCloud, payment: Payment): z.output<typeof shownPayment> {
  const stripe = (field: string, letters: number): string =>
    cloud.random.letters({ entity: 'payment', id: payment.id, field }, letters);
  return {
    payment_id: payment.uuid,
    amount: payment.amount,
    tax_amount: 0,
    currency: 'usd',
    paid_from: 'stripe',
    payment_type: payment.topUp === null ? 'manual' : 'auto_topup',
    status: payment.state,
    description: payment.topUp === null ? null : 'Auto top-up',
    gateway_response: payment.response,
    transaction_id: `pi_${stripe('transaction', 24)}`,
    invoice: payment.state === 'complete' ? `in_${stripe('invoice', 24)}` : null,
    auto_topup_id: payment.topUp,
    attempt_number: payment.attempt,
    max_attempts: payment.topUp === null ? 1 : MOST_ATTEMPTS,
    created_at: timeText(payment.createdAt),
    updated_at: timeText(payment.updatedAt),
  };
}
