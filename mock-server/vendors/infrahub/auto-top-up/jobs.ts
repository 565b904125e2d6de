import type { Jobs } from '../../../domain/cloud.js';
import type { InfrahubCloud } from '../cloud.js';
import { beginPayment } from '../payments/rules.js';

const idOf = (subject: string): number => Number(/^autoTopUp:(\d+)$/.exec(subject)?.[1]);

/** What happens to auto top-ups by itself: they come into force, and try again after a payment that failed. */
export const topUpJobs: Jobs<InfrahubCloud> = {
  autoTopUp: {
    about: 'autoTopUp',
    has: (cloud, subject) => cloud.topUps.get(idOf(subject)) !== undefined,
    run(cloud, subject) {
      const { id, org, state, amount } = cloud.topUps.need(idOf(subject));
      if (state === 'pending_setup') {
        cloud.topUps.update(id, { state: 'active', updatedAt: cloud.now });
        cloud.watch.soon(org, cloud.now);
      }
      if (state !== 'active') return;
      const last = cloud.payments.filter(({ topUp }) => topUp === id).at(-1);
      beginPayment(cloud, { org, amount, topUp: id, attempt: (last?.attempt ?? 0) + 1 });
    },
  },
};
