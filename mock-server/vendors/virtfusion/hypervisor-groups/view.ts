import { zonedTime } from '../../../../contracts/core/time.js';
import type { VirtFusionCloud } from '../cloud.js';
import { usedOf } from '../hypervisors/capacity.js';
import type { Hypervisor } from '../hypervisors/record.js';
import { capacity } from '../hypervisors/view.js';
import { freeIpv4 } from '../server-network/addresses.js';
import type { HypervisorGroup } from './record.js';

export const hypervisorGroup = (group: HypervisorGroup) => ({
  id: group.id,
  name: group.name,
  label: null,
  description: group.description,
  distributionType: group.distributionType,
  enabled: group.enabled,
  default: group.default,
  created: zonedTime.format(group.created),
  updated: zonedTime.format(group.updated),
});

export const groupResources = (cloud: VirtFusionCloud, hypervisor: Hypervisor) => ({
  hypervisor: {
    id: hypervisor.id,
    name: hypervisor.name,
    enabled: hypervisor.enabled,
    prohibit: hypervisor.prohibit,
    accept: false,
    commissioned: hypervisor.commissioned === 3,
  },
  resources: {
    ...capacity(hypervisor, usedOf(cloud, hypervisor.id)),
    network: { total: { ipv4: { free: freeIpv4(cloud, hypervisor.id) } } },
  },
});
