import { countProblems } from '../../../domain/counters.js';
import type { VirtFusionCloud } from '../cloud.js';

/** Work that is not over has a server, and ends by the job that waits for it. */
export function* inconsistencies(cloud: VirtFusionCloud): Generator<string> {
  const ends = new Map<string, number>();
  for (const { kind, subject, at } of cloud.agenda.all()) if (kind === 'task') ends.set(subject, at);
  const { ids } = cloud;
  const items = cloud.queue.all();
  yield* countProblems(
    'queue',
    ids.queue,
    items.map(({ id }) => id),
  );
  yield* countProblems(
    'job',
    ids.job,
    items.map(({ jobId }) => jobId),
  );
  for (const { id, started, ends: end } of items) {
    if (started > cloud.now) yield `queue item ${id} starts in the future`;
    const waits = ends.get(`${id}`);
    if (end > cloud.now ? waits !== end : waits !== undefined)
      yield `queue item ${id} ends at another time than its job`;
  }
}
