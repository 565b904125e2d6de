import type { Finding } from '../../core/checks.js';
import type { Entry } from '../../core/contract.js';
import type { WireReply } from '../../core/dialect.js';

/** Longest answer that is remembered, and most characters of all. */
const [LONGEST, MOST] = [64 * 1024, 8 * 2 ** 20];

/** Answers that were held to the contract before, with what was found in each: a client that polls gets the same again. */
export class JudgedBefore {
  readonly #found = new Map<string, readonly Finding[]>();
  #size = 0;

  /** What tells an answer from others, as far as the checks look; undefined if it is not remembered. */
  keyOf({ id }: Entry, { status, headers = {}, text }: WireReply): string | undefined {
    if (text === undefined || text.length > LONGEST) return undefined;
    return [id, status, headers['content-type'], headers.location, headers['x-hostdouble-unserved'], text].join('\n');
  }

  recall(key: string | undefined): readonly Finding[] | undefined {
    return key === undefined ? undefined : this.#found.get(key);
  }

  keep(key: string | undefined, findings: readonly Finding[]): void {
    if (key === undefined) return;
    this.#found.set(key, findings);
    this.#size += key.length;
    for (const oldest of this.#found.keys()) {
      if (this.#size <= MOST) break;
      this.#found.delete(oldest);
      this.#size -= oldest.length;
    }
  }
}
