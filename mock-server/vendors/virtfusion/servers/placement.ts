import type { VirtFusionCloud } from '../cloud.js';
import { fitsWithin, freeMemory, hasRoom, nothingUsed, type UsedCapacity, usedOfAll } from '../hypervisors/capacity.js';
import type { Hypervisor } from '../hypervisors/record.js';
import { type FreeAddress, pickIpv4 } from '../server-network/addresses.js';

export interface DiskWish {
  readonly capacity: number;
  readonly profile: number;
}

interface PlacementWish {
  readonly memory: number;
  readonly cores: number;
  readonly disks: readonly DiskWish[];
  readonly ipv4: number;
  readonly privateIpv4: number;
}

export interface Placement {
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
function storagesFor(
  hypervisor: Hypervisor,
  used: UsedCapacity,
  disks: readonly DiskWish[],
): (number | null)[] | undefined {
  let { local } = used;
  const other = { ...used.other };
  const chosen: (number | null)[] = [];
  for (const { capacity, profile } of disks) {
    if (profile <= 0 || profile === hypervisor.localType) {
      if (!fitsWithin(hypervisor.localMax, local, capacity)) return undefined;
      local += capacity;
      chosen.push(null);
      continue;
    }
    const [storage] = hypervisor.storages
      .filter(({ type, enabled, datastore }) => type === profile && (enabled || datastore))
      .filter(({ id, max }) => fitsWithin(max, other[id] ?? 0, capacity))
      .sort((one, two) => (other[one.id] ?? 0) - (other[two.id] ?? 0));
    if (storage === undefined) return undefined;
    other[storage.id] = (other[storage.id] ?? 0) + capacity;
    chosen.push(storage.id);
  }
  return chosen;
}

/** Why no hypervisor was found: none has the resources, or those that have them lack addresses. */
type NoPlacement = 'resources' | 'addresses';

/** The hypervisor of a group with the most free memory on which a server fitsWithin. */
export function findPlacement(cloud: VirtFusionCloud, groupId: number, wish: PlacementWish): Placement | NoPlacement {
  const used = usedOfAll(cloud);
  let refusal: NoPlacement = 'resources';
  const candidates = cloud.hypervisors
    .filter(
      ({ groupId: id, enabled, prohibit, commissioned, maintenance }) =>
        id === groupId && enabled && !prohibit && !maintenance && commissioned === 3,
    )
    .map(hypervisor => ({ hypervisor, used: used.get(hypervisor.id) ?? nothingUsed }))
    .sort((one, two) => freeMemory(two.hypervisor, two.used) - freeMemory(one.hypervisor, one.used));
  for (const { hypervisor, used } of candidates) {
    const storages = storagesFor(hypervisor, used, wish.disks);
    if (
      storages === undefined ||
      !fitsWithin(hypervisor.maxServers, used.servers, 1) ||
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
