// `npm run new:resource:try`: makes resources of each vendor in a copy of this tree, known and new, with jobs and without,
// and holds the copy to what must hold: types, lint, dead code, the architecture, the README and the contracts. Wrong words
// are refused first, and write nothing.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { contractOf } from './contract-of.mjs';
import { styleOf } from './modules.mjs';
import { operationsOf } from './words.mjs';

const folder = mkdtempSync(join(tmpdir(), 'hostdouble-new-resource-'));
const run = (command, ...args) => execFileSync(command, args, { cwd: folder, stdio: 'inherit' });
const refused = (said, ...args) => {
  const options = { cwd: folder, encoding: 'utf8' };
  const { status, stderr } = spawnSync(process.execPath, ['.ci/new-resource/run.mjs', ...args], options);
  if (status !== 1 || !stderr.includes(said)) throw new Error(`${args.join(' ')} is not refused: ${stderr}`);
};
const kebab = name => name.replaceAll(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);

try {
  const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
    encoding: 'utf8',
  });
  for (const file of tracked.split('\0'))
    if (file !== '' && dirname(file) !== '.githooks') cpSync(file, join(folder, file), { force: true });
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));

  refused('"jbos"', 'infrahub', 'trial-boxes', 'jbos');
  refused('"jobs twice"', 'infrahub', 'trial-boxes', 'jobs', 'twice');
  refused('stands in a namespace', 'virtuozzo', 'firewalls');

  const vendors = readdirSync('contracts/vendors');
  for (const vendor of vendors) {
    const { routes, groups } = await contractOf(vendor);
    const { inNamespace } = await styleOf(vendor);
    const placed = resource => (inNamespace ? `trial/${resource}` : resource);
    const [known] =
      Object.entries(routes).find(
        ([group, names]) => !(group in groups) && Object.keys(operationsOf(names)).length === 4,
      ) ?? [];
    // One name has one meaning in all of the repository, so each vendor's are its own.
    for (const args of [
      [placed(`${vendor}-things`)],
      [`trial/${vendor}-boxes`, 'jobs'],
      ...(known === undefined ? [] : [[placed(kebab(known))]]),
    ])
      run(process.execPath, '.ci/new-resource/run.mjs', vendor, ...args);
  }
  run('npx', '--no-install', 'tsc', '-p', '.');
  run('npx', '--no-install', 'biome', 'check', '--vcs-enabled=false', 'contracts', 'mock-server');
  const tests = ['architecture', 'cli/readme', ...vendors.map(vendor => `contract/${vendor}`)];
  run(
    'npx',
    '--no-install',
    'vitest',
    'run',
    '--config',
    'test/vitest.config.ts',
    ...tests.map(name => `test/${name}.test.ts`),
  );
  run('npx', '--no-install', 'knip');
} finally {
  rmSync(folder, { recursive: true, force: true });
}
