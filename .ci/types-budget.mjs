// `npm run types:budget`: fails when type checking does more work than this. Instantiations are counted with one checker,
// which makes them the same on every machine (with several, each repeats a part of the others' work).
import { spawnSync } from 'node:child_process';

/** Raise it for operations that come in (about 3,000 each); for anything else find out first what became dear. Overrides that are typed by operation take 380,000. */
const INSTANTIATIONS = 2_200_000;

const args = ['--no-install', 'tsc', '-p', '.', '--singleThreaded', '--extendedDiagnostics'];
const { status, stdout, stderr } = spawnSync('npx', args, { encoding: 'utf8' });
const [, count] = /^Instantiations:\s+(\d+)/m.exec(stdout) ?? [];
if (status !== 0 || count === undefined) {
  process.stderr.write(stdout + stderr);
  process.exitCode = 1;
} else if (Number(count) > INSTANTIATIONS) {
  process.stderr.write(
    `type checking takes ${count} instantiations, more than ${INSTANTIATIONS} (.ci/types-budget.mjs)\n`,
  );
  process.exitCode = 1;
} else process.stdout.write(`type checking takes ${count} of ${INSTANTIATIONS} instantiations\n`);
