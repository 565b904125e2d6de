import type { About } from '../../core/contract.js';

/** What a list says of this vendor before its contract is loaded. */
export const about = {
  vendor: 'infrahub',
  title: 'NexGen Cloud Infrahub API (Hyperstack)',
  alsoKnownAs: ['hyperstack', 'nexgen'],
  basePaths: ['/v1'],
  firstCall: '/v1/billing/billing/usage',
} as const satisfies About;
