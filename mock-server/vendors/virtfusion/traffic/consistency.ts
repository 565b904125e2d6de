import type { VirtFusionCloud } from '../cloud.js';
import { dangling } from '../references.js';
import { TRAFFIC_MONTHS } from '../tariff.js';
import { currentTrafficPeriod } from './periods.js';

/** A block is of a period that could be named when it was added: no later than the last that can be named now. */
export function* inconsistencies(cloud: VirtFusionCloud): Generator<string> {
  for (const { id, serverId, month } of cloud.trafficBlocks.all()) {
    yield* dangling(`traffic block ${id}`, [serverId], cloud.servers);
    const server = cloud.servers.get(serverId);
    if (server !== undefined && month >= currentTrafficPeriod(server.created, cloud.now).month + TRAFFIC_MONTHS)
      yield `traffic block ${id} is of a month that could not be asked for`;
  }
}
