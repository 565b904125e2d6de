import { infrahub as contract } from '../../../contracts/vendors/infrahub/index.js';
import { defineVendor } from '../../calls/vendor.js';
import { createCloud } from './seed.js';
import { machineJobs } from './virtual-machines/jobs.js';
import { volumeJobs } from './volumes/jobs.js';

export const infrahub = defineVendor({
  contract,
  createCloud,
  groups: {
    billing: () => import('./billing/handlers.js'),
    credit: () => import('./credit.js'),
    history: () => import('./history/handlers.js'),
    pricebook: () => import('./pricebook.js'),
    environments: () => import('./environments/handlers.js'),
    keypairs: () => import('./keypairs.js'),
    regions: () => import('./regions.js'),
    flavors: () => import('./flavors/handlers.js'),
    images: () => import('./images.js'),
    stocks: () => import('./stocks.js'),
    virtualMachines: () => import('./virtual-machines/handlers.js'),
    volumes: () => import('./volumes/handlers.js'),
  },
  jobs: { ...machineJobs, ...volumeJobs },
});
