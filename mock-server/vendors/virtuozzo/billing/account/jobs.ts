import type { Job, Jobs } from '../../../../domain/cloud.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import { destroy, review } from './money.js';

const ofAccount = (run: (cloud: VirtuozzoCloud, uid: number) => void): Job<VirtuozzoCloud> => ({
  about: 'user',
  has: (cloud, subject) => `${Number(subject)}` === subject && cloud.accounts.get(Number(subject)) !== undefined,
  run: (cloud, subject) => run(cloud, Number(subject)),
});

/** What happens to accounts by itself. */
export const jobs = { runOut: ofAccount(review), destroy: ofAccount(destroy) } satisfies Jobs<VirtuozzoCloud>;
