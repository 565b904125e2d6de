import { zonedTime } from '../../../../contracts/core/time.js';
import type { VirtFusionCloud } from '../cloud.js';
import { ipv4Totals } from '../server-network/addresses.js';
import type { IpBlock } from './record.js';

const noResolvers = { primary: null, secondary: null };

function ipv4(cloud: VirtFusionCloud, block: IpBlock) {
  const four = block.type === 4;
  const { total, used } = ipv4Totals(cloud, block.id);
  return {
    gateway: four ? block.gateway : null,
    netmask: block.netmask,
    resolvers: four ? { primary: block.resolvers[0], secondary: block.resolvers[1] } : noResolvers,
    total,
    usedTotal: used,
    freeTotal: total - used,
  };
}

function ipv6(cloud: VirtFusionCloud, block: IpBlock) {
  const six = block.type === 6;
  const used = cloud.subnets.filter(({ blockId }) => blockId === block.id).length;
  return {
    gateway: six ? block.gateway : null,
    resolvers: six ? { primary: block.resolvers[0], secondary: block.resolvers[1] } : noResolvers,
    subnet: block.subnet,
    from: block.from,
    to: block.to,
    restricted: [],
    total: block.subnets,
    generatedTotal: block.generated,
    usedTotal: used,
    freeTotal: block.subnets - used,
    freeGenerated: Math.max(0, block.generated - used),
    blacklistedTotal: 0,
  };
}

export const ipBlock = (cloud: VirtFusionCloud, block: IpBlock) => ({
  id: block.id,
  type: block.type,
  name: block.name,
  ipv4: ipv4(cloud, block),
  ipv6: ipv6(cloud, block),
  rdnsType: block.rdnsType,
  rdnsZoneId: block.rdnsZoneId,
  networkProfile: 0,
  routeBlock: null,
  dhcp: 1,
  enabled: true,
  created: zonedTime.format(block.created),
  updated: zonedTime.format(block.updated),
});
