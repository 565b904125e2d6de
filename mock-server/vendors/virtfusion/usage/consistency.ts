import type { VirtFusionCloud } from '../cloud.js';
import { idOf } from '../references.js';

/** A server is charged by the hour while it is there and is an hourly one; what was charged has a name. */
export function* inconsistencies(cloud: VirtFusionCloud): Generator<string> {
  for (const subject of cloud.usage.subjects()) {
    const id = idOf(subject) ?? 0;
    if (cloud.billed.get(id) === undefined) yield `usage is charged for server ${subject}, which has no name`;
    if (cloud.usage.current(subject) !== undefined && cloud.servers.get(id)?.selfService !== 1)
      yield `usage is charged for server ${subject}, which is no hourly one`;
  }
  for (const { id, selfService } of cloud.servers.all())
    if (selfService === 1 && cloud.usage.current(id) === undefined)
      yield `server ${id} is an hourly one and nothing is charged for it`;
}
