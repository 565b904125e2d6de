import type { packages as operations } from '../../../../contracts/vendors/virtfusion/packages.js';
import type { Handlers } from '../../../calls/handler.js';
import type { VirtFusionCloud } from '../cloud.js';
import { plan } from '../views/catalogue.js';

export const packages = {
  list: ({ cloud }) => ({ status: 200, body: { data: cloud.packages.all().map(plan) }, cache: 'untilChange' }),
  show: ({ params, cloud }) => ({
    status: 200,
    body: { data: plan(cloud.packages.need(params.packageId)) },
    cache: 'untilChange',
  }),
} satisfies Handlers<typeof operations, VirtFusionCloud>;
