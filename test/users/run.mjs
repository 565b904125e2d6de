// `npm run test:users`: packs this package, installs the packed file in an empty project as a reseller's engineer has it, and
// runs there what he would write, with each runner that is on this machine. `-- vitest jest` runs these alone, and fails where
// one is not here; `-- --built` packs what is built already; `-- --keep` leaves the project there. No network but npm's registry.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = join(here, '../..');

/** What a reseller's engineer wants to know, each a file of tests for each runner. */
const suites = ['provisioning', 'bills', 'retries', 'worlds', 'year', 'received', 'nightly'];

const filesIn = folder => readdirSync(join(here, folder)).filter(file => /\.test\.m?js$/.test(file));

/**
 * By name: the folder of its tests, what must answer for it to be here, the folder of the helper that its user copies beside
 * them, and the command that runs them and writes a report in JUnit's XML, or in Jest's own JSON.
 */
const runners = {
  vitest: {
    folder: 'vitest',
    command: report => [
      'npx',
      'vitest',
      'run',
      '--dir=vitest',
      '--testTimeout=60000',
      '--reporter=default',
      '--reporter=junit',
      `--outputFile.junit=${report}`,
    ],
  },
  'node:test': {
    folder: 'node-test',
    command: report => [
      'node',
      '--test',
      ...['spec', 'junit'].map(name => `--test-reporter=${name}`),
      ...['stdout', report].map(where => `--test-reporter-destination=${where}`),
      ...filesIn('node-test').map(file => `node-test/${file}`),
    ],
  },
  jest: {
    folder: 'jest',
    command: report => ['npx', 'jest', '--ci', '--json', `--outputFile=${report}`],
  },
  pytest: {
    folder: 'python',
    needs: [['python3', '-m', 'pytest', '--version']],
    helper: 'python',
    command: report => ['python3', '-m', 'pytest', '-q', '-p', 'no:cacheprovider', `--junitxml=${report}`, 'python'],
  },
  phpunit: {
    folder: 'php',
    needs: [
      ['php', '--version'],
      ['phpunit', '--version'],
    ],
    helper: 'php',
    command: report => ['phpunit', '--no-configuration', '--log-junit', report, 'php'],
  },
};

const { values, positionals: only } = parseArgs({
  allowPositionals: true,
  options: { built: { type: 'boolean' }, keep: { type: 'boolean' } },
});
for (const name of only)
  if (!Object.hasOwn(runners, name)) fail(`there is no runner "${name}"; there are ${Object.keys(runners).join(', ')}`);

const project = mkdtempSync(join(tmpdir(), 'hostdouble-user-'));
try {
  settle();
  const asked = Object.keys(runners).filter(name => only.length === 0 || only.includes(name));
  const rows = asked.map(name => ({ runner: name, ...outcome(name, runners[name]) }));
  process.stdout.write(`\n${table(rows)}\n`);
  const isFine = ({ here, exit, failed, without }) =>
    here ? exit === 0 && failed === 0 && without === '' : only.length === 0;
  if (!rows.every(isFine)) process.exitCode = 1;
} finally {
  if (values.keep) process.stdout.write(`the project is in ${project}\n`);
  else rmSync(project, { recursive: true, force: true });
}

/** Makes the project: the packed file is installed, its helpers are copied out of it, and the tests laid beside them. */
function settle() {
  const scripts = values.built ? ['--ignore-scripts'] : [];
  run(root, 'npm', 'pack', '--loglevel=error', `--pack-destination=${project}`, ...scripts);
  const [packed] = readdirSync(project);
  for (const part of ['package.json', 'reseller', ...Object.values(runners).map(({ folder }) => folder)])
    cpSync(join(here, part), join(project, part), { recursive: true });
  const quiet = ['--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];
  run(project, 'npm', 'install', '--save-dev', ...quiet, `./${packed}`);
  for (const { helper, folder } of Object.values(runners)) {
    const helpers = join(project, 'node_modules/hostdouble/fixtures/helpers');
    if (helper !== undefined) cpSync(join(helpers, helper), join(project, folder), { recursive: true });
  }
}

/** What became of the tests of one runner. */
function outcome(name, { needs = [], folder, command }) {
  const missing = needs.find(([program, ...args]) => spawnSync(program, args).status !== 0);
  if (missing !== undefined)
    return { here: false, said: `not run: this machine has no ${missing.slice(0, -1).join(' ')}` };
  process.stdout.write(`\n${name}\n`);
  const report = join(project, `${folder}.report`);
  const begun = performance.now();
  const [program, ...args] = command(report);
  const { status, error } = spawnSync(program, args, { cwd: project, stdio: ['ignore', 'inherit', 'inherit'] });
  if (error) throw error;
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  const text = readFileSync(report, 'utf8');
  const { passed, failed } = counts(text);
  const told = `${args.join(' ')} ${text}`;
  const without = suites
    .filter(suite => !new RegExp(`test_${suite}|(?<![a-z])${suite}(\\.test|test)`, 'i').test(told))
    .join(', ');
  const short = without === '' ? '' : `, without ${without}`;
  return {
    here: true,
    exit: status,
    failed,
    without,
    said: `${passed} passed, ${failed} failed, ${seconds} s${short}`,
  };
}

/** Counts what a report tells; one that tells nothing has failed. */
function counts(text) {
  if (text.startsWith('{')) {
    const { numPassedTests: passed, numFailedTests, numFailedTestSuites } = JSON.parse(text);
    return { passed, failed: Math.max(numFailedTests, numFailedTestSuites) };
  }
  const all = text.match(/<testcase\b/g)?.length ?? 0;
  const failed = text.match(/<(failure|error)\b/g)?.length ?? 0;
  return { passed: all - failed, failed: all === 0 ? 1 : failed };
}

function table(rows) {
  const width = Math.max(...rows.map(({ runner }) => runner.length));
  return rows.map(({ runner, said }) => `${runner.padEnd(width)}  ${said}`).join('\n');
}

function run(cwd, program, ...args) {
  execFileSync(program, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
