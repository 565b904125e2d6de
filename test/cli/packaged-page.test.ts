import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Outside of this repository, so that nothing is found in its `node_modules`. */
const folder = mkdtempSync(join(tmpdir(), 'hostdouble-packaged-'));
const installed = join(folder, 'node_modules', 'hostdouble');

/** The package as it is installed, with each of its folders where `files` has it. */
beforeAll(() => {
  cpSync(inject('dashboard'), join(installed, 'dist/dashboard'), { recursive: true });
  execFileSync(process.execPath, ['.ci/build.mjs', 'lib', join(installed, 'dist/lib')], { cwd: root });
  writeFileSync(join(installed, 'package.json'), JSON.stringify(manifest));
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Says the title of the page and the types of what it loads, of a server that was made in this process. */
const told = `
  const page = await (await fetch(mock.url + '/')).text();
  const files = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => mock.url + address);
  const types = await Promise.all(files.map(async file => (await fetch(file)).headers.get('content-type')));
  const docs = (await fetch(mock.url + '/__admin/docs/control')).status;
  console.log(JSON.stringify({ title: /<title>(.*)<[/]title>/.exec(page)?.[1], types: types.sort(), docs }));
  await mock.close();
`;

const ways: Readonly<Record<string, readonly string[]>> = {
  import: [
    '--input-type=module',
    '-e',
    `import { createMockServer } from 'hostdouble'; const mock = await createMockServer({ seed: 'empty' }); ${told}`,
  ],
  require: [
    '-e',
    `const { createMockServer } = require('hostdouble');
     createMockServer({ seed: 'empty' }).then(async mock => { ${told} });`,
  ],
  command: [
    '--input-type=module',
    '-e',
    `import { spawn } from 'node:child_process';
     const child = spawn(process.execPath, ['node_modules/hostdouble/dist/lib/main.js', '--port', '0', '--seed', 'empty']);
     const [line] = await new Promise(read => child.stdout.once('data', (...all) => read(all)));
     const mock = { url: String(line).trim().split(' ').at(-1), close: () => child.kill() }; ${told}`,
  ],
};

it.each(Object.keys(ways))('the page comes with the installed package, by %s', way => {
  const said = execFileSync(process.execPath, [...(ways[way] ?? [])], { cwd: folder, encoding: 'utf8' });
  expect(JSON.parse(said)).toEqual({
    title: 'Hostdouble',
    types: ['image/svg+xml', 'text/css; charset=utf-8', 'text/javascript; charset=utf-8'],
    docs: 200,
  });
});

it('is packed once', () => {
  expect(manifest.files.filter(path => 'dist/dashboard'.startsWith(path))).toEqual(['dist/dashboard']);
});
