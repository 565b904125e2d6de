import { round } from '../../../domain/money.js';
import type { VirtFusionCloud } from '../cloud.js';
import type { ResourcePack } from './record.js';
import { usedBy } from './rules.js';

/** A limit of 0 is none: nothing is free of it and no percentage is used. */
const shares = (limit: number, used: number) => ({
  t: limit,
  u: used,
  f: limit - used,
  p: limit === 0 ? 0 : round((used / limit) * 100, 0),
  l: limit !== 0,
});

export function resourcePack(
  cloud: VirtFusionCloud,
  { id, profileId, name, limits }: ResourcePack,
  withServers: boolean,
) {
  const servers = cloud.serversOfPack(id);
  const used = usedBy(servers);
  const cpu = shares(limits.cores, used.cores);
  return {
    type: 'pack' as const,
    id,
    pid: profileId,
    label: null,
    name,
    limits: {
      total_servers: limits.servers,
      total_memory: limits.memory,
      total_storage: limits.storage,
      total_cpu: limits.cores,
      total_traffic: limits.traffic,
      max_memory: limits.maxMemory,
      max_storage: limits.maxStorage,
      max_cpu: limits.maxCores,
      max_traffic: limits.maxTraffic,
    },
    used: {
      servers: used.servers,
      memory: used.memory,
      storage: used.storage,
      cpu: used.cores,
      traffic: used.traffic,
    },
    usage: {
      servers: shares(limits.servers, used.servers),
      memory: shares(limits.memory, used.memory),
      storage: shares(limits.storage, used.storage),
      // The vendor's page prints p before f here and nowhere else.
      cpu: { t: cpu.t, u: cpu.u, p: cpu.p, f: cpu.f, l: cpu.l },
      traffic: shares(limits.traffic, used.traffic),
    },
    ...(withServers && {
      servers: servers.map(({ id, uuid, name, suspended }) => ({ id, uuid, name, suspended })),
    }),
  };
}
