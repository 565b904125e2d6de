/**
 * `npm run bench:store`: what each place for worlds costs against memory, all of them loaded in turn in one run. `--short` is the form
 * that guards against loss, `--json FILE` keeps the figures, `--budget FILE` fails when a ratio is below its floor, `--against
 * COMMAND` loads the memory of another build of the command too (its `main.js`), `--places LIST` loads these only beside memory.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { PostgresServer } from '../postgres-server.js';
import { beyondBudget, budgetIn } from './budget.js';
import { median } from './load.js';
import { type Running, start } from './servers.js';
import { afterIdleness, afterRestart, growthOfDatabase, growthOfFile, timed } from './store-states.js';
import {
  type BenchWorld,
  benchWorld,
  burst,
  inTurn,
  type NextCall,
  reading,
  type TimedCall,
  writing,
} from './store-worlds.js';
import { type Figure, table } from './table.js';

const { values: flags } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    json: { type: 'string' },
    budget: { type: 'string' },
    against: { type: 'string' },
    places: { type: 'string', default: 'sqlite,postgres,bounded,replicas' },
  },
});

const ROUNDS = flags.short ? 3 : 7;
const SECONDS = flags.short ? 1 : 2;
const WORLDS = 20;

const ours = fileURLToPath(new URL('../lib/main.js', import.meta.url));
/** All that runs, to be ended whatever happens. */
const running: Running[] = [];
async function startAt(args: readonly string[], command = ours): Promise<Running> {
  const begun = await start(command, ['serve', '--json', '--port', '0', '--seed', 'empty', ...args]);
  running.push(begun);
  return begun;
}

/** A place for worlds, with the servers that stand before it. */
interface Place {
  readonly name: string;
  readonly servers: readonly Running[];
  readonly worlds: readonly BenchWorld[];
}

async function place(name: string, starts: readonly (() => Promise<Running>)[]): Promise<Place> {
  const servers: Running[] = [];
  for (const begin of starts) servers.push(await begin());
  const worlds: BenchWorld[] = [];
  for (let count = 0; count < WORLDS; count++)
    worlds.push(await benchWorld(servers[0]?.url ?? '', `${name}-${count}`, 'shop'));
  return { name, servers, worlds };
}

const folder = mkdtempSync(join(tmpdir(), 'hostdouble-bench-store-'));
const file = join(folder, 'state.db');

const places: Place[] = [];
let database: PostgresServer | undefined;
const replica = (...more: string[]): Promise<Running> =>
  startAt(['--state', process.env.DATABASE_URL ?? database?.addressOf('postgres') ?? '', ...more]);

const replicasOf: Readonly<Record<string, readonly (() => Promise<Running>)[]>> = {
  postgres: [() => replica()],
  bounded: [() => replica('--reads', 'bounded')],
  replicas: [() => replica(), () => replica()],
};

/** Starts what is to be compared, memory first. */
async function startAll(): Promise<void> {
  const names = flags.places.split(',');
  const onDatabase = Object.keys(replicasOf).filter(name => names.includes(name));
  // A real one, which waits for its disk; `DATABASE_URL` names another.
  if (onDatabase.length > 0 && process.env.DATABASE_URL === undefined)
    database = await PostgresServer.start({ isCareful: true });
  const { against } = flags;
  places.push(await place('memory', [() => startAt([])]));
  if (against !== undefined) places.push(await place('memory-before', [() => startAt([], against)]));
  if (names.includes('sqlite')) places.push(await place('sqlite', [() => startAt(['--state', file])]));
  for (const name of onDatabase) places.push(await place(name, replicasOf[name] ?? []));
}

const figures: Figure[] = [];
const add = (figure: Figure): void => {
  figures.push(figure);
  process.stderr.write(`${figure.name}: ${figure.ratio.toFixed(2)} ${figure.note}\n`);
};

/** Loads all places in turn, and says what each does beside memory. */
async function compare(what: string, call: NextCall, count: number): Promise<void> {
  const rounds = places.map((): { rate: number; p50: number; p99: number }[] => []);
  for (let round = -1; round < ROUNDS; round++)
    for (const [index, { servers, worlds }] of places.entries()) {
      const done = await burst(
        servers.map(({ url }) => url),
        call(worlds.slice(0, count)),
        { seconds: SECONDS },
      );
      if (round >= 0) rounds[index]?.push(done); // the first warms
    }
  const [floor = []] = rounds;
  for (const [index, { name }] of places.entries()) {
    const mine = rounds[index] ?? [];
    if (index === 0) continue;
    const of = (pick: (one: { rate: number; p50: number; p99: number }) => number): number => median(mine.map(pick));
    add({
      name: `${what}, ${name}`,
      ours: of(({ rate }) => rate),
      floor: median(floor.map(({ rate }) => rate)),
      unit: 'requests/s',
      ratio: median(mine.map(({ rate }, round) => rate / (floor[round]?.rate ?? rate))),
      note: `p50 ${of(({ p50 }) => p50)} ms, p99 ${of(({ p99 }) => p99)} ms at 48 connections`,
    });
  }
}

async function creations(): Promise<void> {
  let number = 0;
  const making = (): TimedCall => ({
    ...{ method: 'POST', path: '/__admin/worlds' },
    body: JSON.stringify({ name: `made-${++number}`, seed: 'shop' }),
  });
  let floor: number[] | undefined;
  for (const { name, servers } of places) {
    const url = servers[0]?.url ?? '';
    await inTurn(url, Array.from({ length: 50 }, making)); // the first warm
    const times = await inTurn(url, Array.from({ length: flags.short ? 100 : 300 }, making));
    floor ??= times;
    add(timed(`making a world, ${name}`, times, floor));
    const { rate, p50, p99 } = await burst([url], making, { amount: 1000, connections: 10 });
    process.stderr.write(`1,000 worlds at once, ${name}: ${Math.round(rate)}/s, p50 ${p50} ms, p99 ${p99} ms\n`);
  }
}

/** What a place costs that outlasts its server: worlds that come back, and what is kept of each write. */
async function lasting(): Promise<void> {
  for (const { name, servers, worlds } of places) {
    const begin = name === 'sqlite' ? (...more: string[]) => startAt(['--state', file, ...more]) : replica;
    if (name !== 'sqlite' && name !== 'postgres') continue;
    for (const server of servers) await server.stop();
    add(await afterRestart(name, worlds, begin));
    add(await afterIdleness(name, WORLDS, begin));
    if (name === 'postgres' && database !== undefined) add(await growthOfDatabase(database, replica, WORLDS));
  }
  const fresh = join(folder, 'fresh.db');
  if (flags.places.includes('sqlite')) add(await growthOfFile(fresh, () => startAt(['--state', fresh]), WORLDS));
}

try {
  await startAll();
  await compare('reads of one world', reading, 1);
  await compare('reads of 20 worlds', reading, WORLDS);
  await compare('writes to one world', writing, 1);
  await compare('writes to 20 worlds', writing, WORLDS);
  await creations();
  await lasting();
} finally {
  for (const one of running) await one.stop();
  await database?.[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
}

process.stdout.write(`${table(figures)}\n`);
if (flags.json !== undefined) {
  const machine = { node: process.version, date: new Date().toISOString() };
  writeFileSync(flags.json, `${JSON.stringify({ ...machine, rounds: ROUNDS, seconds: SECONDS, figures }, null, 2)}\n`);
}
if (flags.budget !== undefined)
  process.exitCode = beyondBudget(figures, budgetIn(readFileSync(flags.budget, 'utf8'))) ? 1 : 0;
