import type { Jobs } from '../../mock-server/domain/cloud.js';
import { createMockServer } from '../../mock-server/index.js';
import type { InfrahubCloud } from '../../mock-server/vendors/infrahub/cloud.js';
import { issue } from '../../mock-server/vendors/infrahub/credentials.js';
import { infrahub } from '../../mock-server/vendors/infrahub/index.js';
import { type Taken, taken } from './bulk-gaps.js';

const YEAR = 365 * 86_400_000;

/** Ids that no call gives out. */
const FIRST = 1_000_000;

/** Infrahub, in whose clouds so many environments are each called another name again and again, so many times in a year. */
function busyVendor(things: number, times: number): typeof infrahub {
  const every = Math.floor(YEAR / (times + 0.5));
  const own: Jobs<InfrahubCloud> = {
    rename: {
      has: (cloud, subject) => cloud.environments.get(Number(subject)) !== undefined,
      run(cloud, subject) {
        cloud.environments.update(Number(subject), { name: `place-${subject} at ${cloud.now}` });
        cloud.agenda.enter(cloud.now + every, 'rename', subject);
      },
    },
  };
  return {
    ...infrahub,
    createCloud(init) {
      const cloud = infrahub.createCloud(init);
      for (let id = FIRST; id < FIRST + things; id += 1) {
        cloud.environments.add({ id, org: 1, name: `place-${id}`, region: 'NORWAY-1', createdAt: cloud.now });
        cloud.agenda.enter(cloud.now + every + id - FIRST, 'rename', id);
      }
      return cloud;
    },
    jobs: { ...infrahub.jobs, ...own },
  };
}

/** What came of an advance, beside what it took. */
interface Passed extends Taken {
  /** Of the answer, as JSON. */
  readonly bytes: number;
  readonly told: number;
  readonly more: number;
  /** More that are resident after it. */
  readonly megabytes: number;
}

/** A year's advance over so many due jobs, of which so many wait at one time. */
export async function yearOf(jobs: number, waiting: number): Promise<Passed> {
  const vendor = { ...busyVendor(waiting, Math.round(jobs / waiting)), issue };
  const mock = await createMockServer({ vendors: [vendor], seed: 'empty', clock: 'frozen' });
  await mock.control.clock.advance({ by: 'PT0S' });
  const before = process.memoryUsage.rss();
  let answer: Awaited<ReturnType<typeof mock.control.clock.advance>> | undefined;
  const took = await taken(async () => {
    answer = await mock.control.clock.advance({ by: 'P365D' });
  });
  const megabytes = Math.round((process.memoryUsage.rss() - before) / 2 ** 20);
  await mock.close();
  return {
    ...took,
    bytes: JSON.stringify(answer).length,
    told: answer?.ran.length ?? 0,
    more: answer?.more ?? 0,
    megabytes,
  };
}
