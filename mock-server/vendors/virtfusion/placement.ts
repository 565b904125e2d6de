import { type FreeAddress, pickIpv4 } from './addresses.js';
import type { Hypervisor } from './catalogue-records.js';
import type { VirtFusionCloud } from './cloud.js';
import type { Server } from './records.js';

/** What the servers on a hypervisor use: MB, cores, and GB by storage. */
export interface Used {
  readonly servers: number;
  readonly memory: number;
  readonly cores: number;
  readonly local: number;
  readonly other: Readonly<Record<number, number>>;
}

const nothing: Used = { servers: 0, memory: 0, cores: 0, local: 0, other: {} };

function withServer(used: Used, server: Server): Used {
  let { local } = used;
  const other = { ...used.other };
  for (const { storageId, capacity } of server.disks)
    if (storageId === null) local += capacity;
    else other[storageId] = (other[storageId] ?? 0) + capacity;
  return {
    servers: used.servers + 1,
    memory: used.memory + server.memory,
    cores: used.cores + server.cores,
    local,
    other,
  };
}

/** What is used of each hypervisor. */
function usedOfAll(cloud: VirtFusionCloud): ReadonlyMap<number, Used> {
  const all = new Map<number, Used>();
  for (const server of cloud.servers.all())
    all.set(server.hypervisorId, withServer(all.get(server.hypervisorId) ?? nothing, server));
  return all;
}

/** What is used of one hypervisor. */
export const usedOf = (cloud: VirtFusionCloud, hypervisorId: number): Used =>
  cloud.servers.filter(server => server.hypervisorId === hypervisorId).reduce(withServer, nothing);

/** A limit of 0 is none. */
const fits = (max: number, used: number, more: number): boolean => max === 0 || used + more <= max;

export interface DiskWish {
  readonly capacity: number;
  readonly profile: number;
}

export interface Wish {
  readonly memory: number;
  readonly cores: number;
  readonly disks: readonly DiskWish[];
  readonly ipv4: number;
  readonly privateIpv4: number;
}

export interface Place {
  readonly hypervisor: Hypervisor;
  /** Storage of each disk; null for local storage. */
  readonly storages: readonly (number | null)[];
  readonly primary: readonly FreeAddress[];
  readonly secondary: readonly FreeAddress[];
}

/**
 * Where the disks would lie: a profile of 0 or less, or that of the local storage, means local storage; another one the
 * emptiest storage of that type. Undefined when one does not fit.
 */
function storagesFor(hypervisor: Hypervisor, used: Used, disks: readonly DiskWish[]): (number | null)[] | undefined {
  let { local } = used;
  const other = { ...used.other };
  const chosen: (number | null)[] = [];
  for (const { capacity, profile } of disks) {
    if (profile <= 0 || profile === hypervisor.localType) {
      if (!fits(hypervisor.localMax, local, capacity)) return undefined;
      local += capacity;
      chosen.push(null);
      continue;
    }
    const [storage] = hypervisor.storages
      .filter(({ type, enabled, datastore }) => type === profile && (enabled || datastore))
      .filter(({ id, max }) => fits(max, other[id] ?? 0, capacity))
      .sort((one, two) => (other[one.id] ?? 0) - (other[two.id] ?? 0));
    if (storage === undefined) return undefined;
    other[storage.id] = (other[storage.id] ?? 0) + capacity;
    chosen.push(storage.id);
  }
  return chosen;
}

/** Whether a disk can grow by so much on the storage it lies on; null for local storage. */
export function canGrow(hypervisor: Hypervisor, used: Used, storageId: number | null, capacity: number): boolean {
  if (storageId === null) return fits(hypervisor.localMax, used.local, capacity);
  return hypervisor.storages.some(({ id, max }) => id === storageId && fits(max, used.other[id] ?? 0, capacity));
}

/** Why no hypervisor was found: none has the resources, or those that have them lack addresses. */
export type NoPlace = 'resources' | 'addresses';

/** The hypervisor of a group with the most free memory on which a server fits. */
export function findPlace(cloud: VirtFusionCloud, groupId: number, wish: Wish): Place | NoPlace {
  const used = usedOfAll(cloud);
  let refusal: NoPlace = 'resources';
  const candidates = cloud.hypervisors
    .filter(
      ({ groupId: id, enabled, prohibit, commissioned, maintenance }) =>
        id === groupId && enabled && !prohibit && !maintenance && commissioned === 3,
    )
    .map(hypervisor => ({ hypervisor, used: used.get(hypervisor.id) ?? nothing }))
    .sort((one, two) => freeMemory(two.hypervisor, two.used) - freeMemory(one.hypervisor, one.used));
  for (const { hypervisor, used } of candidates) {
    const storages = storagesFor(hypervisor, used, wish.disks);
    if (
      storages === undefined ||
      !fits(hypervisor.maxServers, used.servers, 1) ||
      !hasRoom(hypervisor, used, wish.memory, wish.cores)
    )
      continue;
    const primary = pickIpv4(cloud, hypervisor.id, wish.ipv4, false);
    const secondary = pickIpv4(cloud, hypervisor.id, wish.privateIpv4, true);
    if (primary.length === wish.ipv4 && secondary.length === wish.privateIpv4)
      return { hypervisor, storages, primary, secondary };
    refusal = 'addresses';
  }
  return refusal;
}

/** Whether so much more memory and so many more cores fit on a hypervisor. */
export const hasRoom = (hypervisor: Hypervisor, used: Used, memory: number, cores: number): boolean =>
  fits(hypervisor.maxMemory, used.memory, memory) && fits(hypervisor.maxCpu, used.cores, cores);

const freeMemory = ({ maxMemory }: Hypervisor, { memory }: Used): number =>
  maxMemory === 0 ? Number.MAX_SAFE_INTEGER - memory : maxMemory - memory;
