import { SECOND } from '../../../domain/clock.js';
import type { InfrahubCloud } from '../cloud.js';
import type { Payment } from './record.js';

/** How long a payment takes. Real ones wait for the customer's bank. */
export const PAYMENT_TAKES = 5 * SECOND;
/** How often a payment is tried that an auto top-up began. ASSUMED: no page says how often. */
export const MOST_ATTEMPTS = 3;

/** Names a payment to the agenda. */
export const paymentSubject = (id: number): string => `payment:${id}`;

/** Begins a payment. */
export function beginPayment(
  cloud: InfrahubCloud,
  wanted: Pick<Payment, 'org' | 'amount'> & Partial<Pick<Payment, 'topUp' | 'attempt'>>,
): Payment {
  const id = cloud.nextId('payment');
  cloud.agenda.enter(cloud.now + PAYMENT_TAKES, 'payment', paymentSubject(id));
  return cloud.payments.add({
    id,
    uuid: cloud.random.uuid({ entity: 'payment', id, field: 'id' }),
    state: 'payment_initiated',
    response: null,
    topUp: null,
    attempt: 1,
    ...wanted,
    createdAt: cloud.now,
    updatedAt: cloud.now,
  });
}
