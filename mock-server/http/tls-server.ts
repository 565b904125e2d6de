import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import https, { type ServerOptions } from 'node:https';
import type { Socket } from 'node:net';
import type { MakeServer } from './server.js';

/** A certificate and its key, in PEM. */
type Pair = Pick<ServerOptions, 'cert' | 'key'>;

/** Milliseconds that a client has until it speaks TLS. */
const HANDSHAKE = 10_000;
/** What a client that speaks TLS begins with: a record of its handshake (RFC 8446, section 5.1). */
const HANDSHAKE_RECORD = 0x16;
const SENTENCE = 'this port speaks https: call the same address with https:// in place of http://';
const BODY = `${JSON.stringify({ hostdouble: SENTENCE })}\n`;
const REFUSAL = [
  'HTTP/1.1 400 Bad Request',
  'content-type: application/json',
  `content-length: ${Buffer.byteLength(BODY)}`,
  'connection: close',
  '',
  BODY,
].join('\r\n');

/**
 * A server of HTTPS that tells a client which speaks plain HTTP so, in plain HTTP. Node would break off such a connection,
 * and the client could not know why.
 */
export class TlsServer<
  Request extends typeof IncomingMessage = typeof IncomingMessage,
  Reply extends typeof ServerResponse<InstanceType<Request>> = typeof ServerResponse<InstanceType<Request>>,
> extends https.Server<Request, Reply> {
  readonly #open = new Set<Socket>();

  constructor(pair: Pair, options: ServerOptions<Request, Reply>, handle: RequestListener<Request, Reply>) {
    super(
      { ...options, ...pair, minVersion: 'TLSv1.2', ALPNProtocols: ['http/1.1'], handshakeTimeout: HANDSHAKE },
      handle,
    );
    const secure = this.listeners('connection');
    this.removeAllListeners('connection');
    this.on('connection', (socket: Socket) =>
      this.#meet(socket, () => {
        for (const listener of secure) listener.call(this, socket);
      }),
    );
  }

  /** Closes those too that did not say anything yet. */
  override closeAllConnections(): void {
    super.closeAllConnections();
    for (const socket of this.#open) socket.destroy();
  }

  /** Looks at what a client begins with, and leaves it to be read. */
  #meet(socket: Socket, secure: () => void): void {
    this.#open.add(socket);
    socket.on('close', () => this.#open.delete(socket)).on('error', () => {});
    socket.setTimeout(HANDSHAKE, () => socket.destroy());
    socket.once('readable', () => {
      const said: Buffer | null = socket.read();
      if (said === null) socket.destroy();
      else if (said[0] !== HANDSHAKE_RECORD) socket.resume().end(REFUSAL);
      else {
        socket.setTimeout(0);
        socket.unshift(said);
        secure();
      }
    });
  }
}

/** Makes servers of HTTPS with a certificate and its key. */
export const servedWith =
  ({ cert, key }: Pair): MakeServer =>
  (options, answer) =>
    new TlsServer({ cert, key }, options, answer);
