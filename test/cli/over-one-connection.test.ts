import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { codesOf, overFetch, TOO_LARGE } from '../../contracts/core/over-fetch.js';
import { overOneConnection } from '../../mock-server/cli/over-one-connection.js';

const MOST = 1000;
const LONG = 30_000;

async function served(listener: RequestListener) {
  const sockets = new Set<Socket>();
  const server = createServer(listener).on('connection', socket => sockets.add(socket));
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const close = (): Promise<void> =>
    new Promise(resolve => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  onTestFinished(close);
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, sockets, close };
}

const get = (url: string) => ({ method: 'GET', url, headers: {} });

it('answers as over fetch, one call after the other over one connection', async () => {
  const { url, sockets } = await served((request, reply) => {
    let body = '';
    request.setEncoding('utf8').on('data', text => {
      body += text;
    });
    request.once('end', () => {
      reply.writeHead(request.url === '/gone' ? 404 : 200, {
        'content-type': 'application/json',
        ...{ 'x-many': ['one', 'two'], connection: 'keep-alive', date: 'Sun, 29 Nov 2026 10:00:00 GMT' },
      });
      reply.end(JSON.stringify({ method: request.method, text: 'å', body }));
    });
  });
  const send = overOneConnection(MOST);
  const calls = [
    get(`${url}/one`),
    get(`${url}/gone`),
    { method: 'POST', url: `${url}/two?a=b`, headers: { 'content-type': 'application/json' }, body: '{"å":1}' },
    { method: 'DELETE', url: `${url}/three`, headers: { 'content-type': 'application/json' }, body: '{"å":1}' },
    get(`${url}/four`),
  ];
  const replies = await Promise.all(calls.map(call => send(call, LONG)));
  expect(sockets.size).toBe(1);
  expect(replies).toEqual(await Promise.all(calls.map(call => overFetch(call, LONG))));
});

it('reads no more than it may, waits no longer, and says why there is no answer', async () => {
  const { url, close } = await served(({ url }, reply) => {
    if (url === '/large') reply.end('x'.repeat(MOST + 1));
    else reply.write('never the end of it');
  });
  const send = overOneConnection(MOST);
  const codes = async (path: string, timeout: number): Promise<string[]> => {
    const error: unknown = await send(get(`${url}${path}`), timeout).catch((reason: unknown) => reason);
    return [...codesOf(error)];
  };
  expect(await codes('/large', LONG)).toContain(TOO_LARGE);
  expect(await codes('/slow', 20)).toContain('TimeoutError');
  await close();
  expect(await codes('/', LONG)).toContain('ECONNREFUSED');
});
