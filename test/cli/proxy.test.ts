import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { driftRow } from '../../contracts/kit/drifts/row.js';
import { report as reportSchema } from '../../contracts/kit/report/report.js';
import { createMockServer, type MockServer } from '../../mock-server/index.js';
import { rawTarget } from '../proxy/between.js';
import { firstLine, hostdouble, ran } from './process.js';

let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer({ seed: 'shop' });
});
afterAll(() => mock.close());

const TOKEN = 'virtfusion-test-token';
const auth = { authorization: `Bearer ${TOKEN}` };
const folder = (): string => mkdtempSync(join(tmpdir(), 'hostdouble-'));

/** The command between this test and the double; `call` does what a client would. */
async function proxied(
  args: readonly string[],
  call: (url: string) => Promise<unknown>,
  signal: NodeJS.Signals = 'SIGINT',
) {
  const run = hostdouble(['proxy', 'virtfusion', '--target', mock.url, '--port', '0', ...args]);
  const line = await firstLine(run);
  expect(line).toMatch(/^hostdouble proxy ready http:\/\/127\.0\.0\.1:\d+$/);
  await call(line.replace('hostdouble proxy ready ', ''));
  run.child.kill(signal);
  return { code: await run.ended, out: run.out(), err: run.err() };
}

const packages = async (url: string): Promise<void> => {
  const reply = await fetch(`${url}/api/v1/packages`, { headers: auth });
  await reply.text();
};

