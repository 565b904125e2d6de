import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const tsc = join(root, 'node_modules', '.bin', 'tsc');
/** A user's project, which has this package's built types in its `node_modules`. */
const cwd = join(root, 'node_modules', '.cache', `hostdouble-declarations-${process.pid}`);

beforeAll(() => {
  const installed = join(cwd, 'node_modules', 'hostdouble');
  mkdirSync(installed, { recursive: true });
  copyFileSync(join(root, 'package.json'), join(installed, 'package.json'));
  for (const kind of ['types', 'lib'])
    execFileSync(process.execPath, ['.ci/build.mjs', kind, join(installed, 'dist', kind)], { cwd: root });
  writeFileSync(join(cwd, 'package.json'), '{"type":"module"}');
  cpSync(join(root, 'test', 'vendors', 'acme'), join(cwd, 'acme'), { recursive: true });
  writeFileSync(join(cwd, 'uses.ts'), uses);
  writeFileSync(join(cwd, 'requires.cts'), requires);
  writeFileSync(
    join(cwd, 'tsconfig.json'),
    JSON.stringify({ compilerOptions, include: ['uses.ts', 'requires.cts', 'acme'] }),
  );
}, 300_000);
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

/** What users name and hand on: the compiler must be able to write the type of each into a declaration. */
const uses = [
  "import { createMockServer } from 'hostdouble';",
  "import { control, createClient, loadContract } from 'hostdouble/contracts';",
  "import { infrahub } from 'hostdouble/contracts/infrahub';",
  "import { contract } from './acme/contract.js';",
  'export const mock = await createMockServer();',
  "export const world = await mock.world({ seed: 'empty' });",
  'export const { reset, clock, state, snapshot } = world;',
  'export const inWorld = world.faults.add;',
  'export const addFault = mock.control.faults.add;',
  'export const addOverride = mock.control.overrides.add;',
  'export const client = createClient(infrahub, { url: mock.url });',
  'export const operator = createClient(control, { url: mock.url });',
  'export const own = createClient(contract, { url: mock.url });',
  'export const loaded = await loadContract(infrahub);',
  'export const ofOwn = await loadContract(contract);',
].join('\n');
/** The same from a project in CommonJS. */
const requires = [
  "import hostdouble = require('hostdouble');",
  "import contracts = require('hostdouble/contracts');",
  "import vendor = require('hostdouble/contracts/infrahub');",
  'export const start = async (): Promise<hostdouble.TestWorld> => (await hostdouble.createMockServer()).world();',
  'export const client = contracts.createClient(vendor.infrahub, { url: "http://127.0.0.1:4850" });',
  "export const calls = async () => (await start()).calls('infrahub/environments.create');",
  "export const asked = async () => hostdouble.assertReceived(await start(), 'infrahub/environments.create');",
].join('\n');
const compilerOptions = {
  ...{ target: 'ES2023', module: 'NodeNext', types: ['node'], strict: true, skipLibCheck: false },
  ...{ declaration: true, emitDeclarationOnly: true, rootDir: '.', outDir: 'out' },
};

it('has the declarations that a compiler reads, and no others', () => {
  const has = (source: string) => existsSync(join(cwd, 'node_modules/hostdouble/dist/types', `${source}.d.ts`));
  expect(['mock-server/index', 'mock-server/vitest', 'contracts/core/contract'].map(has)).toEqual([true, true, true]);
  expect(['mock-server/http/dispatch', 'mock-server/store/sql-store'].map(has)).toEqual([false, false]);
});

it('declarations of what users make with this package can be written', () => {
  const { status, stdout } = spawnSync(tsc, ['-p', '.'], { cwd, encoding: 'utf8' });
  expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
});
