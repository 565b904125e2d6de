import type { Plan, Template } from './catalogue-records.js';
import type { VirtFusionCloud } from './cloud.js';
import type { Server } from './records.js';

/** All servers are of this architecture: x86_64. */
const ARCH = 1;

/** Templates that go with a package. */
export const templatesForPlan = (cloud: VirtFusionCloud, { templateGroups }: Plan): Template[] =>
  cloud.templates.filter(({ groupId }) => templateGroups.includes(groupId));

/** Templates a server can be built from: those of its package that its processor can run. */
export const templatesForServer = (cloud: VirtFusionCloud, { packageId }: Server): Template[] =>
  templatesForPlan(cloud, cloud.packages.need(packageId)).filter(({ arch }) => arch === ARCH);
