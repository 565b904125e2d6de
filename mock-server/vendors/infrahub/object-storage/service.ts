import type { objectStorage as operations } from '../../../../contracts/vendors/infrahub/object-storage.js';
import { storageRegions } from '../../../../contracts/vendors/infrahub/storage-regions.js';
import type { Handlers } from '../../../calls/handler.js';
import type { InfrahubCloud } from '../cloud.js';

export const handlers = {
  regions() {
    return { status: 200, body: { regions: storageRegions.map(name => ({ name })) } };
  },

  health() {
    return { status: 200, body: { status: 'alive' } };
  },
} satisfies Handlers<typeof operations, InfrahubCloud>;
