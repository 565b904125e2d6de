import { defineContract } from '../../core/define-contract.js';
import type { OperationsOf } from '../../core/typed-calls.js';
import { about } from './about.js';
import { infrahubDialect } from './dialect.js';
import { playbook } from './playbook.js';
import { routes } from './routes.js';

export const infrahub = defineContract({
  vendor: about.vendor,
  title: about.title,
  firstCall: about.firstCall,
  version: '1.0',
  docs: 'https://docs.hyperstack.cloud/docs/api-reference/',
  dialect: infrahubDialect,
  routes,
  playbook,
  groups: {
    billing: async () => (await import('./operations/billing.js')).billing,
    credit: async () => (await import('./operations/credit.js')).credit,
    history: async () => (await import('./operations/history.js')).history,
    pricebook: async () => (await import('./operations/pricebook.js')).pricebook,
    environments: async () => (await import('./operations/environments.js')).environments,
    keypairs: async () => (await import('./operations/keypairs.js')).keypairs,
    regions: async () => (await import('./operations/catalogue.js')).regions,
    flavors: async () => (await import('./operations/catalogue.js')).flavors,
    images: async () => (await import('./operations/catalogue.js')).images,
    stocks: async () => (await import('./operations/catalogue.js')).stocks,
    virtualMachines: async () => (await import('./operations/virtual-machines.js')).virtualMachines,
    volumes: async () => (await import('./operations/volumes.js')).volumes,
  },
});

/** The types of its calls by operation id: `Infrahub['billing.usage']['reply']`. */
export type Infrahub = OperationsOf<typeof infrahub>;
