import type { packages as operations } from '../../../../contracts/vendors/virtfusion/operations/packages.js';
import type { Handlers } from '../../../calls/vendor.js';
import type { VirtFusionCloud } from '../cloud.js';
import { UNCHANGING } from '../fresh.js';
import { plan } from '../views/catalogue.js';

export const packages = {
  list: ({ cloud }) => ({ status: 200, body: { data: cloud.packages.all().map(plan) }, freshUntil: UNCHANGING }),
  show: ({ params, cloud }) => ({
    status: 200,
    body: { data: plan(cloud.packages.need(params.packageId)) },
    freshUntil: UNCHANGING,
  }),
} satisfies Handlers<typeof operations, VirtFusionCloud>;
