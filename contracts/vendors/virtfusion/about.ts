import type { About } from '../../core/contract.js';

/** What a list says of this vendor before its contract is loaded. */
export const about = {
  vendor: 'virtfusion',
  title: 'VirtFusion Global API',
  basePaths: ['/api/v1'],
  firstCall: '/api/v1/selfService/usage/byUserExtRelationId/1',
} as const satisfies About;
