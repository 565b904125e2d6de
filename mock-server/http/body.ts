import type { IncomingMessage } from 'node:http';
import { Failure } from '../../contracts/core/failure.js';

export interface BodyLimits {
  /** Most bytes of a request's body. */
  readonly bytes: number;
  /** Longest time a client may take to send it, in milliseconds. */
  readonly milliseconds: number;
}

const nothing = Buffer.alloc(0);

/** Whether a request announces a body. */
export const hasBody = (request: IncomingMessage): boolean =>
  request.headers['transfer-encoding'] !== undefined || (request.headers['content-length'] ?? '0') !== '0';

/**
 * Reads a body once, raw, of so many bytes at most, within so many milliseconds. Rejects with `Failure` of kind `tooLarge` or
 * `timeout` as soon as the limit is passed, without reading the rest, which is then to be drained.
 */
export function readBody(request: IncomingMessage, most: number, milliseconds: number): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > most) return Promise.reject(new Failure('tooLarge'));
  return new Promise((resolve, reject) => {
    let whole: Buffer | undefined;
    /** Of a body that comes in several pieces. */
    let pieces: Buffer[] | undefined;
    let size = 0;
    const timer = setTimeout(() => fail(new Failure('timeout')), milliseconds);
    const take = (piece: Buffer): void => {
      size += piece.length;
      if (size > most) return fail(new Failure('tooLarge'));
      if (whole === undefined) whole = piece;
      else {
        pieces ??= [whole];
        pieces.push(piece);
      }
    };
    const broken = (): void => fail(new Failure('malformed', { text: 'the connection ended before the body did' }));
    function fail(failure: Failure): void {
      clearTimeout(timer);
      request.off('data', take).off('end', done).off('error', broken).off('aborted', broken);
      request.pause();
      reject(failure);
    }
    // Nothing is taken off at the end: the request says no more, and an error of it would be nobody's.
    function done(): void {
      clearTimeout(timer);
      resolve(pieces === undefined ? (whole ?? nothing) : Buffer.concat(pieces));
    }
    request.on('data', take).on('end', done).on('error', broken).on('aborted', broken);
  });
}

/**
 * Reads on and forgets, so that a client which sends before it listens hears the refusal and not a broken connection;
 * ends the connection when that takes too long. Resolves when there is nothing more to read.
 */
export function drain(request: IncomingMessage, limits: BodyLimits): Promise<void> {
  if (request.complete) return Promise.resolve();
  return new Promise(resolve => {
    const timer = setTimeout(() => request.destroy(), limits.milliseconds);
    const over = (): void => {
      clearTimeout(timer);
      resolve();
    };
    request.once('end', over).once('close', over).resume();
  });
}
