import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import type { Wire } from './kinds.js';

/** What a client got for one call. */
export type Received =
  | {
      readonly state: 'answered';
      readonly status: number;
      readonly headers: IncomingHttpHeaders;
      readonly text: string;
    }
  /** Nobody was there to take it: it cannot have been done. */
  | { readonly state: 'unsent'; readonly why: string }
  /** It was sent, and the connection ended before the answer: it may have been done. */
  | { readonly state: 'cut'; readonly why: string };

/** The address that all clients say they call, so that links in answers are the same from every server. */
const HOST = '127.0.0.1:4850';

/** One connection of a client, kept open; one call at a time. */
export class Caller {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  /** Speaks to another address from now on. */
  moveTo(url: string): void {
    this.#url = url;
  }

  /** Calls; `tag` is told in a header that the journal keeps. Gives up after `most` milliseconds. */
  call(wire: Wire, tag: string, most = 30_000): Promise<Received> {
    return new Promise(resolve => {
      let isConnected = false;
      const headers = {
        ...wire.headers,
        host: HOST,
        'user-agent': tag,
        'content-length': Buffer.byteLength(wire.body ?? ''),
      };
      const sent = request(`${this.#url}${wire.path}`, { method: wire.method, headers, agent: this.#agent }, reply => {
        const pieces: Buffer[] = [];
        reply.on('data', (piece: Buffer) => pieces.push(piece));
        reply.on('end', () => {
          const text = Buffer.concat(pieces).toString();
          resolve({ state: 'answered', status: reply.statusCode ?? 0, headers: reply.headers, text });
        });
        reply.on('error', error => resolve({ state: 'cut', why: error.message }));
      });
      sent.on('socket', socket => {
        if (socket.connecting) socket.once('connect', () => (isConnected = true));
        else isConnected = true;
      });
      sent.setTimeout(most, () => sent.destroy(new Error(`no answer after ${most} ms`)));
      sent.on('error', ({ message }) => resolve({ state: isConnected ? 'cut' : 'unsent', why: message }));
      sent.end(wire.body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}
