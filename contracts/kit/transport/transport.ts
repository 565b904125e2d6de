import { TOO_DEEP } from '../../core/depth.js';
import type { WireReply } from '../../core/dialect.js';
import type { Pause } from '../run/waits.js';
import { codesOf, httpTime, TOO_LARGE } from '../system.js';
import { bounded, bytesOf, deepSentence, largeSentence, MAX_ANSWER } from './answer-bounds.js';
import type { Send, WireRequest } from './request.js';

/** Why an answer, or that there is none, says nothing about the contract. `ended`: the run was over, and nothing was asked. */
export interface Trouble {
  readonly kind: 'unreachable' | 'tls' | 'timeout' | 'rate-limit' | 'server' | 'size' | 'ended';
  readonly sentence: string;
}

/** What came back: an answer, trouble, or both, as for a 503. */
export interface TransportResult {
  readonly reply?: WireReply;
  readonly trouble?: Trouble;
  /** If the lists of the answer were too long to be compared: how many items of each were kept. */
  readonly items?: number;
}

export interface TransportOptions {
  readonly send: Send;
  /** Waits so many milliseconds. */
  readonly sleep: Pause;
  readonly now: () => number;
  /** Longest time for one answer, in milliseconds. */
  readonly timeout: number;
  /** Requests a second; 0 for as many as there can be. */
  readonly rate: number;
  /** How often a request is sent again after 429, 5xx or a broken connection. */
  readonly retries: number;
  /** Most of an answer, in MiB. */
  readonly maxAnswer?: number;
  /** Milliseconds that the run has left; it sends nothing more when there are none. */
  readonly left?: () => number;
  /** Told that a request is sent, and how long its answer may take; answers what is called when that is there. */
  readonly onAsk?: (request: WireRequest, timeout: number) => () => void;
}

/** Sends a request, and repeats it if that may help. Let `again` be false if it must not be done twice. */
export type Transport = (request: WireRequest, again: boolean) => Promise<TransportResult>;

/** If an endpoint asks for a longer wait, do not ask it again. */
const LONGEST_WAIT = 60_000;
const FIRST_WAIT = 500;
/** Do not repeat after this trouble: it does not end, or ends too late. */
const FINAL = new Set<Trouble['kind']>(['tls', 'timeout', 'size', 'ended']);
const BUSY = new Set([500, 502, 503, 504]);
const ENDED: TransportResult = { trouble: { kind: 'ended', sentence: 'was not asked, for the run had ended' } };

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
      const asked = retryAfter(reply, now());
      const wait = asked ?? (limited ? 1000 : FIRST_WAIT) * 2 ** tried;
      if (wait > LONGEST_WAIT) return result;
      if (asked !== undefined)
        await sleep(wait, { of: 'endpoint', words: ', for the endpoint asked for it (Retry-After)' });
      else await sleep(wait, { of: 'itself', words: `: the endpoint ${trouble.sentence}, and is asked again` });
      const next = await sendOnce(request, pace, options);
      if (next.trouble?.kind === 'ended') return result;
      result = next;
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
    if (wait > 0) await sleep(wait, { of: 'itself', words: `, for ${rate} requests a second were asked for` });
    this.#next = Math.max(this.#next, now()) + 1000 / rate;
  }
}

async function sendOnce(request: WireRequest, pace: Pace, options: TransportOptions): Promise<TransportResult> {
  const { send, maxAnswer = MAX_ANSWER, left = () => options.timeout, onAsk } = options;
  await pace.turn();
  if (left() <= 0) return ENDED;
  const timeout = Math.min(options.timeout, Math.ceil(left()) + 1);
  const answered = onAsk?.(request, timeout);
  try {
    const whole = bounded(await send(request, timeout), bytesOf(maxAnswer));
    if ('refused' in whole) return { trouble: { kind: 'size', sentence: whole.refused } };
    const { reply } = whole;
    const trouble = troubleIn(reply);
    return trouble === undefined ? whole : { reply, trouble };
  } catch (error) {
    left(); // an answer that the run's end cut short is to be told as that end
    return { trouble: troubleOf(error, timeout, maxAnswer) };
  } finally {
    answered?.();
  }
}

/** Trouble that an answer tells of by its status. */
export function troubleIn({ status }: Pick<WireReply, 'status'>): Trouble | undefined {
  if (status === 429) return { kind: 'rate-limit', sentence: 'asks to call less often (429)' };
  return BUSY.has(status) ? { kind: 'server', sentence: `answers ${status}` } : undefined;
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
export const UNTRUSTED = 'has a certificate that is not trusted';
/** Nobody that is trusted has signed it. */
const UNKNOWN = /SELF_SIGNED|UNABLE_TO_(VERIFY|GET_ISSUER)/;
const WHOM_TO_TRUST = '; NODE_EXTRA_CA_CERTS can name a file with the authority that has signed it';
/** What comes back breaks the rules of HTTP: its lengths, its chunks, the size of its head. */
const NO_HTTP = /^HPE_|^UND_ERR_HEADERS_OVERFLOW$|^UND_ERR_(RES|RESPONSE)_|^Z_|^ERR__ERROR_FORMAT/;

/** Describes an error without the address, which may hold a credential. */
function troubleOf(error: unknown, timeout: number, maxAnswer: number): Trouble {
  const codes = [...codesOf(error)];
  const code = codes.find(one => TLS.test(one)) ?? codes[0] ?? 'no answer';
  if (codes.some(one => one === 'TimeoutError' || /^UND_ERR_(HEADERS|BODY)_TIMEOUT$/.test(one)))
    return { kind: 'timeout', sentence: `did not answer within ${timeout} ms` };
  if (code === TOO_LARGE) return { kind: 'size', sentence: largeSentence(maxAnswer) };
  if (code === TOO_DEEP) return { kind: 'size', sentence: deepSentence };
  if (NO_TLS.test(code)) return { kind: 'tls', sentence: `does not speak TLS as asked (${code})` };
  if (TLS.test(code))
    return { kind: 'tls', sentence: `${UNTRUSTED} (${code})${UNKNOWN.test(code) ? WHOM_TO_TRUST : ''}` };
  if (NO_HTTP.test(code)) return { kind: 'unreachable', sentence: `sends what is no HTTP (${code})` };
  return { kind: 'unreachable', sentence: `cannot be reached (${code})` };
}
