import { z } from 'zod';
import { webhookList } from '../../../contracts/core/webhooks.js';
import { type CloudInit, readSettings, takeIssued } from '../../calls/vendor.js';
import type { Catalogue } from './catalogues/catalogue.js';
import { printed } from './catalogues/printed.js';
import { shop } from './catalogues/shop/index.js';
import { VirtFusionCloud } from './cloud.js';
import { setWebhooks } from './webhooks/rules.js';

const ADMINISTRATOR = 1;

const catalogues = { shop, printed };

const panelText = z.string().max(200);

const panelSettings = z.strictObject({
  /** The panel of a small hoster, or that of the vendor's printed pages. */
  catalogue: z.enum(['shop', 'printed']).default('shop'),
  /** Addresses that are told of what happens, as `PATCH /__admin/worlds/{world}` names them. */
  webhooks: webhookList.default([]),
  /** What they are told of the panel itself. */
  controlDomain: panelText.default('cp.host.example'),
  controlName: panelText.default('Host Example'),
  controlSupportLink: panelText.default('https://host.example/support'),
  /**
   * ASSUMED: a panel that refuses a new server to who prepays and has nothing left. EZSCALE's module for WHMCS orders before
   * any credit was added, and is answered well.
   */
  refuseWithoutCredit: z.boolean().default(false),
});

/** A panel with its catalogue and its administrator, before anything happened. */
export function createCloud({ seed, start, issued, settings }: CloudInit): VirtFusionCloud {
  const laid = readSettings(panelSettings, settings);
  const control = { domain: laid.controlDomain, name: laid.controlName, supportLink: laid.controlSupportLink };
  const cloud = new VirtFusionCloud(seed, start, { control, refuseWithoutCredit: laid.refuseWithoutCredit });
  loadCatalogue(cloud, catalogues[laid.catalogue]);
  setWebhooks(cloud, laid.webhooks);
  takeIssued(cloud, { issued, start }, () => ADMINISTRATOR);
  return cloud;
}

/** Lays down what the operator of a panel has before his first customer. */
function loadCatalogue(cloud: VirtFusionCloud, catalogue: Catalogue): void {
  cloud.users.add({ ...catalogue.administrator, id: cloud.nextId('user') });
  for (const group of catalogue.groups) cloud.groups.add(group);
  for (const hypervisor of catalogue.hypervisors) cloud.hypervisors.add(hypervisor);
  for (const plan of catalogue.packages) cloud.packages.add(plan);
  for (const group of catalogue.templateGroups) cloud.templateGroups.add(group);
  for (const template of catalogue.templates) cloud.templates.add(template);
  for (const iso of catalogue.isos) cloud.isos.add(iso);
  for (const service of catalogue.dnsServices) cloud.dnsServices.add(service);
  for (const block of catalogue.ipBlocks) cloud.ipBlocks.add(block);
  for (const range of catalogue.ipRanges) cloud.ipRanges.add({ ...range, id: cloud.nextId('ipRange') });
  for (const profile of catalogue.packProfiles) cloud.packProfiles.add(profile);
  for (const currency of catalogue.currencies) cloud.currencies.add(currency);
  for (const plan of catalogue.backupPlans) cloud.backupPlans.add(plan);
  for (const ruleset of catalogue.rulesets) cloud.rulesets.add(ruleset);
  for (const profile of catalogue.hourlyProfiles) cloud.hourlyProfiles.add(profile);
  for (const profile of catalogue.resourceProfiles) cloud.resourceProfiles.add(profile);
}
