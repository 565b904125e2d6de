import { virtfusion as contract } from '../../../contracts/vendors/virtfusion/index.js';
import { defineVendor } from '../../calls/vendor.js';
import { backups } from './handlers/backups.js';
import { connection } from './handlers/connection.js';
import { dns } from './handlers/dns.js';
import { firewall } from './handlers/firewall.js';
import { hypervisorGroups } from './handlers/hypervisorGroups.js';
import { hypervisors } from './handlers/hypervisors.js';
import { ipBlocks } from './handlers/ipBlocks.js';
import { media } from './handlers/media.js';
import { packages } from './handlers/packages.js';
import { power } from './handlers/power.js';
import { queue } from './handlers/queue.js';
import { resourcePacks } from './handlers/resourcePacks.js';
import { selfService } from './handlers/selfService.js';
import { serverNetwork } from './handlers/serverNetwork.js';
import { serverSettings } from './handlers/serverSettings.js';
import { servers } from './handlers/servers.js';
import { sshKeys } from './handlers/sshKeys.js';
import { traffic } from './handlers/traffic.js';
import { usage } from './handlers/usage.js';
import { users } from './handlers/users.js';
import { vnc } from './handlers/vnc.js';
import { createCloud } from './seed.js';

/** The VirtFusion panel. */
export const virtfusion = defineVendor({
  contract,
  createCloud,
  handlers: {
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
