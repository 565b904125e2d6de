import { type IncomingMessage, type RequestListener, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Server } from 'node:net';
import type { Duplex } from 'node:stream';
import { jsonAnswer, respond } from './respond.js';

/**
 * Refusals of the server itself, of what is for no API or is no call at all: JSON with a member `hostdouble`, which no vendor
 * has, so that nobody takes them for a vendor's.
 */
const own = (status: number, sentence: string) => jsonAnswer(status, { hostdouble: sentence }, { connection: 'close' });

/** What Node's reader of HTTP finds wrong, by the code of its error. */
const refusals: Readonly<Record<string, ReturnType<typeof own>>> = {
  HPE_HEADER_OVERFLOW: own(431, 'the address and the headers of a request are too long: at most 16 KiB together'),
  HPE_CHUNK_EXTENSIONS_OVERFLOW: own(413, 'the extensions of the chunks of a body are too long'),
  ERR_HTTP_REQUEST_TIMEOUT: own(408, 'a request did not come whole in time'),
};
const unreadable = own(400, 'this is no request of HTTP that can be read');
const noHost = own(400, 'a request of HTTP/1.1 has a header `host`');
const noExpectation = own(417, 'no other expectation is met than `100-continue`');
const noProxy = own(405, 'this is no proxy: there is `hostdouble proxy`');

/** Milliseconds that a client has to read its refusal while it may still be sending. */
const LINGER = 1000;

/** Answers what is no call of HTTP in JSON. A request in the course of being answered is broken off, as Node does. */
export function refuseOtherThanCalls<S extends Server>(server: S): S {
  const refused = new WeakSet<Duplex>();
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    // Whatever still comes is as wrong as what came.
    if (refused.has(socket)) return;
    refused.add(socket);
    if (!socket.writable || error.code === 'ECONNRESET' || isAnswering(socket)) socket.destroy();
    else endWith(socket, refusals[error.code ?? ''] ?? unreadable);
  });
  server.on('checkExpectation', (_request: IncomingMessage, reply: ServerResponse) => respond(reply, noExpectation));
  server.on('connect', (_request: IncomingMessage, socket: Duplex) => endWith(socket, noProxy));
  return server;
}

/** Calls the listener for requests that name a host, as HTTP/1.1 wants; Node's own refusal of others has no body. */
export const withHost =
  <Request extends typeof IncomingMessage, Reply extends typeof ServerResponse<InstanceType<Request>>>(
    listener: RequestListener<Request, Reply>,
  ): RequestListener<Request, Reply> =>
  (request, reply) => {
    if (request.headers.host === undefined && request.httpVersion === '1.1') respond(reply, noHost);
    else listener(request, reply);
  };

/** Whether the head of an answer is on its way: more of another would spoil it. */
const isAnswering = (socket: Duplex): boolean =>
  Reflect.get(Object(Reflect.get(socket, '_httpMessage')), 'headersSent') === true;

/** Ends a connection with an answer, and reads on for a while: to close it at once would lose what the client has not read. */
function endWith(socket: Duplex, { status, headers, text = '' }: ReturnType<typeof own>): void {
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.on('error', () => {});
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${head.join('')}\r\n${text}`);
  const timer = setTimeout(() => socket.destroy(), LINGER).unref();
  socket.once('end', () => socket.destroy()).once('close', () => clearTimeout(timer));
  socket.resume();
}
