import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createMockServer, type LoggedCall } from '../../mock-server/index.js';
import { firstLine, hostdouble } from './process.js';

const API_KEY = '11111111-2222-4333-8444-555555555555';

/** Serves with such a log, and calls it in each way: well, without a credential twice, at an unknown path twice. */
async function logged(...flags: string[]): Promise<string[]> {
  const run = hostdouble(['--port=0', '--seed=empty', ...flags]);
  const line = await firstLine(run);
  const url = flags.includes('--json') ? JSON.parse(line).ready : line.slice('hostdouble ready '.length);
  const call = (path: string, key: string) => fetch(`${url}/v1${path}`, { headers: { api_key: key } });
  await call('/core/environments?search=lab', API_KEY);
  for (const _ of [1, 2]) {
    await call('/core/environments', 'ffffffff-2222-4333-8444-555555555555');
    await call('/core/environmentz', API_KEY);
  }
  await fetch(`${url}/v1/api-key/generate`, {
    method: 'POST',
    headers: { authorization: 'Bearer infrahub-test-access-token', 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'mine' }),
  });
  await fetch(`${url}/__admin/worlds`);
  run.child.kill('SIGTERM');
  await run.ended;
  return run
    .err()
    .split('\n')
    .filter(one => one !== '')
    .filter(one => flags.includes('--json') || /^hostdouble: |^[A-Z]+ \/|^ {2}(sent|answered) /.test(one));
}

describe('the log', () => {
  it('is quiet but for a refused credential and an unknown path, each told once', async () => {
    expect(await logged()).toEqual([
      'hostdouble: a credential was refused: vendor=infrahub method=GET path=/v1/core/environments why=unknown',
      'hostdouble: unknown-route: vendor=infrahub method=GET path=/v1/core/environmentz didYouMean="environments.list (GET /v1/core/environments)"',
    ]);
  });

  it('has a line a call at info, with no query and no body', async () => {
    const lines = (await logged('--log-level', 'info')).filter(line => !line.startsWith('hostdouble: '));
    const ms = '\\d+\\.\\d ms';
    expect(lines).toEqual([
      expect.stringMatching(`^GET /v1/core/environments  default  infrahub/environments\\.list  200  ${ms}$`),
      ...[1, 2].flatMap(() => [
        expect.stringMatching(`environments\\.list  401  ${ms}  unauthenticated \\(unknown\\)$`),
        expect.stringMatching(
          `^GET /v1/core/environmentz  default  infrahub/-  404  ${ms}  noRoute \\(unknown-route\\) did you mean environments\\.list`,
        ),
      ]),
      expect.stringMatching(`^POST /v1/api-key/generate  default  infrahub/\\S+  200  ${ms}$`),
      expect.stringMatching(`^GET /__admin/worlds  -  control/worlds\\.list  200  ${ms}$`),
    ]);
  });

  it('has what calls held at debug, without secrets', async () => {
    const text = (await logged('--log-level=debug')).join('\n');
    expect(text).toContain('  sent {"query":{"search":"lab"}}');
    expect(text).toContain('  sent {"body":{"name":"mine"}}');
    expect(text).toContain('"[redacted]"');
    for (const secret of [API_KEY, 'virtfusion-test-token', 'demo@example.com']) expect(text).not.toContain(secret);
    expect(text).not.toMatch(/"api_key":"(?!\[redacted\])/);
  });

  it('is JSON, an object a line, with --json', async () => {
    const lines = (await logged('--json', '--log-level=info')).map(line => JSON.parse(line));
    expect(lines.filter(({ msg }) => msg === 'call')).toHaveLength(7);
    expect(lines).toContainEqual(
      expect.objectContaining({ level: 30, operation: 'environments.list', status: 401, why: 'unknown' }),
    );
  });

  it('says nothing at silent', async () => {
    expect(await logged('--log-level=silent')).toEqual([]);
  });

  it('tells a log in process of each call, and of what they held only one that wants bodies', async () => {
    const calls: LoggedCall[] = [];
    const log = { warn: vi.fn(), error: vi.fn(), call: (call: LoggedCall) => void calls.push(call) };
    for (const bodies of [false, true]) {
      const mock = await createMockServer({ seed: 'empty', log: { ...log, bodies } });
      onTestFinished(() => mock.close());
      await fetch(`${mock.url}/v1/core/environments`, { headers: { api_key: API_KEY } });
    }
    const [bare, full] = calls;
    expect(bare).toMatchObject({ method: 'GET', operation: 'environments.list', world: 'default', why: null });
    expect(bare).not.toHaveProperty('answered');
    expect(full).toMatchObject({ answered: { status: true, message: 'Getting environments successful' } });
  });

  it('does not tell of a refusal that the operator wants', async () => {
    const log = { warn: vi.fn(), error: vi.fn() };
    const mock = await createMockServer({ seed: 'empty', log });
    onTestFinished(() => mock.close());
    await mock.control.faults.add({ operation: '*', failure: 'unauthenticated', times: 1 });
    for (const _ of [1, 2, 3]) await fetch(`${mock.url}/v1/core/environments`);
    expect(log.warn.mock.calls).toEqual([
      [
        'a credential was refused',
        { vendor: 'infrahub', method: 'GET', path: '/v1/core/environments', why: 'missing' },
      ],
    ]);
  });
});
