import { infrahub as contract } from '../../../contracts/vendors/infrahub/index.js';
import { defineVendor } from '../../calls/vendor.js';
import { issue } from './credentials.js';
import { machineJobs } from './machines.js';
import { createCloud } from './seed.js';
import { volumeJobs } from './volumes.js';

export const infrahub = defineVendor({
  contract,
  issue,
  createCloud,
  groups: {
    billing: async () => ({ handlers: (await import('./handlers/billing.js')).billing }),
    credit: async () => ({ handlers: (await import('./handlers/credit.js')).credit }),
    history: async () => ({ handlers: (await import('./handlers/history.js')).history }),
    pricebook: async () => ({ handlers: (await import('./handlers/pricebook.js')).pricebook }),
    environments: async () => ({ handlers: (await import('./handlers/environments.js')).environments }),
    keypairs: async () => ({ handlers: (await import('./handlers/keypairs.js')).keypairs }),
    regions: async () => ({ handlers: (await import('./handlers/catalogue.js')).regions }),
    flavors: async () => ({ handlers: (await import('./handlers/catalogue.js')).flavors }),
    images: async () => ({ handlers: (await import('./handlers/catalogue.js')).images }),
    stocks: async () => ({ handlers: (await import('./handlers/catalogue.js')).stocks }),
    virtualMachines: async () => ({ handlers: (await import('./handlers/virtual-machines.js')).virtualMachines }),
    volumes: async () => ({ handlers: (await import('./handlers/volumes.js')).volumes }),
  },
  jobs: { ...machineJobs, ...volumeJobs },
});
