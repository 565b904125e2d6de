import type { ServerResponse } from 'node:http';

/** An answer ready to be sent. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined for an answer without a body. */
  readonly text: string | Buffer | undefined;
}

export const JSON_TYPE = 'application/json';

/** Sends an answer in one piece. */
export function respond(reply: ServerResponse, { status, headers, text }: Answer): void {
  if (reply.destroyed || reply.headersSent) return;
  if (text === undefined) {
    reply.writeHead(status, status === 204 ? headers : { ...headers, 'content-length': '0' });
    reply.end();
    return;
  }
  reply.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(text) });
  reply.end(text);
}
