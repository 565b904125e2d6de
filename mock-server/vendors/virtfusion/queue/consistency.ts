import type { VirtFusionCloud } from '../cloud.js';
import { highestId } from '../references.js';

/** Work that is not over has a server, and ends by the job that waits for it. */
export function* inconsistencies(cloud: VirtFusionCloud): Generator<string> {
  const highest = highestId(cloud, 'queue');
  const ends = new Map<string, number>();
  for (const { kind, subject, at } of cloud.agenda.all()) if (kind === 'task') ends.set(subject, at);
  for (const { id, started, ends: end } of cloud.queue.all()) {
    if (id > highest) yield `queue item ${id} has an id that was not given out yet`;
    if (started > cloud.now) yield `queue item ${id} starts in the future`;
    const waits = ends.get(`${id}`);
    if (end > cloud.now ? waits !== end : waits !== undefined)
      yield `queue item ${id} ends at another time than its job`;
  }
}
