import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { builtIn } from '../../mock-server/vendors/index.js';
import { firstLine, hostdouble, ran } from './process.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** A user's project: it has this package in its `node_modules`, and a vendor of its own. */
const cwd = join(root, 'node_modules', '.cache', `hostdouble-user-${process.pid}`);

beforeAll(async () => {
  const installed = join(cwd, 'node_modules', 'hostdouble');
  mkdirSync(installed, { recursive: true });
  copyFileSync(join(root, 'package.json'), join(installed, 'package.json'));
  execFileSync(process.execPath, ['.ci/build.mjs', 'lib', join(installed, 'dist', 'lib')], { cwd: root });
  await build({
    input: join(root, 'test', 'vendors', 'acme', 'index.ts'),
    output: { file: join(cwd, 'acme.js'), format: 'esm', codeSplitting: false },
    platform: 'node',
    external: [/^hostdouble/, 'zod'],
    tsconfig: false,
  });
  writeFileSync(join(cwd, 'package.json'), '{"type":"module"}');
  for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text);
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

const listed = (vendor: string, basePath: string): string =>
  `{ vendor: '${vendor}', title: 'X', basePaths: ['${basePath}'], issue: () => [], load: async () => ({}) }`;

/** Modules of users, right and wrong. */
const files: Readonly<Record<string, string>> = {
  'list.js': `import acme from './acme.js'; export const vendors = [acme, ${listed('other', '/other')}];`,
  'named.js': `export const help = 1; export { default as acme } from './acme.js';`,
  'nothing.js': '',
  'empty.js': 'export default [];',
  'number.js': 'export default 5;',
  'several.js': `export const one = ${listed('one', '/one')}; export const two = ${listed('two', '/two')};`,
  'broken.js': 'import "hostdouble/nowhere";',
  'taken.js': `export default ${listed('infrahub', '/other')};`,
  'unsound.js': `import acme from './acme.js'; const { boxes } = acme.contract.groups;
    const wrong = { ...boxes, show: { ...boxes.show, example: {} } };
    export default { ...acme, contract: { ...acme.contract, groups: { boxes: wrong } } };`,
  'unread.js': `import acme from './acme.js'; export default { ...acme, groups: { boxes: { sohw() {} } } };`,
  'path.js': `export default ${listed('other', '/v1')};`,
};

const WITH = ['--vendor', './acme.js'];

/** Serves with Acme beside the others; answers the address when it is up. */
async function served(args: readonly string[] = WITH, env: Record<string, string> = {}): Promise<string> {
  const run = hostdouble(['--port=0', '--json', '--seed=empty', ...args], { cwd, env });
  return JSON.parse(await firstLine(run)).ready;
}

const call = async (url: string, method = 'GET', body?: object) => {
  const reply = await fetch(url, {
    method,
    headers: { 'x-acme-token': 'acme-test-token' },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: reply.status, body: JSON.parse(await reply.text()) };
};

describe('hostdouble --vendor', () => {
  it("serves a vendor of one's own, which was built against the library", async () => {
    const url = await served();
    const box = { name: 'web', size: 'small' };
    expect(await call(`${url}/acme/v2/boxes`, 'POST', box)).toMatchObject({ status: 201, body: { box: { id: 1 } } });
    expect(await call(`${url}/acme/v2/boxes`, 'POST', box)).toMatchObject({ status: 409 });
    expect(await call(`${url}/acme/v2/boxes/2`)).toMatchObject({ status: 404, body: { error: { kind: 'notFound' } } });
    expect((await call(`${url}/acme/v2/regions`)).status).toBe(501);
    expect((await call(`${url}/__admin/health`)).body.vendors).toContain('acme');
    const advanced = await call(`${url}/__admin/worlds/default/clock/advance`, 'POST', { by: 'PT1H' });
    expect(advanced.body.ran).toMatchObject([{ vendor: 'acme', job: 'boxBuilt' }]);
    const saved = await (await fetch(`${url}/__admin/worlds/default/snapshot`)).text();
    const restored = await fetch(`${url}/__admin/worlds/default/snapshot`, { method: 'PUT', body: saved });
    expect(restored.status).toBe(200);
    expect((await call(`${url}/acme/v2/boxes/1`)).body.box.status).toBe('RUNNING');
  });

  it('shows it beside the others', async () => {
    const run = hostdouble(['--port=0', '--seed=empty', ...WITH], { cwd });
    await firstLine(run);
    await vi.waitFor(() => expect(run.err()).toContain('Acme Boxes API, 4 of 6 operations served'), 20_000);
    expect(run.err()).toMatch(/225 of 225 operations served/);
    expect(run.err()).toMatch(/curl http:\S+\/acme\/v2\/boxes -H 'x-acme-token: acme-test-token'/);
  });

  it('checks an endpoint, and takes away what it made', async () => {
    const url = await served();
    const env = { ACME_TOKEN: 'acme-test-token', ACME_URL: url };
    const args = ['check', 'acme', ...WITH, '--rate=0', '--allow=write,spend,destroy', '--format=json'];
    const { code, out } = await ran(args, { cwd, env });
    const report = JSON.parse(out);
    expect([code, report.verdict, report.findings, report.left]).toEqual([0, 'held', [], []]);
    const held = report.operations.filter(({ outcome }: { outcome: string }) => outcome === 'held');
    expect(held.map(({ id }: { id: string }) => id).sort()).toEqual([
      'boxes.create',
      'boxes.delete',
      'boxes.list',
      'boxes.show',
    ]);
    expect((await call(`${url}/acme/v2/boxes`)).body).toEqual({ boxes: [] });
    const dry = await ran(['check', 'acme', ...WITH, '--dry-run'], { cwd });
    expect(dry.out).toMatch(/boxes\.show +GET \/boxes\/\{boxId\}\n +boxId from boxes\.list/);
  });

  it('is a flag of the other commands, too', async () => {
    const openapi = await ran(['openapi', 'acme', ...WITH], { cwd });
    expect(JSON.parse(openapi.out).info.title).toBe('Acme Boxes API');
    const coverage = await ran(['coverage', ...WITH], { cwd });
    expect(coverage.out).toContain('| Acme Boxes API | 6 | 4 | 4 | 4 | 0 | 0 | 0 | 0 |\n');
    expect(coverage.out).toContain('not served: acme regions.list\n');
    const env = await ran(['env', ...WITH], { cwd });
    expect(env.out).toContain('export ACME_URL=http://127.0.0.1:4850/acme/v2\nexport ACME_TOKEN=acme-test-token\n');
  });

  it('may be a setting of the environment or of the file, and a list', async () => {
    for (const env of [{ HOSTDOUBLE_VENDOR: './acme.js' }, { HOSTDOUBLE_VENDOR: 'list.js' }])
      expect((await ran(['env'], { cwd, env })).out).toContain('export ACME_TOKEN=');
    const url = await served(['--vendor', 'list.js']);
    expect((await call(`${url}/__admin/health`)).body.vendors.slice(-2)).toEqual(['acme', 'other']);
    const folder = join(cwd, 'configured');
    mkdirSync(folder);
    writeFileSync(join(folder, 'hostdouble.config.json'), '{"vendor":["../named.js"]}');
    expect((await ran(['env'], { cwd: folder })).out).toContain('export ACME_TOKEN=');
  });

  it.each([
    ['a file that is not there', ['no.js'], /^hostdouble: --vendor: there is no file "no\.js"\n$/],
    ['a module without exports', ['nothing.js'], /--vendor: nothing\.js exports no vendor/],
    ['an empty list', ['empty.js'], /--vendor: empty\.js exports no vendor/],
    [
      'what is no vendor',
      ['number.js'],
      /--vendor: number\.js exports no vendor: it takes what `defineVendor` returns/,
    ],
    ['several exports', ['several.js'], /--vendor: several\.js exports several things/],
    ['a module that does not load', ['broken.js'], /--vendor: broken\.js cannot be loaded: /],
    [
      'a contract that is wrong',
      ['unsound.js'],
      /--vendor: unsound\.js: contract acme is wrong:\n {2}boxes\.show: its ex/,
    ],
    ['a handler of nothing', ['unread.js'], /--vendor: unread\.js: acme: a handler for boxes\.sohw, which is not desc/],
    ['a name that is taken', ['taken.js'], /--vendor: taken\.js: there is a vendor "infrahub" already/],
    ['the same vendor twice', ['acme.js', 'acme.js'], /--vendor: acme\.js: there is a vendor "acme" already/],
    ['a base path that is taken', ['path.js'], /--vendor: path\.js: "other" is at \/v1, where "infrahub" is/],
  ])('refuses %s', async (_what, modules, said) => {
    const flags = modules.flatMap(file => ['--vendor', file]);
    for (const command of [['serve', '--port=0'], ['coverage']]) {
      const { code, out, err } = await ran([...command, ...flags], { cwd });
      expect([code, out]).toEqual([1, '']);
      expect(err).toMatch(said);
      expect(err).not.toContain('    at ');
    }
  });

  it('names those there are when another is asked for', async () => {
    const near = await ran(['check', 'acmee', ...WITH], { cwd });
    expect([near.code, near.err]).toEqual([1, 'hostdouble: there is no vendor "acmee"; did you mean acme?\n']);
    const { code, err } = await ran(['check', 'nobody', ...WITH], { cwd });
    expect([code, err]).toEqual([
      1,
      `hostdouble: there is no vendor "nobody"; there are ${builtIn.map(({ vendor }) => vendor).join(', ')}, acme\n`,
    ]);
  });
});
