import type { hypervisors as operations } from '../../../../contracts/vendors/virtfusion/hypervisors.js';
import type { Handlers } from '../../../calls/handler.js';
import type { VirtFusionCloud } from '../cloud.js';
import { page } from '../page.js';
import { hypervisor, hypervisorRow } from './view.js';

export const handlers = {
  list: call => ({
    status: 200,
    body: page(call, call.cloud.hypervisors.listed(''), one => hypervisorRow(call.cloud, one)),
  }),
  show: ({ params, cloud }) => ({
    status: 200,
    body: { data: hypervisor(cloud, cloud.hypervisors.need(params.hypervisorId)) },
  }),
} satisfies Handlers<typeof operations, VirtFusionCloud>;
