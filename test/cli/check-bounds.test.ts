import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, it, onTestFinished } from 'vitest';
import type { ReportOperation } from '../../contracts/kit/report/report.js';
import { boundFlags } from '../../mock-server/cli/check-bounds.js';
import { progressOn } from '../../mock-server/cli/check-progress.js';
import { createMockServer, type MockServer } from '../../mock-server/index.js';
import { hostdouble, ran } from './process.js';

let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer({ seed: 'shop', clock: 'frozen' });
});
afterAll(() => mock.close());

const env = (url = mock.url): Record<string, string> => ({
  INFRAHUB_URL: url,
  INFRAHUB_API_KEY: mock.credentials.infrahub.apiKey,
});
const one = ['check', 'infrahub', '--only', 'regions.list'];

/** Runs the command as a shell's `"$0" "$@"`. */
function shell(script: string) {
  const args = ['-c', script, process.execPath, inject('command'), ...one, '--no-refusals'];
  const child = spawn('sh', args, { env: { PATH: process.env.PATH ?? '', ...env() } });
  const [out, err] = [child.stdout, child.stderr].map(stream => stream.setEncoding('utf8').toArray());
  return new Promise<{ code: number | null; out: string; err: string }>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', async code =>
      resolve({ code, out: (await out)?.join('') ?? '', err: (await err)?.join('') ?? '' }),
    );
  });
}

async function answering(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await new Promise(resolve => server.once('listening', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}

const regions = JSON.stringify({ status: true, message: 'm', regions: [] });
const json = { 'content-type': 'application/json' };

it('does everything on a double whose clock is frozen, and says what it takes away', async () => {
  const { code, out, err } = await ran(
    ['check', 'infrahub', '--allow', 'write,spend,destroy', '--disposable', '--only', 'keypairs.*', '--no-refusals'],
    { env: env() },
  );
  expect([code, out]).toEqual([0, expect.stringContaining('The contract holds')]);
  expect(err).toMatch(/^taking away 1 of 2: infrahub\/keypairs keypair_id \d+$/m);
  expect(err).not.toContain('waiting');
});

it('says what it waits for, and ends in time', async () => {
  const target = await answering((request, response) =>
    request.url?.startsWith('/__admin')
      ? response.writeHead(404).end()
      : response.writeHead(429, { ...json, 'retry-after': '50' }).end('{}'),
  );
  const { code, out, err } = await ran([...one, '--max-time', '400ms'], { env: env(target) });
  expect(err).toBe('');
  expect([code, out]).toEqual([3, expect.stringContaining('The run was ended after 400 ms (--max-time).')]);
  const long = await ran([...one, '--max-time', '3.5s'], { env: env(target) });
  expect([long.code, long.err]).toEqual([3, 'waiting 3 s, for the endpoint asked for it (Retry-After)\n']);
}, 15_000);

it('takes no more of an answer than it is told to', async () => {
  const target = await answering((_request, response) => response.writeHead(200, json).end(`"${'x'.repeat(2 ** 20)}"`));
  const { code, out } = await ran([...one, '--max-answer', '0.5'], { env: env(target) });
  expect([code, out]).toEqual([3, expect.stringContaining('sends answers of more than 0.5 MiB.')]);
});

it.each([
  ['--max-time', 'soon', /--max-time: is no duration such as 90s, 15m or 900000/],
  ['--max-time', '0', /--max-time: Too small/],
  ['--max-time', '25h', /--max-time: Too big/],
  ['--max-answer', '0', /--max-answer: Too small/],
  ['--max-answer', 'much', /--max-answer: must be a number/],
])('exits 1 for %s %s', async (flag, value, said) => {
  const { code, err } = await ran([...one, flag, value], { env: env() });
  expect([code, err]).toEqual([1, expect.stringMatching(said)]);
});

it.each([
  ['90s', 90_000],
  ['15m', 900_000],
  ['2 min', 120_000],
  ['1h', 3_600_000],
  ['1500', 1500],
  ['1.5s', 1500],
])('takes %s for %i ms', (text, milliseconds) => {
  expect(boundFlags.maxTime.parse(text)).toBe(milliseconds);
});

it('a report that cannot be written is told in one sentence and loses no other', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hostdouble-'));
  const gone = mkdtempSync(join(tmpdir(), 'hostdouble-'));
  const target = await answering((_request, response) => {
    // It was there when the run began.
    rmSync(gone, { recursive: true, force: true });
    response.writeHead(200, json).end(regions);
  });
  const file = (name: string): string => join(folder, name);
  const formats = ['html=/dev/full', `junit=${join(gone, 'x.xml')}`, `json=${file('r.json')}`];
  const { code, err } = await ran(
    [...one, '--no-refusals', '--format', ...formats, 'terminal', '--write-baseline', join(gone, 'b.json')],
    { env: env(target) },
  );
  expect(err.split('\n').filter(line => line.startsWith('hostdouble:'))).toEqual([
    'hostdouble: the html report (/dev/full) could not be written (ENOSPC)',
    `hostdouble: the junit report (${join(gone, 'x.xml')}) could not be written (ENOENT)`,
    `hostdouble: the baseline (${join(gone, 'b.json')}) could not be written (ENOENT)`,
  ]);
  expect(JSON.parse(readFileSync(file('r.json'), 'utf8'))).toMatchObject({ vendor: 'infrahub' });
  expect(code).toBe(1);
});

it('a terminal that is full, or closed, does not end a run', async () => {
  const full = await shell(`"$0" "$@" > /dev/full`);
  expect([full.code, full.err]).toEqual([
    1,
    expect.stringMatching(/standard output\)? could not be written \(ENOSPC\)/),
  ]);
  expect(full.err).not.toContain('    at ');
  const folder = mkdtempSync(join(tmpdir(), 'hostdouble-'));
  const file = join(folder, 'r.json');
  const closed = await shell(
    `exec 3>&1; { "$0" "$@" --format json=${file} 2>&1 1>/dev/null; echo "code $?" >&3; } | head -c 1 >/dev/null`,
  );
  expect(closed.out).toContain('code 0');
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ verdict: 'held' });
});

it('ends at a hang-up as at Ctrl-C', async () => {
  const target = await answering((request, response) =>
    request.url?.startsWith('/__admin') ? response.writeHead(404).end() : response.writeHead(200, json).end(regions),
  );
  const run = hostdouble(['check', 'infrahub', '--rate', '1'], { env: env(target) });
  run.child.stderr?.once('data', () => run.child.kill('SIGHUP'));
  expect(await run.ended).not.toBeNull();
  expect(run.out()).toContain('The run was interrupted.');
});

const operation: ReportOperation = {
  ...{ id: 'regions.list', effect: 'read', evidence: 'documented', outcome: 'held', reason: null, detail: null },
  ...{ exchanges: 1, fields: { compared: 1, known: 1 }, refusals: { tried: 0, held: 0 } },
};

it('on a terminal the bar stays below what is said', () => {
  const written: string[] = [];
  const write = (text: unknown): boolean => written.push(String(text)) > 0;
  const progress = progressOn({ isTTY: true, write });
  progress.tell({ done: 1, total: 2, operation });
  progress.wait({ sentence: 'waiting 20 s: until' });
  progress.takeAway({ done: 1, total: 3, thing: 'a thing' });
  progress.end();
  const bar = `${'━'.repeat(12)}${'─'.repeat(12)} 1/2 regions.list`;
  const clear = '\r\u001b[2K';
  expect(written).toEqual([
    `${clear}${bar}`,
    `${clear}waiting 20 s: until\n${bar}`,
    `${clear}taking away 2 of 3: a thing`,
    clear,
  ]);
});
