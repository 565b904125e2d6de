import type { connection as operations } from '../../../../contracts/vendors/virtfusion/operations/connection.js';
import type { Handlers } from '../../../calls/vendor.js';
import type { VirtFusionCloud } from '../cloud.js';
import { UNCHANGING } from '../fresh.js';

export const connection = {
  test: () => ({ status: 200, body: [], freshUntil: UNCHANGING }),
} satisfies Handlers<typeof operations, VirtFusionCloud>;
