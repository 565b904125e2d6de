/**
 * `npm run bench:peers`: the usage of one machine and of 1,000 from the double, from the raw floor of `node:http` and
 * from other servers that are given the same bodies, in turn (A B C ... A B C ...), the load generator apart from all.
 * The peers are installed into a temporary folder, at the versions set down in `peer-list.ts`; one that cannot be, or
 * does not start, is reported and left out. `--json FILE` keeps the figures, `--only TEXT` takes the peers whose name
 * holds it.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { usage } from './cases.js';
import { median } from './load.js';
import { type Peer, peers } from './peer-list.js';
import { answerOf, type Contender, compare, contenders, type Line } from './peer-rounds.js';
import { machines } from './seeds.js';
import { startDouble } from './servers.js';
import { markdown, shown } from './table.js';

const { values: flags } = parseArgs({ options: { json: { type: 'string' }, only: { type: 'string' } } });

const ROUNDS = 5;
const folder = mkdtempSync(join(tmpdir(), 'hostdouble-peers-'));
const say = (text: string): boolean => process.stderr.write(`${text}\n`);

/** Installs the peers; answers those that could be. */
function install(wanted: readonly Peer[]): Peer[] {
  writeFileSync(join(folder, 'package.json'), '{"private":true}');
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  return wanted.filter(({ name, package: its, version }) => {
    say(`installing ${its} ${version}`);
    try {
      execFileSync('npm', ['install', ...quiet, `${its}@${version}`], { cwd: folder, stdio: ['ignore', 'ignore', 2] });
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
    await answerOf(server, shot);
    if (count > 0) {
      times.push(performance.now() - began);
      sizes.push((server.resident() ?? Number.NaN) / 2 ** 20);
    }
    await server.stop();
  }
  return { name, milliseconds: median(times), megabytes: median(sizes) };
}

async function textOf(seed: string): Promise<string> {
  const double = await startDouble('--seed', seed);
  const text = await answerOf(double, usage);
  await double.stop();
  return text;
}

const rows = (lines: readonly Line[]) =>
  lines.map(({ name, rate, ratio, perProcessorSecond, processorRatio, note }) => [
    ...[name, shown(rate), ratio.toFixed(2), shown(perProcessorSecond), processorRatio.toFixed(2), note],
  ]);
const heads = ['server', 'requests/s:', 'double / it:', 'requests in a processor second:', 'double / it:', ''];

try {
  const among = install(peers.filter(({ name }) => name.includes(flags.only ?? '')));
  const results: Record<string, unknown> = {};
  for (const [name, seed, connections] of [
    ['one-row usage', 'documented', 50],
    ['1,000-row usage', machines(1000), 10],
  ] as const) {
    const text = await textOf(seed);
    const how = { rounds: ROUNDS, seconds: 2, connections };
    const lines = await compare(contenders(among, folder, seed, text), text, how, say);
    results[name] = lines;
    process.stdout.write(`\n${name}, ${text.length} bytes\n\n${markdown(heads, rows(lines))}\n`);
  }

  const starts: Awaited<ReturnType<typeof coldStart>>[] = [];
  for (const one of contenders(among, folder, 'documented', await textOf('documented')))
    await coldStart(one).then(
      start => starts.push(start),
      (error: Error) => say(`left out: ${one.name}: ${error.message}`),
    );
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
