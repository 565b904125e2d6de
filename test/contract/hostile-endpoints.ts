import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, vi } from 'vitest';
import { type Answer, answered, type HostileOptions, PLANTED, regionsWith } from './hostile.js';

afterEach(() => vi.unstubAllEnvs());

export const MIB = 2 ** 20;
const JSON_HEAD = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n';

export const says =
  (body: string | Buffer, headers?: Readonly<Record<string, string>>, status?: string): Answer =>
  socket =>
    socket.write(answered(body, headers, status));

const redirects =
  (status: string, to: (thief: string, request: string) => string): Answer =>
  (socket, request, thief) =>
    socket.write(answered('', { location: to(thief, request) }, status));

/** Sends bytes as they are. */
const raw =
  (text: string, end = false): Answer =>
  socket => {
    socket.write(text, 'latin1');
    if (end) socket.end();
  };

/** Sends the same again and again, for as long as it is taken. */
const endless =
  (head: string, piece: string | Buffer): Answer =>
  socket => {
    socket.write(head, 'latin1');
    const more = (): void => {
      while (!socket.destroyed && socket.write(piece));
    };
    socket.on('drain', more);
    more();
  };

/** Sends a piece every few milliseconds. */
const drips =
  (head: string, piece: string): Answer =>
  socket => {
    socket.write(head, 'latin1');
    const drip = (): void => {
      if (socket.destroyed) return;
      socket.write(piece, 'latin1');
      setTimeout(drip, 20);
    };
    drip();
  };

const chunk = Buffer.alloc(MIB / 4, '"x",');
const bomb = gzipSync(Buffer.alloc(64 * MIB, ' '));
const later = (socket: Socket, act: () => void): void => void setTimeout(() => socket.destroyed || act(), 50);

/** An endpoint that does harm. */
export interface Case {
  readonly what: string;
  readonly answer: Answer;
  /** What the run says of it. */
  readonly said: RegExp;
  readonly options?: HostileOptions;
}

export type Row = readonly [what: string, answer: Answer, said: RegExp, options?: HostileOptions];
export const asCase = ([what, answer, said, options = {}]: Row): Case => ({ what, answer, said, options });

