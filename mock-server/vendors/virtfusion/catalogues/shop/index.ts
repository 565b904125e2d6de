import type { PackLimits } from '../../resource-packs/record.js';
import { administrator, type Catalogue } from '../catalogue.js';
import { OPENED, TUNED } from './dates.js';
import { dnsServices, ipBlocks, ipRanges } from './network.js';
import { packages } from './packages.js';
import { groups, hypervisors } from './sites.js';
import { isos, templateGroups, templates } from './systems.js';

const limits = (servers: number, memory: number, storage: number, cores: number, traffic: number): PackLimits => ({
  servers,
  memory,
  storage,
  cores,
  traffic,
  maxMemory: memory,
  maxStorage: storage,
  maxCores: cores,
  maxTraffic: traffic,
});

/** A small hoster with three sites. */
export const shop: Catalogue = {
  administrator: administrator({ name: 'Operations', email: 'ops@host.example', created: OPENED, updated: TUNED }),
  groups,
  hypervisors,
  packages,
  templateGroups,
  templates,
  isos,
  dnsServices,
  ipBlocks,
  ipRanges,
  packProfiles: [
    { id: 1, name: 'Starter · 2 / 4096 / 100', limits: limits(2, 4096, 100, 4, 5000) },
    { id: 2, name: 'Agency · 10 / 32768 / 800', limits: limits(10, 32_768, 800, 24, 50_000) },
    { id: 3, name: 'Open', limits: limits(0, 0, 0, 0, 0) },
  ],
  currencies: [
    { id: 1, code: 'USD', value: 100_000_000, prefix: '$', suffix: null, default: true },
    { id: 2, code: 'GBP', value: 79_000_000, prefix: '£', suffix: null, default: false },
    { id: 3, code: 'EUR', value: 92_000_000, prefix: '', suffix: ' €', default: false },
  ],
  backupPlans: [
    { id: 1, name: 'Daily, 7 kept', everyDays: 1, keep: 7, storage: { id: 1, name: 'Backup Server 1' } },
    { id: 2, name: 'Weekly, 4 kept', everyDays: 7, keep: 4, storage: { id: 1, name: 'Backup Server 1' } },
  ],
  rulesets: [
    { id: 1, name: 'Allow web' },
    { id: 2, name: 'Allow SSH' },
    { id: 3, name: 'Allow mail' },
    { id: 4, name: 'Allow ping' },
    { id: 5, name: 'Drop all else' },
  ],
  hourlyProfiles: [
    { id: 1, name: 'Hourly London' },
    { id: 2, name: 'Hourly Frankfurt' },
    { id: 3, name: 'Hourly all' },
  ],
  resourceProfiles: [
    { id: 4, name: 'Packs London' },
    { id: 5, name: 'Packs Frankfurt' },
    { id: 6, name: 'Packs all' },
  ],
};
