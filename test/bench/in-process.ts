import { createMockServer } from '../../mock-server/index.js';
import { median } from './load.js';
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

/** What is done without a network, as ratios to a floor of plain JSON work in the same process. */
export async function inProcess(): Promise<Figure[]> {
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

  return figures;
}
