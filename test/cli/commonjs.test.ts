import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { contracts } from '../../contracts/index.js';
import manifest from '../../package.json' with { type: 'json' };

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Outside of this repository, so that nothing is found in its `node_modules`. */
const folder = mkdtempSync(join(tmpdir(), 'hostdouble-cjs-'));
const installed = join(folder, 'node_modules', 'hostdouble');

beforeAll(() => {
  execFileSync(process.execPath, ['.ci/build.mjs', 'lib', join(installed, 'dist/lib')], { cwd: root });
  writeFileSync(join(installed, 'package.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'as-jest.cjs'), asJest);
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (...args: readonly string[]): unknown =>
  JSON.parse(execFileSync(process.execPath, [...args], { cwd: folder, encoding: 'utf8' }));

/** Loads modules as Jest does when it is told nothing: in functions that cannot import. */
const asJest = `
  const { compileFunction } = require('node:vm');
  const { readFileSync } = require('node:fs');
  require('node:module')._extensions['.js'] = (module, filename) => {
    const names = ['module', 'exports', 'require', '__filename', '__dirname'];
    const body = compileFunction(readFileSync(filename, 'utf8'), names, { filename });
    body.call(module.exports, module, module.exports, name => module.require(name), filename, module.path);
  };
`;

it('is what `require` gives, and needs no other package', () => {
  const said = `
    const { createMockServer } = require('hostdouble');
    createMockServer({ seed: 'empty', clock: 'frozen', now: '2026-01-01T00:00:00Z' }).then(async mock => {
      console.log(JSON.stringify((await mock.control.clock.advance({ by: 'P31D' })).clock));
      await mock.close();
    });
  `;
  expect(run('-e', said)).toEqual({ now: '2026-02-01T00:00:00Z', mode: 'frozen' });
});

it('serves every vendor where nothing can be imported', () => {
  const said = `
    const { createMockServer, Failure, Missing } = require('hostdouble');
    const { loadContract, contracts } = require('hostdouble/contracts');
    (async () => {
      const mock = await createMockServer({ seed: 'shop', clock: 'frozen', tls: true, tlsFolder: process.argv[1] });
      const served = {};
      for (const [vendor, { load }] of Object.entries(contracts)) {
        await loadContract(await load());
        const own = Object.values(require('hostdouble/contracts/' + vendor)).some(one => one.vendor === vendor);
        await using_(await mock.world({ seed: 'shop:2' }), async world => {
          served[vendor] = own && Object.keys((await world.state(vendor)).resources).length > 9;
          await world.restore(await world.snapshot());
        });
      }
      const { error } = await mock.control.clock.change({ mode: 'no' }).then(() => ({}), error => ({ error }));
      served.refused = error instanceof Failure && error.message;
      await mock.control.coverage();
      await mock.close();
      console.log(JSON.stringify(served));
    })();
    async function using_(world, act) { await act(world); await world.dispose(); }
  `;
  const served = Object.fromEntries(Object.keys(contracts).map(vendor => [vendor, true]));
  expect(run('-r', './as-jest.cjs', '-e', said, join(folder, 'tls'))).toEqual({
    ...served,
    refused: expect.stringContaining('at mode'),
  });
});

it('is the same for `require` and `import`: what one of them knows, the other knows', () => {
  const said = `
    import { createRequire } from 'node:module';
    const required = createRequire(import.meta.url);
    const same = {};
    for (const name of JSON.parse(process.argv[1])) {
      const [one, other] = [await import(name), required(name)];
      same[name] = Object.keys(one).length > 0 && Object.keys(other).every(key => one[key] === other[key]);
    }
    console.log(JSON.stringify(same));
  `;
  const names = [
    'hostdouble',
    'hostdouble/contracts',
    ...Object.keys(contracts).map(one => `hostdouble/contracts/${one}`),
  ];
  const same = Object.fromEntries(names.map(name => [name, true]));
  expect(run('--input-type=module', '-e', said, JSON.stringify(names))).toEqual(same);
});

it('has with it the licences of what is in it', () => {
  const licences = readFileSync(join(installed, 'dist/lib/licences.txt'), 'utf8');
  for (const name of ['express', 'zod', '@faker-js/faker', 'kysely', 'pg'])
    expect(licences).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(MIT\\)$`, 'm'));
  expect(licences).not.toMatch(/^(libsql|vitest|rolldown) \d/m);
});

it('declares itself as the ES modules do', () => {
  const files = readdirSync(join(installed, 'dist/lib'), { recursive: true }).map(String);
  for (const { require: named } of Object.values(manifest.exports).filter(
    one => typeof one === 'object' && 'require' in one,
  )) {
    const path = named.types.replace('./dist/lib/', '');
    if (!path.includes('*')) expect(files).toContain(path);
    else for (const vendor of Object.keys(contracts)) expect(files).toContain(path.replace('*', vendor));
  }
});