describe('hostdouble proxy', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'reports what passed at %s, and exits 0 where the contract holds',
    async signal => {
      const { code, out, err } = await proxied([], packages, signal);
      expect([code, out]).toEqual([0, expect.stringContaining('The contract holds for 1 operation')]);
      expect(err).toContain('/api/v1 passes to ');
      expect(err).toContain('ending; once more ends at once');
      expect(out + err).not.toContain(TOKEN);
    },
  );

  it('exits 3 when nothing passed, and at once at the second signal', async () => {
    const idle = await proxied([], async () => {});
    expect([idle.code, idle.out]).toEqual([3, expect.stringContaining('Nothing was compared')]);
    const silent = await rawTarget(() => undefined);
    const run = hostdouble(['proxy', 'virtfusion', '--target', silent.url, '--port', '0']);
    const url = (await firstLine(run)).replace('hostdouble proxy ready ', '');
    const call = fetch(`${url}/api/v1/packages`).catch(() => 'broken');
    await vi.waitFor(() => expect(silent.heard[0]).toContain('packages'));
    run.child.kill('SIGINT');
    await vi.waitFor(() => expect(run.err()).toContain('once more ends at once'));
    run.child.kill('SIGTERM');
    expect([await run.ended, run.child.signalCode, await call]).toEqual([null, 'SIGTERM', 'broken']);
  });

  it('tells drift when it comes, in all formats at the end, and saves it; nothing holds the credential', async () => {
    const at = folder();
    await mock.control.faults.add({ operation: 'virtfusion/packages.list', failure: 'conflict' });
    const formats = ['json', 'junit', 'html', 'markdown', 'github'].map(name => `${name}=${join(at, name)}`);
    const flags = ['--format', 'terminal', ...formats, '--har', join(at, 'run.har'), '--save-drifts', join(at, 'rows')];
    const { code, out, err } = await proxied(flags, async url => {
      await packages(url);
      await fetch(`${url}/api/v1/packagez/${TOKEN}?token=${TOKEN}`, { headers: auth });
    });
    await mock.control.faults.clear();
    expect(code).toBe(2);
    expect(err).toMatch(
      /^hostdouble: error virtfusion\/packages\.list\/409\/\$\/status: expected .*; found 409 \(conflict\)$/m,
    );
    expect(err).toMatch(
      /^hostdouble: warning virtfusion\/GET \/api\/v1\/packagez\/\*\/404\/\$\/unknown-operation: .* packages\./m,
    );
    expect(out).toContain('The contract no longer holds: 2 findings. Of these 1 is about what this client sends.');
    const report = reportSchema.parse(JSON.parse(readFileSync(join(at, 'json'), 'utf8')));
    expect(report).toMatchObject({ exitCode: 2, counts: { requests: 2 } });
    const [row = '', ...others] = readdirSync(join(at, 'rows'));
    expect([row, others]).toEqual(['virtfusion-packages.list-409-status.json', []]);
    const [saved] = JSON.parse(readFileSync(join(at, 'rows', row), 'utf8'));
    expect(driftRow.parse(saved)).toMatchObject({ operation: 'packages.list', edits: [{ status: 409 }] });
    const har = JSON.parse(readFileSync(join(at, 'run.har'), 'utf8'));
    expect(har.log.entries).toHaveLength(2);
    const names = ['json', 'junit', 'html', 'markdown', 'github', 'run.har'];
    const written = names.map(name => readFileSync(join(at, name), 'utf8')).join('');
    expect(`${written}${out}${err}${JSON.stringify(saved)}`).not.toContain(TOKEN);
    expect(written).toContain('packages.list');
  });

  it('fails from a severity on, and not for what a baseline allows', async () => {
    const file = join(folder(), 'baseline.json');
    const id = 'virtfusion/packages.list/200/query:colour/unknown-input';
    writeFileSync(file, JSON.stringify({ allow: [{ id, reason: 'known', expires: '2999-01-01' }] }));
    const call = (url: string) => fetch(`${url}/api/v1/packages?colour=red`, { headers: auth });
    expect((await proxied([], call)).code).toBe(2);
    expect((await proxied(['--fail-on', 'error'], call)).code).toBe(0);
    const allowed = await proxied(['--baseline', file], call);
    expect([allowed.code, allowed.out]).toEqual([0, expect.stringContaining('(allowed: known)')]);
  });

  it('takes what the client reads from fields, and from a run that it recorded', async () => {
    const at = folder();
    const fields = join(at, 'fields.json');
    writeFileSync(fields, JSON.stringify({ 'packages.list': ['$.data[*].colour'] }));
    const { err } = await proxied(['--reads', fields, '--har', join(at, 'run.har')], packages);
    expect(err).toContain('--reads: packages.list: the contract knows no $.data[*].colour');
    expect((await proxied(['--reads', join(at, 'run.har')], packages)).code).toBe(0);
  });

  it('says of itself what it does', async () => {
    const { out } = await ran(['proxy', '--help']);
    for (const word of ['--target', '--reads', '--har', '--save-drifts', 'Credentials pass through', 'Exit codes: 0'])
      expect(out).toContain(word);
    expect((await ran(['--help'])).out).toMatch(/^ {2}proxy \[options\] <vendor>/m);
  });

  it.each([
    [['nobody', '--target', 'http://a'], /there is no vendor "nobody"/],
    [['virtfusion'], /name the endpoint with --target/],
    [['virtfusion', '--target', 'here'], /--target: is no address/],
    [['virtfusion', '--port', '70000'], /--port: Too big/],
    [['virtfusion', '--port', 'x'], /--port: must be a whole number/],
    [['virtfusion', '--timeout', '0'], /--timeout: Too small/],
    [['virtfusion', '--max-body', '0'], /--max-body: Too small/],
    [['virtfusion', '--fail-on', 'never'], /--fail-on: /],
    [['virtfusion', '--format', 'pdf'], /there is no format "pdf"/],
    [['virtfusion', '--baseline', 'missing.json'], /--baseline: missing\.json cannot be read/],
    [['virtfusion', '--reads', 'missing.json'], /--reads: missing\.json cannot be read/],
    [['virtfusion', '--har', 'no/such/run.har'], /--har: there is no folder/],
    [['virtfusion', '--save-drifts', '/dev/null/rows'], /--save-drifts: /],
    [['virtfusion', '--host', '203.0.113.7'], /this machine has no address "203\.0\.113\.7"/],
  ])('exits 1 for wrong use: %j', async (args, said) => {
    const target = args.includes('--target') || args.length === 1 ? [] : ['--target', mock.url];
    const { code, out, err } = await ran(['proxy', ...args, ...target]);
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(said);
    expect(err).not.toContain('    at ');
  });

  it('exits 1 for reads that name nothing, and for a port in use', async () => {
    const file = join(folder(), 'fields.json');
    writeFileSync(file, JSON.stringify({ 'package.list': ['$.data'], 'packages.list': ['data'] }));
    const wrong = await ran(['proxy', 'virtfusion', '--target', mock.url, '--reads', file]);
    expect([wrong.code, wrong.err]).toEqual([
      1,
      expect.stringMatching(
        /--reads: no operation is named "package\.list"; did you mean packages\.list\?\n--reads: packages\.list: "data" is no place/,
      ),
    ]);
    const port = new URL(mock.url).port;
    const taken = await ran(['proxy', 'virtfusion', '--target', mock.url, '--port', port]);
    expect([taken.code, taken.err]).toEqual([1, expect.stringContaining(`port ${port} of 127.0.0.1 is in use`)]);
  });
});
