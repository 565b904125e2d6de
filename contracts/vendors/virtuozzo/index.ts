import { defineContract } from '../../core/define-contract.js';
import { virtuozzoDialect } from './dialect.js';
import { docs } from './docs.js';
import { playbook } from './playbook.js';
import { routes } from './routes.js';

/** Virtuozzo Application Platform (Jelastic PaaS): the calls of users and of a platform's operator that concern money. */
export const virtuozzo = defineContract({
  vendor: 'virtuozzo',
  title: 'Virtuozzo Application Platform API (Jelastic)',
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
  },
});
