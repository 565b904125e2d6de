import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import https from 'node:https';
import { codeOf, sentenceOf } from '../http/broken-words.js';
import { endToEnd, pairsOf, withHeader } from '../http/hop-by-hop.js';
import { BodyCopy, type CopyBudget } from './copy.js';

/** Where calls go. */
export interface Upstream {
  readonly url: URL;
  /** What stands before the vendor's base path there: a world, a gateway. */
  readonly prefix: string;
  readonly agent: http.Agent;
  /** Longest silence of the target, in milliseconds. */
  readonly timeout: number;
}

/** A call that has passed. */
export interface Passage {
  readonly request: IncomingMessage;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly sent: BodyCopy;
  /** The head of the answer; undefined if none came. */
  readonly answer: IncomingMessage | undefined;
  readonly received: BodyCopy;
  /** Why no whole answer came. */
  readonly broken: string | undefined;
}

export interface PassOptions {
  readonly upstream: Upstream;
  readonly budget: CopyBudget;
  /** Most bytes of a body that are looked at. */
  readonly most: number;
  readonly now: () => number;
  onPassed(passage: Passage): void;
}

/** Calls that may be made again on another connection, if the target closed the one that was kept. */
const AGAIN = new Set(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE']);

/** Passes one call on to the target, and its answer back, as the bytes come. Resolves when both sides are done with it. */
export function pass(request: IncomingMessage, reply: ServerResponse, options: PassOptions): Promise<void> {
  return new Passing(request, reply, options).passed();
}

class Passing {
  readonly #request: IncomingMessage;
  readonly #reply: ServerResponse;
  readonly #options: PassOptions;
  readonly #startedAt: number;
  readonly #sent: BodyCopy;
  readonly #received: BodyCopy;
  #outgoing: http.ClientRequest | undefined;
  #answer: IncomingMessage | undefined;
  #broken: string | undefined;
  #isWhole = false;

  constructor(request: IncomingMessage, reply: ServerResponse, options: PassOptions) {
    const { budget, most, now } = options;
    this.#request = request;
    this.#reply = reply;
    this.#options = options;
    this.#startedAt = now();
    this.#sent = new BodyCopy(budget, most);
    this.#received = new BodyCopy(budget, most);
  }

  passed(): Promise<void> {
    this.#reply.sendDate = false;
    this.#reply.on('error', () => {});
    this.#request.on('error', () => {});
    return new Promise(resolve => {
      this.#reply.on('close', () => {
        this.#end();
        resolve();
      });
      this.#send(true);
    });
  }

  #send(isFirst: boolean): void {
    const { url, prefix, agent, timeout } = this.#options.upstream;
    const request = this.#request;
    const { method = 'GET' } = request;
    const { request: open } = url.protocol === 'https:' ? https : http;
    const outgoing = open({
      ...{ protocol: url.protocol, hostname: url.hostname.replace(/^\[|\]$/g, ''), port: url.port, agent, timeout },
      ...{ method, path: prefix + pathOf(request.url ?? '/'), headers: headersFor(request, url.host) },
    });
    this.#outgoing = outgoing;
    const hasBody = bodyIsAnnounced(request);
    outgoing.on('continue', () => this.#reply.writeContinue());
    outgoing.on('information', info => this.#inform(info));
    outgoing.on('response', answer => this.#take(answer));
    outgoing.on('timeout', () => {
      outgoing.destroy(Object.assign(new Error('silent'), { code: 'ETIMEDOUT' }));
    });
    // No upgrade was asked for: a target that switches all the same breaks the protocol.
    outgoing.on('upgrade', (_answer, socket) => {
      socket.destroy();
      this.#fail('switched to another protocol');
    });
    outgoing.on('error', error => {
      const again = isFirst && !hasBody && AGAIN.has(method) && outgoing.reusedSocket;
      if (again && this.#answer === undefined && codeOf(error) === 'ECONNRESET' && !this.#reply.destroyed)
        this.#send(false);
      else this.#fail(sentenceOf(codeOf(error), timeout));
    });
    if (isFirst) this.#feed();
    else outgoing.end();
    if (request.headers.expect !== undefined) flush(outgoing, request.rawHeaders);
  }

  /** Sends the body on, no faster than the target takes it. */
  #feed(): void {
    const request = this.#request;
    request.on('data', (chunk: Buffer) => {
      this.#sent.add(chunk);
      const outgoing = this.#outgoing;
      if (outgoing === undefined || outgoing.destroyed || outgoing.write(chunk)) return;
      request.pause();
      outgoing.once('drain', () => request.resume());
      outgoing.once('close', () => request.resume());
    });
    request.on('end', () => {
      if (request.rawTrailers.length > 0) this.#outgoing?.addTrailers(pairsOf(request.rawTrailers));
      this.#outgoing?.end();
    });
  }

  /** Passes on an answer that goes before the answer, but 100, which Node writes. */
  #inform({ statusCode, statusMessage, rawHeaders }: http.InformationEvent): void {
    if (statusCode === 100 || statusCode === 101 || this.#reply.headersSent || this.#request.httpVersion === '1.0')
      return;
    const lines = pairsOf(endToEnd(rawHeaders)).map(([name, value]) => `${name}: ${value}\r\n`);
    // Only a reply whose turn it is has the socket: one that was asked for before comes first.
    this.#reply.socket?.write(`HTTP/1.1 ${statusCode} ${statusMessage}\r\n${lines.join('')}\r\n`, 'latin1');
  }

  /** Passes the answer back, no faster than the client takes it. */
  #take(answer: IncomingMessage): void {
    const reply = this.#reply;
    this.#answer = answer;
    const isOld = this.#request.httpVersion === '1.0';
    const isFramed =
      answer.headers['content-length'] !== undefined || (answer.headers['transfer-encoding'] !== undefined && !isOld);
    // What ends with its connection ends so for the client, too: do not cut it in pieces.
    if (!isFramed) reply.useChunkedEncodingByDefault = false;
    const headers = endToEnd(answer.rawHeaders);
    try {
      reply.writeHead(answer.statusCode ?? 502, answer.statusMessage ?? '', isOld ? withoutChunks(headers) : headers);
    } catch (error) {
      answer.destroy();
      this.#fail(`answered what cannot be passed on (${codeOf(error)})`);
      return;
    }
    flush(reply, answer.rawHeaders);
    answer.on('data', (chunk: Buffer) => {
      this.#received.add(chunk);
      if (reply.write(chunk)) return;
      answer.pause();
      reply.once('drain', () => answer.resume());
    });
    answer.on('error', () => this.#fail('broke off its answer'));
    answer.on('end', () => {
      if (!answer.complete) return;
      this.#isWhole = true;
      if (answer.rawTrailers.length > 0) reply.addTrailers(pairsOf(answer.rawTrailers));
      reply.end();
    });
  }

  /** Tells the client that no answer came, or breaks off the one that has begun. */
  #fail(what: string): void {
    const reply = this.#reply;
    if (this.#broken !== undefined || this.#isWhole || reply.destroyed) return;
    this.#broken = `the target ${what}`;
    if (reply.headersSent) {
      reply.destroy();
      return;
    }
    refuse(reply, 502, this.#broken);
    this.#request.resume();
  }

  #end(): void {
    if (!this.#isWhole && this.#broken === undefined) this.#broken = 'the client went before the answer was whole';
    if (!this.#outgoing?.writableFinished || !this.#isWhole) this.#outgoing?.destroy();
    const { now, onPassed } = this.#options;
    onPassed({
      request: this.#request,
      ...{ startedAt: this.#startedAt, endedAt: now() },
      ...{ sent: this.#sent, answer: this.#answer, received: this.#received, broken: this.#broken },
    });
  }
}

/**
 * Sends a head before its body is there. Node writes a head that is alone as UTF-8, which changes letters beyond ASCII: such
 * a head waits for the first bytes of its body.
 */
function flush(message: http.OutgoingMessage, raw: readonly string[]): void {
  if (raw.every(text => /^[ -~\t]*$/.test(text))) message.flushHeaders();
}

/** Answers of the proxy itself bear this header. */
export function refuse(reply: ServerResponse, status: number, sentence: string): void {
  const text = `${JSON.stringify({ hostdouble: sentence })}\n`;
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
  reply.writeHead(status, { ...headers, 'x-hostdouble-proxy': String(status) });
  reply.end(text);
}

/** To a proxy clients send the whole address, which a server must understand too (RFC 9112, section 3.2.2). */
export const pathOf = (sent: string): string =>
  sent.startsWith('/') ? sent : sent.replace(/^https?:\/\/[^/?]*/i, '') || '/';

const bodyIsAnnounced = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';

const NO_BODY = new Set(['GET', 'HEAD', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT']);

function headersFor(request: IncomingMessage, host: string): string[] {
  const headers = withHeader(endToEnd(request.rawHeaders), 'Host', host);
  const { 'content-length': length, 'transfer-encoding': coding } = request.headers;
  // Node would announce a body in chunks for these methods where the client announced none.
  const isSilent = length === undefined && coding === undefined && !NO_BODY.has(request.method ?? 'GET');
  return isSilent ? [...headers, 'Content-Length', '0'] : headers;
}

const withoutChunks = (flat: readonly string[]): string[] =>
  pairsOf(flat).flatMap(([name, value]) => (name.toLowerCase() === 'transfer-encoding' ? [] : [name, value]));
