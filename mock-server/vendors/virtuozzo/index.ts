import { virtuozzo as contract } from '../../../contracts/vendors/virtuozzo/index.js';
import { defineVendor } from '../../calls/vendor.js';
import { moneyInconsistencies } from './billing/account/consistency.js';
import { jobs as accountJobs } from './billing/account/jobs.js';
import { issue } from './credentials.js';
import { environmentInconsistencies } from './environment/control/consistency.js';
import { deploymentInconsistencies } from './environment/deployment/consistency.js';
import { deploymentJobs } from './environment/deployment/jobs.js';
import { createCloud } from './seed.js';
import { tokenInconsistencies } from './users/authentication/consistency.js';

/** The Virtuozzo Application Platform, answered from a platform that lives on the virtual clock. */
export const virtuozzo = defineVendor({
  contract,
  issue,
  createCloud,
  groups: {
    authentication: () => import('./users/authentication/handlers.js'),
    users: () => import('./users/account.js'),
    account: () => import('./billing/account/handlers.js'),
    control: () => import('./environment/control/handlers.js'),
    binder: () => import('./environment/binder.js'),
    deployment: () => import('./environment/deployment/handlers.js'),
    build: () => import('./environment/build.js'),
    vcs: () => import('./environment/vcs.js'),
    archives: () => import('./storage/handlers.js'),
  },
  jobs: { ...accountJobs, ...deploymentJobs },
  *inconsistencies(cloud) {
    yield* moneyInconsistencies(cloud);
    yield* environmentInconsistencies(cloud);
    yield* tokenInconsistencies(cloud);
    yield* deploymentInconsistencies(cloud);
    yield* cloud.belongings.problems(cloud);
  },
});
