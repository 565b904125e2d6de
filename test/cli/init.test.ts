import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { createMockServer } from '../../mock-server/index.js';
import { ran } from './process.js';

/** A folder with these files, each of which holds so much text. */
function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'hostdouble-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

const depending = (name: string, more: object = {}): string =>
  JSON.stringify({ devDependencies: { [name]: '1' }, ...more });

describe('hostdouble init', () => {
  it.each<[string, Readonly<Record<string, string>>, string, RegExp]>([
    ['vitest', { 'package.json': depending('vitest') }, 'test/hostdouble.test.js', /from 'hostdouble\/vitest'/],
    [
      'vitest',
      { 'package.json': depending('vitest'), 'tsconfig.json': '{}' },
      'test/hostdouble.test.ts',
      /from 'vitest'/,
    ],
    ['jest', { 'package.json': depending('jest') }, 'test/hostdouble.test.js', /require\('hostdouble'\)/],
    [
      'jest',
      { 'package.json': depending('jest', { type: 'module' }) },
      'test/hostdouble.test.cjs',
      /require\('hostdouble'\)/,
    ],
    ['node:test', { 'package.json': '{}' }, 'test/hostdouble.test.mjs', /from 'node:test'/],
    ['pytest', { 'pyproject.toml': '' }, 'tests/test_hostdouble.py', /^def test_first_request/m],
    ['pytest', { 'requirements.txt': '' }, 'tests/test_hostdouble.py', /urllib/],
    ['PHPUnit', { 'composer.json': '{}' }, 'tests/HostdoubleTest.php', /extends TestCase/],
  ])('writes a test for %s where there is %o', async (runner, files, file, holds) => {
    const cwd = folderOf(files);
    const { code, out } = await ran(['init'], { cwd });
    expect(code).toBe(0);
    expect(out).toContain(`wrote hostdouble.seed.json\nwrote hostdouble.config.json\nwrote ${file}\n  ${runner}: `);
    expect(readFileSync(join(cwd, file), 'utf8')).toMatch(holds);
  });

  it('writes one for each language, and one only for Node', async () => {
    const cwd = folderOf({ 'package.json': depending('vitest'), 'composer.json': '{}' });
    await ran(['init'], { cwd });
    expect([...readdirSync(join(cwd, 'test')), ...readdirSync(join(cwd, 'tests'))]).toEqual([
      'hostdouble.test.js',
      'HostdoubleTest.php',
    ]);
  });

  it('overwrites nothing, and says so', async () => {
    const cwd = folderOf({ 'package.json': '{}', 'hostdouble.config.json': '{"seed":"empty"}' });
    await ran(['init'], { cwd });
    writeFileSync(join(cwd, 'test', 'hostdouble.test.mjs'), '// mine');
    const { code, out } = await ran(['init'], { cwd });
    expect([code, out.match(/^kept, for it was there: .+$/gm)]).toEqual([
      0,
      ['hostdouble.seed.json', 'hostdouble.config.json', 'test/hostdouble.test.mjs'].map(
        name => `kept, for it was there: ${name}`,
      ),
    ]);
    expect(readFileSync(join(cwd, 'hostdouble.config.json'), 'utf8')).toBe('{"seed":"empty"}');
    expect(readFileSync(join(cwd, 'test', 'hostdouble.test.mjs'), 'utf8')).toBe('// mine');
  });

  it('writes a seed and a configuration that serve, and says why there is no test', async () => {
    const cwd = folderOf({});
    const { out } = await ran(['init'], { cwd });
    expect(out).toContain('no test: this folder has none of package.json');
    const { code, out: said } = await ran(
      [
        'exec',
        process.execPath,
        '-e',
        `fetch(process.env.HOSTDOUBLE_URL + '/__admin/worlds/default').then(r => r.json()).then(({ clock }) => console.log(clock.now, clock.mode))`,
      ],
      { cwd },
    );
    expect([code, said]).toEqual([0, '2026-03-01T00:00:00Z frozen\n']);
    expect(existsSync(join(cwd, 'test'))).toBe(false);
    const mock = await createMockServer({ seed: join(cwd, 'hostdouble.seed.json') });
    await mock.close();
  });

  it.runIf(hasPytest())('writes a test that pytest runs beside a double', async () => {
    const cwd = folderOf({ 'requirements.txt': '' });
    await ran(['init'], { cwd });
    const said = execFileSync(
      process.execPath,
      [inject('command'), 'exec', '--', 'python3', '-m', 'pytest', '-q', 'tests'],
      { cwd },
    );
    expect(said.toString()).toContain('1 passed');
  });

  it('refuses a package.json that is none', async () => {
    const cwd = folderOf({ 'package.json': '{' });
    expect(await ran(['init'], { cwd })).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('package.json is no JSON object'),
    });
  });
});

function hasPytest(): boolean {
  try {
    execFileSync('python3', ['-m', 'pytest', '--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
