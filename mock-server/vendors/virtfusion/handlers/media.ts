import type { media as operations } from '../../../../contracts/vendors/virtfusion/media.js';
import type { Handlers } from '../../../calls/handler.js';
import type { VirtFusionCloud } from '../cloud.js';
import { templatesForPlan } from '../templates.js';
import { grouped, iso } from '../views/catalogue.js';

export const media = {
  iso: ({ params, cloud }) => ({
    status: 200,
    body: { data: iso(cloud.isos.need(params.isoId)) },
    cache: 'untilChange',
  }),
  packageTemplates({ params, cloud }) {
    const plan = cloud.packages.need(params.serverPackageId);
    return { status: 200, body: { data: grouped(cloud, templatesForPlan(cloud, plan)) }, cache: 'untilChange' };
  },
} satisfies Handlers<typeof operations, VirtFusionCloud>;
