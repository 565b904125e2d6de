import type { hypervisorGroups as operations } from '../../../../contracts/vendors/virtfusion/operations/hypervisorGroups.js';
import type { Handlers } from '../../../calls/vendor.js';
import type { VirtFusionCloud } from '../cloud.js';
import { UNCHANGING } from '../fresh.js';
import { group, groupResources } from '../views/hypervisor.js';
import { page } from '../views/page.js';

export const hypervisorGroups = {
  list: call => ({ status: 200, body: page(call, call.cloud.groups.all(), group), freshUntil: UNCHANGING }),
  show: ({ params, cloud }) => ({
    status: 200,
    body: { data: group(cloud.groups.need(params.hypervisorGroupId)) },
    freshUntil: UNCHANGING,
  }),
  resources(call) {
    const { cloud } = call;
    const { id } = cloud.groups.need(call.params.hypervisorGroupId);
    const members = cloud.hypervisors.filter(({ groupId }) => groupId === id);
    return { status: 200, body: page(call, members, one => groupResources(cloud, one)), freshUntil: UNCHANGING };
  },
} satisfies Handlers<typeof operations, VirtFusionCloud>;
