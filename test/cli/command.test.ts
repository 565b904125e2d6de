import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { builtIn } from '../../mock-server/vendors/index.js';
import { firstLine, hostdouble, ran } from './process.js';

const folderWith = (config: string): string => {
  const folder = mkdtempSync(join(tmpdir(), 'hostdouble-'));
  writeFileSync(join(folder, 'hostdouble.config.json'), config);
  return folder;
};

describe('hostdouble', () => {
  it('serves, says where, shows a first request for each vendor, and ends at a signal with 0', async () => {
    const run = hostdouble(['--port', '0', '--seed', 'documented']);
    const line = await firstLine(run);
    expect(line).toMatch(/^hostdouble ready http:\/\/127\.0\.0\.1:\d+$/);
    const url = line.slice('hostdouble ready '.length);
    const commands = await vi.waitFor(() => {
      const shown = run.err().match(/^ {2}curl .+$/gm) ?? [];
      expect(shown).toHaveLength(builtIn.length);
      return shown;
    }, 10_000);
    expect(run.err()).toMatch(/^ {2}base URL {5}http.+\n {2}apiKey {7}\S+\n {2}accessToken {2}\S+$/m);
    for (const command of commands) {
      const address = /http:[^\s']+/.exec(command)?.[0] ?? '';
      const [, name, value] = /-H '(\w+): ([^']+)'/.exec(command) ?? [];
      const reply = await fetch(address, { headers: name && value ? { [name]: value } : {} });
      expect([address.startsWith(url), reply.status]).toEqual([true, 200]);
      expect(JSON.stringify(await reply.json())).not.toContain('"error"');
    }
    run.child.kill('SIGTERM');
    expect(await run.ended).toBe(0);
    expect(run.out()).toBe(`${line}\n`);
  });

  it('says it as JSON when asked to', async () => {
    const run = hostdouble(['serve', '--port=0', '--json', '--seed=empty']);
    const { ready, credentials } = JSON.parse(await firstLine(run));
    expect((await fetch(`${ready}/__admin/health`)).status).toBe(200);
    expect(credentials.virtfusion).toEqual({ token: 'virtfusion-test-token' });
    run.child.kill('SIGINT');
    expect([await run.ended, run.err()]).toEqual([0, '']);
  });

  it('ends at a signal also while clients keep their connections and one is waited for', async () => {
    const run = hostdouble(['--port=0', '--json', '--seed=empty']);
    const { port } = new URL(JSON.parse(await firstLine(run)).ready);
    const request = 'GET /__admin/health HTTP/1.1\r\nHost: localhost\r\n';
    const idle = connect(Number(port), '127.0.0.1', () => idle.write(`${request}\r\n`));
    await new Promise(resolve => idle.once('data', resolve));
    const slow = connect(Number(port), '127.0.0.1', () => slow.write(request));
    await new Promise(resolve => slow.once('connect', resolve));
    for (const socket of [idle, slow]) socket.on('error', () => {});
    run.child.kill('SIGINT');
    expect(await run.ended).toBe(0);
  });

  it('takes a flag before the environment before the file', async () => {
    const cwd = folderWith('{"seed":"documented","port":1,"clock":"frozen","json":true}');
    const run = hostdouble(['--port', '0'], { cwd, env: { HOSTDOUBLE_SEED: 'empty', HOSTDOUBLE_PORT: '2' } });
    const { ready } = JSON.parse(await firstLine(run));
    const { seed, clock } = JSON.parse(await (await fetch(`${ready}/__admin/worlds/default`)).text());
    expect([seed, clock.mode]).toEqual(['empty', 'frozen']);
  });
});

describe('a variable that is no setting', () => {
  it('is told of, and does no harm', async () => {
    const env = { HOSTDOUBLE_PROT: '1', HOSTDOUBLE_SERVICE_HOST: '10.0.0.1', HOSTDOUBLE_URL: 'http://127.0.0.1:1' };
    const run = hostdouble(['--port=0', '--json', '--seed=empty'], { env });
    expect(JSON.parse(await firstLine(run)).ready).toMatch(/^http:/);
    expect(run.err().split('\n')).toEqual([
      'hostdouble: HOSTDOUBLE_PROT: there is no such setting; did you mean HOSTDOUBLE_PORT?',
      'hostdouble: HOSTDOUBLE_SERVICE_HOST: there is no such setting',
      '',
    ]);
  });
});

