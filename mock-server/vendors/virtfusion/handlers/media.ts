import type { media as operations } from '../../../../contracts/vendors/virtfusion/operations/media.js';
import type { Handlers } from '../../../calls/vendor.js';
import type { VirtFusionCloud } from '../cloud.js';
import { UNCHANGING } from '../fresh.js';
import { templatesForPlan } from '../templates.js';
import { grouped, iso } from '../views/catalogue.js';

export const media = {
  iso: ({ params, cloud }) => ({
    status: 200,
    body: { data: iso(cloud.isos.need(params.isoId)) },
    freshUntil: UNCHANGING,
  }),
  packageTemplates({ params, cloud }) {
    const plan = cloud.packages.need(params.serverPackageId);
    return { status: 200, body: { data: grouped(cloud, templatesForPlan(cloud, plan)) }, freshUntil: UNCHANGING };
  },
} satisfies Handlers<typeof operations, VirtFusionCloud>;
