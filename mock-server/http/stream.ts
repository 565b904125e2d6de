import type { ServerResponse } from 'node:http';
import type { Answer, Flow, FurtherText } from './respond.js';

/** An answer whose body is sent as it is made. */
export interface LongAnswer extends Answer {
  readonly further: FurtherText;
}

/**
 * Sends an answer in slices: each is made when the client has taken the one before, and between two of them others are
 * served. Ends when the client has gone, and cuts the connection off when `isSound` finds a slice that may not be sent.
 * Rejects when a slice cannot be made: the client then finds the answer broken off.
 */
export async function stream(
  reply: ServerResponse,
  { status, headers, text = '', further: { close, between, slices } }: LongAnswer,
  isSound: (slice: string) => boolean,
): Promise<void> {
  if (reply.destroyed || reply.headersSent) return;
  reply.writeHead(status, headers);
  if (reply.req.method === 'HEAD') return void reply.end();
  try {
    if (text !== '') await taken(reply, text.slice(0, text.length - close.length));
    for (const slice of slices) {
      if (reply.destroyed) return;
      if (!isSound(slice)) return void reply.destroy();
      await taken(reply, `${between}${slice}`);
    }
    reply.end(close);
  } catch (error) {
    reply.destroy();
    throw error;
  }
}

/**
 * Sends what comes about while the client listens: a piece is asked for when the one before is taken. Ends with the pieces,
 * and when the client leaves, of which they are told.
 */
export async function flowOn(
  reply: ServerResponse,
  { status, headers, text = '', flow }: Answer & { readonly flow: Flow },
): Promise<void> {
  if (reply.destroyed || reply.headersSent) return;
  reply.writeHead(status, headers);
  if (reply.req.method === 'HEAD') return void reply.end();
  const pieces = flow(reply.req.headers);
  reply.once('close', () => void pieces.return?.());
  try {
    await taken(reply, text);
    for (let piece = await pieces.next(); !piece.done && !reply.destroyed; piece = await pieces.next())
      await taken(reply, piece.value);
    reply.end();
  } catch (error) {
    reply.destroy();
    throw error;
  }
}

/** Writes, and waits for the client if it is slow, and for others who have waited. */
async function taken(reply: ServerResponse, piece: string | Buffer): Promise<void> {
  if (!reply.write(piece) && !reply.destroyed) await drained(reply);
  await new Promise(setImmediate);
}

const drained = (reply: ServerResponse): Promise<void> =>
  new Promise(resolve => {
    const go = (): void => {
      reply.off('drain', go).off('close', go);
      resolve();
    };
    reply.on('drain', go).on('close', go);
  });
