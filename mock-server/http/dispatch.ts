import type { IncomingHttpHeaders } from 'node:http';
import type { Contract } from '../../contracts/core/contract.js';
import { type WireReply, wordingAt } from '../../contracts/core/dialect.js';
import { Failure, refuse } from '../../contracts/core/failure.js';
import type { Operation } from '../../contracts/core/operation.js';
import { mediaTypeOf } from '../../contracts/core/wire.js';
import { namedAs } from '../calls/fields.js';
import type { AnyReply, HandlerSource } from '../calls/handler.js';
import type { RawInput } from '../calls/input.js';
import { type Behind, perform, whenLoaded } from '../calls/perform.js';
import { Missing } from '../domain/collection.js';
import type { Caller } from '../domain/credentials.js';
import type { Overriding } from '../worlds/overrides.js';
import { readInput } from './decode.js';
import { furtherText } from './further-text.js';
import { ignoredIn } from './ignored.js';
import { InnerCalls } from './inner-calls.js';
import type { Outcome } from './outcome.js';
import { INJECTED, patchedAnswer, wholeAnswer } from './overridden.js';
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
  /** What was read of it, put here on the way: the journal keeps it. Undefined while nothing was read. */
  raw?: RawInput | undefined;
}

/** What stands behind the operations of a contract while one call is answered. */
export interface CallContext extends Behind {
  /**
   * Who makes the call, or the failure that answers whoever may not make it. A refusal is returned, not thrown: V8 never
   * optimizes a function that it has only seen throw, and a client without a credential is refused each time.
   */
  authenticate(operation: Operation, headers: IncomingHttpHeaders, query: RawInput['query']): Caller | Failure;
  /** Throws when the operator wants this operation to fail; answers whether the call is done and its answer lost. */
  takeFault(operation: string): boolean;
  /** What the operator has answered otherwise; undefined where there is nothing of the kind. */
  overrides?(): Overriding | undefined;
  /** The work of the call took so many milliseconds. */
  spendTime?(by: number): void;
  /** Brings the cloud to the present. */
  settle(): void;
  /** How the cloud stands; undefined for what has no versions, whose answers are never kept. */
  version(): Version | undefined;
}

