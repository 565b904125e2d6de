import { Agent, get, type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createMockServer, type MockServer, type MockServerOptions } from '../../mock-server/index.js';

async function serving(options: MockServerOptions = {}): Promise<MockServer> {
  const mock = await createMockServer({ seed: 'empty', ...options });
  onTestFinished(() => mock.close());
  return mock;
}

const asked = async (url: string, init: RequestInit = {}) => {
  const reply = await fetch(url, init);
  return { status: reply.status, body: await reply.json() };
};

const isFree = (url: string): Promise<boolean> =>
  new Promise(resolve => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.once('error', () => resolve(true)).once('connect', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });

describe('whether a server is there', () => {
  it('is told to whoever asks, under any host name, without a token', async () => {
    const mock = await serving({ adminToken: 'open-sesame' });
    for (const [path, status] of [
      ['live', 'live'],
      ['ready', 'ready'],
    ]) {
      const url = `${mock.url}/__admin/health/${path}`;
      const reply = await new Promise<IncomingMessage>((resolve, reject) => {
        get(url, { headers: { host: 'pods.example.com' } }, resolve).on('error', reject);
      });
      expect([reply.statusCode, JSON.parse(await text(reply))]).toEqual([200, { status }]);
    }
    expect((await asked(`${mock.url}/__admin/health`)).status).toBe(401);
    expect([await mock.control.live(), await mock.control.ready()]).toEqual([{ status: 'live' }, { status: 'ready' }]);
  });
});

describe('a server that is asked to end', () => {
  it('answers, and is gone', async () => {
    const mock = await serving();
    expect(await asked(`${mock.url}/__admin/shutdown`, { method: 'POST' })).toEqual({
      status: 202,
      body: { status: 'draining' },
    });
    await mock.closed;
    expect(await isFree(mock.url)).toBe(true);
  });

  it('wants its token, and is not asked by a page of another site', async () => {
    const [open, guarded] = [await serving(), await serving({ adminToken: 'open-sesame' })];
    const headers = { origin: 'https://elsewhere.example.com' };
    expect((await asked(`${open.url}/__admin/shutdown`, { method: 'POST', headers })).status).toBe(403);
    expect((await asked(`${guarded.url}/__admin/shutdown`, { method: 'POST' })).status).toBe(401);
    for (const { url } of [open, guarded]) expect((await asked(`${url}/__admin/health/ready`)).status).toBe(200);
  });

  it('ends in process too, and once', async () => {
    const mock = await serving();
    expect(await mock.control.shutdown.begin()).toEqual({ status: 'draining' });
    await Promise.all([mock.close(), mock.closed, mock.close()]);
    expect(await isFree(mock.url)).toBe(true);
  });

  it('says that it is not ready, and serves on for the delay, each answer the last of its connection', async () => {
    const mock = await serving({ drainDelay: 'PT1M' });
    const agent = new Agent({ keepAlive: true });
    onTestFinished(() => agent.destroy());
    const said = async (path: string) => {
      const reply = await new Promise<IncomingMessage>((resolve, reject) => {
        get(`${mock.url}${path}`, { agent }, resolve).on('error', reject);
      });
      await text(reply);
      return [reply.statusCode, reply.headers.connection];
    };
    expect(await said('/__admin/health/ready')).toEqual([200, 'keep-alive']);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const ended = mock.close();
    expect(await said('/__admin/health/ready')).toEqual([503, 'close']);
    expect(await said('/__admin/health/live')).toEqual([200, 'close']);
    expect(await said('/v1/core/regions')).toEqual([401, 'close']);
    expect(await said('/nowhere')).toEqual([404, 'close']);
    await vi.advanceTimersByTimeAsync(60_000);
    await ended;
    expect(await isFree(mock.url)).toBe(true);
  });

  it('lets a call end that is under way, and closes its connection', async () => {
    const mock = await serving();
    const agent = new Agent({ keepAlive: true });
    onTestFinished(() => agent.destroy());
    const call = request(`${mock.url}/v1/core/environments`, {
      ...{ agent, method: 'POST', headers: { api_key: mock.credentials.infrahub.apiKey, 'content-length': 36 } },
    });
    const answered = new Promise<IncomingMessage>((resolve, reject) => {
      call.on('response', resolve).on('error', reject);
    });
    call.write('{"name":"begun",');
    await vi.waitFor(async () => expect(call.socket?.bytesWritten).toBeGreaterThan(0));
    // Another connection is served after the first has arrived.
    await asked(`${mock.url}/__admin/health/live`);
    const ended = mock.close();
    await vi.waitFor(async () => expect(await isFree(mock.url)).toBe(true));
    call.end('"region":"CANADA-1"}');
    const reply = await answered;
    expect([reply.statusCode, reply.headers.connection]).toEqual([200, 'close']);
    await ended;
  });

  it('waits no longer than it may for calls that do not end, and not at all for those who follow', async () => {
    const mock = await serving({ drain: 'PT0.1S' });
    const followed = await fetch(`${mock.url}/__admin/worlds/default/events`);
    const hanging = connect(Number(new URL(mock.url).port), '127.0.0.1');
    const cut = new Promise(resolve => hanging.on('close', resolve));
    hanging.write('POST /v1/core/environments HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{');
    await asked(`${mock.url}/__admin/health/live`);
    const ended = mock.close();
    await expect(followed.text()).resolves.toContain('retry');
    await Promise.all([ended, cut]);
  });
});
