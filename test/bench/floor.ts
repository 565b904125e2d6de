/** The floor: the least a Node server can do. `floor.js <kind> <file with JSON>` answers that JSON to every request. */
import { readFileSync } from 'node:fs';
import http, { type RequestListener } from 'node:http';
import express from 'express';

const [, , kind = 'buffer', file = ''] = process.argv;
const bytes = readFileSync(file);
const type = 'application/json';

const listeners: Record<string, () => RequestListener> = {
  buffer: () => (request, reply) => {
    request.resume();
    reply.writeHead(200, { 'content-type': type, 'content-length': bytes.length });
    reply.end(bytes);
  },
  stringify: () => {
    const body: unknown = JSON.parse(bytes.toString());
    return (request, reply) => {
      request.resume();
      const text = JSON.stringify(body);
      reply.writeHead(200, { 'content-type': type, 'content-length': Buffer.byteLength(text) });
      reply.end(text);
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
