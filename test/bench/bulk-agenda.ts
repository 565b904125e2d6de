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
  const every = Math.floor(YEAR / (times + 1));
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

/** A year's advance over so many due jobs, of so many that wait at one time; `bytes` of what it answers. */
export async function yearOf(jobs: number, waiting: number): Promise<Taken & { bytes: number; megabytes: number }> {
  const vendor = { ...busyVendor(waiting, Math.round(jobs / waiting)), issue };
  const mock = await createMockServer({ vendors: [vendor], seed: 'empty', clock: 'frozen' });
  const headers = { api_key: mock.credentials.infrahub?.apiKey ?? '' };
  await (await fetch(`${mock.url}/v1/core/environments?page=1`, { headers })).text();
  const before = process.memoryUsage.rss();
  let answer: object = {};
  const took = await taken(async () => {
    answer = await mock.control.clock.advance({ by: 'P365D' });
  });
  const megabytes = Math.round((process.memoryUsage.rss() - before) / 2 ** 20);
  await mock.close();
  return { ...took, bytes: JSON.stringify(answer).length, megabytes };
}
