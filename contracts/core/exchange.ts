import type { Contract, Entry } from './contract.js';
import { type WireReply, wordingAt } from './dialect.js';
import type { FailureKind } from './failure.js';
import type { Schema } from './operation.js';

/** One call and its answer, as they stood on the wire. */
export interface Exchange {
  readonly contract: Contract;
  readonly entry: Entry;
  readonly reply: WireReply;
}

/** What the contract expects of an answer: a success's schema, or that of the failure it is. */
export interface Expected {
  readonly schema: Schema;
  readonly failure?: FailureKind;
}

const expectations = new WeakMap<Exchange, { readonly expected: Expected | undefined }>();

/** What the contract says of an answer; undefined for a status that it does not know. */
export function expectedOf(exchange: Exchange): Expected | undefined {
  const known = expectations.get(exchange);
  if (known !== undefined) return known.expected;
  const { contract, entry, reply } = exchange;
  const failure = contract.dialect.failureOf(reply);
  const { operation } = entry;
  const { failures } = wordingAt(contract.dialect, operation.path);
  const schema = failure === undefined ? operation.responses[reply.status] : failures[failure].schema;
  const expected = schema && { schema, ...(failure && { failure }) };
  expectations.set(exchange, { expected });
  return expected;
}
