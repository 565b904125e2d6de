/**
 * The floor: the least a Node server can do. `floor.js <kind> <file>` answers the JSON of the file to every request; with
 * `inTurn` and `changing` the file is a list of what is answered to each method and path.
 */
import { readFileSync } from 'node:fs';
import http, { type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { parse } from 'node:querystring';
import express from 'express';

const [, , kind = 'buffer', file = ''] = process.argv;
const bytes = readFileSync(file);
const type = 'application/json';

interface Ready {
  readonly method: string;
  readonly path: string;
  readonly text: string;
}

function send(reply: ServerResponse, ready: Buffer): void {
  reply.writeHead(200, { 'content-type': type, 'content-length': ready.length });
  reply.end(ready);
}

function sendText(reply: ServerResponse, text: string): void {
  reply.writeHead(200, { 'content-type': type, 'content-length': Buffer.byteLength(text) });
  reply.end(text);
}

/** What was read last is kept, so that no compiler finds that it is of no use. */
let read: unknown;

/** Reads a body whole, and what it says, as any server must that is to do something with it. */
function whenRead(request: IncomingMessage, then: () => void): void {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const text = (chunks.length === 1 ? chunks[0] : Buffer.concat(chunks))?.toString() ?? '';
    read = request.headers['content-type'] === type ? JSON.parse(text) : parse(text);
    if (read !== undefined) then();
  });
}

const list = (): readonly Ready[] => JSON.parse(bytes.toString());

const listeners: Record<string, () => RequestListener> = {
  buffer: () => (request, reply) => {
    request.resume();
    send(reply, bytes);
  },
  reading: () => (request, reply) => whenRead(request, () => send(reply, bytes)),
  stringify: () => {
    const body: unknown = JSON.parse(bytes.toString());
    return (request, reply) => {
      request.resume();
      sendText(reply, JSON.stringify(body));
    };
  },
  inTurn: () => {
    const answers = new Map(list().map(({ path, text }) => [path, Buffer.from(text)]));
    return (request, reply) => {
      request.resume();
      send(reply, answers.get(request.url ?? '') ?? bytes);
    };
  },
  changing: () => {
    const answers = new Map(list().map(({ method, text }) => [method, JSON.parse(text)]));
    const said = Buffer.from(JSON.stringify(answers.get('PUT')));
    return (request, reply) => {
      if (request.method === 'GET') {
        request.resume();
        sendText(reply, JSON.stringify(answers.get('GET')));
      } else whenRead(request, () => send(reply, said));
    };
  },
  express: () => {
    const body: unknown = JSON.parse(bytes.toString());
    const app = express();
    app.get(/.*/, (_request, reply) => {
      reply.json(body);
    });
    return app;
  },
};

const server = http.createServer(listeners[kind]?.());
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  process.stdout.write(`http://127.0.0.1:${port}\n`);
});
process.once('SIGTERM', () => process.exit(0));
