import { virtfusion as contract } from '../../../contracts/vendors/virtfusion/index.js';
import { defineVendor } from '../../calls/vendor.js';
import { inconsistencies } from './consistency.js';
import { issue } from './credentials.js';
import { routes as pageRoutes } from './pages/routes.js';
import { jobs as queueJobs } from './queue/jobs.js';
import { createCloud } from './seed.js';
import { jobs as serverNetworkJobs } from './server-network/jobs.js';
import { jobs as serverJobs } from './servers/jobs.js';
import { webhooks } from './webhooks/rules.js';

/** The VirtFusion panel. */
export const virtfusion = defineVendor({
  contract,
  issue,
  createCloud,
  bills: () => import('./usage/bills.js'),
  webhooks,
  isPure: true,
  groups: {
    connection: () => import('./connection.js'),
    hypervisors: () => import('./hypervisors/handlers.js'),
    hypervisorGroups: () => import('./hypervisor-groups/handlers.js'),
    servers: () => import('./servers/handlers.js'),
    serverSettings: () => import('./server-settings/handlers.js'),
    vnc: () => import('./vnc/handlers.js'),
    serverNetwork: () => import('./server-network/handlers.js'),
    firewall: () => import('./firewall/handlers.js'),
    traffic: () => import('./traffic/handlers.js'),
    power: () => import('./power.js'),
    ipBlocks: () => import('./ip-blocks/handlers.js'),
    backups: () => import('./backups/handlers.js'),
    dns: () => import('./dns/handlers.js'),
    media: () => import('./media/handlers.js'),
    packages: () => import('./packages/handlers.js'),
    queue: () => import('./queue/handlers.js'),
    sshKeys: () => import('./ssh-keys/handlers.js'),
    users: () => import('./users/handlers.js'),
    selfService: () => import('./self-service/handlers.js'),
    resourcePacks: () => import('./resource-packs/handlers.js'),
    usage: () => import('./usage/handlers.js'),
  },
  pages: { routes: pageRoutes, load: () => import('./pages/index.js') },
  jobs: {
    ...queueJobs,
    ...serverNetworkJobs,
    ...serverJobs,
  },
  inconsistencies,
  byHand: async () => (await import('./by-hand.js')).byHand,
});
