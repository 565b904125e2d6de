import net from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMockServer, type MockServer } from '../../mock-server/index.js';

let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer({ seed: 'empty' });
});
afterAll(() => mock.close());

/** What comes back for these bytes until the other side closes; sent in pieces where there are several. */
async function raw(...pieces: readonly string[]): Promise<string> {
  const { hostname, port } = new URL(mock.url);
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = net.connect(Number(port), hostname, () => {
      for (const piece of pieces) socket.write(piece);
    });
    socket.setEncoding('utf8').on('data', piece => {
      text += piece;
    });
    socket.on('error', reject).on('close', () => resolve(text));
  });
}

/** The status and the body of an answer whose length and type are right; nothing may follow it. */
function readAnswer(text: string): { status: number; body: { hostdouble: string } } {
  const [head = '', body = ''] = text.split('\r\n\r\n');
  expect(head).toMatch(/^content-type: application\/json$/im);
  expect(/^content-length: (\d+)$/im.exec(head)?.[1]).toBe(`${Buffer.byteLength(body)}`);
  expect(text.split('\r\n\r\n')).toHaveLength(2);
  return { status: Number(/^HTTP\/1\.1 (\d{3}) /.exec(head)?.[1]), body: JSON.parse(body) };
}

const get = (path: string, headers = 'Host: x\r\n') => `GET ${path} HTTP/1.1\r\n${headers}Connection: close\r\n\r\n`;
const long = 'y'.repeat(64 * 1024);

it('the body of a call to nothing is not waited for without end', async () => {
  const slow = await createMockServer({ seed: 'empty', bodyTimeout: 20 });
  const { hostname, port } = new URL(slow.url);
  const text = await new Promise<string>((resolve, reject) => {
    let text = '';
    const socket = net.connect(Number(port), hostname, () => {
      socket.write('POST /elsewhere HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nnot all of it');
    });
    socket.setEncoding('utf8').on('data', piece => {
      text += piece;
    });
    socket.on('error', reject).on('close', () => resolve(text));
  });
  expect(text).toMatch(/^HTTP\/1\.1 404 [^]*nothing is served here/);
  await slow.close();
});

describe('what the double refuses itself', () => {
  it.each<[string, string, number, RegExp]>([
    [
      'a path of no vendor',
      get('/elsewhere'),
      404,
      /below \/api\/v1, \/v1, \/1\.0, and the control API below \/__admin$/,
    ],
    ['the root', get('/'), 404, /^nothing is served here/],
    ['a path that cannot be decoded', get('/%zz'), 404, /^nothing is served here/],
    ['a path of slashes', get('//..//%2e%2e/'), 404, /^nothing is served here/],
    ['a world that there is not', get('/w/nowhere/api/v1/servers'), 404, /^there is no world "nowhere"$/],
    ['a world that cannot be decoded', get('/w/%zz/api/v1/servers'), 404, /^there is no world "%zz"$/],
    ['a world of a header', get('/api/v1/servers', 'Host: x\r\nx-hostdouble-world: none\r\n'), 404, /"none"$/],
    ['the control API in a world', get('/w/default/__admin/worlds'), 404, /^nothing is served here/],
    ['no words of HTTP', 'nonsense\r\n\r\n', 400, /^this is no request of HTTP that can be read$/],
    ['a verb that there is not', 'FETCH / HTTP/1.1\r\nHost: x\r\n\r\n', 400, /no request of HTTP/],
    ['a blank in the address', get('/api/v1/servers of mine'), 400, /no request of HTTP/],
    ['another version', 'GET / HTTP/9.9\r\nHost: x\r\n\r\n', 400, /no request of HTTP/],
    ['a header that is none', get('/', 'Host: x\r\nno header\r\n'), 400, /no request of HTTP/],
    ['two lengths', get('/', 'Host: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n'), 400, /no request of HTTP/],
    ['no host', get('/api/v1/servers', ''), 400, /has a header `host`$/],
    ['a header that is too long', get('/api/v1/servers', `Host: x\r\nx-long: ${long}\r\n`), 431, /at most 16 KiB/],
    ['an address that is too long', get(`/api/v1/servers?x=${long}`), 431, /at most 16 KiB/],
    ['an expectation', get('/', 'Host: x\r\nExpect: a miracle\r\n'), 417, /100-continue/],
    ['a tunnel', 'CONNECT example.com:443 HTTP/1.1\r\nHost: example.com\r\n\r\n', 405, /no proxy/],
  ])('is JSON: %s', async (_what, request, status, sentence) => {
    const { status: answered, body } = readAnswer(await raw(request));
    expect(answered).toBe(status);
    expect(body).toEqual({ hostdouble: expect.stringMatching(sentence) });
    expect((await fetch(`${mock.url}/__admin/health`)).status).toBe(200);
  });

  it('is in the words of the API where a path has one', async () => {
    const call = async (path: string) => {
      const reply = await fetch(mock.url + path);
      return [reply.status, reply.headers.get('content-type'), await reply.json()];
    };
    const json = 'application/json';
    expect(await call('/api/v1/%zz')).toEqual([404, json, { message: 'The route could not be found.' }]);
    expect(await call('/v1/%zz')).toEqual([404, json, { message: expect.stringContaining('was not found') }]);
    expect(await call('/__admin/%zz')).toEqual([404, json, { error: expect.objectContaining({ kind: 'noRoute' }) }]);
  });

  it('keeps a connection for the next call where the call itself could be read', async () => {
    const two = await raw(`GET /elsewhere HTTP/1.1\r\nHost: x\r\n\r\n${get('/__admin/health')}`);
    expect(two.match(/HTTP\/1\.1 \d{3}/g)).toEqual(['HTTP/1.1 404', 'HTTP/1.1 200']);
  });

  it('is for a body that breaks off in a chunk, too', async () => {
    const head = 'POST /api/v1/servers HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n';
    expect(readAnswer(await raw(head, '5\r\n{"a":\r\nzz\r\n')).status).toBe(400);
  });
});
