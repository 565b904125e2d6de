import { spawn, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished, vi } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** A tree that is built as this one is. Its server says a word when it starts, and another from a module loaded when asked for. */
const cwd = mkdtempSync(join(tmpdir(), 'hostdouble-rebuild-'));
const source = join(cwd, 'mock-server', 'cli');
const LATER = './later.js';
const pages = join(cwd, 'mock-server', 'dashboard');
const write = (word: string): void =>
  writeFileSync(
    join(source, 'main.ts'),
    `process.on('SIGUSR2', async () => console.log((await import('${LATER}')).later));
     process.on('SIGTERM', () => process.exit());
     setInterval(() => {}, 1000);
     console.log('${word} ' + process.pid);`,
  );

beforeAll(() => {
  mkdirSync(source, { recursive: true });
  cpSync(join(root, '.ci'), join(cwd, '.ci'), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(cwd, 'node_modules'));
  writeFileSync(join(cwd, 'package.json'), '{"type":"module"}');
  writeFileSync(join(source, 'later.ts'), `export const later = 'later';`);
  mkdirSync(pages);
  for (const name of ['index', 'docs'])
    writeFileSync(join(pages, `${name}.html`), '<script type="module" src="/page.ts"></script>');
  writeFileSync(join(pages, 'page.ts'), `console.log('old page');`);
});
beforeEach(() => write('one'));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

/** Runs a script of `.ci`, which ends with the test at the latest. */
function run(script: string) {
  const child = spawn(process.execPath, [`.ci/${script}`], { cwd });
  const ended = new Promise(resolve => child.once('close', resolve));
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await ended;
  };
  onTestFinished(() => end('SIGTERM'));
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', text => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', text => {
    err += text;
  });
  const says = (text: RegExp): Promise<string> =>
    vi.waitFor(() => text.exec(out + err)?.[1] ?? expect.fail(`${text} in ${out}${err}`), {
      timeout: 20_000,
      interval: 20,
    });
  return { end, says };
}
/** The built page as a server finds it. */
const scripts = (name: string): string => {
  const assets = join(cwd, 'dist', name, folders(name)[0] ?? '', 'dashboard', 'assets');
  return readdirSync(assets)
    .map(file => readFileSync(join(assets, file), 'utf8'))
    .join('\n');
};
const folders = (name: string): readonly string[] => readdirSync(join(cwd, 'dist', name));

it('what `npm start` runs goes on when the command is built anew, and is removed at its end', async () => {
  const first = run('start.mjs');
  const id = Number(await first.says(/one (\d+)/));
  const killed = run('start.mjs');
  await killed.says(/one (\d+)/);
  await killed.end('SIGKILL');
  expect(folders('start')).toHaveLength(2);
  const second = run('start.mjs');
  await second.says(/one (\d+)/);
  expect(folders('start')).toHaveLength(2);
  await second.end('SIGTERM');
  spawnSync(process.execPath, ['.ci/build.mjs', 'cli'], { cwd });
  expect(existsSync(join(cwd, 'dist', 'cli', 'main.js'))).toBe(true);
  process.kill(id, 'SIGUSR2');
  await first.says(/(later)/);
  await first.end('SIGTERM');
  expect(folders('start')).toEqual([]);
});

it('what `npm run dev` runs goes on when a change does not build, and makes way for one that does', async () => {
  const dev = run('dev.mjs');
  const id = Number(await dev.says(/one (\d+)/));
  writeFileSync(join(source, 'main.ts'), 'const = ;');
  await dev.says(/(ERROR)/);
  process.kill(id, 'SIGUSR2');
  await dev.says(/(later)/);
  write('two');
  await dev.says(/two (\d+)/);
  expect(() => process.kill(id, 0)).toThrow();
  expect(folders('dev')).toHaveLength(1);
  await dev.end('SIGTERM');
  expect(folders('dev')).toEqual([]);
});

it('has the page beside what it runs; in `npm run dev` it is built anew by itself, and the server goes on', async () => {
  const started = run('start.mjs');
  await started.says(/one (\d+)/);
  expect(scripts('start')).toContain('old page');
  await started.end('SIGTERM');
  const dev = run('dev.mjs');
  const id = Number(await dev.says(/one (\d+)/));
  expect(scripts('dev')).toContain('old page');
  writeFileSync(join(pages, 'page.ts'), `console.log('new page');`);
  await vi.waitFor(() => expect(scripts('dev')).toContain('new page'), { timeout: 20_000, interval: 100 });
  expect(process.kill(id, 0)).toBe(true);
  await dev.end('SIGTERM');
  expect(folders('dev-page')).toEqual([]);
});
