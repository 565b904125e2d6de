import type { AnyReply } from '../calls/handler.js';
import { gathered } from './further-text.js';
import type { Outcome } from './outcome.js';
import { ReplyCache, repliesTogether, type Version } from './reply-cache.js';

/** A body of so many characters at most is sent faster as text, for Node writes it in one piece with the headers. */
const SHORT = 4096;

/** A longer body that is made while it is sent is not kept: it would leave no room for others. */
const LONGEST = 20 * 2 ** 20;

/** What stands behind a call, and how it stands. */
interface Asked {
  readonly cloud: object;
  version(): Version | undefined;
  readonly isStill?: boolean | undefined;
}

/** Answers of clouds that are sent again as long as they are true. */
export class KeptReplies {
  readonly #caches = new WeakMap<object, ReplyCache<Outcome>>();
  readonly #together = repliesTogether();

  recall(asked: Asked, key: string): Outcome | undefined {
    const version = asked.version();
    return version && this.#caches.get(asked.cloud)?.recall(key, version);
  }

  /**
   * Begins to watch what stands behind a call while it is performed. What is answered says how long the outcome follows from it
   * and from the call alone: until it changes, or while the clock stands where somebody asked what time it is.
   */
  watch(asked: Asked): () => AnyReply['cache'] {
    const standing = asked.version();
    if (standing === undefined) return never;
    const { version, timesAsked } = standing;
    return () => {
      const ended = asked.version();
      if (ended?.version !== version) return undefined;
      if (ended.timesAsked === timesAsked) return 'untilChange';
      return asked.isStill ? ended.now + 1 : undefined;
    };
  }

  /** Keeps an outcome, a long body in bytes; answers what is to be sent. One that is made while it is sent is kept when all of it was. */
  keep(asked: Asked, key: string, cache: NonNullable<AnyReply['cache']>, outcome: Outcome): Outcome {
    const version = asked.version();
    if (version === undefined) return outcome;
    const replies = this.#caches.get(asked.cloud) ?? new ReplyCache<Outcome>(this.#together);
    this.#caches.set(asked.cloud, replies);
    const until = cache === 'untilChange' ? Number.POSITIVE_INFINITY : cache;
    const { text, further, headers } = outcome.answer;
    if (further === undefined || typeof text !== 'string') {
      const kept = typeof text === 'string' && text.length > SHORT ? inBytes(outcome, text) : outcome;
      replies.keep(key, version, until, kept, text?.length ?? 0);
      return kept;
    }
    const whenWhole = (body: Buffer): void => {
      if (asked.version()?.version !== version.version) return;
      const whole = {
        status: outcome.answer.status,
        headers: { ...headers, 'content-length': `${body.length}` },
        text: body,
      };
      replies.keep(key, version, until, { ...outcome, answer: whole }, body.length);
    };
    const gathering = gathered(text, further, LONGEST, whenWhole);
    return { ...outcome, answer: { ...outcome.answer, further: gathering } };
  }

  /** Lets go of what is true no more. */
  outdated(asked: Asked): void {
    this.#caches.get(asked.cloud)?.outdated(asked.version());
  }
}

const never = (): undefined => undefined;

const inBytes = (outcome: Outcome, text: string): Outcome => ({
  ...outcome,
  answer: { ...outcome.answer, text: Buffer.from(text) },
});
