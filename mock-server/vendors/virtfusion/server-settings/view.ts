import type { VirtFusionCloud } from '../cloud.js';
import { encrypted } from '../encrypted.js';
import type { Server } from '../servers/record.js';
import { xmlSections } from './words.js';

const COMMAND = '(cloud-init command)';

const routes = { netplan_routes_v4: true, netplan_routes_v6: true };

const none = { 'user.data': [] };

/** What cloud-init is told: before a build ends as the build's answer shows it, afterwards as a server read does. */
function cloudInit({ state }: Server) {
  if (state === 'allocated') return [];
  if (state !== 'complete')
    return {
      'cloud.init': {
        'on.all': { 'user.data': { runcmd: [COMMAND, COMMAND] } },
        'on.password': none,
        'on.sshkey': none,
        'on.allpre': none,
        'on.allpost': none,
        'on.network': [],
        'on.network.libvirtrouted': [],
      },
    };
  return {
    'cloud.init': {
      'on.network': routes,
      'on.network.libvirtrouted': routes,
      'on.all': { 'user.data': { runcmd: [COMMAND, COMMAND, COMMAND, COMMAND, COMMAND] } },
      'on.password': { 'user.data': { runcmd: [COMMAND, COMMAND, COMMAND] } },
      'on.sshkey': none,
    },
  };
}

export const settings = (cloud: VirtFusionCloud, server: Server) => ({
  osTemplateInstall: true,
  osTemplateInstallId: server.templateId,
  encryptedPassword: encrypted(cloud, 'serverPassword', `${server.id}/${server.password}`),
  backupPlan: server.backupPlanId,
  uefi: server.uefi,
  uefiType: 0,
  cloudInit: true,
  cloudInitType: 1,
  config: cloudInit(server),
  userConfig: [],
  bootOrder: [...server.bootOrder],
  tpmType: 0,
  networkBoot: false,
  bootMenu: 1,
  customISO: 1,
  securityDriver: 3,
  memBalloon: { model: 1, autoDeflate: 0, freePageReporting: 0 },
  hyperv: {
    enabled: false,
    passthrough: false,
    relaxed: 0,
    vapic: 0,
    spinlocks: 0,
    vpindex: 0,
    runtime: 0,
    synic: 0,
    stimer: 0,
    reset: 0,
    vendorId: 0,
    frequencies: 0,
    reenlightenment: 0,
    tlbflush: 0,
    ipi: 0,
    evmcs: 0,
    vendorIdValue: server.built === null ? 'WIN KVM' : 'KVM VM',
    spinlocksValue: 8191,
    clockEnabled: 0,
  },
  extended: { cpuFlags: { topoext: '1', svm: '1', vmx: '1' } },
  machineType: 'inherit',
  pciPorts: 16,
  resources: resources(server),
});

/** What the server was given; storage is the primary disk's. */
export const resources = ({ memory, disks, traffic, cores }: Server) => ({
  memory,
  storage: disks[0]?.capacity ?? 0,
  traffic,
  cpuCores: cores,
});

const untouched = { xml: '', enabled: false };

export function customXml({ customXml }: Server) {
  const [domain, os, devices, features, clock, cpuTune] = xmlSections.map(section => ({
    ...untouched,
    ...customXml[section],
  }));
  return {
    domain: domain ?? untouched,
    os: os ?? untouched,
    devices: devices ?? untouched,
    features: features ?? untouched,
    clock: clock ?? untouched,
    cpuTune: cpuTune ?? untouched,
  };
}
