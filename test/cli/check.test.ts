import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formats } from '../../contracts/kit/report/formats/index.js';
import { report as reportSchema } from '../../contracts/kit/report/report.js';
import { writeBaseline } from '../../mock-server/cli/write-baseline.js';
import { createMockServer, type MockServer } from '../../mock-server/index.js';
import { hostdouble } from './process.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer({ seed: 'shop' });
});
afterAll(() => mock.close());

/** Checks to the end; `meet` gets the process while it runs. */
async function check(
  args: readonly string[],
  env: Record<string, string> = {},
  cwd = tmpdir(),
  meet: (child: ChildProcess) => void = () => {},
) {
  const run = hostdouble(['check', ...args], { env, cwd });
  meet(run.child);
  return { code: await run.ended, out: run.out(), err: run.err() };
}

const known = (): Record<string, string> => ({
  VIRTFUSION_URL: mock.url,
  VIRTFUSION_TOKEN: mock.credentials.virtfusion.token,
});

describe('hostdouble check', () => {
  it('holds all of VirtFusion on the double, and exits 0', async () => {
    const { code, out, err } = await check(['virtfusion', '--rate', '0'], known());
    expect(code).toBe(0);
    expect(out).toContain('The contract holds for');
    expect(err).toMatch(/^held servers\.list \(\d+ fields\)$/m);
    expect(out + err).not.toContain(mock.credentials.virtfusion.token);
  });

  it('ends at Ctrl-C with what it found so far, and exits 3', async () => {
    const { code, out, err } = await check(['virtfusion', '--rate', '20'], known(), tmpdir(), child =>
      child.stderr?.once('data', () => child.kill('SIGINT')),
    );
    expect(code).toBe(3);
    expect(out).toContain('The run was interrupted.');
    expect(err).toContain('once more ends at once');
  });

  it('signs in where only a login and a password are given', async () => {
    const { session: _, ...login } = mock.credentials.virtuozzo;
    const env = { VIRTUOZZO_LOGIN: login.login, VIRTUOZZO_PASSWORD: login.password };
    const { code, out } = await check(
      ['virtuozzo', '--target', `${mock.url}/1.0/`, '--rate', '0', '--only', 'account'],
      env,
    );
    expect([code, out.includes('The contract holds')]).toEqual([0, true]);
    const refused = await check(['virtuozzo', '--target', mock.url, '--rate', '0'], {
      ...env,
      VIRTUOZZO_PASSWORD: 'wrong',
    });
    expect([refused.code, refused.out]).toEqual([3, expect.stringContaining('refuses the login and the password')]);
  });

  it('exits 3 in one sentence for a dead credential, and when there is none', async () => {
    const dead = await check(['virtfusion', '--rate', '0'], { ...known(), VIRTFUSION_TOKEN: 'dead-credential' });
    expect([dead.code, dead.out.trim().split('\n').at(-1)]).toEqual([
      3,
      'VirtFusion Global API refuses the credential (401 to GET /connect).',
    ]);
    const none = await check(['virtfusion', '--target', mock.url]);
    expect([none.code, none.err]).toEqual([3, 'hostdouble: there is no credential; set VIRTFUSION_TOKEN\n']);
  });

  it.each([
    [['nobody'], /there is no vendor "nobody"/],
    [['virtfusion'], /name the endpoint with --target, or set VIRTFUSION_URL/],
    [['virtfusion', '--target', 'here'], /--target: is no address/],
    [['virtfusion', '--allow', 'everything'], /--allow: /],
    [['virtfusion', '--fail-on', 'sometimes'], /--fail-on: /],
    [['virtfusion', '--format', 'pdf'], /there is no format "pdf"/],
    [['virtfusion', '--baseline', 'missing.json'], /missing\.json cannot be read/],
    [['virtfusion', '--since', 'missing.json'], /--since: missing\.json cannot be read/],
    [['toString'], /there is no vendor "toString"/],
    [['virtfusion', '--target', 'localhost:4850'], /--target: is no address/],
    [['virtfusion', '--target', 'ftp://127.0.0.1'], /--target: is no address/],
    [['virtfusion', '--timeout', '99999999999'], /--timeout: Too big/],
    [['virtfusion', '--format', 'json='], /--format: there is no folder for ""/],
    [['virtfusion', '--write-baseline', 'no/such/folder.json'], /--write-baseline: there is no folder/],
    [['virtfusion', '--write-baseline', tmpdir()], /--write-baseline: ".+" is a folder/],
    [['virtfusion', '--format', `json=${tmpdir()}`], /--format: ".+" is a folder/],
    [['virtfusion', '--rate', ''], /--rate: must be a number/],
    [['virtfusion', '--retries', ''], /--retries: must be a number/],
    [
      ['virtfusion', '--only', 'server.list'],
      /--only: no operation is named "server\.list"; did you mean servers\.list\?/,
    ],
    [
      ['virtfusion', '--skip', 'servers.remvoe', '--dry-run'],
      /--skip: no operation is named "servers\.remvoe"; did you/,
    ],
  ])('exits 1 for wrong use: %j', async (args, said) => {
    const { code, err } = await check(args);
    expect(code).toBe(1);
    expect(err).toMatch(said);
    expect(err).not.toContain('    at ');
  });

  it('says which variable holds a wrong address', async () => {
    const { code, err } = await check(['virtfusion'], { VIRTFUSION_URL: 'here' });
    expect([code, err]).toEqual([1, 'hostdouble: VIRTFUSION_URL: is no address such as https://panel.example.com\n']);
  });

  it('writes what it would call, and calls nothing, when it runs dry', async () => {
    const { code, out } = await check(['virtfusion', '--dry-run', '--only', 'servers.*', '--allow', 'write']);
    expect(code).toBe(0);
    expect(out).toMatch(
      /servers\.show +GET \/servers\/\{serverId\}\n +serverId from servers\.list; refuses-no-credential/,
    );
    expect(out).toMatch(/servers\.suspend .*\n +serverId that the run made/);
  });

  it('writes several reports, and with a baseline fails on new drift only', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hostdouble-'));
    const at = (name: string): string => join(folder, name);
    const args = ['virtfusion', '--rate', '0', '--only', 'packages.*', '--format', 'github'];
    await mock.control.faults.add({ operation: 'virtfusion/packages.list', failure: 'conflict' });
    const formats = [`json=${at('report.json')}`, `junit=${at('report.xml')}`, `html=${at('report.html')}`];
    const first = await check([...args, ...formats, '--write-baseline', at('baseline.json')], known(), root);
    expect(first.code).toBe(0);
    expect(first.out).toMatch(
      /^::error file=contracts\/vendors\/virtfusion\/[\w/-]*packages\.ts,line=\d+,title=virtfusion\/packages\.list\/409/,
    );
    const report = reportSchema.parse(JSON.parse(readFileSync(at('report.json'), 'utf8')));
    expect(report.exitCode).toBe(2);
    expect(readFileSync(at('report.xml'), 'utf8')).toContain('<testsuites');
    expect(readFileSync(at('report.html'), 'utf8')).toContain('<!doctype html>');

    expect(writeBaseline(at('again.json'), { ...report, left: [{ operation: 'x', name: 'y', reason: 'z' }] })).toBe(2);
    expect(readFileSync(at('again.json'), 'utf8')).toBe(readFileSync(at('baseline.json'), 'utf8'));

    const second = await check([...args, '--baseline', at('baseline.json')], known());
    expect([second.code, second.out]).toEqual([0, '']);
    await mock.control.faults.clear();
    const third = await check([...args, '--baseline', at('baseline.json')], known());
    expect(third.code).toBe(0);
    expect(third.out).toMatch(/was not found any more/);
  });

  it('writes no baseline where the check could not be made, and keeps the exit code', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'hostdouble-')), 'baseline.json');
    const env = { ...known(), VIRTFUSION_TOKEN: 'dead' };
    const { code, err } = await check(['virtfusion', '--rate', '0', '--write-baseline', file], env);
    expect([code, existsSync(file)]).toEqual([3, false]);
    expect(err).toContain(`--write-baseline: nothing was written to ${file}, for the check could not be made`);
  });

  it('names every format in its help', async () => {
    const { out } = await check(['--help']);
    const said = out.replaceAll(/\s+/g, ' ');
    for (const format of Object.keys(formats))
      expect(said).toMatch(new RegExp(`--format .*with =file.*\\b${format}\\b`));
  });
});
