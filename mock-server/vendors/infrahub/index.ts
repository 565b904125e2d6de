import { infrahub as contract } from '../../../contracts/vendors/infrahub/index.js';
import { defineVendor } from '../../calls/vendor.js';
import { topUpJobs } from './auto-top-up/jobs.js';
import { balanceProblems } from './balances/consistency.js';
import { balanceJobs } from './balances/jobs.js';
import { billProblems } from './billing/consistency.js';
import { clusterProblems } from './clusters/consistency.js';
import { clusterJobs } from './clusters/jobs.js';
import { idProblems, parentProblems } from './consistency.js';
import { contractProblems } from './contracts/consistency.js';
import { contractJobs } from './contracts/jobs.js';
import { issue } from './credentials.js';
import { firewallProblems } from './firewalls/consistency.js';
import { firewallJobs } from './firewalls/jobs.js';
import { paymentProblems } from './payments/consistency.js';
import { paymentJobs } from './payments/jobs.js';
import { createCloud } from './seed.js';
import { addressProblems, machineProblems } from './virtual-machines/consistency.js';
import { machineJobs } from './virtual-machines/jobs.js';
import { volumeProblems } from './volumes/consistency.js';
import { volumeJobs } from './volumes/jobs.js';

export const infrahub = defineVendor({
  contract,
  issue,
  createCloud,
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
    clusters: () => import('./clusters/handlers.js'),
    firewalls: () => import('./firewalls/handlers.js'),
    stocks: () => import('./stocks.js'),
    gpus: () => import('./gpus.js'),
    resourceDefaults: () => import('./resource-defaults.js'),
    dashboard: () => import('./dashboard.js'),
    virtualMachines: () => import('./virtual-machines/handlers.js'),
    volumes: () => import('./volumes/handlers.js'),
  },
  jobs: {
    ...machineJobs,
    ...firewallJobs,
    ...clusterJobs,
    ...volumeJobs,
    ...paymentJobs,
    ...topUpJobs,
    ...balanceJobs,
    ...contractJobs,
  },
  *inconsistencies(cloud) {
    yield* parentProblems(cloud);
    yield* idProblems(cloud);
    yield* billProblems(cloud);
    yield* machineProblems(cloud);
    yield* addressProblems(cloud);
    yield* volumeProblems(cloud);
    yield* firewallProblems(cloud);
    yield* paymentProblems(cloud);
    yield* balanceProblems(cloud);
    yield* contractProblems(cloud);
    yield* clusterProblems(cloud);
  },
});
