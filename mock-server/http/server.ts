import http, { type Server } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import express, { type Express, type RequestHandler, type Router } from 'express';
import { refuseOtherThanCalls, withHost } from './own-refusals.js';

/** A server of HTTP or of HTTPS. */
export type AnyServer = Server | HttpsServer;

/** Makes a server whose requests and replies are of these classes. */
export type MakeServer = <
  Request extends typeof http.IncomingMessage,
  Reply extends typeof http.ServerResponse<InstanceType<Request>>,
>(
  options: http.ServerOptions<Request, Reply>,
  answer: http.RequestListener<Request, Reply>,
) => AnyServer;

/**
 * An Express app whose requests and replies are born with its own prototypes. Express sets the prototype of each request
 * and reply to the app's; on objects of another class that spoils V8's inline caches for all of `node:http` and costs
 * six times everything else together. With these classes it changes nothing. So the server must be made here, never by
 * `app.listen()`, and no `express()` may be mounted inside this one.
 */
export interface App {
  readonly express: Express;
  /** A server of HTTP, or of what `make` makes. */
  createServer(make?: MakeServer): AnyServer;
  /** From now on each answer is the last on its connection, for the server is about to end. */
  takeLeave(): void;
}

/** `others` answer what `handler` passes on, one after the other. */
export function createApp(handler: RequestHandler, ...others: readonly RequestHandler[]): App {
  const app = express();
  app.disable('x-powered-by').disable('etag').set('query parser', false);
  let isLeaving = false;
  class Request extends http.IncomingMessage {}
  class Reply extends http.ServerResponse {
    override writeHead(...head: readonly unknown[]): this {
      if (isLeaving) this.shouldKeepAlive = false;
      return Reflect.apply(super.writeHead, this, head);
    }
  }
  Object.setPrototypeOf(Request.prototype, express.request);
  Object.setPrototypeOf(Reply.prototype, express.response);
  Object.assign(app, { request: Request.prototype, response: Reply.prototype });
  Object.assign(Request.prototype, { app });
  // Without locals Express makes some for each reply; nothing here keeps any.
  Object.assign(Reply.prototype, { app, locals: Object.freeze({}) });
  for (const other of others) app.use(other);
  putBefore(app.router, handler);
  return {
    express: app,
    createServer(make = http.createServer) {
      const options = {
        IncomingMessage: Request,
        ServerResponse: Reply,
        keepAliveTimeout: 65_000,
        headersTimeout: 20_000,
        requireHostHeader: false,
      };
      // Pass a `next`: without one Express makes a last handler for each request, which is never called here.
      const handle = app as (request: http.IncomingMessage, reply: http.ServerResponse, next: () => void) => void;
      const listener = withHost<typeof Request, typeof Reply>((request, reply) => handle(request, reply, () => {}));
      return refuseOtherThanCalls(make(options, listener));
    },
    takeLeave() {
      isLeaving = true;
    },
  };
}

/**
 * Has a handler called before Express's router, which gets what the handler passes on. To find its one middleware by
 * itself the router makes 1.6 KB of garbage for each call, more than all the rest of the path of a call.
 */
function putBefore(router: Router, handler: RequestHandler): void {
  // What Express calls, though its types do not say so.
  const routing = router as Router & { handle: RequestHandler };
  const further = routing.handle.bind(router);
  routing.handle = (request, reply, next) => handler(request, reply, () => further(request, reply, next));
}

/** Listens, and answers the address; rejects when the port is taken. */
export function listen(server: AnyServer, port: number, host: string): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const { address, family, port: taken } = server.address() as AddressInfo;
      const scheme = 'setSecureContext' in server ? 'https' : 'http';
      resolve(`${scheme}://${family === 'IPv6' ? `[${address}]` : address}:${taken}`);
    });
  });
}

/** Milliseconds that running calls have to end when the server closes. */
const GRACE = 2000;
/** Milliseconds between two looks for connections whose last call has ended. */
const LOOK = 50;

/** Stops listening, lets running calls end within a time, and closes what is idle, also what becomes so. */
export function close(server: AnyServer, grace = GRACE): Promise<void> {
  return new Promise(resolve => {
    const looking = setInterval(() => server.closeIdleConnections(), LOOK).unref();
    const ending = setTimeout(() => server.closeAllConnections(), grace).unref();
    server.close(() => {
      clearInterval(looking);
      clearTimeout(ending);
      resolve();
    });
    server.closeIdleConnections();
  });
}
