import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { Report } from '../../contracts/kit/report/report.js';
import type { RunOptions } from '../../contracts/kit/run/options.js';
import { runContract } from '../../contracts/run-contract.js';
import { selfSigned } from './self-signed.js';

/** The credential of these trials. Its form is none that an endpoint could have by chance. */
export const PLANTED = 'Planted-Key-7f3a9cQ';

/** What an endpoint does with a request on a connection: `thief` is the address of another server. */
export type Answer = (socket: Socket, request: string, thief: string) => void;

export interface HostileTrial {
  readonly report: Report;
  /** What was sent to the endpoint, request by request. */
  readonly requests: readonly string[];
  /** What was sent to the other server. */
  readonly stolen: readonly string[];
  /** Bytes that the endpoint could send. */
  readonly bytes: number;
  /** Most megabytes that the process took beyond those at the beginning. */
  readonly grown: number;
  readonly waits: readonly string[];
}

export type HostileOptions = Partial<RunOptions> & {
  /** The endpoint speaks TLS, with a certificate that is good until this year. */
  readonly until?: number;
  /** What it is asked in, if that is not what it speaks. */
  readonly protocol?: 'http' | 'https';
};

const listening = (server: Server): Promise<number> =>
  new Promise(resolve => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' ? (address?.port ?? 0) : 0);
    });
  });

/** Certificates by the year until which they are good. */
const certificates = new Map<number, { key: string; cert: string }>();

/** Holds a contract to an endpoint that answers as it likes, with real sockets and a real clock. */
export async function hostileTrial(
  answer: Answer,
  { until, protocol = until === undefined ? 'http' : 'https', ...options }: HostileOptions = {},
): Promise<HostileTrial> {
  const sockets = new Set<Socket>();
  const requests: string[] = [];
  const stolen: string[] = [];
  let bytes = 0;
  let thief = '';
  const serve = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => {
      bytes += socket.bytesWritten;
      sockets.delete(socket);
    });
    let head = '';
    socket.on('data', chunk => {
      head += chunk.toString('latin1');
      if (!head.includes('\r\n\r\n')) return;
      requests.push(head);
      const request = head;
      head = '';
      answer(socket, request, thief);
    });
  };
  const steal = createServer(socket => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('data', chunk => {
      stolen.push(chunk.toString('latin1'));
      socket.end('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}');
    });
  });
  if (until !== undefined && !certificates.has(until)) certificates.set(until, selfSigned(until));
  const server = until === undefined ? createServer(serve) : createTlsServer({ ...certificates.get(until) }, serve);
  thief = `127.0.0.1:${await listening(steal)}`;
  const port = await listening(server);
  const waits: string[] = [];
  const memory = (): number => {
    const { heapUsed, external, arrayBuffers } = process.memoryUsage();
    return (heapUsed + external + arrayBuffers) / 2 ** 20;
  };
  const before = memory();
  let most = before;
  const look = setInterval(() => {
    most = Math.max(most, memory());
  }, 10);
  try {
    const report = await runContract({
      ...{ vendor: 'infrahub', target: `${protocol}://127.0.0.1:${port}/v1`, credentials: { apiKey: PLANTED } },
      ...{ only: ['regions.list', 'stocks.list'], timeout: 250, retries: 0, maxTime: 20_000, failOn: 'notice' },
      onWait: ({ sentence }) => waits.push(sentence),
      ...options,
    });
    for (const socket of sockets) socket.destroy();
    await new Promise(resolve => setImmediate(resolve));
    return { report, requests, stolen, bytes, grown: most - before, waits };
  } finally {
    clearInterval(look);
    for (const socket of sockets) socket.destroy();
    server.close();
    steal.close();
  }
}

/** An answer as bytes, with its length. */
export const answered = (body: string | Buffer, headers: Readonly<Record<string, string>> = {}, status = '200 OK') =>
  Buffer.concat([
    Buffer.from(
      [
        `HTTP/1.1 ${status}`,
        ...Object.entries({
          'content-type': 'application/json',
          'content-length': `${Buffer.byteLength(body)}`,
          ...headers,
        }).map(([name, value]) => `${name}: ${value}`),
        '',
        '',
      ].join('\r\n'),
      'latin1',
    ),
    Buffer.from(body),
  ]);

/** A body that the contract takes, with other members in the first region. */
export const regionsWith = (members: string): string =>
  `{"status":true,"message":"m","regions":[{"id":1,"name":"NORWAY-1","description":"d","country":"NORWAY","green_status":"GREEN","features":{"floating_ip":true,"volumes":true}${members}}]}`;
