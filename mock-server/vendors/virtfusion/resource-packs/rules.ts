import { refuse } from '../../../../contracts/core/failure.js';
import { refusals } from '../../../../contracts/vendors/virtfusion/refusals.js';
import type { VirtFusionCloud } from '../cloud.js';
import type { Server } from '../servers/record.js';
import type { User } from '../users/record.js';
import type { PackLimits, ResourcePack } from './record.js';

/** What servers use of the things a pack limits. */
interface PackUse {
  readonly servers: number;
  readonly memory: number;
  readonly storage: number;
  readonly cores: number;
  readonly traffic: number;
}

const storageOf = ({ disks }: Pick<Server, 'disks'>): number => disks.reduce((sum, { capacity }) => sum + capacity, 0);

const useOf = (server: Server): PackUse => ({
  servers: 1,
  memory: server.memory,
  storage: storageOf(server),
  cores: server.cores,
  traffic: server.traffic,
});

/** What these servers use together. */
export const usedBy = (servers: readonly Server[]): PackUse =>
  servers.map(useOf).reduce(
    (sum, use) => ({
      servers: sum.servers + use.servers,
      memory: sum.memory + use.memory,
      storage: sum.storage + use.storage,
      cores: sum.cores + use.cores,
      traffic: sum.traffic + use.traffic,
    }),
    { servers: 0, memory: 0, storage: 0, cores: 0, traffic: 0 },
  );

const within = (limit: number, value: number): boolean => limit === 0 || value <= limit;

/** Whether one more server of this use stays within the limits of one server and of all together. */
function fits(limits: PackLimits, used: PackUse, more: PackUse): boolean {
  return (
    within(limits.servers, used.servers + more.servers) &&
    within(limits.memory, used.memory + more.memory) &&
    within(limits.storage, used.storage + more.storage) &&
    within(limits.cores, used.cores + more.cores) &&
    within(limits.traffic, used.traffic + more.traffic) &&
    within(limits.maxMemory, more.memory) &&
    within(limits.maxStorage, more.storage) &&
    within(limits.maxCores, more.cores) &&
    within(limits.maxTraffic, more.traffic)
  );
}

/** How a new server of a user is paid for. */
export interface Payment {
  /** 0 outside self service, 1 by the hour, 2 from a resource pack. */
  readonly selfService: number;
  readonly packId: number | null;
}

/**
 * How a new server is paid for: from the first of the user's enabled packs in which it fits, else by the hour. A user
 * with packs only, none of which has room, is refused; one who was never given a pack gets an ordinary server.
 */
export function paymentFor(cloud: VirtFusionCloud, user: User, wanted: PackUse): Payment {
  const packs = user.selfService >= 2 ? cloud.packs.filter(({ userId, enabled }) => userId === user.id && enabled) : [];
  const pack = packs.find(({ id, limits }) => fits(limits, usedBy(cloud.serversOfPack(id)), wanted));
  if (pack !== undefined) return { selfService: 2, packId: pack.id };
  if (user.selfService === 1 || user.selfService === 3) {
    const limits = user.hourlyPack === null ? undefined : cloud.packProfiles.get(user.hourlyPack)?.limits;
    if (limits !== undefined && !fits(limits, usedBy(hourlyServersOf(cloud, user.id)), wanted))
      throw refuse(refusals.packExceeded);
    return { selfService: 1, packId: null };
  }
  if (packs.length > 0) throw refuse(refusals.packExceeded);
  return { selfService: 0, packId: null };
}

const hourlyServersOf = (cloud: VirtFusionCloud, userId: number): Server[] =>
  cloud.servers.filter(({ ownerId, selfService }) => ownerId === userId && selfService === 1);

/**
 * Refuses a change that would take a server beyond the limits it is under. PackLimits may have come after the servers: what
 * does not grow is left alone.
 */
export function needRoomInPack(cloud: VirtFusionCloud, server: Server, after: Server): void {
  const [limits, all] = limitsOver(cloud, after);
  if (limits === undefined) return;
  const [before, wanted] = [useOf(server), useOf(after)];
  const growing = (use: PackUse): PackUse => ({
    servers: 0,
    memory: wanted.memory > before.memory ? use.memory : 0,
    storage: wanted.storage > before.storage ? use.storage : 0,
    cores: wanted.cores > before.cores ? use.cores : 0,
    traffic: wanted.traffic > before.traffic ? use.traffic : 0,
  });
  const others = usedBy(all.filter(({ id }) => id !== after.id));
  if (!fits(limits, growing(others), growing(wanted))) throw refuse(refusals.packExceeded);
}

function limitsOver(cloud: VirtFusionCloud, server: Server): [PackLimits | undefined, Server[]] {
  if (server.packId !== null) return [cloud.packs.get(server.packId)?.limits, cloud.serversOfPack(server.packId)];
  if (server.selfService !== 1) return [undefined, []];
  const profile = cloud.users.get(server.ownerId)?.hourlyPack ?? null;
  const limits = profile === null ? undefined : cloud.packProfiles.get(profile)?.limits;
  return [limits, hourlyServersOf(cloud, server.ownerId)];
}

/** A new pack of a user. */
export function addPack(cloud: VirtFusionCloud, user: User, profileId: number, enabled: boolean): ResourcePack {
  const { id, name, limits } = cloud.packProfiles.need(profileId);
  return cloud.packs.add({ id: cloud.nextId('pack'), profileId: id, userId: user.id, name, limits, enabled });
}
