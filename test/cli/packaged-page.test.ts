import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Below this repository's packages, which the library finds its own dependencies among. */
const folder = mkdtempSync(join(root, 'node_modules/.cache', 'hostdouble-packaged-'));
const installed = join(folder, 'node_modules', 'hostdouble');

/** The package as it is installed, with each of its folders where `files` has it. */
beforeAll(() => {
  const command = dirname(inject('command'));
  const dashboard = inject('dashboard');
  cpSync(command, join(installed, 'dist/cli'), { recursive: true, filter: path => path !== dashboard });
  cpSync(dashboard, join(installed, 'dist/dashboard'), { recursive: true });
  for (const kind of ['lib', 'cjs'])
    execFileSync(process.execPath, ['.ci/build.mjs', kind, join(installed, 'dist', kind)], { cwd: root });
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
     const child = spawn(process.execPath, ['node_modules/hostdouble/dist/cli/main.js', '--port', '0', '--seed', 'empty']);
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
