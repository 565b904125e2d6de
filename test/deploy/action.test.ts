import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseEnv } from 'node:util';
import { expect, inject, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { serverOptions } from '../../mock-server/options.js';
import { context } from './dockerfile.js';
import { textOf } from './settings-of.js';

const action = z
  .looseObject({
    inputs: z.record(z.string(), z.strictObject({ description: z.string(), default: z.string() })),
    outputs: z.record(z.string(), z.strictObject({ description: z.string() })),
    runs: z.strictObject({ using: z.literal('node24'), main: z.string(), post: z.string() }),
  })
  .parse(parse(textOf('action.yml')));

/** A job of a runner: its files, and a clone whose command is built. */
function job() {
  const folder = mkdtempSync(join(tmpdir(), 'hostdouble-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'clone/dist'), { recursive: true });
  symlinkSync(dirname(inject('command')), join(folder, 'clone/dist/lib'));
  const file = (name: string): string => join(folder, name);
  for (const name of ['env', 'output', 'state']) writeFileSync(file(name), '');
  const read = (name: string): NodeJS.Dict<string> => parseEnv(readFileSync(file(name), 'utf8'));
  const runner = {
    PATH: process.env.PATH ?? '',
    RUNNER_TEMP: folder,
    GITHUB_ENV: file('env'),
    GITHUB_OUTPUT: file('output'),
    GITHUB_STATE: file('state'),
  };
  /** Runs a script as the runner does, and answers its code and its words. */
  const run = (script: string, env: Record<string, string>) =>
    new Promise<{ code: unknown; out: string }>(resolve =>
      execFile(process.execPath, [context + script], { cwd: folder, env: { ...runner, ...env } }, (error, out) =>
        resolve({ code: error?.code ?? 0, out }),
      ),
    );
  const inputs = { from: 'clone', port: '0' };
  return {
    read,
    start(given: Readonly<Record<string, string>> = {}) {
      const all = {
        ...Object.fromEntries(Object.entries(action.inputs).map(([name, one]) => [name, one.default])),
        ...inputs,
        ...given,
      };
      return run(
        action.runs.main,
        Object.fromEntries(Object.entries(all).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
      );
    },
    stop: () =>
      run(
        action.runs.post,
        Object.fromEntries(Object.entries(read('state')).map(([name, value = '']) => [`STATE_${name}`, value])),
      ),
  };
}

it('the action has inputs for settings of a server, and their defaults', () => {
  const settings = Object.keys(action.inputs).filter(name => !['from', 'args', 'export'].includes(name));
  expect(settings.filter(name => !(name in serverOptions.shape))).toEqual([]);
  expect(action.inputs.port?.default).toBe(String(serverOptions.parse({}).port));
});

it('starts a server, tells later steps of it, and stops it', async () => {
  const { start, stop, read } = job();
  expect(await start({ seed: 'empty', args: '--clock\nfrozen\n' })).toMatchObject({ code: 0 });
  const { url = '', log = '' } = read('output');
  expect(Object.keys(read('output')).sort()).toEqual(Object.keys(action.outputs).sort());
  const { HOSTDOUBLE_URL, VIRTFUSION_URL, VIRTFUSION_TOKEN, INFRAHUB_API_KEY } = read('env');
  expect([HOSTDOUBLE_URL, VIRTFUSION_URL]).toEqual([url, `${url}/api/v1`]);
  const call = await fetch(`${VIRTFUSION_URL}/connect`, { headers: { authorization: `Bearer ${VIRTFUSION_TOKEN}` } });
  expect([call.status, INFRAHUB_API_KEY]).toEqual([200, '11111111-2222-4333-8444-555555555555']);
  const { seed, clock } = JSON.parse(await (await fetch(`${url}/__admin/worlds/default`)).text());
  expect([seed, clock.mode]).toEqual(['empty', 'frozen']);
  await fetch(`${url}/api/v1/nowhere`);
  const stopped = await stop();
  expect(stopped).toMatchObject({ code: 0, out: expect.stringContaining('::group::What hostdouble said') });
  expect(stopped.out).toContain(readFileSync(log, 'utf8'));
  await expect(fetch(url)).rejects.toThrow();
});

it('leaves the environment alone where that is asked, and masks a token that was drawn', async () => {
  const { start, stop, read } = job();
  expect(await start({ export: 'false' })).toMatchObject({ code: 0 });
  expect(read('env')).toEqual({});
  await stop();
  const { code, out } = await start({ args: '--host\n0.0.0.0' });
  expect(code).toBe(0);
  const { HOSTDOUBLE_ADMIN_TOKEN = 'none' } = read('env');
  expect(out).toContain(`::add-mask::${HOSTDOUBLE_ADMIN_TOKEN}\n`);
  const { url = '' } = read('output');
  const headers = { authorization: `Bearer ${HOSTDOUBLE_ADMIN_TOKEN}` };
  expect((await fetch(`${url.replace('0.0.0.0', '127.0.0.1')}/__admin/health`, { headers })).status).toBe(200);
  await stop();
});

it.each([
  ['what the server says', { seed: 'nosuch' }, /::error title=hostdouble::the server ended with 1:%0A.*"nosuch"/],
  ['a tag, which means what its owner says', { from: 'latest' }, /"from" is neither a version .*: latest/],
])('fails with %s', async (_, given, said) => {
  const { start, stop } = job();
  expect(await start(given)).toEqual({ code: 1, out: expect.stringMatching(said) });
  expect(await stop()).toMatchObject({ code: 0 });
});
