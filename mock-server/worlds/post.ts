import { type IncomingMessage, request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import type { Attempt, Delivery } from '../domain/outbox.js';
import { type Target, targetOf } from './targets.js';

/** What came of sending: the answer, the error, or why it may not be sent. */
export type Posted = Omit<Attempt, 'at'> | { readonly refused: string };

/** Real milliseconds that a target has for all of its answer, bytes of it that are read, and letters that are kept. */
const [LONGEST, BYTES, KEPT] = [5000, 64 * 1024, 1000];

const failed = (error: string): Posted => ({ status: null, answer: null, error });

/**
 * Sends a notice once. It never rejects. Redirections are not followed: they could lead where nothing may be sent.
 * `signal` ends it early.
 */
export async function post(
  delivery: Delivery,
  { anywhere, signal }: { readonly anywhere: boolean; readonly signal: AbortSignal },
): Promise<Posted> {
  const late = AbortSignal.timeout(LONGEST);
  const ended = AbortSignal.any([signal, late]);
  try {
    const target = await orAborted(targetOf(delivery.url, anywhere), ended);
    if (typeof target === 'string') return { refused: target };
    return await send(delivery, target, ended);
  } catch (error) {
    if (late.aborted) return failed(`no answer within ${LONGEST} ms`);
    return failed(reasonOf(error));
  }
}

/** Of several addresses that were tried Node says no message. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.message || ('code' in error ? String(error.code) : error.name);
}

/** A name is asked for by the system, which cannot be told to stop: then stop waiting for it. */
const orAborted = <T>(waited: Promise<T>, signal: AbortSignal): Promise<T> =>
  new Promise((resolve, reject) => {
    const abort = (): void => reject(new Error('aborted'));
    signal.addEventListener('abort', abort, { once: true });
    waited.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });

/** JSON as it is sent. A quote inside a text is escaped, so that what is replaced is a member and never a piece of a text. */
function written({ body, wide = [] }: Delivery): string {
  const text = JSON.stringify(body) ?? '';
  if (wide.length === 0) return text;
  return text.replaceAll(new RegExp(`"(${wide.join('|')})":"(\\d{16,20})"`, 'g'), '"$1":$2');
}

function send(delivery: Delivery, target: Target, signal: AbortSignal): Promise<Posted> {
  const { method, headers } = delivery;
  const { url, addresses } = target;
  const [{ address, family }] = addresses;
  const bytes = Buffer.from(written(delivery));
  const request = url.protocol === 'https:' ? overHttps : overHttp;
  return new Promise((resolve, reject) => {
    const sent = request(url, {
      method,
      signal,
      agent: false,
      headers: { 'content-type': 'application/json', 'content-length': bytes.length, ...headers },
      // Connect to what was checked, whatever the name leads to by now.
      lookup: (_name, { all }, found) => (all ? found(null, [...addresses]) : found(null, address, family)),
    });
    sent.on('error', reject);
    sent.on('response', answer => {
      textOf(answer).then(text => resolve(outcomeOf(answer.statusCode ?? 0, text)), reject);
    });
    sent.end(bytes);
  });
}

const outcomeOf = (status: number, answer: string): Posted => ({
  status,
  answer,
  error: status >= 300 && status < 400 ? 'a redirection is not followed' : null,
});

/** The beginning of an answer's body; what is more than is read ends the connection. */
async function textOf(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let read = 0;
  for await (const chunk of answer) {
    chunks.push(chunk);
    read += chunk.length;
    if (read > BYTES) break;
  }
  return Buffer.concat(chunks).toString().slice(0, KEPT);
}
