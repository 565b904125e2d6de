import type { Jobs } from '../../../domain/cloud.js';
import { afterFailure } from '../auto-top-up/rules.js';
import type { InfrahubCloud } from '../cloud.js';

const idOf = (subject: string): number => Number(/^payment:(\d+)$/.exec(subject)?.[1]);
/** As Stripe says it of a card that is not good for the amount: its documentation of declines. */
const DECLINED = 'Your card has insufficient funds.';

/** What happens to payments by itself. */
export const paymentJobs: Jobs<InfrahubCloud> = {
  payment: {
    about: 'payment',
    has: (cloud, subject) => cloud.payments.get(idOf(subject)) !== undefined,
    run: (cloud, subject) => complete(cloud, idOf(subject)),
    fails: {
      operations: ['payments.initiate', 'autoTopUp.create'],
      operation: (cloud, subject) =>
        cloud.payments.need(idOf(subject)).topUp === null ? 'payments.initiate' : 'autoTopUp.create',
      run: (cloud, subject, text) => fail(cloud, idOf(subject), text ?? DECLINED),
    },
  },
};

function complete(cloud: InfrahubCloud, id: number): void {
  const { org, amount } = cloud.payments.need(id);
  if (cloud.settings.declinedAmounts.includes(amount)) {
    fail(cloud, id, DECLINED);
    return;
  }
  cloud.payments.update(id, { state: 'complete', updatedAt: cloud.now });
  cloud.payIn(org, amount);
}

function fail(cloud: InfrahubCloud, id: number, response: string): void {
  const { topUp, attempt } = cloud.payments.update(id, { state: 'failed', response, updatedAt: cloud.now });
  if (topUp !== null) afterFailure(cloud, topUp, attempt);
}
