import type { hypervisorGroups as operations } from '../../../../contracts/vendors/virtfusion/hypervisor-groups.js';
import type { Handlers } from '../../../calls/handler.js';
import type { VirtFusionCloud } from '../cloud.js';
import { page } from '../page.js';
import { groupResources, hypervisorGroup } from './view.js';

export const handlers = {
  list: call => ({
    status: 200,
    body: page(call, call.cloud.groups.listed(''), hypervisorGroup),
  }),
  show: ({ params, cloud }) => ({
    status: 200,
    body: { data: hypervisorGroup(cloud.groups.need(params.hypervisorGroupId)) },
  }),
  resources(call) {
    const { cloud } = call;
    const { id } = cloud.groups.need(call.params.hypervisorGroupId);
    const members = cloud.hypervisors.listed(`${id}`, ({ groupId }) => groupId === id);
    return { status: 200, body: page(call, members, one => groupResources(cloud, one)) };
  },
} satisfies Handlers<typeof operations, VirtFusionCloud>;
