import type { queue as operations } from '../../../../contracts/vendors/virtfusion/queue.js';
import type { Handlers } from '../../../calls/handler.js';
import type { VirtFusionCloud } from '../cloud.js';
import { queueItem } from './view.js';

export const handlers = {
  show: ({ params, cloud }) => ({
    status: 200,
    body: { data: queueItem(cloud.queue.need(params.queueId), cloud.now) },
  }),
} satisfies Handlers<typeof operations, VirtFusionCloud>;
