import { virtuozzo as contract } from '../../../contracts/vendors/virtuozzo/index.js';
import { defineVendor } from '../../calls/vendor.js';
import { issue } from './credentials.js';
import { jobs } from './jobs.js';
import { createCloud } from './seed.js';

/** The Virtuozzo Application Platform, answered from a platform that lives on the virtual clock. */
export const virtuozzo = defineVendor({
  contract,
  issue,
  createCloud,
  groups: {
    authentication: async () => ({ handlers: (await import('./handlers/authentication.js')).authentication }),
    users: async () => ({ handlers: (await import('./handlers/users.js')).users }),
    account: async () => ({ handlers: (await import('./handlers/account.js')).account }),
    control: async () => ({ handlers: (await import('./handlers/control.js')).control }),
    binder: async () => ({ handlers: (await import('./handlers/binder.js')).binder }),
  },
  jobs,
});
