import { virtuozzo as contract } from '../../../contracts/vendors/virtuozzo/index.js';
import { byRules, defineVendor } from '../../calls/vendor.js';
import { moneyInconsistencies } from './billing/account/consistency.js';
import { jobs as accountJobs } from './billing/account/jobs.js';
import type { VirtuozzoCloud } from './cloud.js';
import { issue } from './credentials.js';
import { binderInconsistencies } from './environment/binder/consistency.js';
import { environmentInconsistencies } from './environment/control/consistency.js';
import { endpointInconsistencies } from './environment/control/endpoints/consistency.js';
import { deploymentInconsistencies } from './environment/deployment/consistency.js';
import { deploymentJobs } from './environment/deployment/jobs.js';
import { fileInconsistencies } from './environment/file/consistency.js';
import { groupInconsistencies } from './environment/group/groups.js';
import { firewallInconsistencies } from './environment/security/consistency.js';
import { jobs as triggerJobs } from './environment/trigger/strike.js';
import { marketplaceInconsistencies } from './marketplace/consistency.js';
import { createCloud } from './seed.js';
import { personInconsistencies } from './users/account/consistency.js';
import { tokenInconsistencies } from './users/authentication/consistency.js';
import { collaborationInconsistencies } from './users/collaboration/consistency.js';
import { jobs as taskJobs } from './utils/scheduler/jobs.js';

/** The Virtuozzo Application Platform, answered from a platform that lives on the virtual clock. */
export const virtuozzo = defineVendor({
  contract,
  issue,
  createCloud,
  bills: () => import('./billing/account/bills.js'),
  isPure: true,
  groups: {
    authentication: () => import('./users/authentication/handlers.js'),
    users: () => import('./users/account/handlers.js'),
    account: () => import('./billing/account/handlers.js'),
    control: () => import('./environment/control/handlers.js'),
    group: () => import('./environment/group/handlers.js'),
    nodeGroup: () => import('./environment/nodegroup.js'),
    file: () => import('./environment/file/handlers.js'),
    deployment: () => import('./environment/deployment/handlers.js'),
    build: () => import('./environment/build.js'),
    vcs: () => import('./environment/vcs.js'),
    archives: () => import('./storage/handlers.js'),
    environmentExport: () => import('./environment/export/handlers.js'),
    tracking: () => import('./environment/tracking/handlers.js'),
    scheduler: () => import('./utils/scheduler/handlers.js'),
    security: () => import('./environment/security/handlers.js'),
    binder: () => import('./environment/binder/handlers.js'),
    trigger: () => import('./environment/trigger/handlers.js'),
    collaboration: () => import('./users/collaboration/handlers.js'),
    groupQuota: () => import('./billing/group-quota.js'),
    scripting: () => import('./development/scripting.js'),
    apps: () => import('./development/apps.js'),
    applications: () => import('./development/apps.js'),
    service: () => import('./system/service.js'),
    statisticSystem: () => import('./statistic/system.js'),
    email: () => import('./message/email.js'),
    jps: () => import('./marketplace/jps/handlers.js'),
    app: () => import('./marketplace/app/handlers.js'),
    installation: () => import('./marketplace/installation/handlers.js'),
    favorite: () => import('./marketplace/favorite/handlers.js'),
    console: () => import('./marketplace/console/handlers.js'),
  },
  jobs: { ...accountJobs, ...triggerJobs, ...taskJobs, ...deploymentJobs },
  inconsistencies: byRules([
    moneyInconsistencies,
    environmentInconsistencies,
    fileInconsistencies,
    groupInconsistencies,
    tokenInconsistencies,
    binderInconsistencies,
    firewallInconsistencies,
    endpointInconsistencies,
    deploymentInconsistencies,
    (cloud: VirtuozzoCloud) => cloud.belongings.problems(cloud),
    collaborationInconsistencies,
    personInconsistencies,
    marketplaceInconsistencies,
  ]),
});
