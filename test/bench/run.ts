/**
 * `npm run bench`: floor and double in turn (A B A B), the load generator apart from both, and figures as ratios of the
 * same run. `--short` runs the cases that guard against loss, `--json FILE` keeps the figures, `--budget FILE` fails when a
 * ratio is below its floor, `--only TEXT` runs the cases whose name holds it.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { beyondBudget } from './budget.js';
import { type Case, cases } from './cases.js';
import { coldStart } from './cold.js';
import { inProcess } from './in-process.js';
import { load, median, type Shot } from './load.js';
import { type Running, startDouble, startFloor } from './servers.js';
import { type Figure, table } from './table.js';

const { values: flags } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    json: { type: 'string' },
    budget: { type: 'string' },
    only: { type: 'string' },
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

async function measure(one: Case): Promise<Figure> {
  const double = await startDouble('--seed', one.seed(), ...(one.flags ?? []));
  const shot = await one.shot(double);
  const sample = await fetch(`${double.url}${shot.path}`, {
    method: shot.method ?? 'GET',
    headers: { ...shot.headers },
    ...(shot.body !== undefined && { body: shot.body(0) }),
  });
  const text = await sample.text();
  const file = join(tmpdir(), 'hostdouble-bench-body.json');
  writeFileSync(file, text === '' ? '{}' : text);
  const floor = await startFloor(one.floor, file);
  await load(double.url, shot, SECONDS);
  await load(floor.url, shot, SECONDS);
  const rounds: { base: Round; ours: Round }[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const base = await roundOf(floor, shot);
    rounds.push({ base, ours: await roundOf(double, shot) });
  }
  const rates = rounds.map(({ ours }) => ours.rate);
  const calm = await load(double.url, shot, SECONDS, Math.min(1000, Math.ceil(median(rates) / 4)));
  const figure: Figure = {
    name: one.name,
    ours: median(rates),
    floor: median(rounds.map(({ base }) => base.rate)),
    unit: 'requests/s',
    ratio: median(rounds.map(({ base, ours }) => ours.rate / base.rate)),
    processorRatio: median(rounds.map(({ base, ours }) => ours.perProcessorSecond / base.perProcessorSecond)),
    note: `${text.length} bytes over ${one.floor}; at a calm rate p50 ${calm.p50} ms, p99 ${calm.p99} ms; ${megabytes(double.resident())}`,
  };
  await Promise.all([double.stop(), floor.stop()]);
  return figure;
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

for (const one of cases.filter(wanted)) add(await measure(one));
if (wanted({ name: 'cold start', short: true }))
  for (const figure of await coldStart(flags.short ? 5 : 10)) add(figure);
if (wanted({ name: 'in process', short: true })) for (const figure of await inProcess(flags.short)) add(figure);

process.stdout.write(`${table(figures)}\n`);
if (flags.json !== undefined) {
  const machine = { node: process.version, date: new Date().toISOString() };
  writeFileSync(flags.json, `${JSON.stringify({ ...machine, rounds: ROUNDS, seconds: SECONDS, figures }, null, 2)}\n`);
}
if (flags.budget !== undefined) process.exitCode = beyondBudget(figures, readFileSync(flags.budget, 'utf8')) ? 1 : 0;
