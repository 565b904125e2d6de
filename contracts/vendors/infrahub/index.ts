import { defineContract } from '../../core/define-contract.js';
import type { OperationsOf } from '../../core/typed-calls.js';
import { about } from './about.js';
import { infrahubDialect } from './dialect.js';
import { playbook } from './playbook.js';
import { routes } from './routes.js';

export const infrahub = defineContract({
  vendor: about.vendor,
  title: about.title,
  alsoKnownAs: about.alsoKnownAs,
  firstCall: about.firstCall,
  version: '1.0',
  docs: 'https://docs.hyperstack.cloud/docs/api-reference/',
  dialect: infrahubDialect,
  routes,
  playbook,
  groups: {
    billing: async () => (await import('./billing.js')).billing,
    credit: async () => (await import('./credit.js')).credit,
    payments: async () => (await import('./payments.js')).payments,
    vouchers: async () => (await import('./vouchers.js')).vouchers,
    thresholds: async () => (await import('./thresholds.js')).thresholds,
    autoTopUp: async () => (await import('./auto-top-up.js')).autoTopUp,
    billingInfo: async () => (await import('./billing-info.js')).billingInfo,
    contracts: async () => (await import('./contracts.js')).contracts,
    history: async () => (await import('./history/operations.js')).history,
    pricebook: async () => (await import('./pricebook.js')).pricebook,
    environments: async () => (await import('./environments.js')).environments,
    keypairs: async () => (await import('./keypairs.js')).keypairs,
    regions: async () => (await import('./regions.js')).regions,
    flavors: async () => (await import('./flavors.js')).flavors,
    images: async () => (await import('./images.js')).images,
    snapshots: async () => (await import('./snapshots/operations.js')).snapshots,
    firewalls: async () => (await import('./firewalls.js')).firewalls,
    clusters: async () => (await import('./clusters/operations.js')).clusters,
    stocks: async () => (await import('./stocks.js')).stocks,
    gpus: async () => (await import('./gpus.js')).gpus,
    resourceDefaults: async () => (await import('./resource-defaults.js')).resourceDefaults,
    dashboard: async () => (await import('./dashboard.js')).dashboard,
    virtualMachines: async () => (await import('./virtual-machines/operations.js')).virtualMachines,
    accessKeys: async () => (await import('./object-storage.js')).accessKeys,
    buckets: async () => (await import('./object-storage.js')).buckets,
    objectStorage: async () => (await import('./object-storage.js')).objectStorage,
    callbacks: async () => (await import('./callbacks.js')).callbacks,
    volumes: async () => (await import('./volumes.js')).volumes,
    apiKeys: async () => (await import('./api-keys.js')).apiKeys,
    me: async () => (await import('./me.js')).me,
    organizations: async () => (await import('./organizations.js')).organizations,
    invites: async () => (await import('./invites.js')).invites,
    users: async () => (await import('./users.js')).users,
    roles: async () => (await import('./roles.js')).roles,
    permissions: async () => (await import('./permissions.js')).permissions,
    policies: async () => (await import('./policies.js')).policies,
    emailPreferences: async () => (await import('./email-preferences.js')).emailPreferences,
    profiles: async () => (await import('./profiles.js')).profiles,
    templates: async () => (await import('./templates.js')).templates,
    deployments: async () => (await import('./deployments.js')).deployments,
    compliance: async () => (await import('./compliance/operations.js')).compliance,
    floatingIpExclusions: async () => (await import('./floating-ip-exclusions.js')).floatingIpExclusions,
    betaAccessRequests: async () => (await import('./beta-access-requests.js')).betaAccessRequests,
    partnerConfigs: async () => (await import('./partner-configs.js')).partnerConfigs,
    userConsents: async () => (await import('./user-consents.js')).userConsents,
  },
});

/** The types of its calls by operation id: `Infrahub['billing.usage']['reply']`. */
export type Infrahub = OperationsOf<typeof infrahub>;
