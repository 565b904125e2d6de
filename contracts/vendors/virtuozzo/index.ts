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
  firstCall: about.firstCall,
  version: '8.0.2',
  docs: docs.overview,
  dialect: virtuozzoDialect,
  routes,
  playbook,
  groups: {
    authentication: async () => (await import('./users/authentication.js')).authentication,
    users: async () => (await import('./users/account.js')).users,
    account: async () => (await import('./billing/account/operations.js')).account,
    control: async () => (await import('./environment/control/operations.js')).control,
    binder: async () => (await import('./environment/binder.js')).binder,
    deployment: async () => (await import('./environment/deployment/operations.js')).deployment,
    build: async () => (await import('./environment/build.js')).build,
    vcs: async () => (await import('./environment/vcs.js')).vcs,
    archives: async () => (await import('./storage/archives.js')).archives,
  },
});

/** The types of its calls by operation id: `Virtuozzo['account.getAccount']['reply']`. */
export type Virtuozzo = OperationsOf<typeof virtuozzo>;
