import type { Operation } from '../../contracts/core/operation.js';
import type { DoneCall } from '../domain/cloud.js';
import type { Caller } from '../domain/credentials.js';
import type { AnyHandler, AnyReply, Invoke } from './handler.js';
import { checkInput, type Input, type RawInput } from './input.js';
import { whole } from './lengthy.js';

/** What stands behind an operation while one call is answered. */
export interface Behind {
  readonly cloud: object;
  /** Does something whole or not at all. */
  transact<T>(act: () => T): T;
  /** Told of each call that was answered well, as a part of it. */
  readonly called?: ((call: DoneCall) => void) | undefined;
  /** Who calls, as the handler is to know them, once the input is right; a call inside a call is asked about anew. */
  actingAs?(caller: Caller, operation: Operation, input: Input): Caller;
}

/** One call of an operation by somebody who is known, its bytes read and nothing of it believed yet. */
export interface Asked extends Pick<Callable, 'operation' | 'handler'> {
  readonly caller: Caller;
  readonly raw: RawInput;
  /** Address the client used, path and query, for links in the answer. */
  readonly origin: string;
  readonly path: string;
  readonly search: string;
  /** The client hears nothing of the answer. Default: it does. */
  readonly isCutOff?: boolean;
  /** Further items of the answer are made while it is sent. Default: it is whole. */
  readonly isSentInParts?: boolean;
  /** Finds an operation that the call makes as a part of itself. Default: it makes none. */
  readonly find?: FindCallable;
}

/** An operation with what answers it. */
export interface Callable {
  readonly operation: Operation;
  readonly handler: AnyHandler;
  /** What the operator has answered instead, if anything. */
  readonly instead?: ((raw: RawInput) => AnyReply | undefined) | undefined;
  /** Names of the query as the operation writes them, if its dialect takes them in any case. */
  readonly named?: ((query: RawInput['query']) => RawInput['query']) | undefined;
}

/** Finds an operation by its id. Throws `Unloaded` where its group is to be loaded first, and an error for what is not served. */
export type FindCallable = (operation: string) => Callable;

/** Thrown by a call that needs a group which is not loaded yet: nothing of it has happened. Load the group and begin anew. */
export class Unloaded extends Error {
  readonly group: string;

  constructor(group: string) {
    super(`the group "${group}" is not loaded`);
    this.name = 'Unloaded';
    this.group = group;
  }
}

const NOTHING: readonly string[] = [];

/**
 * Does what may need groups that are not loaded: they are loaded, and it begins anew. Throws `Unloaded` when a group that
 * was loaded for it still lacks what it seeks.
 */
export function whenLoaded<T>(
  act: () => T | Promise<T>,
  load: (group: string) => Promise<void>,
  loaded: readonly string[] = NOTHING,
): T | Promise<T> {
  const anew = (error: unknown): Promise<T> => {
    if (!(error instanceof Unloaded) || loaded.includes(error.group)) throw error;
    const { group } = error;
    return load(group).then(() => whenLoaded(act, load, [...loaded, group]));
  };
  try {
    const done = act();
    return done instanceof Promise ? done.catch(anew) : done;
  } catch (error) {
    return anew(error);
  }
}

const findNone: FindCallable = id => {
  throw new Error(`no call can be made here as a part of another, and one makes "${id}"`);
};

/**
 * Performs a call on what stands behind it: whether its input is right, and the handler's answer, whole or not at all: a
 * reply that `finish` cannot finish has changed nothing either.
 */
export function perform<Done>(asked: Asked, behind: Behind, finish: (reply: AnyReply) => Done): Done | Promise<Done> {
  const { caller, origin, path, search, find = findNone, isCutOff = false, isSentInParts = false } = asked;
  const callOf = (operation: Operation, raw: RawInput): Parameters<AnyHandler>[0] => {
    const input = checkInput(operation, raw);
    const acting = behind.actingAs?.(caller, operation, input) ?? caller;
    const { params, query, body } = input;
    // Write all members out: to spread two objects of many members together costs 9 us, and 2 KB.
    const made = { params, query, body, cloud: behind.cloud, caller: acting, origin, path, search, isCutOff, invoke };
    return made as Parameters<AnyHandler>[0];
  };
  const answerOf = (
    { operation, handler }: Pick<Callable, 'operation' | 'handler'>,
    call: Parameters<AnyHandler>[0],
  ) => {
    const reply = handler(call);
    if (behind.called !== undefined && !(reply instanceof Promise)) {
      const { path, effect } = operation;
      const goesOn = isCutOff ? (reply.takes ?? 0) : 0;
      behind.called({ path, effect, caller, query: call.query, body: reply.body, goesOn });
    }
    return reply;
  };
  const invoke: Invoke = (operation, input) => {
    const found = find(operation);
    const { params = {}, query = {}, body } = input;
    const raw = { params, query: found.named?.(query) ?? query, body };
    const reply = found.instead?.(raw) ?? answerOf(found, callOf(found.operation, raw));
    if (reply instanceof Promise) throw new Error(`${operation} answers a promise, which no other call can wait for`);
    return whole(reply);
  };
  const call = callOf(asked.operation, asked.raw);
  return behind.transact(() => {
    const reply = answerOf(asked, call);
    if (reply instanceof Promise) return reply.then(finish);
    return finish(isSentInParts ? reply : whole(reply));
  });
}
