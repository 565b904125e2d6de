import { sqlTime } from '../../../../contracts/core/time.js';
import { SECOND } from '../../../domain/clock.js';
import { wholeSteps } from '../../../domain/money.js';
import type { VirtFusionCloud } from '../cloud.js';
import type { Template } from '../media/record.js';
import { ranWithin } from '../traffic/rules.js';
import type { Server } from './record.js';

/** Kilobytes in a megabyte. */
const KILOBYTE = 1024;

/** Bytes in a gigabyte. */
const GIGABYTE = 1024 ** 3;

/** The template a server was built from last. */
const templateOf = (cloud: VirtFusionCloud, { built, templateId }: Server): Template | undefined =>
  built === null ? undefined : cloud.templates.get(templateId);

/** Templates of Linux come with the guest's agent, others without. */
const hasAgent = (template: Template | undefined): boolean => template?.type === 'linux';

/** What is told of a server's system beside its state: the template's name, and what the agent says while it runs. */
export function system(cloud: VirtFusionCloud, server: Server) {
  const template = templateOf(cloud, server);
  if (template === undefined) return { guest: {} };
  const { name, version, variant, icon } = template;
  const templateName = [name, version, variant].filter(word => word !== null).join(' ');
  const guest = {
    id: name.toLowerCase(),
    'pretty-name': `${name} ${version}`,
    'kernel-release': '6.8.0-generic',
    img: icon,
  };
  return { guest: server.running && hasAgent(template) ? guest : {}, os: { templateName } };
}

/**
 * What the hypervisor sees of the machine now. Its figures are drawn for the hour, so that asking twice agrees; bytes of
 * the disk go up while it runs.
 */
export function remoteState(cloud: VirtFusionCloud, server: Server) {
  const hour = sqlTime.format(cloud.now).slice(0, 13);
  const draw = (field: string, low: number, high: number, id: string | number = `${server.id}/${hour}`) =>
    cloud.random.integer({ entity: 'remoteState', id, field }, low, high);
  if (!server.running) return { running: false, state: 'shutoff', cpu: 0, memory: [], disk: [] };
  const agent = hasAgent(templateOf(cloud, server));
  const capacity = (server.disks[0]?.capacity ?? 0) * GIGABYTE;
  const used = Math.floor((capacity / 100) * draw('disk', 8, 60));
  const ran = ranWithin(cloud, server.id, server.created, cloud.now);
  const moved = (field: string, most: number) => `${wholeSteps(ran * draw(field, 100, most, server.id), SECOND)}`;
  const total = memoryNow(server) * KILOBYTE;
  const free = Math.floor((total / 100) * draw('free', 10, 60));
  return {
    running: true,
    state: 'running',
    cpu: draw('cpu', 1, 900) / 10,
    memory: agent ? memoryInside(total, free) : memoryOutside(total, free),
    disk: {
      vda: {
        name: 'vda',
        allocation: `${used}`,
        capacity: `${capacity}`,
        physical: `${used + 65_536}`,
        'rd.bytes': moved('read', 30_000),
        'wr.bytes': moved('written', 60_000),
      },
    },
    ...(agent && {
      agent: {
        fsinfo: [{ name: 'vda3', mountpoint: '/', 'total-bytes': capacity, 'used-bytes': used, type: 'ext4' }],
      },
    }),
  };
}

/** The memory a machine runs with: a change waits for the next power cycle. */
const memoryNow = ({ memory, pending }: Server): number =>
  pending.flatMap(({ payload }) => ('from' in payload ? [payload.from] : []))[0] ?? memory;

/** Kilobytes as the guest's agent tells them. */
const memoryInside = (total: number, free: number) => ({
  memtotal: `${total}`,
  memfree: `${free}`,
  memavailable: `${Math.floor(free * 1.5)}`,
});

/** Kilobytes as the hypervisor sees them from outside. */
const memoryOutside = (total: number, free: number) => ({
  actual: `${total}`,
  unused: `${free}`,
  available: `${total}`,
  usable: `${Math.floor(free * 1.5)}`,
  disk_caches: `${Math.floor(free / 4)}`,
  rss: `${total - free}`,
  _source: 'dom0' as const,
});
