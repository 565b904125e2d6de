import { infrahub as contract } from '../../../contracts/vendors/infrahub/index.js';
import { defineVendor } from '../../calls/vendor.js';
import { billing } from './handlers/billing.js';
import { flavors, images, regions, stocks } from './handlers/catalogue.js';
import { credit } from './handlers/credit.js';
import { environments } from './handlers/environments.js';
import { history } from './handlers/history.js';
import { keypairs } from './handlers/keypairs.js';
import { pricebook } from './handlers/pricebook.js';
import { virtualMachines } from './handlers/virtual-machines.js';
import { volumes } from './handlers/volumes.js';
import { createCloud } from './seed.js';

export const infrahub = defineVendor({
  contract,
  createCloud,
  handlers: {
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