const redirections: readonly Row[] = [
  ['to another path of itself', redirects('301 Moved', () => '/stolen'), /answers 301/],
  [
    'to another host',
    redirects('302 Found', thief => `http://${thief}/`),
    /redirects to http:\/\/127\.0\.0\.1:\d+ \(302\)/,
  ],
  ['to another host without a protocol', redirects('303 See Other', thief => `//${thief}/`), /answers 303/],
  ['that keep the method', redirects('307 Temporary', thief => `http://${thief}/`), /\(307\)/],
  ['for ever', redirects('308 Permanent', thief => `http://${thief}/`), /\(308\)/],
  ['to where they come from', redirects('302 Found', (_thief, request) => request.split(' ')[1] ?? '/'), /answers 302/],
  ['from TLS to none', redirects('302 Found', thief => `http://${thief}/`), /\(302\)/, { until: 2999 }],
  [
    'with the credential as host',
    redirects('302 Found', () => `https://${PLANTED}.example.com/`),
    /to https:\/\/\[redacted\]/,
  ],
  [
    'with the credential in the address',
    redirects('302 Found', thief => `http://${PLANTED}:${PLANTED}@${thief}/?key=${PLANTED}#${PLANTED}`),
    /\(302\)/,
  ],
  [
    'with the credential as scheme',
    redirects('302 Found', () => `${PLANTED}://host/`),
    /to an address of \[redacted\]: \(302\)/,
  ],
  [
    'in a header of another kind',
    says('{}', { refresh: '0; url=http://127.0.0.1/', 'alt-svc': 'h2=":1"', link: '</stolen>; rel=preload' }),
    /no longer holds/,
  ],
  [
    'to a sign-in',
    (socket, _request, thief) =>
      socket.write(
        answered('{}', { 'www-authenticate': `Basic realm="${PLANTED}", Bearer uri="http://${thief}"` }, '401 No'),
      ),
    /refuses the credential \(401/,
  ],
];

const echoes: readonly Row[] = [
  ['as a key', says(regionsWith(`,"${PLANTED}":1`)), /no longer holds/],
  ['as a key of a key', says(regionsWith(`,"extra":{"${PLANTED}":{"${PLANTED}":1}}`)), /no longer holds/],
  ['as a value', says(regionsWith('').replace('"d"', `["${PLANTED}"]`)), /no longer holds/],
  ['as a word of a list', says(regionsWith('').replace('GREEN', PLANTED)), /no longer holds/],
  ['as a word in small letters', says(regionsWith('').replace('GREEN', PLANTED.toLowerCase())), /no longer holds/],
  ['as a media type', says(regionsWith(''), { 'content-type': `application/${PLANTED}` }), /no longer holds/],
  ['as a header', says(regionsWith(''), { 'x-echo': PLANTED, 'retry-after': PLANTED }), /no longer holds/],
  ['as a cookie', says(regionsWith(''), { 'set-cookie': `key=${PLANTED}; path=/` }), /no longer holds/],
  ['as the reason of a status', says('{}', {}, `500 ${PLANTED}`), /answers 500/],
  [
    'as the words of a refusal',
    says(`{"status":false,"message":"${PLANTED}","error_reason":"${PLANTED}"}`, {}, '403 No'),
    /Nothing was compared/,
  ],
  ['as a page', says(`<html>${PLANTED}</html>`, { 'content-type': 'text/html' }), /answers with a page/],
  ['as text that is no JSON', says(PLANTED), /text that is not JSON/],
];

/** Those of which the run must not get so far as to ask. */
export const ofTls: readonly Row[] = [
  [
    'vouches for itself',
    says('{}'),
    /a certificate that is not trusted \(DEPTH_ZERO_SELF_SIGNED_CERT\)/,
    { until: 2999 },
  ],
  ['has been out of date for years', says('{}'), /a certificate that is not trusted \(/, { until: 2001 }],
  ['does not end the handshake', raw(''), /did not answer within \d+ ms/, { protocol: 'https' }],
  ['is asked in vain', says('{}'), /no HTTP|cannot be reached/, { until: 2999, protocol: 'http' }],
];

const bodies: readonly Row[] = [
  ['without end', endless(`${JSON_HEAD}\r\n`, chunk), /answers of more than 8 MiB|did not answer/],
  [
    'without end in chunks',
    endless(`${JSON_HEAD}transfer-encoding: chunked\r\n\r\n`, `${chunk.length.toString(16)}\r\n${chunk}\r\n`),
    /answers of more than 8 MiB|did not answer/,
  ],
  [
    'that is one text without end',
    endless(`${JSON_HEAD}\r\n"`, Buffer.alloc(MIB / 4, 'x')),
    /answers of more than 8 MiB|did not answer/,
  ],
  [
    'of a length beyond all bounds',
    raw(`${JSON_HEAD}content-length: 99999999999999999999\r\n\r\n{}`),
    /no HTTP|did not answer|cannot be reached/,
  ],
  ['that is a bomb', says(bomb, { 'content-encoding': 'gzip' }), /answers of more than 8 MiB/, { timeout: 5000 }],
  [
    'that is a bomb in a bomb',
    says(gzipSync(bomb), { 'content-encoding': 'gzip, gzip' }),
    /answers of more than 8 MiB/,
    { timeout: 5000 },
  ],
  [
    'packed again and again',
    says('{}', { 'content-encoding': Array(200).fill('gzip').join(', ') }),
    /cannot be reached/,
  ],
  ['that says it is packed and is not', says('{}', { 'content-encoding': 'gzip' }), /no HTTP|cannot be reached/],
  [
    'that breaks off while it is unpacked',
    says(gzipSync(regionsWith('')).subarray(0, 60), { 'content-encoding': 'gzip' }),
    /no HTTP|cannot be reached|Nothing at|text that is not JSON/,
  ],
  ['that drips', drips(`${JSON_HEAD}\r\n`, ' '), /did not answer within \d+ ms/],
  [
    'that drips in chunks',
    drips(`${JSON_HEAD}transfer-encoding: chunked\r\n\r\n`, '1\r\n \r\n'),
    /did not answer within \d+ ms/,
  ],
  ['that never comes', raw(`${JSON_HEAD}content-length: 10\r\n\r\n`), /did not answer within \d+ ms/],
  ['shorter than it says', raw(`${JSON_HEAD}content-length: 1000\r\n\r\n{"a":`, true), /cannot be reached|no HTTP/],
  ['with two lengths', raw(`${JSON_HEAD}content-length: 2\r\ncontent-length: 3\r\n\r\n{}`, true), /no HTTP \(HPE_/],
  [
    'with a length and chunks',
    raw(`${JSON_HEAD}content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`, true),
    /no HTTP \(HPE_/,
  ],
  [
    'in chunks that are none',
    raw(`${JSON_HEAD}transfer-encoding: chunked\r\n\r\nzz\r\nrubbish`, true),
    /no HTTP \(HPE_/,
  ],
  [
    'that ends with the connection, as in HTTP/1.0',
    raw(`HTTP/1.0 200 OK\r\ncontent-type: application/json\r\n\r\n${regionsWith('')}`, true),
    /no longer holds/,
  ],
  ['where there is to be none', raw('HTTP/1.1 204 No\r\ncontent-length: 5\r\n\r\nHTTP/', true), /no longer holds/],
];

const heads: readonly Row[] = [
  [
    'without end',
    endless('HTTP/1.1 200 OK\r\n', `x-${'a'.repeat(500)}: ${'b'.repeat(500)}\r\n`),
    /no HTTP \(UND_ERR_HEADERS_OVERFLOW\)|no HTTP/,
  ],
  ['that is one name without end', endless('HTTP/1.1 200 OK\r\n', 'a'.repeat(1000)), /no HTTP/],
  ['that drips', drips('HTTP/1.1 200 OK\r\nx: ', 'y'), /did not answer within \d+ ms/],
  ['that is no HTTP', raw('SSH-2.0-OpenSSH_9.6\r\n', true), /no HTTP|cannot be reached/],
  ['that is nothing', (socket: Socket) => socket.end(), /cannot be reached/],
  ['that is reset', (socket: Socket) => socket.resetAndDestroy(), /cannot be reached/],
  [
    'after which it is reset',
    (socket: Socket) => {
      socket.write(`${JSON_HEAD}content-length: 100\r\n\r\n{"a"`);
      later(socket, () => socket.resetAndDestroy());
    },
    /cannot be reached/,
  ],
  [
    'that says "wait" for ever',
    endless('', 'HTTP/1.1 103 Early\r\nlink: </x>\r\n\r\n'),
    /did not answer|no HTTP|cannot be reached/,
  ],
  [
    'that changes the protocol',
    raw('HTTP/1.1 101 Switching\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n'),
    /cannot be reached/,
  ],
  [
    'with line breaks and codes for a terminal',
    raw(`HTTP/1.1 200 OK\r\ncontent-type: application/\u001b[31mjson\r\ncontent-length: 2\r\n\r\n{}`, true),
    /no HTTP|text that is not JSON/,
  ],
  [
    'that asks to come back in a year',
    says('{}', { 'retry-after': '31536000' }, '429 Slow'),
    /asks to call less often/,
  ],
  [
    'that asks to come back in an hour, later and later',
    says('{}', { 'retry-after': '9'.repeat(400) }, '503 Busy'),
    /answers 503/,
  ],
];

/** Endpoints that do harm, by what they do it with. */
export const hostileEndpoints = { redirections, echoes, bodies, heads };
