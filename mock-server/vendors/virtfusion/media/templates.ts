import { sqlTime } from '../../../../contracts/core/time.js';
import type { VirtFusionCloud } from '../cloud.js';
import type { Plan } from '../packages/record.js';
import type { Server } from '../servers/record.js';
import type { Template, TemplateGroup } from './record.js';

/** All servers are of this architecture: x86_64. */
const ARCH = 1;

/** Templates that go with a package. */
export const templatesForPlan = (cloud: VirtFusionCloud, { templateGroups }: Plan): Template[] =>
  cloud.templates.filter(({ groupId }) => templateGroups.includes(groupId));

/** Templates a server can be built from: those of its package that its processor can run. */
export const templatesForServer = (cloud: VirtFusionCloud, { packageId }: Server): Template[] =>
  templatesForPlan(cloud, cloud.packages.need(packageId)).filter(({ arch }) => arch === ARCH);

const template = (template: Template) => ({
  id: template.id,
  name: template.name,
  version: template.version,
  variant: template.variant,
  arch: template.arch,
  description: template.description,
  icon: template.icon,
  eol: template.eol,
  eol_date: sqlTime.format(template.eolDate),
  eol_warning: template.eolWarning,
  deploy_type: 1,
  vnc: false,
  type: template.type,
});

/** A group with these of its templates. */
const templateGroup = (group: TemplateGroup, templates: readonly Template[]) => ({
  name: group.name,
  description: group.description,
  icon: group.icon,
  templates: templates.map(template),
  id: group.id,
});

/** Templates by group, in the groups' order; groups without any are left out. */
export const grouped = (cloud: VirtFusionCloud, templates: readonly Template[]) =>
  cloud.templateGroups.all().flatMap(group => {
    const own = templates.filter(({ groupId }) => groupId === group.id);
    return own.length === 0 ? [] : [templateGroup(group, own)];
  });
