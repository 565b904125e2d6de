import type { IncomingHttpHeaders } from 'node:http';
import type { Contract } from '../../contracts/core/contract.js';
import type { RateLimit } from '../../contracts/core/dialect.js';
import { Failure } from '../../contracts/core/failure.js';
import { carried } from '../calls/authenticate.js';
import type { RawInput } from '../calls/input.js';
import type { Instant } from '../domain/clock.js';
import type { Allowance, RateLimits } from '../worlds/rate-limits.js';
import type { Outcome } from './outcome.js';

/** A call where calls are counted. */
export interface CountedCall {
  readonly contract: Contract;
  readonly rateLimit: RateLimit;
  readonly limits: RateLimits;
  readonly call: {
    readonly headers: IncomingHttpHeaders;
    readonly client?: { readonly remoteAddress?: string | undefined } | undefined;
  };
  readonly raw: RawInput | Failure;
  readonly context: { now?(): Instant };
  failed(error: unknown): Outcome;
}

/** Answers a call if its client may still call, and tells in the headers how often it may. Who has no credential is let in. */
export function limited(counted: CountedCall, act: () => Outcome | Promise<Outcome>): Outcome | Promise<Outcome> {
  const { contract, rateLimit, limits, context, failed } = counted;
  const client = clientOf(counted);
  if (client === undefined) return act();
  const allowance = limits.take(`${contract.vendor} ${client}`, rateLimit, context.now?.() ?? 0);
  const outcome = allowance.isSpent ? failed(new Failure('rateLimited')) : act();
  if (outcome instanceof Promise) return outcome.then(done => withLimit(done, rateLimit, allowance));
  return withLimit(outcome, rateLimit, allowance);
}

/** Who is counted as one client: whoever calls from an address, or with a credential. */
function clientOf({ contract, rateLimit, call, raw }: CountedCall): string | undefined {
  if (rateLimit.per === 'address') return call.client?.remoteAddress;
  const query = raw instanceof Failure ? {} : raw.query;
  for (const scheme of Object.values(contract.dialect.schemes)) {
    const value = carried(scheme, call.headers, query);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** An outcome with what the vendor says of the limit in the headers of an answer. */
function withLimit(outcome: Outcome, { calls, headers = {} }: RateLimit, allowance: Allowance): Outcome {
  const { limit, remaining, retryAfter } = headers;
  const said: Record<string, string> = {};
  if (limit !== undefined) said[limit] = `${calls}`;
  if (remaining !== undefined) said[remaining] = `${allowance.remaining}`;
  if (retryAfter !== undefined && allowance.isSpent) said[retryAfter] = `${Math.ceil(allowance.endsIn / 1000)}`;
  return { ...outcome, answer: { ...outcome.answer, headers: { ...outcome.answer.headers, ...said } } };
}
