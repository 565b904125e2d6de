import { infrahub as contract } from '../../../contracts/vendors/infrahub/index.js';
import { byRules, defineVendor } from '../../calls/vendor.js';
import { aiUsageJobs, aiUsageProblems } from './ai-usage/rules.js';
import { topUpJobs } from './auto-top-up/jobs.js';
import { balanceProblems } from './balances/consistency.js';
import { balanceJobs } from './balances/jobs.js';
import { betaProblems } from './beta-access-requests/consistency.js';
import { betaJobs } from './beta-access-requests/jobs.js';
import { billProblems } from './billing/consistency.js';
import { clusterProblems } from './clusters/consistency.js';
import { clusterJobs } from './clusters/jobs.js';
import { idProblems, parentProblems } from './consistency.js';
import { contractProblems } from './contracts/consistency.js';
import { contractJobs } from './contracts/jobs.js';
import { issue } from './credentials.js';
import { deploymentProblems } from './deployments/consistency.js';
import { deploymentJobs } from './deployments/jobs.js';
import { firewallProblems } from './firewalls/consistency.js';
import { firewallJobs } from './firewalls/jobs.js';
import { bucketJobs } from './object-storage/jobs.js';
import { storageProblems } from './object-storage/rules.js';
import { imageProblems } from './own-images/consistency.js';
import { ownerProblems } from './owners.js';
import { paymentProblems } from './payments/consistency.js';
import { paymentJobs } from './payments/jobs.js';
import { createCloud } from './seed.js';
import { snapshotProblems } from './snapshots/consistency.js';
import { snapshotJobs } from './snapshots/jobs.js';
import { accountProblems } from './users/consistency.js';
import { addressProblems, machineProblems } from './virtual-machines/consistency.js';
import { machineJobs } from './virtual-machines/jobs.js';
import { requestProblems } from './virtual-machines/requests.js';
import { volumeProblems } from './volumes/consistency.js';
import { volumeJobs } from './volumes/jobs.js';

export const infrahub = defineVendor({
  contract,
  issue,
  createCloud,
  bills: () => import('./billing/bills.js'),
  isPure: true,
  groups: {
    billing: () => import('./billing/handlers.js'),
    credit: () => import('./credit.js'),
    payments: () => import('./payments/handlers.js'),
    vouchers: () => import('./vouchers/handlers.js'),
    thresholds: () => import('./thresholds/handlers.js'),
    autoTopUp: () => import('./auto-top-up/handlers.js'),
    billingInfo: () => import('./billing-info/handlers.js'),
    contracts: () => import('./contracts/handlers.js'),
    history: () => import('./history/handlers.js'),
    pricebook: () => import('./pricebook.js'),
    environments: () => import('./environments/handlers.js'),
    keypairs: () => import('./keypairs.js'),
    regions: () => import('./regions.js'),
    flavors: () => import('./flavors/handlers.js'),
    images: () => import('./images.js'),
    snapshots: () => import('./snapshots/handlers.js'),
    clusters: () => import('./clusters/handlers.js'),
    firewalls: () => import('./firewalls/handlers.js'),
    stocks: () => import('./stocks.js'),
    gpus: () => import('./gpus.js'),
    resourceDefaults: () => import('./resource-defaults.js'),
    dashboard: () => import('./dashboard.js'),
    virtualMachines: () => import('./virtual-machines/handlers.js'),
    accessKeys: () => import('./object-storage/access-keys.js'),
    buckets: () => import('./object-storage/buckets.js'),
    objectStorage: () => import('./object-storage/service.js'),
    callbacks: () => import('./callbacks/handlers.js'),
    volumes: () => import('./volumes/handlers.js'),
    apiKeys: () => import('./api-keys/handlers.js'),
    me: () => import('./me.js'),
    organizations: () => import('./organizations.js'),
    invites: () => import('./invites/handlers.js'),
    users: () => import('./users/handlers.js'),
    roles: () => import('./roles/handlers.js'),
    permissions: () => import('./permissions/handlers.js'),
    policies: () => import('./policies/handlers.js'),
    emailPreferences: () => import('./email-preferences.js'),
    profiles: () => import('./profiles/handlers.js'),
    templates: () => import('./templates/handlers.js'),
    deployments: () => import('./deployments/handlers.js'),
    compliance: () => import('./compliance/handlers.js'),
    floatingIpExclusions: () => import('./floating-ip-exclusions.js'),
    betaAccessRequests: () => import('./beta-access-requests/handlers.js'),
    partnerConfigs: () => import('./partner-configs.js'),
    userConsents: () => import('./user-consents/handlers.js'),
  },
  jobs: {
    ...machineJobs,
    ...firewallJobs,
    ...clusterJobs,
    ...volumeJobs,
    ...betaJobs,
    ...deploymentJobs,
    ...snapshotJobs,
    ...bucketJobs,
    ...aiUsageJobs,
    ...paymentJobs,
    ...topUpJobs,
    ...balanceJobs,
    ...contractJobs,
  },
  inconsistencies: byRules([
    parentProblems,
    idProblems,
    billProblems,
    machineProblems,
    addressProblems,
    requestProblems,
    volumeProblems,
    accountProblems,
    firewallProblems,
    snapshotProblems,
    imageProblems,
    paymentProblems,
    balanceProblems,
    contractProblems,
    clusterProblems,
    ownerProblems,
    betaProblems,
    deploymentProblems,
    storageProblems,
    aiUsageProblems,
  ]),
});
