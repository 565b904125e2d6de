import { virtfusion as contract } from '../../../contracts/vendors/virtfusion/index.js';
import { defineVendor } from '../../calls/vendor.js';
import { issue } from './credentials.js';
import { jobs } from './jobs.js';
import { createCloud } from './seed.js';

/** The VirtFusion panel. */
export const virtfusion = defineVendor({
  contract,
  issue,
  createCloud,
  groups: {
    connection: async () => ({ handlers: (await import('./handlers/connection.js')).connection }),
    hypervisors: async () => ({ handlers: (await import('./handlers/hypervisors.js')).hypervisors }),
    hypervisorGroups: async () => ({ handlers: (await import('./handlers/hypervisorGroups.js')).hypervisorGroups }),
    servers: async () => ({ handlers: (await import('./handlers/servers.js')).servers }),
    serverSettings: async () => ({ handlers: (await import('./handlers/serverSettings.js')).serverSettings }),
    vnc: async () => ({ handlers: (await import('./handlers/vnc.js')).vnc }),
    serverNetwork: async () => ({ handlers: (await import('./handlers/serverNetwork.js')).serverNetwork }),
    firewall: async () => ({ handlers: (await import('./handlers/firewall.js')).firewall }),
    traffic: async () => ({ handlers: (await import('./handlers/traffic.js')).traffic }),
    power: async () => ({ handlers: (await import('./handlers/power.js')).power }),
    ipBlocks: async () => ({ handlers: (await import('./handlers/ipBlocks.js')).ipBlocks }),
    backups: async () => ({ handlers: (await import('./handlers/backups.js')).backups }),
    dns: async () => ({ handlers: (await import('./handlers/dns.js')).dns }),
    media: async () => ({ handlers: (await import('./handlers/media.js')).media }),
    packages: async () => ({ handlers: (await import('./handlers/packages.js')).packages }),
    queue: async () => ({ handlers: (await import('./handlers/queue.js')).queue }),
    sshKeys: async () => ({ handlers: (await import('./handlers/sshKeys.js')).sshKeys }),
    users: async () => ({ handlers: (await import('./handlers/users.js')).users }),
    selfService: async () => ({ handlers: (await import('./handlers/selfService.js')).selfService }),
    resourcePacks: async () => ({ handlers: (await import('./handlers/resourcePacks.js')).resourcePacks }),
    usage: async () => ({ handlers: (await import('./handlers/usage.js')).usage }),
  },
  jobs,
});
