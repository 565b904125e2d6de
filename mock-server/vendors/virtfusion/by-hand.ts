import type { ByHand } from '../../calls/vendor.js';
import { findBackup } from './backups/rules.js';
import type { VirtFusionCloud } from './cloud.js';

/** What an administrator of the panel does where no call can: a record shows when it was changed last. */
export const byHand: ByHand<VirtFusionCloud> = {
  find: (cloud, resource, id) => (resource === 'backup' && typeof id === 'number' ? findBackup(cloud, id) : undefined),
  also: (cloud, record) => ('updated' in record ? { updated: cloud.now } : {}),
};
