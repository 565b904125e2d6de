import { z } from 'zod';
import { nameSchemas } from '../../../core/document-marks.js';
import { secret } from '../../../core/wire.js';
import { emptyList, unseen } from '../common.js';

const routes = z.union([z.strictObject({ netplan_routes_v4: z.boolean(), netplan_routes_v6: z.boolean() }), emptyList]);
const userData = z.strictObject({ 'user.data': z.union([z.strictObject({ runcmd: z.array(z.string()) }), emptyList]) });

/** What cloud-init is told; which parts there are depends on the template. */
const cloudInit = z.strictObject({
  'on.network': routes.optional(),
  'on.network.libvirtrouted': routes.optional(),
  'on.all': userData,
  'on.password': userData,
  'on.sshkey': userData,
  'on.allpre': userData.optional(),
  'on.allpost': userData.optional(),
});

const hyperv = z.strictObject({
  enabled: z.boolean(),
  passthrough: z.boolean(),
  relaxed: z.int(),
  vapic: z.int(),
  spinlocks: z.int(),
  vpindex: z.int(),
  runtime: z.int(),
  synic: z.int(),
  stimer: z.int(),
  reset: z.int(),
  vendorId: z.int(),
  frequencies: z.int(),
  reenlightenment: z.int(),
  tlbflush: z.int(),
  ipi: z.int(),
  evmcs: z.int(),
  vendorIdValue: z.string(),
  spinlocksValue: z.int(),
  clockEnabled: z.int(),
});

/** Settings of a server. */
export const settingsShown = z.strictObject({
  osTemplateInstall: z.boolean(),
  osTemplateInstallId: z.int(),
  encryptedPassword: secret(z.string()),
  backupPlan: unseen.integer,
  uefi: z.boolean(),
  uefiType: z.int(),
  cloudInit: z.boolean(),
  cloudInitType: z.int(),
  config: z.union([z.strictObject({ 'cloud.init': cloudInit }), emptyList]),
  userConfig: z.array(z.unknown()),
  bootOrder: z.array(z.string()),
  tpmType: z.int(),
  networkBoot: z.boolean(),
  bootMenu: z.int(),
  customISO: z.int(),
  securityDriver: z.int(),
  memBalloon: z.strictObject({ model: z.int(), autoDeflate: z.int(), freePageReporting: z.int() }),
  hyperv,
  extended: z.strictObject({
    cpuFlags: z.strictObject({ topoext: z.string(), svm: z.string(), vmx: z.string() }),
  }),
  machineType: z.string(),
  pciPorts: z.int(),
  resources: z.strictObject({ memory: z.int(), storage: z.int(), traffic: z.int(), cpuCores: z.int() }),
});

const xml = z.strictObject({ xml: z.string(), enabled: z.boolean() });

/** Libvirt XML of the operator's own, by section. */
export const customXml = z.strictObject({
  domain: xml,
  os: xml,
  devices: xml,
  features: xml,
  clock: xml,
  cpuTune: xml,
});

nameSchemas({
  NetworkRoutes: routes,
  UserData: userData,
  CloudInit: cloudInit,
  Hyperv: hyperv,
  ServerSettings: settingsShown,
  CustomXmlText: xml,
  CustomXml: customXml,
});
