import { createMockServer, type MockServer } from '../../mock-server/index.js';
import { yearOf } from './bulk-agenda.js';
import { often, type Taken, taken } from './bulk-gaps.js';
import { machines } from './seeds.js';
import type { Figure } from './table.js';

const RECORDS = Array.from({ length: 10_000 }, (_, id) => ({
  id,
  name: `record ${id}`,
  at: id * 1000,
  state: 'ACTIVE',
}));

/** Of more machines no snapshot is made: it would take minutes. */
const MOST_SAVED = 10_000;

/** Work in bulk over the time to write and read 10,000 small records as JSON, both in processor time; the longest wait beside it. */
export async function bulk(short: boolean): Promise<Figure[]> {
  const figures: Figure[] = [];
  const floor = async (): Promise<number> => (await often(9, () => JSON.parse(JSON.stringify(RECORDS)))).processor || 1;
  const add = async (name: string, ours: Taken, note = ''): Promise<void> => {
    const base = await floor();
    const told = `blocked for ${Math.round(ours.gap)} ms at most${note === '' ? '' : `; ${note}`}`;
    const ratio = ours.processor / base;
    figures.push({ name, ours: ours.milliseconds, floor: base, unit: 'ms', ratio, processorRatio: ratio, note: told });
  };
  for (const count of short ? [1000] : [100, 1000, 10_000, 100_000]) {
    const mock = await createMockServer({ seed: machines(count) });
    const advance = () => mock.control.clock.advance({ by: 'P365D' });
    await add(`bulk: a year's advance over ${count} machines`, await taken(advance));
    await usageAfterAnHour(mock);
    await add(`bulk: usage of ${count} machines after an hour`, await often(5, () => usageAfterAnHour(mock)));
    await add(
      `bulk: a page of 10 of ${count} machines after a change`,
      await often(9, () => pagesAfterChanges(mock)),
      '20 changes and pages',
    );
    if (count > MOST_SAVED) {
      await mock.close();
      continue;
    }
    let saved = await mock.control.snapshot.save();
    await add(
      `bulk: a snapshot of ${count} machines`,
      await often(3, async () => (saved = await mock.control.snapshot.save())),
    );
    await add(`bulk: restoring ${count} machines`, await often(3, () => mock.control.snapshot.restore(saved)));
    const path = `${mock.url}/__admin/worlds/default/snapshot`;
    let text = '';
    await add(
      `bulk: a snapshot of ${count} machines over HTTP`,
      await often(3, async () => (text = await (await fetch(path)).text())),
      `${text.length} bytes`,
    );
    await add(
      `bulk: restoring ${count} machines over HTTP`,
      await often(3, async () => (await fetch(path, { method: 'PUT', body: text })).text()),
    );
    await mock.close();
  }
  for (const [jobs, waiting] of short
    ? ([[10_000, 1000]] as const)
    : ([
        [10_000, 1000],
        [100_000, 1000],
        [1_000_000, 1000],
      ] as const)) {
    const year = await yearOf(jobs, waiting);
    await add(
      `bulk: a year of ${jobs} due jobs`,
      year,
      `${year.bytes} bytes of answer, ${year.megabytes} MB more resident`,
    );
  }
  return figures;
}

async function usageAfterAnHour(mock: MockServer): Promise<void> {
  await mock.control.clock.advance({ by: 'PT1H' });
  await ask(mock, '/billing/billing/usage');
}

async function pagesAfterChanges(mock: MockServer): Promise<void> {
  for (let time = 0; time < 20; time += 1) {
    await ask(mock, '/core/environments/1', { method: 'PUT', body: `{"name":"bench-${time}-${performance.now()}"}` });
    await ask(mock, '/core/virtual-machines?page=1&pageSize=10');
  }
}

async function ask(
  { url, credentials }: MockServer,
  path: string,
  init: { method?: string; body?: string } = {},
): Promise<void> {
  const headers = { api_key: credentials.infrahub.apiKey, 'content-type': 'application/json' };
  const reply = await fetch(`${url}/v1${path}`, { ...init, headers });
  await reply.text();
  if (!reply.ok) throw new Error(`${path} was answered ${reply.status}`);
}
