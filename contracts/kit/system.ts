import type { WireReply } from '../core/dialect.js';
import type { Send } from './transport/request.js';

/**
 * The clock, the sleep and the network of the machine. No other file of the kit touches them, so that a run can be driven
 * by another clock and over another client.
 */

/** Milliseconds since 1970 by this machine's clock; an endpoint has a clock of its own. */
export const systemNow = (): number => Date.now();

/** Waits in real time. */
export const systemSleep = (milliseconds: number): Promise<void> =>
  new Promise(resolve => {
    setTimeout(resolve, milliseconds);
  });

/** `2025-01-20T21:49:10.000Z`. */
export const isoTime = (instant: number): string => new Date(instant).toISOString();

/** Reads a date as HTTP writes it; undefined if it is none. */
export function httpTime(text: string): number | undefined {
  const instant = Date.parse(text);
  return Number.isNaN(instant) ? undefined : instant;
}

/** Sends over the network. It does not follow a redirection, for the credential must not go there. */
export const overFetch: Send = async ({ method, url, headers, body }, timeout) => {
  const reply = await fetch(url, {
    method,
    headers,
    redirect: 'manual',
    signal: AbortSignal.timeout(timeout),
    ...(body !== undefined && { body }),
  });
  return replyFrom(reply.status, Object.fromEntries(reply.headers), await textOf(reply));
};

/** Longest answer that is read. A longer one is no answer of an API, and would fill the memory. */
export const MOST_BYTES = 32 * 2 ** 20;
export const TOO_LARGE = 'ERR_ANSWER_TOO_LARGE';

async function textOf({ body }: Response): Promise<string> {
  if (body === null) return '';
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > MOST_BYTES) throw Object.assign(new Error('too large'), { code: TOO_LARGE });
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/** Makes an answer of its parts. If a text is said to be JSON and cannot be read, keep it as text. */
export function replyFrom(status: number, headers: Readonly<Record<string, string>>, text: string): WireReply {
  if (text === '') return { status, headers };
  if (!/[/+]json/.test(headers['content-type'] ?? '')) return { status, headers, body: text };
  try {
    return { status, headers, body: JSON.parse(text), text };
  } catch {
    return { status, headers, body: text };
  }
}
