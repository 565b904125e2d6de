import type { IncomingHttpHeaders } from 'node:http';
import type { Operation } from '../../contracts/core/operation.js';
import type { Caller } from '../domain/credentials.js';
import type { AnyHandler, AnyReply } from './handler.js';
import { checkInput, type RawInput } from './input.js';

/** What stands behind an operation while one call is answered. */
export interface Behind {
  readonly cloud: object;
  /** Throws `Failure` for whoever may not make the call. */
  authenticate(operation: Operation, headers: IncomingHttpHeaders, query: RawInput['query']): Caller;
  /** Does something whole or not at all. */
  transact<T>(act: () => T): T;
}

/** One call of an operation, its bytes read and nothing of it believed yet. */
export interface Asked {
  readonly operation: Operation;
  readonly handler: AnyHandler;
  readonly headers: IncomingHttpHeaders;
  readonly raw: RawInput;
  /** Address the client used, path and query, for links in the answer. */
  readonly origin: string;
  readonly path: string;
  readonly search: string;
}

/**
 * Performs a call on what stands behind it: who makes it, whether its input is right, and the handler's answer, whole or
 * not at all: a reply that `finish` cannot finish has changed nothing either. When `before` answers something for the
 * caller, that is the answer, and the handler is not asked.
 */
export function perform<Done, Kept = never>(
  asked: Asked,
  behind: Behind,
  finish: (reply: AnyReply) => Done,
  before?: (caller: Caller) => Kept | undefined,
): Done | Promise<Done> | Kept {
  const { operation, handler, headers, raw, origin, path, search } = asked;
  const caller = behind.authenticate(operation, headers, raw.query);
  const kept = before?.(caller);
  if (kept !== undefined) return kept;
  const input = checkInput(operation, raw);
  const call = { ...input, cloud: behind.cloud, caller, origin, path, search } as Parameters<AnyHandler>[0];
  return behind.transact(() => {
    const reply = handler(call);
    return reply instanceof Promise ? reply.then(finish) : finish(reply);
  });
}
