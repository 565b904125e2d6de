import type { WireReply } from '../core/dialect.js';
import type { Send } from './transport/request.js';

/**
 * All that the kit takes from the machine it runs on: its clock, its sleep and its network. No other file of the kit does,
 * so that a run can be driven by another clock and over another client.
 */

/** Now, in milliseconds since 1970, by this machine's clock; an endpoint has its own. */
export const systemNow = (): number => Date.now();

/** Waits in real time. */
export const systemSleep = (milliseconds: number): Promise<void> =>
  new Promise(resolve => {
    setTimeout(resolve, milliseconds);
  });

/** `2025-01-20T21:49:10.000Z`. */
export const isoTime = (instant: number): string => new Date(instant).toISOString();

/** The instant of a date as HTTP writes it; undefined for what is no date. */
export function httpTime(text: string): number | undefined {
  const instant = Date.parse(text);
  return Number.isNaN(instant) ? undefined : instant;
}

/** Sends over the network. A redirection is an answer like any other: a credential does not follow it. */
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

/** Most that is read of one answer: a larger one is no answer of an API, and would fill the memory. */
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

/** An answer from its parts; a text that says it is JSON and is not stays text. */
export function replyFrom(status: number, headers: Readonly<Record<string, string>>, text: string): WireReply {
  if (text === '') return { status, headers };
  if (!/[/+]json/.test(headers['content-type'] ?? '')) return { status, headers, body: text };
  try {
    return { status, headers, body: JSON.parse(text), text };
  } catch {
    return { status, headers, body: text };
  }
}
