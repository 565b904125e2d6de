import { defineContract } from '../../core/contract.js';
import { infrahubDialect } from './dialect.js';
import { billing } from './operations/billing.js';
import { flavors, images, regions, stocks } from './operations/catalogue.js';
import { credit } from './operations/credit.js';
import { environments } from './operations/environments.js';
import { history } from './operations/history.js';
import { keypairs } from './operations/keypairs.js';
import { pricebook } from './operations/pricebook.js';
import { virtualMachines } from './operations/virtual-machines.js';
import { volumes } from './operations/volumes.js';

export const infrahub = defineContract({
  vendor: 'infrahub',
  title: 'NexGen Cloud Infrahub API (Hyperstack)',
  version: '1.0',
  docs: 'https://docs.hyperstack.cloud/docs/api-reference/',
  dialect: infrahubDialect,
  operations: {
    billing,
    credit,
    history,
    pricebook,
    environments,
    keypairs,
    regions,
    flavors,
    images,
    stocks,
    virtualMachines,
    volumes,
  },
});
