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
 * Reads a body once, raw. Throws `Failure` of kind `tooLarge` or `timeout` as soon as the limit is passed, without
 * reading the rest, which is then to be drained.
 */
export function readBody(request: IncomingMessage, limits: BodyLimits): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > limits.bytes) return Promise.reject(new Failure('tooLarge'));
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const timer = setTimeout(() => end(new Failure('timeout')), limits.milliseconds);
    const take = (chunk: Buffer): void => {
      size += chunk.length;
      if (size > limits.bytes) end(new Failure('tooLarge'));
      else chunks.push(chunk);
    };
    const done = (): void => end();
    const broken = (): void => end(new Failure('malformed', { text: 'the connection ended before the body did' }));
    function end(failure?: Failure): void {
      clearTimeout(timer);
      request.off('data', take).off('end', done).off('error', broken).off('aborted', broken);
      request.pause();
      if (failure !== undefined) reject(failure);
      else resolve(chunks.length === 0 ? nothing : Buffer.concat(chunks));
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
