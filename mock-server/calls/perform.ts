import type { Operation } from '../../contracts/core/operation.js';
import type { Caller } from '../domain/credentials.js';
import type { AnyHandler, AnyReply } from './handler.js';
import { checkInput, type RawInput } from './input.js';

/** What stands behind an operation while one call is answered. */
export interface Behind {
  readonly cloud: object;
  /** Does something whole or not at all. */
  transact<T>(act: () => T): T;
}

/** One call of an operation by somebody who is known, its bytes read and nothing of it believed yet. */
export interface Asked {
  readonly operation: Operation;
  readonly handler: AnyHandler;
  readonly caller: Caller;
  readonly raw: RawInput;
  /** Address the client used, path and query, for links in the answer. */
  readonly origin: string;
  readonly path: string;
  readonly search: string;
}

/**
 * Performs a call on what stands behind it: whether its input is right, and the handler's answer, whole or not at all: a
 * reply that `finish` cannot finish has changed nothing either.
 */
export function perform<Done>(asked: Asked, behind: Behind, finish: (reply: AnyReply) => Done): Done | Promise<Done> {
  const { operation, handler, caller, raw, origin, path, search } = asked;
  const input = checkInput(operation, raw);
  const call = { ...input, cloud: behind.cloud, caller, origin, path, search } as Parameters<AnyHandler>[0];
  return behind.transact(() => {
    const reply = handler(call);
    return reply instanceof Promise ? reply.then(finish) : finish(reply);
  });
}
