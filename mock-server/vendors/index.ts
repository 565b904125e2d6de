import { about as infrahub } from '../../contracts/vendors/infrahub/about.js';
import { about as virtfusion } from '../../contracts/vendors/virtfusion/about.js';
import { about as virtuozzo } from '../../contracts/vendors/virtuozzo/about.js';
import type { ListedVendor } from '../calls/listed-vendor.js';
import { issue as issueInfrahub } from './infrahub/credentials.js';
import { issue as issueVirtfusion } from './virtfusion/credentials.js';
import { routes as virtfusionPages } from './virtfusion/pages/routes.js';
import { issue as issueVirtuozzo } from './virtuozzo/credentials.js';

/** The vendors of this package, one line each. Their types carry those of their credentials to where the package is used. */
export const builtIn = [
  {
    ...virtfusion,
    issue: issueVirtfusion,
    pages: virtfusionPages,
    routes: async () => (await import('../../contracts/vendors/virtfusion/routes.js')).routes,
    load: async () => (await import('./virtfusion/index.js')).virtfusion,
  },
  {
    ...infrahub,
    issue: issueInfrahub,
    routes: async () => (await import('../../contracts/vendors/infrahub/routes.js')).routes,
    load: async () => (await import('./infrahub/index.js')).infrahub,
  },
  {
    ...virtuozzo,
    issue: issueVirtuozzo,
    routes: async () => (await import('../../contracts/vendors/virtuozzo/routes.js')).routes,
    load: async () => (await import('./virtuozzo/index.js')).virtuozzo,
  },
] satisfies readonly ListedVendor[];
