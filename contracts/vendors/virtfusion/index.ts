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
    connection: async () => (await import('./connection.js')).connection,
    hypervisors: async () => (await import('./hypervisors.js')).hypervisors,
    hypervisorGroups: async () => (await import('./hypervisor-groups.js')).hypervisorGroups,
    servers: async () => (await import('./servers/operations.js')).servers,
    serverSettings: async () => (await import('./server-settings.js')).serverSettings,
    vnc: async () => (await import('./vnc.js')).vnc,
    serverNetwork: async () => (await import('./server-network.js')).serverNetwork,
    firewall: async () => (await import('./firewall.js')).firewall,
    traffic: async () => (await import('./traffic.js')).traffic,
    power: async () => (await import('./power.js')).power,
    ipBlocks: async () => (await import('./ip-blocks.js')).ipBlocks,
    backups: async () => (await import('./backups.js')).backups,
    dns: async () => (await import('./dns.js')).dns,
    media: async () => (await import('./media.js')).media,
    packages: async () => (await import('./packages.js')).packages,
    queue: async () => (await import('./queue.js')).queue,
    sshKeys: async () => (await import('./ssh-keys.js')).sshKeys,
    users: async () => (await import('./users.js')).users,
    selfService: async () => (await import('./self-service.js')).selfService,
    resourcePacks: async () => (await import('./resource-packs.js')).resourcePacks,
    usage: async () => (await import('./usage.js')).usage,
  },
});

/** The types of its calls by operation id: `Virtfusion['servers.show']['reply']`. */
export type Virtfusion = OperationsOf<typeof virtfusion>;
