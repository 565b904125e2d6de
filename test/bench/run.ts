/**
 * `npm run bench`: floor and double in turn (A B A B), the load generator apart from both, and figures as ratios of the
 * same run. `--short` runs the cases that guard against loss, `--json FILE` keeps the figures, `--budget FILE` fails when a
 * ratio is below its floor, `--only TEXT` runs the cases whose name holds it. `--scale` says instead what a call costs by how
 * much there is beside it.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { beyondBudget, budgetIn, isBeyond, retaken } from './budget.js';
import { bulk } from './bulk.js';
import { type Case, cases } from './cases.js';
import { coldStart } from './cold.js';
import { inProcess } from './in-process.js';
import { inOrder, load, median, type Shot, warm } from './load.js';
import { scale } from './scale.js';
import { type Running, startDouble, startFloor } from './servers.js';
import { starting } from './starting.js';
import { type Figure, table } from './table.js';

const { values: flags } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    json: { type: 'string' },
    budget: { type: 'string' },
    only: { type: 'string' },
    scale: { type: 'boolean', default: false },
  },
});

const ROUNDS = flags.short ? 3 : 5;
const SECONDS = flags.short ? 1 : 2;

interface Round {
  readonly rate: number;
  readonly perProcessorSecond: number;
}

async function roundOf(server: Running, shot: Shot): Promise<Round> {
  const before = server.processor() ?? 0;
  const { rate, requests } = await load(server.url, shot, SECONDS);
  const spent = (server.processor() ?? 0) - before;
  return { rate, perProcessorSecond: spent > 0 ? requests / spent : rate };
}

interface Sample {
  readonly method: string;
  readonly path: string;
  readonly text: string;
}

/** What the double answers to each request of a shot, when it answers it as the case would have it. */
async function samplesOf({ name, isRefused = false }: Case, { url }: Running, shot: Shot): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (const { method = 'GET', path, headers, body } of inOrder(shot)) {
    const reply = await fetch(`${url}${path}`, {
      method,
      headers: { ...headers },
      ...(body !== undefined && { body: body(0) }),
    });
    const text = await reply.text();
    const isDone = reply.ok && !/^\{"result":(?!0\b)/.test(text); // Virtuozzo refuses with 200 and a number
    if (isDone === isRefused) throw new Error(`${name}: ${path} answered ${reply.status} ${text.slice(0, 200)}`);
    samples.push({ method, path, text });
  }
  return samples;
}

/** Starts what a case is measured against. */
function startBase({ floor, seed, flags = [] }: Case, samples: readonly Sample[]): Promise<Running> {
  if (floor === 'itself') return startDouble('--seed', seed(), ...flags);
  const file = join(tmpdir(), 'hostdouble-bench-body.json');
  const [first] = samples;
  writeFileSync(file, floor === 'inTurn' || floor === 'changing' ? JSON.stringify(samples) : first?.text || '{}');
  return startFloor(floor, file);
}

async function measure(one: Case): Promise<Figure[]> {
  const double = await startDouble('--seed', one.seed(), ...(one.flags ?? []));
  const shots = [await one.shot(double)].flat();
  const [shot = { path: '/' }] = shots;
  const samples = await samplesOf(one, double, shot);
  const base = await startBase(one, samples);
  for (const each of shots) await warm(double.url, each);
  await warm(base.url, shot);
  const rounds: { base: Round; ours: Round[] }[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const ours: Round[] = [];
    const floor = await roundOf(base, shot);
    for (const place of shots.keys()) {
      const index = (place + round) % shots.length; // each is the first in its turn
      ours[index] = await roundOf(double, shots[index] ?? shot);
    }
    rounds.push({ base: floor, ours });
  }
  const bytes = Math.round(samples.reduce((sum, { text }) => sum + text.length, 0) / samples.length);
  const figures: Figure[] = [];
  for (const [index, each] of shots.entries()) {
    const of = (ratio: (ours: Round, base: Round) => number): number =>
      median(rounds.map(({ ours, base }) => (ours[index] === undefined ? Number.NaN : ratio(ours[index], base))));
    const rate = of(ours => ours.rate);
    const latency = flags.short ? '' : await latencyOf(double, each, rate);
    figures.push({
      name: each.name === undefined ? one.name : `${one.name}: ${each.name}`,
      ours: rate,
      floor: of((_, base) => base.rate),
      unit: 'requests/s',
      ratio: of((ours, base) => ours.rate / base.rate),
      processorRatio: of((ours, base) => ours.perProcessorSecond / base.perProcessorSecond),
      note: `${bytes} bytes over ${one.floor}; ${latency}${megabytes(double.resident())}`,
    });
  }
  await Promise.all([double.stop(), base.stop()]);
  return figures.length > 1 ? [...figures, apart(one.name, figures)] : figures;
}

