/**
 * `npm run bench`: floor and double in turn (A B A B), the load generator apart from both, and figures as ratios of the
 * same run. `--short` runs the cases that guard against loss, `--json FILE` keeps the figures, `--budget FILE` fails when a
 * ratio is below its floor, `--only TEXT` runs the cases whose name holds it.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Case, cases } from './cases.js';
import { coldStart } from './cold.js';
import { inProcess } from './in-process.js';
import { load, median } from './load.js';
import { startDouble, startFloor } from './servers.js';
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

async function measure(one: Case): Promise<Figure> {
  const double = await startDouble('--seed', one.seed(), ...(one.flags ?? []));
  const shot = await one.shot(double);
  const sample = await fetch(`${double.url}${shot.path}`, {
    method: shot.method ?? 'GET',
    headers: { ...shot.headers },
    ...(shot.body !== undefined && { body: shot.body.replace('[<id>]', 'sample') }),
  });
  const text = await sample.text();
  const file = join(tmpdir(), 'hostdouble-bench-body.json');
  writeFileSync(file, text === '' ? '{}' : text);
  const floor = await startFloor(one.floor, file);
  await load(double.url, shot, 1);
  await load(floor.url, shot, 1);
  const [ours, theirs, ratios]: [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round < ROUNDS; round++) {
    const base = (await load(floor.url, shot, SECONDS)).rate;
    const { rate } = await load(double.url, shot, SECONDS);
    ours.push(rate);
    theirs.push(base);
    ratios.push(rate / base);
  }
  const calm = await load(double.url, shot, SECONDS, Math.min(1000, Math.floor(median(ours) / 4)));
  const figure: Figure = {
    name: one.name,
    ours: median(ours),
    floor: median(theirs),
    unit: 'requests/s',
    ratio: median(ratios),
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
  process.stderr.write(`${figure.name}: ${figure.ratio.toFixed(2)}\n`);
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
if (flags.budget !== undefined) {
  const budget: Record<string, { least?: number; most?: number }> = JSON.parse(readFileSync(flags.budget, 'utf8'));
  const lost = figures.filter(({ name, ratio }) => {
    const { least = 0, most = Number.POSITIVE_INFINITY } = budget[name] ?? {};
    return ratio < least || ratio > most;
  });
  for (const { name, ratio } of lost)
    process.stderr.write(`too slow: ${name}: ${ratio.toFixed(3)}, the budget is ${JSON.stringify(budget[name])}\n`);
  process.exitCode = lost.length > 0 ? 1 : 0;
}
