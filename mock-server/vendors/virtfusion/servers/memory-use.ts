import { HOUR } from '../../../domain/clock.js';
import type { VirtFusionCloud } from '../cloud.js';
import type { GuestSystem } from '../media/guest-systems.js';
import type { Server } from './record.js';
import { bootedAt, load } from './rhythm.js';

/** Kilobytes in a megabyte. */
const KILOBYTE = 1024;

/** The memory a machine runs with: a change waits for the next power cycle. */
const memoryNow = ({ memory, pending }: Server): number =>
  pending.flatMap(({ payload }) => ('from' in payload ? [payload.from] : []))[0] ?? memory;

/** Kilobytes of a machine's memory: what its programs use moves with its load, and files it read fill the rest by and by. */
function memoryUse(cloud: VirtFusionCloud, server: Server) {
  const drawn = (field: string, low: number, high: number) =>
    cloud.random.between({ entity: 'memory', id: server.id, field }, low, high);
  const total = memoryNow(server) * KILOBYTE;
  const hours = (cloud.now - bootedAt(cloud, server.id)) / HOUR;
  const programs = drawn('programs', 0.15, 0.65) + 0.2 * load(cloud, server.id, cloud.now);
  const files = (0.95 - programs) * drawn('files', 0.5, 0.95) * (1 - Math.exp(-hours / drawn('fills', 4, 40)));
  const free = Math.floor(total * (1 - programs - files));
  const caches = Math.floor(total * files);
  return { total, free, caches, available: free + Math.floor(caches * 0.9) };
}

/** As the guest's agent reads it in the guest. */
function memoryInside({ total, free, available }: ReturnType<typeof memoryUse>) {
  return { memtotal: `${total}`, memfree: `${free}`, memavailable: `${available}` };
}

/** As the agent of a Windows guest tells it, which counts files that can go as free. */
function memoryOfWindows({ total, available }: ReturnType<typeof memoryUse>) {
  return { memtotal: `${total}`, memfree: `${available}`, _source: 'agent_meminfo' as const };
}

/** As the hypervisor sees it from outside. */
function memoryOutside({ total, free, caches, available }: ReturnType<typeof memoryUse>) {
  return {
    actual: `${total}`,
    unused: `${free}`,
    available: `${total}`,
    usable: `${available}`,
    disk_caches: `${caches}`,
    rss: `${total - free}`,
    _source: 'dom0' as const,
  };
}

/**
 * The memory in the form that there is for a guest. One panel gives all three: clients that read one alone show nothing
 * for the other guests (https://github.com/ThakorRohan/virtfusion-whmcs-module, and the module of EZSCALE before it).
 */
export function memory(cloud: VirtFusionCloud, server: Server, { agent }: GuestSystem) {
  const use = memoryUse(cloud, server);
  if (agent === 'open') return memoryInside(use);
  return agent === 'windows' ? memoryOfWindows(use) : memoryOutside(use);
}
