import { round } from '../../../domain/money.js';
import type { VirtFusionCloud } from '../cloud.js';
import { type GuestSystem, guestSystem, noSystem, templateName } from '../media/guest-systems.js';
import type { Template } from '../media/record.js';
import { type DiskUse, diskUse, moved } from './disk-use.js';
import { driveOf } from './drives.js';
import { memory } from './memory-use.js';
import type { Disk, Server } from './record.js';
import { load } from './rhythm.js';

const GIGABYTE = 1024 ** 3;

/** What the header and the tables of an image take on the hypervisor. */
const IMAGE_TABLES = 409_600;

/** The template a server was built from last. */
const templateOf = (cloud: VirtFusionCloud, { built, templateId }: Server): Template | undefined =>
  built === null ? undefined : cloud.templates.get(templateId);

/** What is told of a server's system beside its state: the template's name, and what the agent says while it runs. */
export function system(cloud: VirtFusionCloud, server: Server) {
  const template = templateOf(cloud, server);
  if (template === undefined) return { guest: {} };
  const { agent, id, prettyName, kernel } = guestSystem(template);
  const guest = { id, 'pretty-name': prettyName, 'kernel-release': kernel, img: template.icon };
  return { guest: server.running && agent !== 'none' ? guest : {}, os: { templateName: templateName(template) } };
}

/** What the hypervisor sees of the machine now, and what the guest's agent tells of its file systems. */
export function remoteState(cloud: VirtFusionCloud, server: Server) {
  if (!server.running) return { running: false, state: 'shutoff', cpu: 0, memory: [], disk: [] };
  const template = templateOf(cloud, server);
  const guest = template === undefined ? noSystem : guestSystem(template);
  const disks = server.disks
    .filter(({ ready }) => ready)
    .map(disk => ({ disk, use: diskUse(cloud, server, guest, disk) }));
  return {
    running: true,
    state: 'running',
    cpu: round(load(cloud, server.id, cloud.now) * 100, 1),
    memory: memory(cloud, server, guest),
    disk: Object.fromEntries(disks.map(({ disk, use }) => [nameOf(disk), image(cloud, server, guest, disk, use)])),
    ...(guest.agent !== 'none' && {
      agent: { fsinfo: disks.flatMap(({ disk, use }) => fileSystem(cloud, guest, disk, use)) },
    }),
  };
}

const nameOf = ({ index }: Disk): string => `vd${driveOf(index)}`;

/** A disk as the hypervisor has it: the image grows with what is written. */
function image(cloud: VirtFusionCloud, server: Server, guest: GuestSystem, disk: Disk, use: DiskUse) {
  const { allocated } = use;
  const { read, written } = moved(cloud, server, guest, disk, use);
  return {
    name: nameOf(disk),
    allocation: `${allocated}`,
    capacity: `${disk.capacity * GIGABYTE}`,
    physical: `${allocated + IMAGE_TABLES}`,
    'rd.bytes': `${read}`,
    'wr.bytes': `${written}`,
  };
}

/** A disk's file system as the guest's agent tells it; none of a disk that nobody formatted. */
function fileSystem(cloud: VirtFusionCloud, guest: GuestSystem, disk: Disk, { total, used }: DiskUse) {
  if (total === undefined) return [];
  const own = { 'total-bytes': total, 'used-bytes': used, type: guest.fileSystem };
  if (guest.fileSystem === 'NTFS') {
    const volume = cloud.random.uuid({ entity: 'disk', id: disk.uid, field: 'volume' });
    return [
      {
        name: `\\\\?\\Volume{${volume}}\\`,
        mountpoint: `${'CDEFGHIJKLMNOPQRSTUVWXYZ'.charAt(disk.index - 1)}:\\`,
        ...own,
      },
    ];
  }
  // The root is where a published sample of a client has it; where people mount further disks is a guess.
  if (disk.index === 1) return [{ name: 'vda3', mountpoint: '/', ...own }];
  return [{ name: `${nameOf(disk)}1`, mountpoint: disk.index === 2 ? '/data' : `/data${disk.index - 1}`, ...own }];
}
