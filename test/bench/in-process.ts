import { createMockServer, type MockServer } from '../../mock-server/index.js';
import { median } from './load.js';
import { machines } from './seeds.js';
import type { Figure } from './table.js';

const milliseconds = async (act: () => unknown): Promise<number> => {
  const began = performance.now();
  await act();
  return performance.now() - began;
};

/** The floor of work in one process: the time to write and read 10,000 small records as JSON. */
async function unitOfWork(): Promise<number> {
  const records = Array.from({ length: 10_000 }, (_, id) => ({
    id,
    name: `record ${id}`,
    at: id * 1000,
    state: 'ACTIVE',
  }));
  const times: number[] = [];
  for (let round = 0; round < 9; round++) times.push(await milliseconds(() => JSON.parse(JSON.stringify(records))));
  return median(times);
}

const usage = async ({ url, credentials }: MockServer): Promise<number> => {
  const reply = await fetch(`${url}/v1/billing/billing/usage`, { headers: { api_key: credentials.infrahub.apiKey } });
  return (await reply.text()).length;
};

/** What is done without a network, as ratios to a floor of plain JSON work in the same process. */
export async function inProcess(short: boolean): Promise<Figure[]> {
  const floor = await unitOfWork();
  const figure = (name: string, ours: number, note: string): Figure => ({
    name,
    ours,
    floor,
    unit: 'ms',
    ratio: ours / floor,
    note,
  });
  const figures: Figure[] = [];

  const empty = await createMockServer({ seed: 'empty', clock: 'frozen' });
  const makings: number[] = [];
  for (let count = 0; count < 200; count++) makings.push(await milliseconds(() => empty.control.worlds.create()));
  figures.push(figure('making an empty world', median(makings), 'of 200'));
  const livings: number[] = [];
  for (let count = 0; count < 20; count++)
    livings.push(
      await milliseconds(async () => {
        const { name } = await empty.control.worlds.create();
        await empty.control.clock.advance({ by: 'PT1S' }, name);
      }),
    );
  figures.push(figure('making an empty world and all its clouds', median(livings), 'of 20'));
  await empty.close();
  const starts: number[] = [];
  for (let count = 0; count < 10; count++)
    starts.push(await milliseconds(async () => (await createMockServer({ seed: 'empty' })).close()));
  figures.push(figure('createMockServer', median(starts), 'of 10, started and closed'));

  for (const count of short ? [1000] : [1000, 10_000]) {
    const before = process.memoryUsage.rss();
    const mock = await createMockServer({ seed: machines(count) });
    await usage(mock);
    figures.push(
      figure(
        `a year's advance over ${count} machines`,
        await milliseconds(() => mock.control.clock.advance({ by: 'P365D' })),
        '',
      ),
    );
    let bytes = 0;
    const read = await milliseconds(async () => {
      bytes = await usage(mock);
    });
    const grown = Math.round((process.memoryUsage.rss() - before) / 2 ** 20);
    figures.push(
      figure(`the usage of ${count} machines after it`, read, `${bytes} bytes over HTTP; ${grown} MB more resident`),
    );
    const saved = await mock.control.snapshot.save();
    figures.push(figure(`a snapshot of ${count} machines`, await milliseconds(() => mock.control.snapshot.save()), ''));
    figures.push(
      figure(`restoring ${count} machines`, await milliseconds(() => mock.control.snapshot.restore(saved)), ''),
    );
    await mock.close();
  }
  return figures;
}
