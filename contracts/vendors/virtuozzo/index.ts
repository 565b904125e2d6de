import { defineContract } from '../../core/define-contract.js';
import type { OperationsOf } from '../../core/typed-calls.js';
import { about } from './about.js';
import { virtuozzoDialect } from './dialect.js';
import { docs } from './docs.js';
import { playbook } from './playbook.js';
import { routes } from './routes.js';

/** Virtuozzo Application Platform (Jelastic PaaS): the calls of users and of a platform's operator that concern money. */
export const virtuozzo = defineContract({
  vendor: about.vendor,
  title: about.title,
  alsoKnownAs: about.alsoKnownAs,
  firstCall: about.firstCall,
  version: '8.0.2',
  docs: docs.overview,
  dialect: virtuozzoDialect,
  routes,
  playbook,
  groups: {
    authentication: async () => (await import('./users/authentication/operations.js')).authentication,
    users: async () => (await import('./users/account/operations.js')).users,
    account: async () => (await import('./billing/account/operations.js')).account,
    control: async () => (await import('./environment/control/operations.js')).control,
    group: async () => (await import('./environment/group.js')).group,
    nodeGroup: async () => (await import('./environment/nodegroup.js')).nodeGroup,
    file: async () => (await import('./environment/file/operations.js')).file,
    deployment: async () => (await import('./environment/deployment/operations.js')).deployment,
    build: async () => (await import('./environment/build.js')).build,
    vcs: async () => (await import('./environment/vcs.js')).vcs,
    archives: async () => (await import('./storage/archives.js')).archives,
    environmentExport: async () => (await import('./environment/export.js')).environmentExport,
    tracking: async () => (await import('./environment/tracking.js')).tracking,
    scheduler: async () => (await import('./utils/scheduler.js')).scheduler,
    security: async () => (await import('./environment/security.js')).security,
    binder: async () => (await import('./environment/binder/operations.js')).binder,
    trigger: async () => (await import('./environment/trigger/operations.js')).trigger,
    collaboration: async () => (await import('./users/collaboration/operations.js')).collaboration,
    groupQuota: async () => (await import('./billing/group-quota.js')).groupQuota,
    scripting: async () => (await import('./development/scripting.js')).scripting,
    apps: async () => (await import('./development/apps.js')).apps,
    applications: async () => (await import('./development/apps.js')).applications,
    service: async () => (await import('./system/service.js')).service,
    statisticSystem: async () => (await import('./system/service.js')).statisticSystem,
    email: async () => (await import('./message/email.js')).email,
    jps: async () => (await import('./marketplace/jps.js')).jps,
    app: async () => (await import('./marketplace/app.js')).app,
    installation: async () => (await import('./marketplace/installation.js')).installation,
    favorite: async () => (await import('./marketplace/favorite.js')).favorite,
    console: async () => (await import('./marketplace/console.js')).console,
  },
});

/** The types of its calls by operation id: `Virtuozzo['account.getAccount']['reply']`. */
export type Virtuozzo = OperationsOf<typeof virtuozzo>;
