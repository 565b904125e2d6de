import type { ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { Breaking } from '../../contracts/core/transports.js';
import { type Answer, JSON_TYPE, respond } from './respond.js';

/** How an answer goes wrong on its way. */
export interface Broken {
  readonly how: Breaking;
  /** Waits so many milliseconds, or without a number until the client goes or its world does; says whether they passed. */
  wait(milliseconds?: number): Promise<boolean>;
}

/** Bytes that no client takes for an answer. */
const GARBAGE = Buffer.from('\u0000\u0007\u001bthis is no answer of HTTP\r\n\r\n\u0000', 'latin1');
/** How long a body that comes slowly takes between two of its pieces, in milliseconds, if more than a byte comes then. */
const PIECE = 20;
/** Bytes a second, and bytes by which a length is wrong, where nothing is said. */
const [SLOW, WRONG_BY] = [100, 10];
const PAGE = 'text/html; charset=utf-8';

/**
 * Sends an answer so that it goes wrong below HTTP or in it. An answer without a body (of HEAD, of 204) has none to spoil:
 * its head comes whole, and then the connection ends.
 */
export async function sendBroken(reply: ServerResponse, answer: Answer, { how, wait }: Broken): Promise<void> {
  if (reply.socket === null) await new Promise(resolve => reply.once('socket', resolve));
  const { socket } = reply;
  if (socket === null || socket.destroyed) return;
  const { transport, at, bytes, by = WRONG_BY } = how;
  switch (transport) {
    case undefined:
      return respond(reply, answer);
    case 'hang':
      await wait();
      return void socket.destroy();
    case 'reset':
      return reset(socket);
    case 'garbage':
      socket.write(GARBAGE);
      return socket.destroySoon();
    case 'close':
      if (at === 'afterHead') begin(reply, answer);
      return socket.destroySoon();
    case 'truncate': {
      const body = await bodyOf(answer, bytes);
      begin(reply, answer);
      reply.write(body.subarray(0, bytes ?? Math.floor(body.length / 2)));
      return socket.destroySoon();
    }
    case 'slow':
      return slowly(reply, answer, how.bytesPerSecond ?? SLOW, wait);
    case 'wrongLength': {
      const body = await bodyOf(answer);
      begin(reply, { ...answer, headers: { ...answer.headers, 'content-length': `${Math.max(0, body.length + by)}` } });
      reply.write(body);
      return socket.destroySoon();
    }
    case 'wrongMediaType':
      return respond(reply, await spoilt(answer, body => body, PAGE));
    case 'invalidJson':
      return respond(reply, await spoilt(answer, withoutEnd));
  }
}

/** Sends the head of an answer. */
function begin(reply: ServerResponse, { status, headers }: Answer): void {
  reply.writeHead(status, headers);
  reply.flushHeaders();
}

/** Resets a connection: of TLS the one below, for it knows no reset itself. */
function reset(socket: Socket): void {
  const below: unknown = Reflect.get(socket, '_parent');
  if (below instanceof Socket) below.resetAndDestroy();
  else socket.resetAndDestroy();
}

/** Sends a body bit by bit. What the client does not take in is not sent on either. */
async function slowly(reply: ServerResponse, answer: Answer, rate: number, wait: Broken['wait']): Promise<void> {
  const body = await bodyOf(answer);
  begin(reply, answer);
  const size = Math.max(1, Math.round((rate * PIECE) / 1000));
  const isBodiless = reply.req.method === 'HEAD';
  for (let from = 0; from < body.length && !isBodiless; from += size) {
    if (!(await wait((size * 1000) / rate))) return void reply.destroy();
    if (!reply.writableNeedDrain) reply.write(body.subarray(from, from + size));
    else from -= size;
  }
  reply.end();
}

/** An answer with another body, and perhaps another type. */
async function spoilt(answer: Answer, other: (body: Buffer) => Buffer, type?: string): Promise<Answer> {
  const { status, headers } = answer;
  const body = other(await bodyOf(answer));
  if (body.length === 0) return { status, headers, text: undefined };
  const isJson = headers['content-type']?.startsWith(JSON_TYPE) === true;
  const described = type === undefined || !isJson ? headers : { ...headers, 'content-type': type };
  return { status, headers: { ...described, 'content-length': `${body.length}` }, text: body };
}

/** Takes the end of a text away, so that no reader of JSON can finish; of a value that would still be one, adds to it. */
function withoutEnd(body: Buffer): Buffer {
  const isNested = body[0] === 0x7b || body[0] === 0x5b || body[0] === 0x22;
  return isNested ? body.subarray(0, Math.ceil(body.length / 2)) : Buffer.concat([body, Buffer.from('}')]);
}

/** The body of an answer, of a long one only what is made until there are so many bytes; others are served meanwhile. */
async function bodyOf({ text = '', further }: Answer, most = Number.POSITIVE_INFINITY): Promise<Buffer> {
  if (further === undefined) return Buffer.from(text);
  const { close, between, slices } = further;
  const pieces = [Buffer.from(text.slice(0, text.length - close.length))];
  let length = 0;
  for (const slice of slices) {
    if (length >= most) break;
    const piece = Buffer.from(`${between}${slice}`);
    length += piece.length;
    pieces.push(piece);
    await new Promise(setImmediate);
  }
  return Buffer.concat([...pieces, Buffer.from(close)]);
}
