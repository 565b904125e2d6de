import type { About } from '../../core/contract.js';

/** What a list says of this vendor before its contract is loaded. */
export const about = {
  vendor: 'virtuozzo',
  title: 'Virtuozzo Application Platform API (Jelastic)',
  alsoKnownAs: ['jelastic'],
  basePaths: ['/1.0', '/JBilling', '/JElastic'],
  roots: ['/deploy', '/GetArchives', '/DeleteArchive', '/users/authentication/rest/signout'],
  firstCall: '/1.0/billing/account/rest/getaccount',
} as const satisfies About;