export interface Dispatcher {
  readonly contract: Contract;
  /** The path of a call. */
  dispatch(call: Incoming, context: CallContext): Outcome | Promise<Outcome>;
  /** The verbs that a path is called with; none for a path of no route. Throws `Failure` for a path that cannot be decoded. */
  verbsAt(path: string): readonly string[];
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
  const carriers = new Set(Object.values(dialect.schemes).flatMap(({ name, aliases = [] }) => [name, ...aliases]));
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
      const isCutOff = context.takeFault(place.id);
      context.settle();
      return answered(served, place, found.params, { call, context, isCutOff }, failed);
    } catch (error) {
      return failed(error);
    }
  }

  /** Performs a call whose operation is found and served, or answers what is kept of an earlier one. */
  function answered(
    served: Served,
    place: Place,
    params: Extract<Found, { place: Place }>['params'],
    meant: { readonly call: Incoming; readonly context: CallContext; readonly isCutOff: boolean },
    failed: (error: unknown) => Outcome,
  ): Outcome | Promise<Outcome> {
    const { handler, operation } = served;
    const { call, context, isCutOff } = meant;
    const { headers, origin, search } = call;
    const read = readInput(dialect, search, call.body, headers['content-type'], operation.body);
    const isForm = dialect.input === 'form';
    const { body, isUnread } = read;
    // To spread what was read would cost a refusal a tenth of its time.
    const raw = { params, query: isForm ? namedAs(served.names, read.query) : read.query, body, isUnread };
    call.raw = raw;
    const overrides = context.overrides?.();
    const override = overrides?.match(place.id, raw);
    if (overrides && override?.reply) {
      overrides.strike(override);
      return wholeAnswer({ contract, place, served, override }, override.reply);
    }
    if (overrides && override?.forward) {
      overrides.strike(override);
      return import('./forward.js').then(({ forwarded }) => forwarded({ contract, place, served, override }, call));
    }
    const caller = context.authenticate(operation, headers, read.query);
    if (caller instanceof Failure) return failed(caller);
    const isPlain = overrides === undefined && !isCutOff;
    const isCacheable = isCaching && isPlain && operation.effect === 'read' && call.body.length === 0;
    const key = isCacheable ? keyOf(call, caller) : undefined;
    const kept = key === undefined ? undefined : recall(context, key);
    if (kept !== undefined) return kept;
    const inner = new InnerCalls(table, dialect, overrides, override);
    const asked = {
      ...{ operation, handler, caller, raw, origin, path: `${call.base}${call.path}`, search, isCutOff },
      ...{ find: inner.find, isSentInParts: override === undefined },
    };
    let cache: AnyReply['cache'];
    let takes = 0;
    const performed = (): Outcome | Promise<Outcome> => {
      inner.begin();
      return perform(asked, context, reply => {
        cache = reply.further === undefined ? reply.cache : undefined;
        takes = reply.takes ?? 0;
        if (override === undefined) return succeeded(served, place, reply);
        return patchedAnswer({ contract, place, served, override }, reply);
      });
    };
    const outcome = whenLoaded(performed, table.load);
    if (outcome instanceof Promise) return outcome.then(ended, failed);
    return key === undefined || cache === undefined ? ended(outcome) : keep(context, key, cache, ended(outcome));

    function ended(outcome: Outcome): Outcome {
      inner.ended();
      if (takes > 0 && !isCutOff) context.spendTime?.(takes);
      const ignored = ignoredIn(raw, operation, carriers);
      if (isCutOff) return { ...outcome, ...cutOff, ignored };
      return ignored === undefined ? outcome : { ...outcome, ignored };
    }
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
    const failure = inWordsOf(place?.served?.operation, failureFrom(error));
    const answer = answerOf(wordingAt(dialect, path).encode(failure));
    return { answer, place, failure, error: failure === error || error instanceof Missing ? undefined : error };
  }

  return {
    contract,
    dispatch,
    verbsAt: table.verbsAt,
    load: table.load,
    refuse: failure => failedWith(undefined, failure),
  };
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

function succeeded(served: Served, place: Place, { status, headers, body, further }: AnyReply): Outcome {
  const schema = served.operation.responses[status];
  if (schema === undefined) throw new Error(`${served.id} answered the undocumented status ${status}`);
  const type = mediaTypeOf(schema);
  const text = type === undefined ? undefined : type === JSON_TYPE ? served.writer(status)(body) : String(body);
  const described = type === undefined ? { ...headers } : { 'content-type': type, ...headers };
  if (further !== undefined && typeof text === 'string') {
    const whole = { status, headers: described, text, further: furtherText(body, further, served.writer(status)) };
    return { answer: whole, place, failure: undefined, error: undefined };
  }
  return { answer: answer(status, described, text), place, failure: undefined, error: undefined };
}

/** A gateway in front of the API gave up waiting. Such pages are the gateway's own, whatever the vendor. */
const cutOff = {
  answer: answer(
    504,
    { 'content-type': 'text/html' },
    '<html>\r\n<head><title>504 Gateway Time-out</title></head>\r\n<body>\r\n<center><h1>504 Gateway Time-out</h1></center>\r\n</body>\r\n</html>\r\n',
  ),
  failure: INJECTED,
} as const;

/** A failure that the operator wants, as this operation says its kind if the operator has no words for it. */
function inWordsOf(operation: Operation | undefined, failure: Failure): Failure {
  const { injected, text, as } = failure.detail;
  const said = injected ? operation?.saidAs?.[failure.kind] : undefined;
  if (said === undefined || as !== undefined) return failure;
  const detail = refuse(said).detail;
  return new Failure(failure.kind, { ...detail, injected: true, ...(text !== undefined && { text }) });
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
