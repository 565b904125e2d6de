import { DAY, HOUR, type Instant } from '../../../domain/clock.js';
import type { VirtFusionCloud } from '../cloud.js';
import type { GuestSystem } from '../media/guest-systems.js';
import { ranWithin } from '../traffic/rules.js';
import type { Disk, Server } from './record.js';
import { bootedAt, busyness, unevenly } from './rhythm.js';

const MEGABYTE = 1024 ** 2;
const GIGABYTE = 1024 ** 3;
const BLOCK = 4096;

/** What lies before a system's own file system: the boot loader, and what is left for a kernel or for swapping. */
const BEFORE_ROOT = 512 * MEGABYTE;

/** What part of a partition a file system has for files. */
const room: Readonly<Record<GuestSystem['fileSystem'], number>> = {
  ext4: 0.983,
  xfs: 0.993,
  btrfs: 0.998,
  ufs: 0.96,
  NTFS: 0.999,
};

/** A disk is never quite full: services stop before. */
const FULLEST = 0.97;

/** What an empty image takes on the hypervisor. */
const EMPTY_IMAGE = 196_608;

/** Bytes of a disk, from within and from outside. */
export interface DiskUse {
  /** Size of its file system; undefined for a disk that has none. */
  readonly total: number | undefined;
  readonly used: number;
  readonly allocated: number;
}

const wholeBlocks = (bytes: number): number => Math.floor(bytes / BLOCK) * BLOCK;

/**
 * What is used of a disk at an instant. A system's disk begins with the system at each build, a further one empty; then
 * it grows while the machine runs, faster in its first weeks, on some days more than on others, and never goes down. A
 * disk that is full takes what was held back when it is made larger.
 */
export function diskUse(
  cloud: VirtFusionCloud,
  server: Server,
  system: GuestSystem,
  disk: Disk,
  at: Instant = cloud.now,
): DiskUse {
  const capacity = disk.capacity * GIGABYTE;
  const isRoot = disk.index === 1;
  const since = isRoot ? (server.built ?? at) : disk.updated;
  const entity = isRoot ? 'systemDisk' : 'furtherDisk';
  const drawn = (field: string, low: number, high: number) =>
    cloud.random.between({ entity, id: `${disk.uid}/${since}`, field }, low, high);
  if (!isRoot && drawn('idle', 0, 1) < 0.25) return { total: undefined, used: 0, allocated: EMPTY_IMAGE };

  const total = wholeBlocks((capacity - (isRoot ? BEFORE_ROOT : MEGABYTE)) * room[system.fileSystem]);
  const days = ranWithin(cloud, server.id, since, at) / DAY;
  const lively = unevenly(days, day => drawn(`day ${day}`, 0, 1)) * (0.4 + 1.6 * busyness(cloud, server.id));
  const pace = isRoot ? drawn('pace', 0.3, 2.2) : drawn('pace', 2, 25);
  const grown = pace * Math.log1p(lively / drawn('settles', 12, 45));
  const start = isRoot ? system.size + drawn('start', 0, 0.3) : 0.001;
  const used = wholeBlocks(Math.min(FULLEST * total, (start + grown) * GIGABYTE));
  // Blocks of files that were deleted stay allocated.
  const allocated = wholeBlocks(Math.min(capacity, used * 1.02 + 64 * MEGABYTE));
  return { total, used, allocated };
}

/** Bytes read from and written to a disk, of which so many are used now, since the machine was booted. */
export function moved(cloud: VirtFusionCloud, server: Server, system: GuestSystem, disk: Disk, { used }: DiskUse) {
  const booted = bootedAt(cloud, server.id);
  const id = `${disk.uid}/${booted}`;
  const drawn = (field: string, low: number, high: number) =>
    cloud.random.between({ entity: 'movedBytes', id, field }, low, high);
  const hours = (cloud.now - booted) / HOUR;
  const busy = 0.2 + busyness(cloud, server.id);
  const steady = (field: string, least: number, most: number) =>
    unevenly(hours, hour => drawn(`${field} ${hour}`, 0, 1)) * drawn(field, least, most) * MEGABYTE * busy;
  const grown = used - diskUse(cloud, server, system, disk, booted).used;
  // A boot reads the system, in its first minute or so.
  const boot = disk.index === 1 ? drawn('boot', 250, 600) * MEGABYTE * (1 - Math.exp(-hours * 60)) : 0;
  return {
    read: Math.floor(boot + steady('read', 5, 90)),
    written: Math.floor(Math.max(0, grown) * 1.2 + steady('written', 10, 120)),
  };
}
