import type { Jobs } from '../../../domain/cloud.js';
import type { VirtFusionCloud } from '../cloud.js';
import { serverJob } from '../servers/server-job.js';
import { tellOfServer } from '../webhooks/tell.js';
import { giveSubnet, subnetsOf } from './addresses.js';
import { network } from './view.js';

/** The subnet that a build asked for arrives, if the server has none yet and there is one. */
function assignSubnet(cloud: VirtFusionCloud, id: number): void {
  if (subnetsOf(cloud, id).length > 0) return;
  giveSubnet(cloud, id);
  const failed = subnetsOf(cloud, id).length === 0;
  const errors = failed ? ['No IPv6 subnet is free'] : [];
  tellOfServer(cloud, 'server.assign.ipv6', id, { failed, errors, data: () => ({ ipv6: assigned(cloud, id) }) });
}

/** What is documented is that these five are told, each an object or `false`; what the objects hold is assumed. */
function assigned(cloud: VirtFusionCloud, id: number) {
  const [primary] = network(cloud, cloud.servers.need(id)).interfaces;
  const [shown] = primary?.ipv6 ?? [];
  const subnet = shown && { id: shown.id, subnet: shown.subnet, cidr: shown.cidr };
  return { block: shown?.block ?? false, subnet: subnet ?? false, ip: false, routeBlock: false, routeSubnet: false };
}

export const jobs: Jobs<VirtFusionCloud> = { subnet: serverJob(assignSubnet) };
