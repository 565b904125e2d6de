import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, inject, it, onTestFinished, vi } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { firstLine, hostdouble } from './process.js';

/** Resolves when nothing listens at the address any more; tries to connect until then. */
const freed = (url: string): Promise<void> =>
  vi.waitFor(
    async () => {
      const socket = connect(Number(new URL(url).port), '127.0.0.1');
      const found = await new Promise(resolve => {
        socket.once('error', resolve).once('connect', () => resolve('a server'));
      });
      socket.destroy();
      expect(found).toMatchObject({ code: 'ECONNREFUSED' });
    },
    { interval: 20, timeout: 20_000 },
  );

/** How this package starts, with the command that was built for the tests. */
const own = manifest.scripts.start.replace('.ci/start.mjs', JSON.stringify(inject('command')));
/** How a package that uses this one would: on Linux npm's shell then stays between. */
const other = own.replace(/^exec /, '');

/** `npm start` in a package of its own; in a group of its own, all of which ends with the test. */
async function started(script: string, [command = '', ...args] = ['npm', 'start', '--silent']) {
  const folder = await mkdtemp(join(tmpdir(), 'hostdouble-'));
  const start = `${script} --port 0 --seed empty --json`;
  await writeFile(join(folder, 'package.json'), JSON.stringify({ scripts: { start } }));
  const first = spawn(command, args, { cwd: folder, detached: true });
  const closed = new Promise(resolve => first.once('close', resolve));
  onTestFinished(async () => {
    try {
      process.kill(-(first.pid ?? 0), 'SIGKILL');
    } catch {
      // all of the group has ended
    }
    await closed;
    await rm(folder, { recursive: true });
  });
  const line = await new Promise<string>(resolve => first.stdout.setEncoding('utf8').once('data', resolve));
  return { id: first.pid ?? 0, url: String(JSON.parse(line).ready) };
}

const childOf = (id: number): number => Number(readFileSync(`/proc/${id}/task/${id}/children`, 'utf8').trim());

describe('npm start leaves no server on the port', () => {
  it.each([
    ['SIGTERM', 'npm', own],
    ['SIGINT', 'npm', own],
    ['SIGHUP', 'npm', own],
    ['SIGKILL', 'npm', own],
    ['SIGTERM', 'npm, with a shell between', other],
    ['SIGKILL', 'npm, with a shell between', other],
  ] as const)('after %s to %s', async (signal, _who, script) => {
    const { id, url } = await started(script);
    process.kill(id, signal);
    await freed(url);
  });
});

describe.runIf(existsSync('/proc/self/task'))('npm start on Linux leaves no server on the port', () => {
  it.each([
    ['SIGTERM', 'the server', own],
    ['SIGTERM', 'the shell between', other],
    ['SIGKILL', 'the shell between', other],
  ] as const)('after %s to %s', async (signal, _who, script) => {
    const { id, url } = await started(script);
    process.kill(childOf(id), signal);
    await freed(url);
  });

  it.each([
    ['SIGTERM', 'the shell of a list', own, 'true && npm start --silent'],
    ['SIGKILL', 'the shell of a list', other, 'true && npm start --silent'],
    // $! is a shell of its own, which waits for npm.
    ['SIGTERM', 'a list in the background', other, 'true && npm start --silent & trap "kill $!" TERM; wait'],
  ] as const)('after %s to %s', async (signal, _who, script, text) => {
    const { id, url } = await started(script, ['sh', '-c', text]);
    process.kill(id, signal);
    await freed(url);
  });
});

it('hostdouble ends well when its terminal is closed', async () => {
  const run = hostdouble(['--port=0', '--json', '--seed=empty']);
  const { ready } = JSON.parse(await firstLine(run));
  run.child.kill('SIGHUP');
  expect([await run.ended, run.err()]).toEqual([0, '']);
  await freed(ready);
});
