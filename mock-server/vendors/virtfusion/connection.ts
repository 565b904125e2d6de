import type { connection as operations } from '../../../contracts/vendors/virtfusion/connection.js';
import type { Handlers } from '../../calls/handler.js';
import type { VirtFusionCloud } from './cloud.js';

export const handlers = {
  test: () => ({ status: 200, body: [] }),
} satisfies Handlers<typeof operations, VirtFusionCloud>;
