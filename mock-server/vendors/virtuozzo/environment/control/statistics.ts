import type { z } from 'zod';
import { refuse } from '../../../../../contracts/core/failure.js';
import type { usage as operations } from '../../../../../contracts/vendors/virtuozzo/environment/control/statistics.js';
import * as refusals from '../../../../../contracts/vendors/virtuozzo/refusals.js';
import type { Handlers } from '../../../../calls/handler.js';
import { HOUR, type Instant, SECOND } from '../../../../domain/clock.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import { UseOfNodes } from './node-use.js';
import type { AppEnvironment } from './record.js';
import { environmentMeant } from './rules.js';
import { statuses } from './view.js';

export const usage = {
  getStats({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    const { nodeid, nodetype, nodeGroup } = query;
    const nodes = environment.nodes.filter(
      ({ id, type, group }) =>
        (nodeid === undefined || id === nodeid) &&
        (nodetype === undefined || type === nodetype) &&
        (nodeGroup === undefined || group === nodeGroup),
    );
    if (nodes.length === 0)
      throw refuse(refusals.noObject, { what: 'node', name: nodeid ?? nodeGroup ?? nodetype ?? '' });
    // All that the environment had count where none is chosen, those that are gone by now too.
    const chosen = nodes.length === environment.nodes.length ? undefined : new Set(nodes.map(({ id }) => id));
    return { status: 200, body: statistics(cloud, environment, periodOf(cloud, query), query.interval, chosen) };
  },

  getSumStat({ query, cloud, caller }) {
    const environment = environmentMeant(cloud, caller.holder, query);
    return { status: 200, body: statistics(cloud, environment, periodOf(cloud, query), query.duration) };
  },

  getAllSumStatByUid({ query, cloud, caller }) {
    const { duration = HOUR / SECOND } = query;
    const environments =
      query.envName === undefined ? cloud.livingOf(caller.holder) : [environmentMeant(cloud, caller.holder, query)];
    const period = periodOf(cloud, { ...query, duration });
    const responses = environments.map(environment => statistics(cloud, environment, period, duration));
    return { status: 200, body: { result: 0, responses } };
  },
} satisfies Handlers<typeof operations, VirtuozzoCloud>;

interface Period {
  readonly from: Instant;
  readonly to: Instant;
}

/** The period that ends when asked, at the latest now: nothing is known of what is to come. */
function periodOf(
  { now }: VirtuozzoCloud,
  { duration, endtime = now }: { readonly duration: number; readonly endtime?: Instant | undefined },
): Period {
  const to = Math.min(now, endtime);
  return { from: to - duration * SECOND, to };
}

type Statistics = z.output<(typeof operations.getStats.responses)[200]>;

/** Use of an environment in equal stretches of a period, the oldest first; the last one ends with the period. */
function statistics(
  cloud: VirtuozzoCloud,
  { id, state }: AppEnvironment,
  { from, to }: Period,
  interval: number,
  chosen?: ReadonlySet<number>,
): Statistics {
  const use = new UseOfNodes(cloud, id, { from, to }, chosen);
  const stats: Statistics['stats'] = [];
  for (let start = from; start < to; start += interval * SECOND) {
    const end = Math.min(to, start + interval * SECOND);
    stats.push({ duration: (end - start) / SECOND, envId: id, ...use.between(start, end) });
  }
  return { result: 0, appid: id, isTransferring: false, status: statuses[state], stats };
}