it('passes over what Kubernetes sets of a service called hostdouble', async () => {
  const run = hostdouble(['--seed=empty'], {
    cwd: folderWith('{"port":0}'),
    env: { HOSTDOUBLE_PORT: 'tcp://10.0.0.7:4850' },
  });
  expect(await firstLine(run)).toMatch(/^hostdouble ready http:/);
});

describe('hostdouble refuses to start', () => {
  it.each<[string, string[], Record<string, string>, RegExp]>([
    ['a bad port', ['--port', 'many'], {}, /^hostdouble: --port: /],
    ['a port too high', [], { HOSTDOUBLE_PORT: '70000' }, /^hostdouble: HOSTDOUBLE_PORT: /],
    [
      'an unknown seed',
      ['--port=0', '--seed', 'nowhere'],
      {},
      /there is no seed "nowhere": it is none of shop, documented, empty/,
    ],
    ['an impossible date', ['--now', '2025-02-30T00:00:00Z'], {}, /^hostdouble: --now: is no date of the calendar/],
    ['a clock that walks', ['--clock', 'walking'], {}, /^hostdouble: --clock: /],
    [
      'a switch that is neither on nor off',
      ['--port=0'],
      { HOSTDOUBLE_JSON: 'maybe' },
      /HOSTDOUBLE_JSON: must be true or/,
    ],
    [
      'a token that no header carries',
      ['--admin-token', 'open-sesame '],
      {},
      /^hostdouble: --admin-token: is no token: /,
    ],
    ['an unknown flag', ['--colour', 'red'], {}, /unknown option '--colour'/],
    ['an unknown command', ['chekc', 'infrahub'], {}, /^hostdouble: there is no command "chekc"; did you mean check\?/],
    ['an address that is not here', ['--host', '192.0.2.1', '--port=0'], {}, /no address "192\.0\.2\.1"/],
  ])('for %s', async (_what, args, env, said) => {
    const { code, out, err } = await ran(args, { env });
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(said);
  });

  it.each([
    ['is no JSON', '{', /^hostdouble: hostdouble\.config\.json:1:2: is not JSON: [a-z ]+\n$/],
    [
      'has a setting of no meaning',
      '{"colour":"red"}',
      /hostdouble\.config\.json:1:2: "colour": there is no such setting\n/,
    ],
    [
      'has a slip in it',
      '{"prot":1}',
      /hostdouble\.config\.json:1:2: "prot": there is no such setting; did you mean port\?/,
    ],
    ['has a wrong value', '{\n  "port": "x"}', /hostdouble\.config\.json:2:11: "port": must be a whole number\n$/],
    [
      'is a list',
      '[]',
      /^hostdouble: hostdouble\.config\.json:1:1: is no object of settings, such as {"port": 4850}\n$/,
    ],
  ])('for a file that %s', async (_what, config, said) => {
    const { code, err } = await ran([], { cwd: folderWith(config) });
    expect(code).toBe(1);
    expect(err).toMatch(said);
  });

  it('for a file that cannot be read', async () => {
    const cwd = mkdtempSync(join(tmpdir(), 'hostdouble-'));
    mkdirSync(join(cwd, 'hostdouble.config.json'));
    expect(await ran(['--port=0'], { cwd })).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^hostdouble: hostdouble\.config\.json is no regular file\n$/),
    });
  });

  it('for a port in use', async () => {
    const taken = createServer();
    const port = await new Promise<number>(resolve =>
      taken.listen(0, '127.0.0.1', () => {
        const address = taken.address();
        resolve(typeof address === 'object' && address ? address.port : 0);
      }),
    );
    const { code, err } = await ran(['--port', `${port}`, '--seed=empty']);
    expect([code, err]).toEqual([
      1,
      `hostdouble: port ${port} of 127.0.0.1 is in use; choose another with --port (0 takes any free one)\n`,
    ]);
    taken.close();
  });
});
