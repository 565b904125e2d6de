import { isDeeper, TOO_DEEP } from './depth.js';
import type { WireReply } from './dialect.js';
import type { Send } from './request.js';

/**
 * Sends over the network, and reads so many bytes of an answer and no more. A redirection is an answer like any other: a
 * credential does not follow it. The timeout is for the whole answer: one that comes a byte at a time ends with it too.
 */
export const overFetchUpTo =
  (most: number): Send =>
  async ({ method, url, headers, body }, timeout) => {
    const reply = await fetch(url, {
      method,
      headers,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeout),
      ...(body !== undefined && { body }),
    });
    return replyFrom(reply.status, Object.fromEntries(reply.headers), await textOf(reply, most));
  };

/** Most that is read of one answer: a larger one is no answer of an API, and would fill the memory. */
const MOST_BYTES = 32 * 2 ** 20;
export const TOO_LARGE = 'ERR_ANSWER_TOO_LARGE';

/** Sends over the network, for a client. */
export const overFetch: Send = overFetchUpTo(MOST_BYTES);

async function textOf({ body }: Response, most: number): Promise<string> {
  if (body === null) return '';
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > most) throw Object.assign(new Error('too large'), { code: TOO_LARGE });
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/** An answer from its parts; a text that says it is JSON and is not stays text. Throws if it is nested too deep to be read. */
export function replyFrom(status: number, headers: Readonly<Record<string, string>>, text: string): WireReply {
  if (text === '') return { status, headers };
  if (!/[/+]json/.test(headers['content-type'] ?? '')) return { status, headers, body: text };
  if (isDeeper(text)) throw Object.assign(new Error('too deep'), { code: TOO_DEEP });
  try {
    return { status, headers, body: JSON.parse(text), text };
  } catch {
    return { status, headers, body: text };
  }
}

/** Codes of an error and of what caused it. */
export function* codesOf(error: unknown): Generator<string> {
  if (!(error instanceof Error)) return;
  if ('code' in error && typeof error.code === 'string') yield error.code;
  if (error.name === 'TimeoutError') yield error.name;
  if (error instanceof AggregateError) for (const one of error.errors) yield* codesOf(one);
  yield* codesOf(error.cause);
}
