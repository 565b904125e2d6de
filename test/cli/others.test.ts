import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { quoted } from '../../contracts/kit/report/shell.js';
import { builtIn } from '../../mock-server/vendors/index.js';
import { firstLine, hostdouble, ran } from './process.js';

const names = builtIn.map(({ vendor }) => vendor);

describe('the other commands', () => {
  it('write OpenAPI, and name the contracts there are', async () => {
    const { code, out } = await ran(['openapi', 'infrahub']);
    expect([code, JSON.parse(out).openapi]).toEqual([0, '3.1.0']);
    const wrong = await ran(['openapi', 'nobody']);
    expect([wrong.code, wrong.err]).toEqual([
      1,
      `hostdouble: there is no contract "nobody"; there are ${[...names, 'control'].join(', ')}\n`,
    ]);
  });

  it('write OpenAPI for an address with a slash at its end, and to a reader who has enough', async () => {
    const { out } = await ran(['openapi', 'control', '--server', 'http://double.test/']);
    expect(JSON.parse(out).servers).toEqual([{ url: 'http://double.test/__admin' }]);
    expect(await ran(['openapi', 'control', '--server', 'double.test'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('--server: "double.test" is no address'),
    });
    const run = hostdouble(['openapi', 'virtfusion']);
    run.child.stdout?.once('data', () => run.child.stdout?.destroy());
    expect([await run.ended, run.err()]).toEqual([0, '']);
  });

  it('write coverage as a table and as JSON', async () => {
    const table = (await ran(['coverage'])).out;
    for (const { title } of builtIn) expect(table).toContain(`| ${title} |`);
    expect(Object.keys(JSON.parse((await ran(['coverage', '--json'])).out).vendors)).toEqual(names);
  });

  it('write export lines for the default world and for one of a running server', async () => {
    const fixed = await ran(['env']);
    expect(fixed.out).toContain('export VIRTFUSION_URL=http://127.0.0.1:4850/api/v1\n');
    expect(fixed.out).toContain('export INFRAHUB_API_KEY=11111111-2222-4333-8444-555555555555\n');
    expect(fixed.out).toContain('export VIRTUOZZO_PASSWORD=demo\n');
    const url = JSON.parse(await firstLine(hostdouble(['--json', '--port=0', '--seed=empty']))).ready;
    await fetch(`${url}/__admin/worlds`, { method: 'POST', body: '{"name":"mine"}' });
    const mine = await ran(['env', '--world', 'mine', '--url', url]);
    expect(mine.out).toContain(`export VIRTUOZZO_URL=${url}/w/mine/1.0\n`);
    expect(await ran(['env', '--world', 'other', '--url', url])).toMatchObject({ code: 1, out: '' });
    const closed = await ran(['env', '--world', 'mine', '--url', 'http://127.0.0.1:9']);
    expect([closed.code, closed.err]).toEqual([1, expect.stringContaining('no server answers at http://127.0.0.1:9')]);
  });

  it.each<[string, string[], Record<string, string>, string]>([
    ['the port of the environment', [], { HOSTDOUBLE_PORT: '5000' }, 'http://127.0.0.1:5000'],
    ['an address of its own', [], { HOSTDOUBLE_HOST: '::1' }, 'http://[::1]:4850'],
    ['every address', [], { HOSTDOUBLE_HOST: '0.0.0.0' }, 'http://127.0.0.1:4850'],
    ['a name', [], { HOSTDOUBLE_URL: 'http://double:81/' }, 'http://double:81'],
    ['a flag', ['--url', 'https://double.test/at/'], { HOSTDOUBLE_URL: 'http://other' }, 'https://double.test/at'],
  ])('write export lines for a server at %s', async (_what, args, env, url) => {
    const { out } = await ran(['env', ...args], { env });
    expect(out).toContain(`export HOSTDOUBLE_URL=${quoted(url)}\nexport VIRTFUSION_URL=${quoted(`${url}/api/v1`)}\n`);
  });

  it.each<[string, string[], Record<string, string>, RegExp]>([
    ['no address', ['--url', 'nonsense'], {}, /^hostdouble: --url: "nonsense" is no address/],
    [
      'no address of the environment',
      [],
      { HOSTDOUBLE_URL: 'here' },
      /^hostdouble: HOSTDOUBLE_URL: "here" is no address/,
    ],
    ['a port that nobody knows', [], { HOSTDOUBLE_PORT: '0' }, /any free one; name its address with --url/],
  ])('write no export lines for %s', async (_what, args, env, said) => {
    expect(await ran(['env', ...args], { env })).toMatchObject({ code: 1, out: '', err: expect.stringMatching(said) });
  });

  it.each([
    [401, '{}', /asks for its admin token \(--admin-token\)\n$/],
    [200, '<html>', /what answers at .+ is no hostdouble\n$/],
    [200, '{"urls":[]}', /what answers at .+ is no hostdouble\n$/],
  ])('write no export lines of a world when the answer is %i %s', async (status, text, said) => {
    const other = createServer((_request, reply) => reply.writeHead(status).end(text)).listen(0, '127.0.0.1');
    await new Promise(resolve => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo;
    const { code, out, err } = await ran(['env', '--world', 'mine', '--url', `http://127.0.0.1:${port}`]);
    expect([code, out, err]).toEqual([1, '', expect.stringMatching(said)]);
    other.close();
  });

  it.each([['--help'], ['serve', '--help'], ['openapi', '--help'], ['coverage', '--help'], ['env', '--help']])(
    'explain themselves: %s %s',
    async (...args) => {
      const { code, out } = await ran(args);
      expect(code).toBe(0);
      expect(out).toMatch(/^Usage: hostdouble/);
    },
  );
});
