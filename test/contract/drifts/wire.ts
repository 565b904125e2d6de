import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { WireReply } from '../../../contracts/core/dialect.js';
import { overFetch } from '../../../contracts/core/over-fetch.js';
import type { DriftRow } from '../../../contracts/kit/drifts/row.js';
import type { Send, WireRequest } from '../../../contracts/kit/transport/request.js';

const forms = ['gzip', 'chunked', 'header-case'] as const;
type Form = (typeof forms)[number];

/** The form of the bytes that a row is about, where an answer in this process has none. */
export const formOf = ({ edits }: DriftRow): Form | undefined =>
  forms.find(form => edits.some(edit => 'wire' in edit && edit.wire === form));

/** Sends each answer once more over a socket, as bytes of one form, and reads it from there. */
export async function rewritten(form: Form): Promise<{ over(send: Send): Send; close(): Promise<void> }> {
  let next: WireReply = { status: 500 };
  const server = createServer((_request, response) => {
    const { status, headers = {}, body, text } = next;
    const bytes = Buffer.from(text ?? (typeof body === 'string' ? body : ''));
    const kept = Object.entries(headers).filter(
      ([name]) => !/^(content-length|content-encoding|transfer-encoding|connection|keep-alive)$/i.test(name),
    );
    for (const [name, value] of kept) response.setHeader(form === 'header-case' ? name.toUpperCase() : name, value);
    if (form === 'gzip' && bytes.length > 0) response.setHeader('Content-Encoding', 'gzip');
    response.writeHead(status);
    if (form !== 'chunked') response.end(form === 'gzip' && bytes.length > 0 ? gzipSync(bytes) : bytes);
    else {
      for (const half of [bytes.subarray(0, bytes.length / 2), bytes.subarray(bytes.length / 2)]) response.write(half);
      response.end();
    }
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${portOf(server)}/`;
  return {
    over: send => async (request: WireRequest, timeout) => {
      next = await send(request, timeout);
      return overFetch({ method: 'GET', url, headers: {} }, timeout);
    },
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const portOf = (server: Server): number => {
  const address: AddressInfo | string | null = server.address();
  return address !== null && typeof address === 'object' ? address.port : 0;
};
