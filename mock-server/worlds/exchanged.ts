import { isDeeper } from '../../contracts/core/depth.js';
import { readExact } from '../../contracts/core/exact-json.js';
import { fields } from '../calls/fields.js';
import type { RawInput } from '../calls/input.js';

/** A longer answer is not kept. */
const LONGEST = 2 ** 20;
/** What a call takes beside its bodies: headers, what was read of the address, and what holds them. Measured: 700 to 900 bytes. */
const BESIDE = 1000;
/** A body of JSON may take so many times its bytes once it is parsed; the bytes themselves are kept too. */
const PARSED = 9;

/** A call as it came in. */
interface Sent {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly path: string;
  readonly search: string;
  readonly body: { readonly length: number };
  readonly raw?: RawInput | undefined;
}

/** What was sent in answer. `further` is what was made while it was sent. */
interface Answered {
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string | Buffer | undefined;
  readonly further?: unknown;
}

/** Headers as they are shown. */
export type ShownHeaders = Record<string, string | string[]>;

let latest: Sent['headers'] = {};

/** The headers of the call before, where these are the same, as those of one client are call after call: they are kept once. */
function keptOnce(headers: Sent['headers']): Sent['headers'] {
  const names = Object.keys(headers);
  const before = Object.keys(latest);
  const isSame = (name: string, at: number): boolean => before[at] === name && latest[name] === headers[name];
  if (names.length !== before.length || !names.every(isSame)) latest = headers;
  return latest;
}

/** What a call exchanged, as it may be shown: secrets and credentials are masked. A part that was not there is left out. */
export interface ShownExchange {
  params?: unknown;
  query?: unknown;
  headers?: ShownHeaders;
  body?: unknown;
  reply: { status: number; headers?: ShownHeaders; body?: unknown };
  /** Bytes of what is not shown, for it is not kept or could not be read; of an answer that was made while it was sent, that. */
  cut?: { body?: number; reply?: number | 'streamed' };
}

/**
 * What a call sent and what it was answered, by reference and as it was: credentials and secrets are in it. It stays in
 * memory, rules look into it, and nothing shows it unmasked (`shown-call.ts`): it hides from JSON and from a printed value.
 */
export class Exchanged {
  readonly #headers: Sent['headers'];
  readonly #search: string;
  readonly #input: RawInput | undefined;
  /** Bytes of the request's body. */
  readonly bytes: number;
  readonly #answer: Answered;
  /** What is not kept of the answer's body: all of it, in bytes, or what was made while it was sent; 0 for nothing. */
  readonly replyCut: number | 'streamed';
  /** Bytes that all of it takes in memory at most, but for very long headers, of which Node takes 16 KiB. */
  readonly weight: number;

  constructor(sent: Sent, answer: Answered) {
    const { text, further } = answer;
    const length = text === undefined ? 0 : text.length;
    const isKept = length <= LONGEST;
    // Only what is asked for: all that is kept here is copied by the garbage collector, and bytes of a body hold a whole pool.
    this.#headers = keptOnce(sent.headers);
    this.#search = sent.search;
    this.#input = sent.raw;
    this.bytes = sent.body.length;
    // What makes further items holds all of them.
    this.#answer =
      isKept && further === undefined ? answer : { headers: answer.headers, text: isKept ? text : undefined };
    this.replyCut = further === undefined ? (isKept ? 0 : length) : 'streamed';
    this.weight = BESIDE + (sent.body.length + sent.search.length) * PARSED + sent.path.length + (isKept ? length : 0);
  }

  /** What it was kept as, masked, where it is not here as it was. */
  get kept(): ShownExchange | undefined {
    return undefined;
  }

  /** Whether a part of the call is not here, though there was something. */
  lacks(part: string): boolean {
    return part === 'reply' && this.replyCut !== 0;
  }

  /** Of the request; names in lower case. */
  get headers(): Sent['headers'] {
    return this.#headers;
  }

  /** What was read of the address and the body; undefined where nothing could be. */
  get input(): RawInput | undefined {
    return this.#input;
  }

  /** Names and values of the address, also where no operation was found that says how they are read. */
  get query(): RawInput['query'] {
    return this.#input?.query ?? fields(this.#search);
  }

  /** Letters of the address's query, and of a form. */
  get asked(): number {
    return this.#search.length;
  }

  /** Of the answer's body, as far as it is known. */
  get replyBytes(): number {
    return typeof this.replyCut === 'number' && this.replyCut > 0 ? this.replyCut : (this.#answer.text?.length ?? 0);
  }

  /** Of the answer. */
  get replyHeaders(): Answered['headers'] {
    return this.#answer.headers;
  }

  /** Stands for the answer: one that is sent again is the same. */
  get answered(): object {
    return this.#answer;
  }

  /** The body of the answer as whoever reads its type reads it: text that is no JSON, or too deep to be walked, stays text. */
  replyBody(): unknown {
    const { headers, text } = this.#answer;
    if (text === undefined || text.length === 0) return undefined;
    const whole = text.toString();
    if (!/[/+]json\b/i.test(headers['content-type'] ?? '') || isDeeper(whole)) return whole;
    try {
      return readExact(whole);
    } catch {
      return whole;
    }
  }
}
