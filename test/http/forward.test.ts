import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createMockServer, type MockServer } from '../../mock-server/index.js';

const LIST = 'infrahub/environments.list';

describe('an override by which a real endpoint answers', () => {
  let mock: MockServer;
  let server: Server;
  let endpoint: string;
  let answer: (request: IncomingMessage, reply: ServerResponse) => void;
  const received: { method: string; url: string; headers: IncomingMessage['headers']; body: string }[] = [];

  beforeAll(async () => {
    server = createServer((request, reply) => {
      const chunks: Buffer[] = [];
      request.on('data', chunk => chunks.push(chunk));
      request.on('end', () => {
        const { method = '', url = '', headers } = request;
        received.push({ method, url, headers, body: Buffer.concat(chunks).toString() });
        answer(request, reply);
      });
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    mock = await createMockServer({ seed: 'empty', clock: 'frozen', forwardHosts: '127.0.0.1, api.example.com' });
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
    await mock.close();
  });
  beforeEach(() => {
    answer = (_request, reply) => json(reply, 200, { status: true, message: 'real', environments: [] });
  });
  afterEach(async () => {
    received.length = 0;
    await mock.control.worlds.reset();
  });

  const json = (
    reply: ServerResponse,
    status: number,
    body: unknown,
    headers: Record<string, string | string[]> = {},
  ) => {
    reply.writeHead(status, { 'content-type': 'application/json', ...headers });
    reply.end(JSON.stringify(body));
  };
  const forward = (to: string, rule = {}) => mock.control.overrides.add({ operation: LIST, forward: to, ...rule });
  const call = (path = '/v1/core/environments', init: RequestInit = {}) =>
    fetch(`${mock.url}${path}`, { redirect: 'manual', ...init });

  it('gets the call with the client’s own headers and no others of ours, and its answer is passed on as it is', async () => {
    await forward(`${endpoint}/v1`);
    answer = (_request, reply) =>
      json(
        reply,
        200,
        { status: true, message: 'real', environments: [] },
        { 'set-cookie': ['a=1', 'b=2'], 'x-own': 'kept', connection: 'x-hop', 'x-hop': '1' },
      );
    const headers = {
      api_key: 'the-real-key',
      'x-hostdouble-world': 'default',
      'user-agent': 'mine',
      'accept-encoding': 'gzip',
    };
    const reply = await call('/v1/core/environments?page=2', { headers });
    expect([reply.status, JSON.parse(await reply.text()).message]).toEqual([200, 'real']);
    expect(reply.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect([reply.headers.get('x-own'), reply.headers.get('x-hop')]).toEqual(['kept', null]);
    expect(reply.headers.get('x-hostdouble-override')).toBe('1');
    const [sent] = received;
    expect(sent).toMatchObject({ method: 'GET', url: '/v1/core/environments?page=2' });
    expect(sent?.headers).toMatchObject({ api_key: 'the-real-key', 'user-agent': 'mine', via: '1.1 hostdouble' });
    expect(sent?.headers.host).toBe(endpoint.slice('http://'.length));
    expect(Object.keys(sent?.headers ?? {}).filter(name => /^x-hostdouble|accept-encoding/.test(name))).toEqual([]);
  });

  it('is reached whether its address is said with the base path or without, or below another', async () => {
    for (const [address, path] of [
      [endpoint, '/v1/core/environments'],
      [`${endpoint}/v1/`, '/v1/core/environments'],
      [`${endpoint}/gateway`, '/gateway/v1/core/environments'],
    ] as const) {
      await forward(address, { name: 'real' });
      await call();
      expect(received.at(-1)?.url).toBe(path);
    }
  });

  it('gets the body as it was sent; the double’s own cloud is not asked, and the journal says who answered', async () => {
    await mock.control.overrides.add({ operation: 'infrahub/environments.create', forward: endpoint });
    answer = (_request, reply) => json(reply, 401, { status: false, error_reason: 'unauthorized', message: 'no' });
    const body = '{"name": "web",  "region": "NORWAY-1"}';
    const reply = await call('/v1/core/environments', { method: 'POST', headers: { api_key: 'x' }, body });
    expect([reply.status, received[0]?.body]).toEqual([401, body]);
    const { calls } = await mock.control.journal.list();
    expect(calls).toMatchObject([{ status: 401, override: 1, forwarded: endpoint }]);
    const { clouds } = await mock.control.snapshot.save();
    expect(JSON.stringify(clouds)).not.toContain('"web"');
  });

  it('tells the truth: what departs from the contract is passed on, and noted', async () => {
    await forward(endpoint);
    answer = (_request, reply) => json(reply, 200, { status: true, message: 7, environments: [] });
    const reply = await call();
    expect([reply.status, JSON.parse(await reply.text()).message]).toEqual([200, 7]);
    answer = (_request, reply) => {
      reply.writeHead(502, { 'content-type': 'application/json' });
      reply.end('<html>');
    };
    expect([(await call()).status]).toEqual([502]);
    const { calls } = await mock.control.journal.list();
    expect(calls[0]?.findings.map(({ path }) => path)).toContain('$.message');
    expect(calls[1]?.findings).not.toEqual([]);
    expect(mock.findings).toEqual([]);
  });

  it('is not followed where it redirects to', async () => {
    await forward(endpoint);
    answer = (_request, reply) => json(reply, 302, {}, { location: `${endpoint}/elsewhere` });
    const reply = await call();
    expect([reply.status, reply.headers.get('location'), received.length]).toEqual([302, `${endpoint}/elsewhere`, 1]);
  });

  it('that cannot be reached, breaks off or sends too much is answered 502 in our words', async () => {
    await forward(endpoint);
    answer = request => request.socket.destroy();
    const broken = await call();
    expect([broken.status, JSON.parse(await broken.text()).hostdouble]).toEqual([
      502,
      'the endpoint closed the connection (ECONNRESET)',
    ]);
    answer = (_request, reply) => {
      reply.writeHead(200, { 'content-type': 'application/json' });
      for (let mebibytes = 0; mebibytes < 18; mebibytes += 1) reply.write(Buffer.alloc(1024 * 1024, 'x'));
      reply.end();
    };
    const large = await call();
    expect([large.status, JSON.parse(await large.text()).hostdouble]).toEqual([
      502,
      'the endpoint answered more than 16 MiB',
    ]);
    await forward('https://127.0.0.1:1', { name: 'none' });
    await mock.control.overrides.remove(1);
    const gone = await call();
    expect([gone.status, JSON.parse(await gone.text()).hostdouble]).toEqual([
      502,
      'the endpoint cannot be reached (ECONNREFUSED)',
    ]);
  });

  it('does not go round: a call that was passed on once is not again', async () => {
    const other = await createMockServer({ seed: 'empty', forwardHosts: ['127.0.0.1'] });
    await other.control.overrides.add({ operation: LIST, forward: mock.url });
    await forward(other.url);
    const reply = await call();
    expect(reply.status).toBe(508);
    expect(JSON.parse(await reply.text()).hostdouble).toContain('would go round');
    await other.close();
  });

  it.each([
    ['https://api.exampel.com/v1', 'start the server with --forward-hosts api.exampel.com'],
    ['https://api.example.com.evil.test', 'start the server with'],
    ['https://api.example.com@evil.test', 'holds a credential'],
    ['https://localhost', 'start the server with'],
    ['http://api.example.com', 'over plain HTTP, for they bear credentials'],
    ['ftp://api.example.com', 'not forwarded over ftp:'],
    ['https://api.example.com/v1?a=1', 'the query is that of the call'],
    ['api.example.com', 'is no address such as'],
  ])('is none that was not named when the server was started: %s', async (address, said) => {
    await expect(forward(address)).rejects.toThrow(said);
    expect(await mock.control.overrides.list()).toEqual([]);
  });

  it('is not the server itself', async () => {
    await expect(forward(mock.url)).rejects.toThrow('is this server itself');
  });

  it('has a port where one was named, and plain HTTP where that was', async () => {
    const named = await createMockServer({ seed: 'empty', forwardHosts: ['127.0.0.1:1', 'http://panel.test:8080'] });
    const add = (to: string) => named.control.overrides.add({ operation: LIST, forward: to });
    await expect(add('http://127.0.0.1:2')).rejects.toThrow('--forward-hosts 127.0.0.1:2');
    await expect(add('http://127.0.0.1:1')).resolves.toMatchObject({ forward: 'http://127.0.0.1:1' });
    await expect(add('http://panel.test:8080/v1')).resolves.toMatchObject({ struck: 0 });
    await expect(createMockServer({ forwardHosts: ['https://a/b'] })).rejects.toThrow('is no host such as');
    await named.close();
  });
});
