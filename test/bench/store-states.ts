import { statSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { PostgresServer } from '../postgres-server.js';
import { median } from './load.js';
import type { Running } from './servers.js';
import { type BenchWorld, benchWorld, burst, inTurn, percentile, type TimedCall, writing } from './store-worlds.js';
import type { Figure } from './table.js';

/** Milliseconds as a figure over others. */
export const timed = (name: string, times: readonly number[], floor: readonly number[]): Figure => ({
  name,
  ours: median(times),
  floor: median(floor),
  unit: 'ms',
  ratio: median(times) / median(floor),
  note: `p99 ${percentile(times, 0.99).toFixed(2)} ms, of ${times.length}`,
});

/** A read of a world. */
const read = ({ name, headers }: BenchWorld): TimedCall => ({
  ...{ method: 'GET', path: `/w/${name}/v1/billing/billing/usage`, headers },
});

/** The first call to worlds that are not in memory, beside their next; one of them warms what all need. */
async function returned(name: string, url: string, worlds: readonly BenchWorld[]): Promise<Figure> {
  const [first, ...calls] = worlds.map(read);
  if (first !== undefined)
    await inTurn(
      url,
      Array.from({ length: 20 }, () => first),
    );
  const times = await inTurn(url, calls);
  return timed(name, times, await inTurn(url, calls));
}

/** Worlds of which a server that is started anew has none in memory. */
export async function afterRestart(
  place: string,
  worlds: readonly BenchWorld[],
  begin: () => Promise<Running>,
): Promise<Figure> {
  const server = await begin();
  const figure = await returned(`return of a world after a restart, ${place}`, server.url, worlds);
  await server.stop();
  return figure;
}

/** Milliseconds between two looks whether worlds left memory, and how many looks at most. */
const [LOOK, LOOKS] = [200, 150];

/** Worlds that left memory for nobody called them; the server has `--idle` as short as it takes, and `--metrics`. */
export async function afterIdleness(
  place: string,
  count: number,
  begin: (...more: string[]) => Promise<Running>,
): Promise<Figure> {
  const server = await begin('--idle', 'PT1S', '--metrics');
  const { url } = server;
  const worlds: BenchWorld[] = [];
  for (let number = 0; number < count; number++) worlds.push(await benchWorld(url, `idle-${number}`, 'shop'));
  await burst([url], writing(worlds), { amount: 10 * count });
  const inMemory = async (): Promise<number> => {
    const text = await (await fetch(`${url}/__admin/metrics`)).text();
    return Number(/^hostdouble_worlds{tenant=""} (\d+)$/m.exec(text)?.[1]);
  };
  for (let looks = 0; (await inMemory()) > 0; looks++) {
    if (looks === LOOKS) throw new Error('worlds do not leave memory');
    await pause(LOOK);
  }
  // Fewer than a second's worth of calls: none of them leaves again meanwhile.
  const figure = await returned(`return of an idle world, ${place}`, url, worlds);
  await server.stop();
  return figure;
}

/** So many writes fill no journal: of more it forgets the oldest, and the state grows by less. */
const WRITES = 10_000;

/** Bytes for each write: with the log that an engine writes beside its tables, and without. */
const growth = (place: string, whole: number, bare: number): Figure => ({
  ...{ name: `state for each write, ${place}`, ours: whole / WRITES, floor: bare / WRITES, unit: 'bytes' },
  ratio: whole / bare,
  note: `over the same without its log, of ${WRITES.toLocaleString('en')} writes`,
});

async function worldsAt(url: string, count: number): Promise<BenchWorld[]> {
  const worlds: BenchWorld[] = [];
  for (let number = 0; number < count; number++) worlds.push(await benchWorld(url, `grown-${number}`, 'shop'));
  await burst([url], writing(worlds), { amount: count, connections: 1 });
  return worlds;
}

/** How a file grows: a new one, for one that was in use has room of its own. Its log is in it when its server has ended. */
export async function growthOfFile(file: string, begin: () => Promise<Running>, count: number): Promise<Figure> {
  const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  const first = await begin();
  const worlds = await worldsAt(first.url, count);
  await first.stop();
  const before = sizeOf(file);
  const second = await begin();
  await burst([second.url], writing(worlds), { amount: WRITES });
  const whole = sizeOf(file) + sizeOf(`${file}-wal`) - before;
  await second.stop();
  return growth('sqlite', whole, sizeOf(file) - before);
}

/** How a database grows, and what it writes to its log, of which it keeps the last. */
export async function growthOfDatabase(
  database: PostgresServer,
  begin: () => Promise<Running>,
  count: number,
): Promise<Figure> {
  const held = () =>
    database.ask(async client => {
      const { rows } = await client.query<{ tables: string; log: string }>(
        "select pg_database_size(current_database()) as tables, pg_current_wal_lsn() - '0/0' as log",
      );
      return { tables: Number(rows[0]?.tables), log: Number(rows[0]?.log) };
    });
  const server = await begin();
  const worlds = await worldsAt(server.url, count);
  const before = await held();
  await burst([server.url], writing(worlds), { amount: WRITES });
  const after = await held();
  await server.stop();
  const tables = after.tables - before.tables;
  return growth('postgres', tables + after.log - before.log, tables);
}
