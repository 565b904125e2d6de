import { DAY, SECOND } from '../../../domain/clock.js';
import type { InfrahubCloud } from '../cloud.js';
import { beginPayment, MOST_ATTEMPTS } from '../payments/rules.js';
import type { TopUp } from './record.js';

/** How long it takes until Stripe has the card. ASSUMED, as that it begins as `pending_setup`. */
export const SETUP_TAKES = 5 * SECOND;
/** How long after a failed payment the next is tried. ASSUMED. */
export const RETRY_AFTER = DAY;

/** Names an auto top-up to the agenda. */
export const topUpSubject = (id: number): string => `autoTopUp:${id}`;

export const isInForce = ({ state }: TopUp): boolean => state === 'pending_setup' || state === 'active';

/** What an organisation has, be it in force or not. */
export const topUpOf = (cloud: InfrahubCloud, org: number): TopUp | undefined => cloud.topUps.keyed(`${org}`);

/** Whether the organisation agreed to be charged by itself: the consent `auto_top_up`. */
export const mayTopUp = (cloud: InfrahubCloud, org: number): boolean =>
  cloud.consents.find(one => one.org === org && one.type === 'auto_top_up' && one.action === 'granted') !== undefined;

/** Begins a payment if the balance came down to where it is topped up and none is on its way. */
export function topUpAt(cloud: InfrahubCloud, org: number, credit: number): void {
  const topUp = topUpOf(cloud, org);
  if (topUp?.state !== 'active' || credit > topUp.threshold || isWaiting(cloud, topUp)) return;
  beginPayment(cloud, { org, amount: topUp.amount, topUp: topUp.id });
}

/** A payment of it is on its way, or is tried again later. */
const isWaiting = (cloud: InfrahubCloud, { id }: TopUp): boolean =>
  cloud.agenda.waiting(topUpSubject(id)).length > 0 ||
  cloud.payments.find(({ topUp, state }) => topUp === id && state === 'payment_initiated') !== undefined;

/** After a payment that failed: the next attempt, or the end after the last one. */
export function afterFailure(cloud: InfrahubCloud, id: number, attempt: number): void {
  const topUp = cloud.topUps.get(id);
  if (topUp?.state !== 'active') return;
  if (attempt < MOST_ATTEMPTS) cloud.agenda.enter(cloud.now + RETRY_AFTER, 'autoTopUp', topUpSubject(id));
  else cloud.topUps.update(id, { state: 'cancelled', updatedAt: cloud.now });
}
