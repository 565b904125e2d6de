import { isDeeper } from '../../contracts/core/depth.js';
import { readExact } from '../../contracts/core/exact-json.js';
import { fields } from '../calls/fields.js';
import type { RawInput } from '../calls/input.js';

/** A longer answer is not kept. */
const LONGEST = 2 ** 20;
/** A body of JSON may take so many times its bytes once it is parsed. */
const PARSED = 8;

/** What was sent in answer. */
interface Answered {
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined where there was none, and where it was too long to be kept. */
  readonly text: string | Buffer | undefined;
  /** Of the text as it was sent. */
  readonly length: number;
  /** There was more of it, which was made while it was sent. */
  readonly isStreamed: boolean;
}

/**
 * What a call sent and what it was answered, by reference and as it was: credentials and secrets are in it. It stays in
 * memory, rules look into it, and nothing shows it unmasked (`shown-call.ts`): it hides from JSON and from a printed value.
 */
export class Exchanged {
  readonly #headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly #input: RawInput | undefined;
  readonly #search: string;
  readonly #answered: Answered;
  /** Bytes of the request's body. */
  readonly bytes: number;
  /** Bytes that all of it takes in memory at most, but for the headers, of which Node takes 16 KiB. */
  readonly weight: number;

  constructor(
    headers: Readonly<Record<string, string | readonly string[] | undefined>>,
    input: RawInput | undefined,
    answer: Pick<Answered, 'headers' | 'text' | 'isStreamed'>,
    { bytes, search }: { readonly bytes: number; readonly search: string },
  ) {
    const { headers: described, text, isStreamed } = answer;
    const length = text === undefined ? 0 : text.length;
    const isKept = length <= LONGEST;
    this.#headers = headers;
    this.#input = input;
    this.#answered = { headers: described, text: isKept ? text : undefined, length, isStreamed };
    this.#search = search;
    this.bytes = bytes;
    this.weight = (bytes + search.length) * PARSED + (isKept ? length : 0);
  }

  /** Of the request; names in lower case. */
  get headers(): Readonly<Record<string, string | readonly string[] | undefined>> {
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

  get answered(): Answered {
    return this.#answered;
  }

  /** Whether the body of the answer is not kept, or not all of it. */
  get isReplyCut(): boolean {
    const { text, length, isStreamed } = this.#answered;
    return isStreamed || (text === undefined && length > 0);
  }

  /** The body of the answer as whoever reads its type reads it: text that is no JSON, or too deep to be walked, stays text. */
  answeredBody(): unknown {
    const { headers, text } = this.#answered;
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
