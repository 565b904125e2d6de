import type { WireReply } from '../../core/dialect.js';
import { MOST_BYTES, TOO_LARGE } from '../system.js';
import type { Send, WireRequest } from './request.js';

/** Why an answer says nothing of the contract. */
export interface Trouble {
  readonly kind: 'unreachable' | 'tls' | 'timeout' | 'rate-limit' | 'server' | 'size';
  readonly sentence: string;
}

export interface Answer {
  readonly reply?: WireReply;
  readonly trouble?: Trouble;
}

export interface Patience {
  readonly send: Send;
  /** Waits so many milliseconds. */
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly now: () => number;
  /** Longest time for one answer, in milliseconds. */
  readonly timeout: number;
  /** Requests a second; 0 for as many as there can be. */
  readonly rate: number;
  /** How often a request is sent again after 429, 5xx or a broken connection. */
  readonly retries: number;
}

/** Sends a request, again when that may help; `again` is false for what must not be done twice. */
export type Asking = (request: WireRequest, again: boolean) => Promise<Answer>;

const LONGEST_WAIT = 120_000;
const FIRST_WAIT = 500;
/** Trouble that asking again does not end, or ends too late. */
const FINAL = new Set<Trouble['kind']>(['tls', 'timeout', 'size']);
const BUSY = new Set([500, 502, 503, 504]);

/** How an endpoint is asked: at an even pace, with `Retry-After` heeded, one request at a time. */
export function patient({ send, sleep, now, timeout, rate, retries }: Patience): Asking {
  let next = 0;
  async function paced(request: WireRequest): Promise<Answer> {
    if (rate > 0) {
      const wait = next - now();
      if (wait > 0) await sleep(wait);
      next = Math.max(next, now()) + 1000 / rate;
    }
    try {
      const reply = await send(request, timeout);
      if (reply.status === 429)
        return { reply, trouble: { kind: 'rate-limit', sentence: 'asks to call less often (429)' } };
      if (BUSY.has(reply.status)) return { reply, trouble: { kind: 'server', sentence: `answers ${reply.status}` } };
      return { reply };
    } catch (error) {
      return { trouble: troubleOf(error, timeout) };
    }
  }

  return async function ask(request, again) {
    let answer = await paced(request);
    for (let tried = 0; tried < retries && answer.trouble !== undefined; tried += 1) {
      const { trouble, reply } = answer;
      const limited = trouble.kind === 'rate-limit';
      if (FINAL.has(trouble.kind) || (!again && !limited)) return answer;
      const wait = waitFor(reply, now()) ?? (limited ? 1000 : FIRST_WAIT) * 2 ** tried;
      if (wait > LONGEST_WAIT) return answer;
      await sleep(wait);
      answer = await paced(request);
    }
    return answer;
  };
}

/** Milliseconds of a `Retry-After` header, written as seconds or as a date. */
function waitFor(reply: WireReply | undefined, now: number): number | undefined {
  const said = reply?.headers?.['retry-after'];
  if (said === undefined) return undefined;
  if (/^\d+$/.test(said)) return Number(said) * 1000;
  const at = Date.parse(said);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}

/** Not a certificate's fault: plain HTTP at that port, or no version in common. */
const NO_TLS = /WRONG_VERSION|UNSUPPORTED_PROTOCOL|PACKET_LENGTH|^EPROTO$/;
const TLS = /CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO_VERIFY|ALTNAME/;

/** In words that hold no address: an address may hold a credential. */
function troubleOf(error: unknown, timeout: number): Trouble {
  const codes = [...codesOf(error)];
  const code = codes.find(one => TLS.test(one)) ?? codes[0] ?? 'no answer';
  if (codes.some(one => one === 'TimeoutError' || /^UND_ERR_(HEADERS|BODY)_TIMEOUT$/.test(one)))
    return { kind: 'timeout', sentence: `did not answer within ${timeout} ms` };
  if (code === TOO_LARGE) return { kind: 'size', sentence: `sends answers of more than ${MOST_BYTES / 2 ** 20} MiB` };
  if (NO_TLS.test(code)) return { kind: 'tls', sentence: `does not speak TLS as asked (${code})` };
  if (TLS.test(code)) return { kind: 'tls', sentence: `has a certificate that is not trusted (${code})` };
  return { kind: 'unreachable', sentence: `cannot be reached (${code})` };
}

/** Codes of an error and of what caused it. */
function* codesOf(error: unknown): Generator<string> {
  if (!(error instanceof Error)) return;
  if ('code' in error && typeof error.code === 'string') yield error.code;
  if (error.name === 'TimeoutError') yield error.name;
  if (error instanceof AggregateError) for (const one of error.errors) yield* codesOf(one);
  yield* codesOf(error.cause);
}
