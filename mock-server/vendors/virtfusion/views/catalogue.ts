import { sqlTime, zonedTime } from '../../../../contracts/core/time.js';
import { fixed } from '../../../domain/money.js';
import type { Currency, DnsService, Iso, Plan, Template, TemplateGroup } from '../catalogue-records.js';
import type { VirtFusionCloud } from '../cloud.js';
import { CURRENCY_PARTS } from '../tariff.js';
import { encrypted } from './opaque.js';
import { stamp } from './stamp.js';

export const plan = (plan: Plan) => ({
  id: plan.id,
  name: plan.name,
  description: plan.description,
  enabled: plan.enabled,
  memory: plan.memory,
  primaryStorage: plan.storage,
  traffic: plan.traffic,
  cpuCores: plan.cores,
  primaryNetworkSpeedIn: plan.speedIn,
  primaryNetworkSpeedOut: plan.speedOut,
  primaryDiskType: 'inherit',
  backupPlanId: plan.backupPlanId,
  primaryStorageReadBytesSec: plan.readBytes,
  primaryStorageWriteBytesSec: plan.writeBytes,
  primaryStorageReadIopsSec: plan.readIops,
  primaryStorageWriteIopsSec: plan.writeIops,
  primaryStorageProfile: plan.storageProfile,
  primaryNetworkProfile: plan.networkProfile,
  created: stamp(plan.created),
});

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
  eol_warning: false,
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

export const iso = (iso: Iso) => ({
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

export const dnsService = (cloud: VirtFusionCloud, service: DnsService) => ({
  id: service.id,
  type: service.type,
  name: service.name,
  username: service.username,
  url: service.url,
  ip: null,
  port: service.port,
  password: encrypted(cloud, 'dnsService', service.id),
  config: {},
  subAccount: false,
  capabilities: 1,
  enabled: true,
  created: zonedTime.format(service.created),
  updated: zonedTime.format(service.updated),
});

export const currency = (currency: Currency) => ({
  id: currency.id,
  code: currency.code,
  value: fixed(currency.value / CURRENCY_PARTS, 10),
  prefix: currency.prefix,
  suffix: currency.suffix,
  default: currency.default,
  enabled: true,
});

/** Templates by group, in the groups' order; groups without any are left out. */
export const grouped = (cloud: VirtFusionCloud, templates: readonly Template[]) =>
  cloud.templateGroups.all().flatMap(group => {
    const own = templates.filter(({ groupId }) => groupId === group.id);
    return own.length === 0 ? [] : [templateGroup(group, own)];
  });
