import { defineContract } from '../../core/define-contract.js';
import type { OperationsOf } from '../../core/typed-calls.js';
import { about } from './about.js';
import { virtfusionDialect } from './dialect.js';
import { page } from './docs.js';
import { playbook } from './playbook.js';
import { routes } from './routes.js';

/** All operations of the VirtFusion Global API. */
export const virtfusion = defineContract({
  vendor: about.vendor,
  title: about.title,
  firstCall: about.firstCall,
  version: '1.0.0',
  docs: page(),
  dialect: virtfusionDialect,
  routes,
  playbook,
  groups: {
    connection: async () => (await import('./operations/connection.js')).connection,
    hypervisors: async () => (await import('./operations/hypervisors.js')).hypervisors,
    hypervisorGroups: async () => (await import('./operations/hypervisorGroups.js')).hypervisorGroups,
    servers: async () => (await import('./operations/servers.js')).servers,
    serverSettings: async () => (await import('./operations/serverSettings.js')).serverSettings,
    vnc: async () => (await import('./operations/vnc.js')).vnc,
    serverNetwork: async () => (await import('./operations/serverNetwork.js')).serverNetwork,
    firewall: async () => (await import('./operations/firewall.js')).firewall,
    traffic: async () => (await import('./operations/traffic.js')).traffic,
    power: async () => (await import('./operations/power.js')).power,
    ipBlocks: async () => (await import('./operations/ipBlocks.js')).ipBlocks,
    backups: async () => (await import('./operations/backups.js')).backups,
    dns: async () => (await import('./operations/dns.js')).dns,
    media: async () => (await import('./operations/media.js')).media,
    packages: async () => (await import('./operations/packages.js')).packages,
    queue: async () => (await import('./operations/queue.js')).queue,
    sshKeys: async () => (await import('./operations/sshKeys.js')).sshKeys,
    users: async () => (await import('./operations/users.js')).users,
    selfService: async () => (await import('./operations/selfService.js')).selfService,
    resourcePacks: async () => (await import('./operations/resourcePacks.js')).resourcePacks,
    usage: async () => (await import('./operations/usage.js')).usage,
  },
});

/** The types of its calls by operation id: `Virtfusion['servers.show']['reply']`. */
export type Virtfusion = OperationsOf<typeof virtfusion>;
