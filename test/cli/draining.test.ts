import { connect, type Socket } from 'node:net';
import { describe, expect, it, vi } from 'vitest';
import { firstLine, hostdouble, ran } from './process.js';

async function served(...args: readonly string[]) {
  const run = hostdouble(['--port=0', '--json', '--seed=empty', ...args]);
  const { ready } = JSON.parse(await firstLine(run));
  return { ...run, url: String(ready) };
}

/** A call that has begun and does not go on; what is heard of it. */
async function begun(url: string): Promise<{ readonly socket: Socket; readonly heard: () => string }> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  let heard = '';
  socket.setEncoding('utf8').on('error', () => {});
  socket.on('data', text => {
    heard += text;
  });
  socket.write('POST /v1/core/environments HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n');
  await fetch(`${url}/__admin/health/live`);
  return { socket, heard: () => heard };
}

const statusOf = async (url: string): Promise<number> => (await fetch(`${url}/__admin/health/ready`)).status;

describe('a server that gets SIGTERM', () => {
  it('is not ready at once, serves on for the delay, and lets open calls end', async () => {
    const { child, ended, url } = await served('--drain-delay=PT2S');
    const { socket, heard } = await begun(url);
    child.kill('SIGTERM');
    await vi.waitFor(async () => expect(await statusOf(url)).toBe(503), { interval: 10, timeout: 5000 });
    await vi.waitFor(async () => expect(statusOf(url)).rejects.toThrow(), { interval: 20, timeout: 10_000 });
    socket.write('{}');
    expect(await ended).toBe(0);
    expect([heard().split('\r\n')[0], /\r\nconnection: close\r\n/i.test(heard())]).toEqual([
      ...['HTTP/1.1 401 Unauthorized', true],
    ]);
  });

  it('ends calls that do not within the time they have', async () => {
    const { child, ended, url } = await served('--drain=PT0.1S');
    await begun(url);
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  });

  it('ends at once when it gets another', async () => {
    const { child, ended, url } = await served('--drain=PT10M');
    await begun(url);
    child.kill('SIGTERM');
    await vi.waitFor(async () => expect(statusOf(url)).rejects.toThrow(), { interval: 20, timeout: 10_000 });
    // One that comes right after the first is the same: terminals and npm both pass it on.
    const again = setInterval(() => child.kill('SIGTERM'), 50);
    expect(await ended).toBe(0);
    clearInterval(again);
  });
});

it('a server that is asked to end is gone, and so is the command', async () => {
  const { ended, url } = await served('--admin-token=open-sesame');
  const asked = (headers: Record<string, string>) => fetch(`${url}/__admin/shutdown`, { method: 'POST', headers });
  expect((await asked({})).status).toBe(401);
  expect((await asked({ authorization: 'Bearer open-sesame' })).status).toBe(202);
  expect(await ended).toBe(0);
});

it('a server is ended by the command, with its token', async () => {
  const { ended, url } = await served('--admin-token=open-sesame', '--metrics');
  const headers = { authorization: 'Bearer open-sesame' };
  expect(await (await fetch(`${url}/__admin/metrics`, { headers })).text()).toContain('hostdouble_worlds{tenant=""} 1');
  expect(await ran(['shutdown', `--url=${url}`])).toMatchObject({ code: 1, out: '' });
  expect(await ran(['shutdown', `--url=${url}`, '--admin-token=open-sesame'])).toEqual({
    ...{ code: 0, out: 'the server ends\n', err: '' },
  });
  expect(await ended).toBe(0);
});

it.each([
  ['--ttl=1h', /--ttl: is not an ISO 8601 duration/],
  ['--drain=PT1H', /--drain: must be of PT0S to PT10M/],
  ['--idle=PT10M', /idle: a world that leaves memory comes back from a store/],
  ['--tenants=nowhere.json', /nowhere\.json: cannot be read/],
])('a server does not start with %s', async (flag, said) => {
  const run = hostdouble(['--port=0', '--seed=empty', flag]);
  expect(await run.ended).toBe(1);
  expect(run.err()).toMatch(said);
});
