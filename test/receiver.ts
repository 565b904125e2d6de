import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { onTestFinished } from 'vitest';
import { close, listen } from '../mock-server/http/server.js';

/** Something that was sent to a receiver. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  /** The body as it was sent. */
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects to be there
  readonly body: any;
}

/** Answers what a receiver was sent; the first has the number 1. */
type Answering = (reply: ServerResponse, number: number) => void;

/** Somebody on this machine who is told things, until the test is over. */
export async function receiver(answering: Answering = reply => reply.end('thanks')) {
  const received: Received[] = [];
  const server = createServer(async (request, reply) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const { method = '', url: path = '', headers } = request;
    received.push({ method, path, headers, text, body: JSON.parse(text) });
    answering(reply, received.length);
  });
  const url = await listen(server, 0, '127.0.0.1');
  onTestFinished(async () => {
    server.closeAllConnections();
    await close(server);
  });
  return { url, received };
}
