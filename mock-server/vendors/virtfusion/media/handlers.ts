import { zonedTime } from '../../../../contracts/core/time.js';
import type { media as operations } from '../../../../contracts/vendors/virtfusion/media.js';
import type { Handlers } from '../../../calls/handler.js';
import type { VirtFusionCloud } from '../cloud.js';
import type { Iso } from './record.js';
import { grouped, templatesForPlan } from './templates.js';

const iso = (iso: Iso) => ({
  id: iso.id,
  name: iso.name,
  description: iso.description,
  arch: iso.arch,
  url: iso.url,
  filename: iso.filename,
  enabled: true,
  config: '[]',
  global: true,
  download: true,
  users: [],
  created: zonedTime.format(iso.created),
  updated: zonedTime.format(iso.updated),
});

export const handlers = {
  iso: ({ params, cloud }) => ({
    status: 200,
    body: { data: iso(cloud.isos.need(params.isoId)) },
  }),
  packageTemplates({ params, cloud }) {
    const plan = cloud.packages.need(params.serverPackageId);
    return { status: 200, body: { data: grouped(cloud, templatesForPlan(cloud, plan)) } };
  },
} satisfies Handlers<typeof operations, VirtFusionCloud>;
