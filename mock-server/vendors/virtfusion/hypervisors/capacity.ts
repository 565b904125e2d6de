import type { VirtFusionCloud } from '../cloud.js';
import type { Server } from '../servers/record.js';
import type { Hypervisor } from './record.js';

/** What the servers on a hypervisor use: MB, cores, and GB by storage. */
export interface UsedCapacity {
  readonly servers: number;
  readonly memory: number;
  readonly cores: number;
  readonly local: number;
  readonly other: Readonly<Record<number, number>>;
}

export const nothingUsed: UsedCapacity = { servers: 0, memory: 0, cores: 0, local: 0, other: {} };

function withServer(used: UsedCapacity, server: Server): UsedCapacity {
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
export function usedOfAll(cloud: VirtFusionCloud): ReadonlyMap<number, UsedCapacity> {
  const all = new Map<number, UsedCapacity>();
  for (const server of cloud.servers.all())
    all.set(server.hypervisorId, withServer(all.get(server.hypervisorId) ?? nothingUsed, server));
  return all;
}

/** What is used of one hypervisor. */
export const usedOf = (cloud: VirtFusionCloud, hypervisorId: number): UsedCapacity =>
  cloud.servers.filter(server => server.hypervisorId === hypervisorId).reduce(withServer, nothingUsed);

/** A limit of 0 is none. */
export const fitsWithin = (max: number, used: number, more: number): boolean => max === 0 || used + more <= max;

/** Whether a disk can grow by so much on the storage it lies on; null for local storage. */
export function canGrow(
  hypervisor: Hypervisor,
  used: UsedCapacity,
  storageId: number | null,
  capacity: number,
): boolean {
  if (storageId === null) return fitsWithin(hypervisor.localMax, used.local, capacity);
  return hypervisor.storages.some(({ id, max }) => id === storageId && fitsWithin(max, used.other[id] ?? 0, capacity));
}

/** Whether so much more memory and so many more cores fit on a hypervisor. */
export const hasRoom = (hypervisor: Hypervisor, used: UsedCapacity, memory: number, cores: number): boolean =>
  fitsWithin(hypervisor.maxMemory, used.memory, memory) && fitsWithin(hypervisor.maxCpu, used.cores, cores);

export const freeMemory = ({ maxMemory }: Hypervisor, { memory }: UsedCapacity): number =>
  maxMemory === 0 ? Number.MAX_SAFE_INTEGER - memory : maxMemory - memory;
