import type { WireReply } from '../../core/dialect.js';
import { httpTime, MOST_BYTES, TOO_LARGE } from '../system.js';
import type { Send, WireRequest } from './request.js';

/** Why an answer, or that there is none, says nothing about the contract. */
export interface Trouble {
  readonly kind: 'unreachable' | 'tls' | 'timeout' | 'rate-limit' | 'server' | 'size';
  readonly sentence: string;
}

/** What came back: an answer, trouble, or both, as for a 503. */
export interface TransportResult {
  readonly reply?: WireReply;
  readonly trouble?: Trouble;
}

export interface TransportOptions {
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

/** Sends a request, and repeats it if that may help. Let `again` be false if it must not be done twice. */
export type Transport = (request: WireRequest, again: boolean) => Promise<TransportResult>;

const LONGEST_WAIT = 120_000;
const FIRST_WAIT = 500;
/** Do not repeat after this trouble: it does not end, or ends too late. */
const FINAL = new Set<Trouble['kind']>(['tls', 'timeout', 'size']);
const BUSY = new Set([500, 502, 503, 504]);

/** Sends one request at a time, at an even pace, and heeds `Retry-After`. */
export function createTransport(options: TransportOptions): Transport {
  const pace = new Pace(options);
  return async (request, again) => {
    const { retries, now, sleep } = options;
    let result = await sendOnce(request, pace, options);
    for (let tried = 0; tried < retries && result.trouble !== undefined; tried += 1) {
      const { trouble, reply } = result;
      const limited = trouble.kind === 'rate-limit';
      if (FINAL.has(trouble.kind) || (!again && !limited)) return result;
      const wait = retryAfter(reply, now()) ?? (limited ? 1000 : FIRST_WAIT) * 2 ** tried;
      if (wait > LONGEST_WAIT) return result;
      await sleep(wait);
      result = await sendOnce(request, pace, options);
    }
    return result;
  };
}

/** Spaces requests evenly, by the clock of the run, which may be a virtual one. */
class Pace {
  readonly #options: Pick<TransportOptions, 'sleep' | 'now' | 'rate'>;
  #next = 0;

  constructor(options: Pick<TransportOptions, 'sleep' | 'now' | 'rate'>) {
    this.#options = options;
  }

  async turn(): Promise<void> {
    const { sleep, now, rate } = this.#options;
    if (rate <= 0) return;
    const wait = this.#next - now();
    if (wait > 0) await sleep(wait);
    this.#next = Math.max(this.#next, now()) + 1000 / rate;
  }
}

async function sendOnce(
  request: WireRequest,
  pace: Pace,
  { send, timeout }: TransportOptions,
): Promise<TransportResult> {
  await pace.turn();
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

/** Milliseconds of a `Retry-After` header, written as seconds or as a date. */
function retryAfter(reply: WireReply | undefined, now: number): number | undefined {
  const said = reply?.headers?.['retry-after'];
  if (said === undefined) return undefined;
  if (/^\d+$/.test(said)) return Number(said) * 1000;
  const at = httpTime(said);
  return at === undefined ? undefined : Math.max(0, at - now);
}

/** Errors of TLS that are not about a certificate: plain HTTP at that port, or no version in common. */
const NO_TLS = /WRONG_VERSION|UNSUPPORTED_PROTOCOL|PACKET_LENGTH|^EPROTO$/;
const TLS = /CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO_VERIFY|ALTNAME/;

/** Describes an error without the address, which may hold a credential. */
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
