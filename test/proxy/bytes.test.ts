import http from 'node:http';
import net from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, vi } from 'vitest';
import { virtfusion } from '../../contracts/vendors/virtfusion/index.js';
import { between, exchanged, rawTarget } from './between.js';

const GET = 'GET /api/v1/connect HTTP/1.1\r\nHost: panel.example.com\r\n';

/** What of a message is not of the connection: Node writes these of its own for each connection. */
const withoutOwn = (message: string): string =>
  message.replace(/\r\n(Connection: (keep-alive|close)|Keep-Alive: timeout=\d+)(?=\r\n)/g, '');

describe('an answer comes as it was sent', () => {
  it.each([
    [
      'names in their writing and order, twice the same',
      'HTTP/1.1 200 Quite Fine\r\nX-b: 1\r\nx-A: 2\r\nSet-Cookie: a=1\r\nX-B: 3\r\nset-cookie: b=2\r\nContent-Length: 2\r\n\r\n{}',
    ],
    ['no reason, no date, no type', 'HTTP/1.1 299 \r\nContent-Length: 3\r\n\r\n\xe9\xff\x00'],
    ['nothing', 'HTTP/1.1 204 No Content\r\nServer: odd/1\r\n\r\n'],
    ['pieces', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n'],
    [
      'trailers',
      'HTTP/1.1 200 OK\r\nTrailer: X-Sum\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nX-Sum: 7\r\n\r\n',
    ],
    ['letters beyond ASCII in a header', 'HTTP/1.1 200 OK\r\nX-Name: M\xfcller\r\nContent-Length: 0\r\n\r\n'],
    [
      'a redirection to the target itself',
      'HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/api/v1/x?token=1\r\nContent-Length: 0\r\n\r\n',
    ],
    ['not modified', 'HTTP/1.1 304 Not Modified\r\nETag: "a"\r\n\r\n'],
  ])('%s', async (_what, answer) => {
    const target = await rawTarget(() => Buffer.from(answer, 'latin1'));
    const proxy = await between(virtfusion, target.url);
    const heard = await exchanged(proxy.url, `${GET}Connection: close\r\n\r\n`);
    expect(withoutOwn(heard)).toBe(answer);
  });

  it('compressed, as it was compressed', async () => {
    const packed = gzipSync('{"data":1}');
    const head = `HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ${packed.length}\r\n\r\n`;
    const target = await rawTarget(() => Buffer.concat([Buffer.from(head), packed]));
    const proxy = await between(virtfusion, target.url);
    const heard = await exchanged(proxy.url, `${GET}Connection: close\r\n\r\n`);
    expect(withoutOwn(heard)).toBe(head + packed.toString('latin1'));
  });

  it('without an end of its own until the connection ends', async () => {
    const target = await rawTarget((_heard, socket) => {
      socket.end('HTTP/1.1 200 OK\r\nX-A: 1\r\n\r\nto the end');
      return undefined;
    });
    const proxy = await between(virtfusion, target.url);
    const heard = await exchanged(proxy.url, `${GET}\r\n`);
    expect(withoutOwn(heard)).toBe('HTTP/1.1 200 OK\r\nX-A: 1\r\n\r\nto the end');
  });

  it('to HEAD, with the length of what it leaves out', async () => {
    const target = await rawTarget(() => 'HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n');
    const proxy = await between(virtfusion, target.url);
    const heard = await exchanged(proxy.url, `${GET.replace('GET', 'HEAD')}Connection: close\r\n\r\n`);
    expect(withoutOwn(heard)).toBe('HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n');
    await proxy.close();
    expect(proxy.told).toEqual([]);
  });

  it('piece by piece, before its end is known', async () => {
    let more = (): void => {};
    const target = await rawTarget((_heard, socket) => {
      more = () => socket.write('2\r\nzz\r\n0\r\n\r\n');
      return 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\naa\r\n';
    });
    const proxy = await between(virtfusion, target.url);
    const reply = await fetch(`${proxy.url}/api/v1/connect`);
    const reader = reply.body?.getReader();
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe('aa');
    more();
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe('zz');
    await reader?.cancel();
  });

  it('after what goes before it: 103 with its headers, and 100 when it is asked for', async () => {
    const early = 'HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=x\r\nX-Odd: 1\r\n\r\n';
    const target = await rawTarget(heard => {
      if (/\r\n\r\nbody$/.test(heard)) return `${early}HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n`;
      return heard.endsWith('\r\n\r\n') ? 'HTTP/1.1 100 Continue\r\n\r\n' : undefined;
    });
    const proxy = await between(virtfusion, target.url);
    const { hostname, port } = new URL(proxy.url);
    const socket = net.connect(Number(port), hostname);
    let heard = '';
    let isSent = false;
    socket.setEncoding('latin1').on('data', text => {
      heard += text;
      if (heard.includes('100 Continue') && !isSent) {
        isSent = true;
        socket.write('body');
      }
    });
    socket.write(
      'PUT /api/v1/x HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 4\r\nConnection: close\r\n\r\n',
    );
    await new Promise(resolve => socket.on('close', resolve));
    expect(withoutOwn(heard)).toBe(`HTTP/1.1 100 Continue\r\n\r\n${early}HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n`);
    expect(target.heard.join('')).toContain('Expect: 100-continue');
  });
});

describe('a request goes on as it was sent', () => {
  const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n';

  it('with all of its headers in their writing, but for the host and what is of the connection', async () => {
    const target = await rawTarget(heard => (heard.includes('\r\n\r\n') ? OK : undefined));
    const proxy = await between(virtfusion, `${target.url}/w/other/api/v1/`);
    const sent =
      'hOST: panel.example.com\r\nX-Two: 1\r\nauthorization: Bearer abc-def-ghi\r\nx-two: 2\r\nX-Hop: gone\r\nConnection: close, X-Hop\r\nUpgrade: h2c\r\n';
    await exchanged(proxy.url, `GET /api/v1/connect?b=%20&a&b=+ HTTP/1.1\r\n${sent}\r\n`);
    const host = new URL(target.url).host;
    expect(withoutOwn(target.heard[0] ?? '')).toBe(
      `GET /w/other/api/v1/connect?b=%20&a&b=+ HTTP/1.1\r\nhOST: ${host}\r\nX-Two: 1\r\nauthorization: Bearer abc-def-ghi\r\nx-two: 2\r\n\r\n`,
    );
  });

  it('in pieces with trailers, and to the path alone where the whole address was asked for', async () => {
    const target = await rawTarget(heard => (heard.endsWith('X-Sum: 7\r\n\r\n') ? OK : undefined));
    const proxy = await between(virtfusion, target.url);
    const body =
      'Transfer-Encoding: chunked\r\nTrailer: X-Sum\r\nConnection: close\r\n\r\n3\r\nabc\r\n0\r\nX-Sum: 7\r\n\r\n';
    await exchanged(proxy.url, `POST http://panel.example.com/api/v1/x HTTP/1.1\r\nHost: a\r\n${body}`);
    expect(withoutOwn(target.heard[0] ?? '')).toBe(
      `POST /api/v1/x HTTP/1.1\r\nHost: ${new URL(target.url).host}\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n3\r\nabc\r\n0\r\nX-Sum: 7\r\n\r\n`,
    );
  });

  it('over one connection, again and again', async () => {
    const target = await rawTarget(heard => (heard.endsWith('\r\n\r\n') ? OK : undefined));
    const proxy = await between(virtfusion, target.url);
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    for (let call = 0; call < 3; call += 1)
      await new Promise(resolve => {
        http.get(`${proxy.url}/api/v1/connect`, { agent }, reply => reply.resume().on('end', resolve));
      });
    agent.destroy();
    expect(target.heard).toHaveLength(1);
  });

  it('once more if a kept connection was closed under it, and may be made twice', async () => {
    let calls = 0;
    const target = await rawTarget((heard, socket) => {
      if (!heard.endsWith('\r\n\r\n')) return undefined;
      calls += 1;
      if (calls !== 2) return OK;
      socket.resetAndDestroy();
      return undefined;
    });
    const proxy = await between(virtfusion, target.url);
    expect((await fetch(`${proxy.url}/api/v1/connect`)).status).toBe(200);
    expect((await fetch(`${proxy.url}/api/v1/connect`)).status).toBe(200);
    expect(calls).toBe(3);
  });
});

describe('what cannot pass', () => {
  it.each([
    ['nobody listens', undefined, /^the target cannot be reached \(ECONNREFUSED\)$/],
    ['no HTTP', 'SSH-2.0-OpenSSH\r\n\r\n', /^the target answers what is not HTTP \(HPE_\w+\)$/],
    ['silence', '', /^the target was silent for 300 ms$/],
    ['a closed connection', 'close', /^the target closed the connection \(ECONNRESET\)$/],
    ['another protocol', 'HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n', /^the target /],
  ])('is answered with 502 and a sentence: %s', async (_what, said, sentence) => {
    const target = await rawTarget((_heard, socket) => {
      if (said === 'close') socket.end();
      return said === 'close' ? undefined : said;
    });
    const url = said === undefined ? 'http://127.0.0.1:1' : target.url;
    const proxy = await between(virtfusion, url, { timeout: 300 });
    const reply = await fetch(`${proxy.url}/api/v1/connect`);
    expect([reply.status, reply.headers.get('x-hostdouble-proxy')]).toEqual([502, '502']);
    expect(Object(await reply.json()).hostdouble).toMatch(sentence);
    await proxy.close();
    const report = proxy.observer.report();
    expect([report.exitCode, report.operations[0]?.reason]).toEqual([3, 'server']);
  });

  it('breaks off for the client when it breaks off at the target', async () => {
    const target = await rawTarget((_heard, socket) => {
      socket.end('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"data"');
      return undefined;
    });
    const proxy = await between(virtfusion, target.url);
    const reply = await fetch(`${proxy.url}/api/v1/connect`);
    await expect(reply.text()).rejects.toThrow();
    await proxy.close();
    expect(proxy.told.map(({ notCompared }) => notCompared)).toEqual([
      'not compared: connection.test (the target broke off its answer)',
    ]);
  });

  it('ends at the target when the client goes', async () => {
    const target = await rawTarget(() => undefined);
    const proxy = await between(virtfusion, target.url);
    const going = new AbortController();
    const call = fetch(`${proxy.url}/api/v1/connect`, { signal: going.signal }).catch(() => 'gone');
    await vi.waitFor(() => expect(target.heard[0]).toContain('GET /api/v1/connect'));
    going.abort();
    expect(await call).toBe('gone');
    await vi.waitFor(() => expect(target.sockets[0]?.destroyed || target.sockets[0]?.readableEnded).toBe(true));
  });

  it('is refused when it is a web socket or a tunnel', async () => {
    const target = await rawTarget(() => undefined);
    const proxy = await between(virtfusion, target.url);
    const upgrade = 'Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n';
    const socket = await exchanged(proxy.url, `${GET}${upgrade}`, /sockets on"\}/);
    expect(socket).toMatch(/^HTTP\/1\.1 501 Not Implemented\r\n/);
    expect(await exchanged(proxy.url, 'CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n')).toMatch(/^HTTP\/1\.1 501 /);
    expect(target.heard).toEqual([]);
  });
});
