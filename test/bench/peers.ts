/**
 * `npm run bench:peers`: the usage of one machine and of 1,000, a JSON body, a form, and 50 operations in turn, asked of the
 * double, of the raw floor of `node:http` and of other servers that are given the same answers, in turn (A B C ... A B C ...),
 * the load generator apart from all. The peers are installed into a temporary folder, at the versions set down in
 * `peer-list.ts`; one that cannot be, or cannot do what is asked, is reported and left out. `--json FILE` keeps the figures,
 * `--only TEXT` takes the peers whose name holds it, `--rows TEXT` the rows, `--seconds N` makes rounds shorter.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { creating, usage, writingForm } from './cases.js';
import { fifty } from './fifty.js';
import { median } from './load.js';
import { type Peer, peers } from './peer-list.js';
import { answersOf, type Contender, compare, contenders, type Line, type Row } from './peer-rounds.js';
import { machines } from './seeds.js';
import { startDouble } from './servers.js';
import { markdown, shown } from './table.js';

const { values: flags } = parseArgs({
  options: {
    json: { type: 'string' },
    only: { type: 'string' },
    rows: { type: 'string' },
    seconds: { type: 'string', default: '2' },
  },
});

const ROUNDS = 5;
const folder = mkdtempSync(join(tmpdir(), 'hostdouble-peers-'));
const say = (text: string): boolean => process.stderr.write(`${text}\n`);

/** Installs the peers; answers those that could be. */
function install(wanted: readonly Peer[]): Peer[] {
  writeFileSync(join(folder, 'package.json'), '{"private":true}');
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  return wanted.filter(({ name, packages }) => {
    say(`installing ${packages.join(' ')}`);
    try {
      execFileSync('npm', ['install', ...quiet, ...packages], { cwd: folder, stdio: ['ignore', 'ignore', 2] });
      return true;
    } catch {
      say(`left out: ${name}: it cannot be installed`);
      return false;
    }
  });
}

/** From nothing to the first answer, and what is resident then. The first start only warms the disk's cache. */
async function coldStart({ name, shot, start }: Contender) {
  const [times, sizes]: [number[], number[]] = [[], []];
  for (let count = 0; count <= ROUNDS; count++) {
    const began = performance.now();
    const server = await start();
    await answersOf(server, shot);
    if (count > 0) {
      times.push(performance.now() - began);
      sizes.push((server.resident() ?? Number.NaN) / 2 ** 20);
    }
    await server.stop();
  }
  return { name, milliseconds: median(times), megabytes: median(sizes) };
}

async function textsOf({ seed, shot }: Row): Promise<string[]> {
  const double = await startDouble('--seed', seed());
  const texts = await answersOf(double, shot);
  await double.stop();
  return texts;
}

const isWanted = ({ name }: { readonly name: string }): boolean => name.includes(flags.rows ?? '');

const oneRow: Row = {
  name: 'one-row usage',
  seed: () => 'documented',
  floor: 'buffer',
  shot: usage,
  connections: 50,
};
const comparisons: readonly Row[] = [
  oneRow,
  { name: '1,000-row usage', seed: () => machines(1000), floor: 'buffer', shot: usage, connections: 10 },
  { name: 'a JSON body', seed: () => 'empty', floor: 'reading', shot: creating, connections: 50 },
  { name: 'a form', seed: () => 'documented', floor: 'reading', shot: writingForm, connections: 50 },
  { name: '50 operations in turn', seed: () => 'shop', floor: 'inTurn', shot: fifty, connections: 50 },
];

const cellsOf = (lines: readonly Line[]) =>
  lines.map(({ name, rate, ratio, perProcessorSecond, processorRatio, note }) => [
    ...[name, shown(rate), ratio.toFixed(2), shown(perProcessorSecond), processorRatio.toFixed(2), note],
  ]);
const heads = ['server', 'requests/s:', 'double / it:', 'requests in a processor second:', 'double / it:', ''];

try {
  const among = install(peers.filter(({ name }) => name.includes(flags.only ?? '')));
  const results: Record<string, unknown> = {};
  for (const row of comparisons.filter(isWanted)) {
    const texts = await textsOf(row);
    const how = { rounds: ROUNDS, seconds: Number(flags.seconds), connections: row.connections };
    const lines = await compare(contenders(among, folder, row, texts), texts, how, say);
    results[row.name] = lines;
    const bytes = Math.round(texts.join('').length / texts.length);
    process.stdout.write(`\n${row.name}, ${bytes} bytes\n\n${markdown(heads, cellsOf(lines))}\n`);
  }

  const starts: Awaited<ReturnType<typeof coldStart>>[] = [];
  const starting = isWanted({ name: 'cold start' }) ? contenders(among, folder, oneRow, await textsOf(oneRow)) : [];
  for (const one of starting)
    await coldStart(one).then(
      start => starts.push(start),
      (error: Error) => say(`left out: ${one.name}: ${error.message}`),
    );
  if (starts.length > 0)
    process.stdout.write(
      `\ncold start\n\n${markdown(
        ['server', 'first answer after, ms:', 'resident then, MB:'],
        starts.map(({ name, milliseconds, megabytes }) => [name, shown(milliseconds), shown(megabytes)]),
      )}\n`,
    );
  if (flags.json !== undefined)
    writeFileSync(flags.json, `${JSON.stringify({ date: new Date().toISOString(), ...results, starts }, null, 2)}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
