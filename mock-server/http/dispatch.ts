import type { IncomingHttpHeaders } from 'node:http';
import type { Contract } from '../../contracts/core/contract.js';
import { type WireReply, wordingAt } from '../../contracts/core/dialect.js';
import { Failure } from '../../contracts/core/failure.js';
import type { Operation } from '../../contracts/core/operation.js';
import { mediaTypeOf } from '../../contracts/core/wire.js';
import type { AnyReply, HandlerSource } from '../calls/handler.js';
import type { RawInput } from '../calls/input.js';
import { type Behind, perform } from '../calls/perform.js';
import { Missing } from '../domain/collection.js';
import type { Caller } from '../domain/credentials.js';
import { namedAs, readInput } from './decode.js';
import { ReplyCache, type Version } from './reply-cache.js';
import { type Answer, answer, JSON_TYPE, jsonAnswer } from './respond.js';
import { createRouteTable, type Found, type Place, type Served } from './route-table.js';

/** A call as it came in, its body already read. */
export interface Incoming {
  readonly method: string;
  /** Below the dialect's base path, without the query. */
  readonly path: string;
  /** Without the question mark. */
  readonly search: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly origin: string;
  /** The base path it was called at. */
  readonly base: string;
}

/** What stands behind the operations of a contract while one call is answered. */
export interface CallContext extends Behind {
  /**
   * Who makes the call, or the failure that answers whoever may not make it. A refusal is returned, not thrown: V8 never
   * optimizes a function that it has only seen throw, and a client without a credential is refused each time.
   */
  authenticate(operation: Operation, headers: IncomingHttpHeaders, query: RawInput['query']): Caller | Failure;
  /** Throws when the operator wants this operation to fail. */
  takeFault(operation: string): void;
  /** Brings the cloud to the present. */
  settle(): void;
  /** How the cloud stands; undefined for what has no versions, whose answers are never kept. */
  version(): Version | undefined;
}

/** What came of a call: the answer, with what the journal wants to know. */
export interface Outcome {
  readonly answer: Answer;
  /** The route that the call was for, or undefined when there is none. */
  readonly place: Place | undefined;
  readonly failure: Failure | undefined;
  /** An error of ours behind a failure of kind `internal`. */
  readonly error: unknown;
}

export interface Dispatcher {
  readonly contract: Contract;
  /** The path of a call. */
  dispatch(call: Incoming, context: CallContext): Outcome | Promise<Outcome>;
  /** Loads what serves a group, which a first call to it would do too. */
  load(group: string): Promise<void>;
  /** The answer to a call that failed before it could be dispatched. */
  refuse(failure: Failure): Outcome;
}

/** A body of so many characters at most is sent faster as text, for Node writes it in one piece with the headers. */
const SHORT = 4096;

/**
 * The path of a call, for one contract and its handlers. It knows dialects, not vendors. Without `isCaching` every handler
 * is asked each time; tests hold the one to the other.
 */
