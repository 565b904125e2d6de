import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import https from 'node:https';
import type { Duplex } from 'node:stream';
import type { Contract } from '../../contracts/core/contract.js';
import type { Observer, Told } from '../../contracts/kit/proxy/observer.js';
import { type AnyServer, close, listen, type MakeServer } from '../http/server.js';
import type { CopyBudget } from './copy.js';
import type { HarFile } from './har-file.js';
import { createReader } from './judge.js';
import { type Passage, pass, pathOf, refuse, type Upstream } from './pass.js';

export interface ProxyOptions {
  readonly contract: Contract;
  /** Address of the endpoint, with its base path or without. */
  readonly target: string;
  readonly port: number;
  readonly host: string;
  /** Makes the server; default one of HTTP. */
  readonly make?: MakeServer | undefined;
  /** Most bytes of a body that are looked at. */
  readonly most: number;
  /** Longest silence of the target, in milliseconds. */
  readonly timeout: number;
  readonly observer: Observer;
  readonly har: HarFile | undefined;
  readonly now: () => number;
  onTold(told: Told): void;
  /** Told of an error of ours; the call itself has passed. */
  onError(error: unknown): void;
}

export interface RunningProxy {
  readonly url: string;
  /** Stops listening, lets calls that pass end for a moment, and holds what has passed to the contract. */
  close(): Promise<void>;
}

/** Most connections of clients, and to the target; most bytes that all copies hold, in bodies of the largest size. */
const [MOST_CLIENTS, MOST_SOCKETS, MOST_COPIES] = [1024, 256, 8];
const MINUTE = 60_000;
/** Calls to a double's own control API are no calls of the vendor's. */
const OURS = /^\/(__admin|favicon\.ico)(\/|\?|$)/;

/** Stands between clients and an endpoint. */
export async function startProxy(options: ProxyOptions): Promise<RunningProxy> {
  const { contract, observer, har, most, now } = options;
  const upstream = upstreamOf(contract, options.target, options.timeout);
  const read = createReader(contract, most);
  const budget: CopyBudget = { left: most * MOST_COPIES };
  let url = '';
  let judged = Promise.resolve();
  const open = new Set<Promise<void>>();

  /** One call after the other, off the path: the answer has gone. */
  function onPassed(passage: Passage): void {
    if (OURS.test(pathOf(passage.request.url ?? '/'))) {
      passage.sent.release();
      passage.received.release();
      return;
    }
    judged = judged.then(() => judge(passage)).catch(options.onError);
  }

  async function judge(passage: Passage): Promise<void> {
    const call = await read(passage);
    const told = observer.see(call);
    if (told.findings.length > 0 || told.notCompared !== undefined) options.onTold(told);
    har?.add(observer.recorded(call, url));
  }

  const handle = (request: IncomingMessage, reply: ServerResponse): void => {
    // An upgrade to another version of HTTP may be passed over (RFC 9110, section 7.8); a web socket may not.
    if (/\bwebsocket\b/i.test(request.headers.upgrade ?? '')) {
      request.resume();
      refuse(reply, 501, 'the proxy passes no web sockets on');
      return;
    }
    const passing = pass(request, reply, { upstream, budget, most, now, onPassed }).finally(() => open.delete(passing));
    open.add(passing);
  };
  const server = createServer(handle, options.make);
  url = await listen(server, options.port, options.host);
  return {
    url,
    async close() {
      await close(server);
      await Promise.all(open);
      upstream.agent.destroy();
      await judged;
    },
  };
}

function createServer(
  handle: (request: IncomingMessage, reply: ServerResponse) => void,
  make: MakeServer = http.createServer,
): AnyServer {
  const server = make(
    { keepAliveTimeout: 65_000, headersTimeout: 20_000, requestTimeout: 10 * MINUTE, maxHeaderSize: 64 * 1024 },
    handle,
  );
  server.maxConnections = MOST_CLIENTS;
  server.on('checkContinue', handle).on('checkExpectation', handle);
  server.on('connect', (_request: IncomingMessage, socket: Duplex) => {
    socket.on('error', () => {});
    socket.end(
      'HTTP/1.1 501 Not Implemented\r\nx-hostdouble-proxy: 501\r\ncontent-length: 0\r\nconnection: close\r\n\r\n',
    );
  });
  return server;
}

function upstreamOf(contract: Contract, target: string, timeout: number): Upstream {
  const url = new URL(target);
  const path = url.pathname.replace(/\/+$/, '');
  const bases = [contract.dialect.basePath, ...(contract.dialect.aliases ?? [])];
  const base = bases.find(one => path.toLowerCase().endsWith(one.toLowerCase()));
  const prefix = base === undefined ? path : path.slice(0, path.length - base.length);
  const keep = { keepAlive: true, maxSockets: MOST_SOCKETS, maxFreeSockets: MOST_SOCKETS, scheduling: 'lifo' } as const;
  const agent = url.protocol === 'https:' ? new https.Agent(keep) : new http.Agent(keep);
  return { url, prefix, agent, timeout };
}