/** How far the dearest of several is from the cheapest, which were called in turn. */
function apart(name: string, figures: readonly Figure[]): Figure {
  const ratios = figures.map(({ processorRatio, ratio }) => processorRatio ?? ratio);
  const [least, most] = [Math.min(...ratios), Math.max(...ratios)];
  return {
    name: `${name}: dearest over cheapest`,
    ours: least,
    floor: most,
    unit: 'ratio',
    ratio: least / most,
    note: '',
  };
}

/** How long answers take when a quarter is sent of what can be. */
async function latencyOf({ url }: Running, shot: Shot, rate: number): Promise<string> {
  const { p50, p99 } = await load(url, shot, SECONDS, Math.min(1000, Math.ceil(rate / 4)));
  return `at a calm rate p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms; `;
}

const megabytes = (bytes: number | undefined): string =>
  bytes === undefined ? 'memory unknown' : `${Math.round(bytes / 2 ** 20)} MB resident`;

const wanted = ({ name, short }: { name: string; short?: boolean }): boolean =>
  (flags.only === undefined || name.includes(flags.only)) && (!flags.short || short === true);

const figures: Figure[] = [];
const add = (figure: Figure): void => {
  figures.push(figure);
  process.stderr.write(`${figure.name}: ${figure.ratio.toFixed(2)} ${figure.processorRatio?.toFixed(2) ?? ''}\n`);
};

if (flags.scale) {
  await scale(text => process.stdout.write(`${text}\n\n`));
  process.exit();
}
/** What is measured together, from servers that are started for it. */
const measurements: readonly (() => Promise<Figure[]>)[] = [
  ...cases.filter(wanted).map(one => () => measure(one)),
  ...(wanted({ name: 'cold start', short: true }) ? [() => coldStart(flags.short ? 5 : 10)] : []),
  ...(wanted({ name: 'in process', short: true }) ? [inProcess] : []),
  ...(wanted({ name: 'starting' }) ? [() => starting(flags.short)] : []),
  ...(wanted({ name: 'in bulk', short: true }) ? [() => bulk(flags.short)] : []),
];
const budget = flags.budget === undefined ? {} : budgetIn(readFileSync(flags.budget, 'utf8'));
for (const run of measurements) {
  let found = await run();
  // What misses its budget is measured again: a machine that does something else for some seconds is no loss of ours.
  for (let again = 0; again < 2 && found.some(figure => isBeyond(budget, figure)); again++)
    found = retaken(budget, found, await run());
  for (const figure of found) add(figure);
}

process.stdout.write(`${table(figures)}\n`);
if (flags.json !== undefined) {
  const machine = { node: process.version, date: new Date().toISOString() };
  writeFileSync(flags.json, `${JSON.stringify({ ...machine, rounds: ROUNDS, seconds: SECONDS, figures }, null, 2)}\n`);
}
if (flags.budget !== undefined) process.exitCode = beyondBudget(figures, budget) ? 1 : 0;
