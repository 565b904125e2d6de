import type { IncomingHttpHeaders, ServerResponse } from 'node:http';

/** An answer ready to be sent. */
export interface Answer {
  readonly status: number;
  /** All that describe the body too; names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Values of `Set-Cookie`, the one header that is never joined. */
  readonly cookies?: readonly string[];
  /** Undefined for an answer without a body. */
  readonly text: string | Buffer | undefined;
  /** More of a body that is too long to be made at once: `text` is the whole answer without it. */
  readonly further?: FurtherText | undefined;
  /** What follows `text` for as long as the client listens. */
  readonly flow?: Flow | undefined;
}

/** Begins what is sent piece by piece, as it comes about: asked for one piece after the other, and told when the client leaves. */
export type Flow = (headers: IncomingHttpHeaders) => AsyncIterator<string, undefined>;

/** What follows the items that a list begins with. */
export interface FurtherText {
  /** The text before the list's first item, and after its last. */
  readonly open: string;
  readonly close: string;
  /** What stands before each slice. */
  readonly between: ',' | '';
  /** Items with a comma between them, some at a time, made when they are taken. */
  readonly slices: Iterable<string>;
}

export const JSON_TYPE = 'application/json';

/** An answer with the length of its body in its headers; one of 204 has neither. */
export function answer(
  status: number,
  headers: Readonly<Record<string, string>>,
  text: string | Buffer | undefined,
): Answer {
  if (text === undefined && status === 204) return { status, headers, text };
  return { status, headers: { ...headers, 'content-length': lengthOf(text) }, text };
}

/** An answer of a media type and no headers of its own, as almost all are. Its headers are written out: to spread them together costs a microsecond. */
export const plainAnswer = (status: number, type: string, text: string): Answer => ({
  status,
  headers: { 'content-type': type, 'content-length': lengthOf(text) },
  text,
});

/**
 * Bytes of a body. Reads a letter of a text first: one that was put together of many is a tree of all of them until somebody
 * does, and as a tree it would be sent, and kept with the call.
 */
function lengthOf(text: string | Buffer | undefined): string {
  const isEmpty = text === undefined || (typeof text === 'string' && Number.isNaN(text.charCodeAt(0)));
  return isEmpty ? '0' : `${Buffer.byteLength(text)}`;
}

/** An answer of JSON. */
export const jsonAnswer = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Answer =>
  answer(status, { 'content-type': JSON_TYPE, ...headers }, JSON.stringify(body));

/** Sends an answer in one piece. */
export function respond(reply: ServerResponse, { status, headers, cookies, text }: Answer): void {
  if (reply.destroyed || reply.headersSent) return;
  if (cookies !== undefined) reply.setHeader('set-cookie', cookies);
  reply.writeHead(status, headers);
  reply.end(text);
}

/** Sends an answer whole, to be ended later. */
export function begin(reply: ServerResponse, { status, headers, text }: Answer): void {
  if (reply.destroyed || reply.headersSent) return;
  reply.writeHead(status, headers);
  if (text === undefined) reply.flushHeaders();
  else reply.write(text);
}
