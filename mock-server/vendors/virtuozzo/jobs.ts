import type { Job, Jobs } from '../../domain/cloud.js';
import type { VirtuozzoCloud } from './cloud.js';

const ofAccount = (run: (cloud: VirtuozzoCloud, uid: number) => void): Job<VirtuozzoCloud> => ({
  has: (cloud, uid) => cloud.accounts.get(Number(uid)) !== undefined,
  run: (cloud, uid) => run(cloud, Number(uid)),
});

/** What happens to accounts by itself. */
export const jobs: Jobs<VirtuozzoCloud> = {
  runOut: ofAccount((cloud, uid) => cloud.review(uid)),
  destroy: ofAccount((cloud, uid) => cloud.destroy(uid)),
};