export function createDispatcher(
  contract: Contract,
  handlers: Readonly<Record<string, HandlerSource>>,
  { isCaching = true }: { readonly isCaching?: boolean } = {},
): Dispatcher {
  const { dialect } = contract;
  const table = createRouteTable(contract, handlers);
  const caches = new WeakMap<object, ReplyCache<Outcome>>();

  function dispatch(call: Incoming, context: CallContext): Outcome | Promise<Outcome> {
    let place: Place | undefined;
    const failed = (error: unknown): Outcome => failedWith(place, error, call.path);
    try {
      const found = findPlace(table.find(call.method, call.path));
      place = found.place;
      const { served } = place;
      // Nothing has happened yet: when the group is loaded the call begins anew.
      if (served === undefined) return table.load(place.group).then(() => dispatch(call, context), failed);
      if (served === null) return { answer: unserved(place), place, failure: undefined, error: undefined };
      context.takeFault(place.id);
      context.settle();
      return answered(served, place, found.params, call, context, failed);
    } catch (error) {
      return failed(error);
    }
  }

  /** Performs a call whose operation is found and served, or answers what is kept of an earlier one. */
  function answered(
    served: Served,
    place: Place,
    params: Extract<Found, { place: Place }>['params'],
    call: Incoming,
    context: CallContext,
    failed: (error: unknown) => Outcome,
  ): Outcome | Promise<Outcome> {
    const { handler, operation } = served;
    const { headers, origin, search } = call;
    const read = readInput(dialect, search, call.body, headers['content-type'], operation.body);
    const caller = context.authenticate(operation, headers, read.query);
    if (caller instanceof Failure) return failed(caller);
    const isCacheable = isCaching && operation.effect === 'read' && call.body.length === 0;
    const key = isCacheable ? keyOf(call, caller) : undefined;
    const kept = key === undefined ? undefined : recall(context, key);
    if (kept !== undefined) return kept;
    const query = dialect.input === 'form' ? namedAs(served.names, read.query) : read.query;
    const raw = { params, query, body: read.body };
    const asked = { operation, handler, caller, raw, origin, path: `${call.base}${call.path}`, search };
    let cache: AnyReply['cache'];
    const outcome = perform(asked, context, reply => {
      cache = reply.cache;
      return succeeded(served, place, reply);
    });
    if (outcome instanceof Promise) return outcome.catch(failed);
    return key === undefined || cache === undefined ? outcome : keep(context, key, cache, outcome);
  }

  function recall(context: CallContext, key: string): Outcome | undefined {
    const version = context.version();
    return version && caches.get(context.cloud)?.recall(key, version);
  }

  /** Keeps an outcome, a long body in bytes; answers it. */
  function keep(context: CallContext, key: string, cache: NonNullable<AnyReply['cache']>, outcome: Outcome): Outcome {
    const version = context.version();
    if (version === undefined) return outcome;
    const replies = caches.get(context.cloud) ?? new ReplyCache<Outcome>();
    caches.set(context.cloud, replies);
    const { text } = outcome.answer;
    const ready = typeof text === 'string' && text.length > SHORT ? Buffer.from(text) : text;
    const kept = { ...outcome, answer: { ...outcome.answer, text: ready } };
    const until = cache === 'untilChange' ? Number.POSITIVE_INFINITY : cache;
    replies.keep(key, version, until, kept, ready?.length ?? 0);
    return kept;
  }

  function failedWith(place: Place | undefined, error: unknown, path = ''): Outcome {
    const failure = failureFrom(error);
    const answer = answerOf(wordingAt(dialect, path).encode(failure));
    return { answer, place, failure, error: failure === error || error instanceof Missing ? undefined : error };
  }

  return { contract, dispatch, load: table.load, refuse: failure => failedWith(undefined, failure) };
}

/** All that an answer to a reading call depends on, beside the cloud. */
const keyOf = (
  { origin, method, base, path, search }: Incoming,
  { holder, credential: { user = 0 } }: Caller,
): string => `${holder} ${user} ${method} ${origin}${base}${path}?${search}`;

function findPlace(found: Found): Extract<Found, { place: Place }> {
  if (found === undefined) throw new Failure('noRoute');
  if ('allowed' in found) throw new Failure('methodNotAllowed', { allowed: found.allowed });
  return found;
}

/** The answer for a known route that is not served. It looks like no vendor's: a client must not take it for "deleted". */
const unserved = ({ id }: Place): Answer =>
  jsonAnswer(501, { hostdouble: `${id} is known, and not served yet` }, { 'x-hostdouble-unserved': id });

function succeeded(served: Served, place: Place, { status, headers, body }: AnyReply): Outcome {
  const schema = served.operation.responses[status];
  if (schema === undefined) throw new Error(`${served.id} answered the undocumented status ${status}`);
  const type = mediaTypeOf(schema);
  const text = type === undefined ? undefined : type === JSON_TYPE ? served.writer(status)(body) : String(body);
  const described = type === undefined ? { ...headers } : { 'content-type': type, ...headers };
  return { answer: answer(status, described, text), place, failure: undefined, error: undefined };
}

function failureFrom(error: unknown): Failure {
  if (error instanceof Failure) return error;
  if (error instanceof Missing) return new Failure('notFound', { resource: error.resource, id: error.id });
  return new Failure('internal');
}

/** A worded failure as bytes: text stays text, anything else is JSON. */
function answerOf({ status, headers = {}, body }: WireReply): Answer {
  if (body === undefined) return answer(status, headers, undefined);
  if (typeof body === 'string' && headers['content-type'] !== undefined) return answer(status, headers, body);
  return jsonAnswer(status, body, headers);
}
