import { defineContract } from '../../core/contract.js';
import { virtfusionDialect } from './dialect.js';
import { page } from './docs.js';
import { backups } from './operations/backups.js';
import { connection } from './operations/connection.js';
import { dns } from './operations/dns.js';
import { firewall } from './operations/firewall.js';
import { hypervisorGroups } from './operations/hypervisorGroups.js';
import { hypervisors } from './operations/hypervisors.js';
import { ipBlocks } from './operations/ipBlocks.js';
import { media } from './operations/media.js';
import { packages } from './operations/packages.js';
import { power } from './operations/power.js';
import { queue } from './operations/queue.js';
import { resourcePacks } from './operations/resourcePacks.js';
import { selfService } from './operations/selfService.js';
import { serverNetwork } from './operations/serverNetwork.js';
import { serverSettings } from './operations/serverSettings.js';
import { servers } from './operations/servers.js';
import { sshKeys } from './operations/sshKeys.js';
import { traffic } from './operations/traffic.js';
import { usage } from './operations/usage.js';
import { users } from './operations/users.js';
import { vnc } from './operations/vnc.js';

/** All operations of the VirtFusion Global API. */
export const virtfusion = defineContract({
  vendor: 'virtfusion',
  title: 'VirtFusion Global API',
  version: '1.0.0',
  docs: page(),
  dialect: virtfusionDialect,
  operations: {
    connection,
    hypervisors,
    hypervisorGroups,
    servers,
    serverSettings,
    vnc,
    serverNetwork,
    firewall,
    traffic,
    power,
    ipBlocks,
    backups,
    dns,
    media,
    packages,
    queue,
    sshKeys,
    users,
    selfService,
    resourcePacks,
    usage,
  },
});
