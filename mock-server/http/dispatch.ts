import type { IncomingHttpHeaders } from 'node:http';
import type { Contract } from '../../contracts/core/contract.js';
import { carrierNames, wordingAt } from '../../contracts/core/dialect.js';
import { Failure } from '../../contracts/core/failure.js';
import type { Operation } from '../../contracts/core/operation.js';
import type { AnyReply, HandlerSource } from '../calls/handler.js';
import type { RawInput } from '../calls/input.js';
import { type Behind, perform, whenLoaded } from '../calls/perform.js';
import { Missing } from '../domain/collection.js';
import type { Caller } from '../domain/credentials.js';
import { StoreError } from '../store/store.js';
import type { Strike } from '../worlds/faults.js';
import type { Overriding } from '../worlds/overrides.js';
import type { RateLimits } from '../worlds/rate-limits.js';
import type { Waiting } from '../worlds/waits.js';
import { readInput } from './decode.js';
import { failureFrom, inWordsOf, worded } from './failure-from.js';
import { ignoredIn } from './ignored.js';
import { InnerCalls } from './inner-calls.js';
import { KeptReplies } from './kept-replies.js';
import { limited } from './limited.js';
import type { Outcome } from './outcome.js';
import { patchedAnswer, wholeAnswer } from './overridden.js';
import type { Version } from './reply-cache.js';
import { type Answer, jsonAnswer } from './respond.js';
import { createRouteTable, type Found, type Place, type Served } from './route-table.js';
import { type Pausing, struck } from './struck.js';
import { succeeded } from './succeeded.js';
import { inTurn, later, type Turning } from './turning.js';

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
  /** The connection that it came over. */
  readonly client?: Waiting & { readonly remoteAddress?: string | undefined };
}

/** What stands behind the operations of a contract while one call is answered. */
export interface CallContext extends Behind, Pausing, Turning {
  /**
   * Who makes the call, or the failure that answers whoever may not make it. A refusal is returned, not thrown: V8 never
   * optimizes a function that it has only seen throw, and a client without a credential is refused each time.
   */
  authenticate(operation: Operation, headers: IncomingHttpHeaders, query: RawInput['query']): Caller | Failure;
  /** What the operator has befall a call of an operation; `raw` is undefined where its input could not be read. */
  strike?(operation: string, raw: RawInput | undefined): Strike | undefined;
  /** Counts how often clients call, where the world wants that. */
  readonly limits?: RateLimits | undefined;
  /** What the operator has answered otherwise; undefined where there is nothing of the kind. */
  overrides?(): Overriding | undefined;
  /** The work of the call took so many milliseconds. */
  spendTime?(by: number): void;
  /** Brings the cloud to the present. */
  settle(): void;
  /** How the cloud stands; undefined for what has no versions, whose answers are never kept. */
  version(): Version | undefined;
  /** Whether answers to reads follow from the cloud and the call alone. */
  readonly isPure?: boolean | undefined;
  /** Whether it is the same time until somebody moves the clock. */
  readonly isStill?: boolean | undefined;
}

export interface Dispatcher {
  readonly contract: Contract;
  /** The path of a call. */
  dispatch(call: Incoming, context: CallContext): Outcome | Promise<Outcome>;
  /** The verbs that a path is called with; none for a path of no route. Throws `Failure` for a path that cannot be decoded. */
  verbsAt(path: string): readonly string[];
  /** Loads what serves calls of a path, if that is not loaded: then the call is dispatched at once. */
  ready(method: string, path: string): Promise<void> | undefined;
  /** Loads what serves a group, which a first call to it would do too. */
  load(group: string): Promise<void>;
  /** The answer to a call that failed before it could be dispatched. */
  refuse(failure: Failure): Outcome;
}

/** A call of an operation that is served. */
interface Meant {
  readonly served: Served;
  readonly place: Place;
  /** What was read of it, or why nothing could be. */
  readonly raw: RawInput | Failure;
  readonly call: Incoming;
  readonly context: CallContext;
  failed(error: unknown): Outcome;
}

/** Most bytes of a reading call's form whose answer is kept. */
const LONGEST_ASKED = 4096;

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
  const carriers = new Set(Object.values(dialect.schemes).flatMap(carrierNames));
  const replies = new KeptReplies();

  function dispatch(call: Incoming, context: CallContext): Outcome | Promise<Outcome> {
    const found = table.find(call.method, call.path);
    if (found === undefined || 'allowed' in found) return nowhere(found, call, context);
    const { place, params } = found;
    const { served } = place;
    const failed = (error: unknown): Outcome => failedWith(place, error, call.path);
    // Nothing has happened yet: when the group is loaded the call begins anew.
    if (served === undefined) {
      const again = () => inTurn(context, () => dispatch(call, context));
      return later(context, () => table.load(place.group).then(again, failed));
    }
    if (served === null) return { answer: unserved(place), place, failure: undefined, error: undefined };
    const meant = { served, place, raw: readCall(served, params, call), call, context, failed };
    const strike = context.strike?.(place.id, call.raw);
    if (strike === undefined) return letIn(meant, false);
    const carryOut = (isCutOff: boolean) => inTurn(context, () => letIn(meant, isCutOff));
    return later(context, () => struck(strike, { client: call.client, context, failed, carryOut }));
  }

  /** Answers a call that is of no operation. What befalls all calls befalls it too. */
  function nowhere(
    found: Exclude<Found, { readonly place: Place }>,
    call: Incoming,
    context: CallContext,
  ): Outcome | Promise<Outcome> {
    const failed = (error: unknown): Outcome => failedWith(undefined, error, call.path);
    const carryOut = (): Outcome =>
      failed(
        found === undefined ? new Failure('noRoute') : new Failure('methodNotAllowed', { allowed: found.allowed }),
      );
    const strike = context.strike?.('', undefined);
    if (strike === undefined) return carryOut();
    return later(context, () => struck(strike, { client: call.client, context, failed, carryOut }));
  }

  /** Reads what a call says, and notes it in the call; answers why it cannot be read. */
  function readCall(served: Served, params: RawInput['params'], call: Incoming): RawInput | Failure {
    try {
      const { operation, names } = served;
      const expected = dialect.input === 'form' ? { names } : operation;
      const { query, body, isUnread } = readInput(
        dialect,
        call.search,
        call.body,
        call.headers['content-type'],
        expected,
      );
      // To spread what was read would cost a refusal a tenth of its time.
      call.raw = { params, query, body, isUnread };
      return call.raw;
    } catch (error) {
      if (error instanceof Failure) return error;
      throw error;
    }
  }

  /** Does what a call asks for, which its operation serves, or says why not. */
  function carriedOut(meant: Meant, isCutOff: boolean): Outcome | Promise<Outcome> {
    const { raw, context, failed } = meant;
    try {
      context.settle();
      return raw instanceof Failure ? failed(raw) : answered(meant, raw, isCutOff);
    } catch (error) {
      return failed(error);
    }
  }

  /** The same, as often as the vendor lets one client call. */
  function letIn(meant: Meant, isCutOff: boolean): Outcome | Promise<Outcome> {
    const { rateLimit } = dialect;
    const { limits } = meant.context;
    if (limits === undefined || rateLimit === undefined) return carriedOut(meant, isCutOff);
    return limited({ ...meant, contract, rateLimit, limits }, () => carriedOut(meant, isCutOff));
  }

  /** Performs a call, or answers what is kept of an earlier one. */
  function answered(meant: Meant, raw: RawInput, isCutOff: boolean): Outcome | Promise<Outcome> {
    const { served, place, call, context, failed } = meant;
    const { handler, operation } = served;
    const { headers, origin, search } = call;
    const overrides = context.overrides?.();
    const override = overrides?.match(place.id, raw);
    if (overrides && override?.reply) {
      overrides.strike(override);
      return wholeAnswer({ contract, place, served, override }, override.reply);
    }
    if (overrides && override?.forward) {
      overrides.strike(override);
      const overridden = { contract, place, served, override };
      return later(context, () => import('./forward.js').then(({ forwarded }) => forwarded(overridden, call)));
    }
    const caller = context.authenticate(operation, headers, raw.query);
    if (caller instanceof Failure) return failed(caller);
    const isPlain = isCaching && override === undefined && !isCutOff;
    const isCacheable = isPlain && operation.effect === 'read' && call.body.length <= LONGEST_ASKED;
    const key = isCacheable ? keyOf(call, caller) : undefined;
    const kept = key === undefined ? undefined : replies.recall(context, key);
    if (kept !== undefined) return kept;
    const inner = new InnerCalls(table, dialect, overrides, override);
    const lasting = key !== undefined && context.isPure ? replies.watch(context) : undefined;
    const { find } = inner;
    const path = `${call.base}${call.path}`;
    const isSentInParts = override === undefined;
    const asked = { operation, handler, caller, raw, origin, path, search, isCutOff, find, isSentInParts };
    let reply: AnyReply | undefined;
    const performed = (): Outcome | Promise<Outcome> => {
      inner.begin();
      return perform(asked, context, given => {
        reply = given;
        if (override === undefined) return succeeded(served, place, given);
        return patchedAnswer({ contract, place, served, override }, given);
      });
    };
    const whole = (): Outcome | Promise<Outcome> => {
      const outcome = performed();
      return outcome instanceof Promise ? outcome.then(ended) : ended(outcome);
    };
    const load = (group: string) => later(context, () => table.load(group));
    const outcome = whenLoaded(() => inTurn(context, whole), load);
    if (outcome instanceof Promise) return outcome.catch(failed);
    const until = key === undefined || inner.isUsed ? undefined : (reply?.cache ?? derived());
    return key === undefined || until === undefined ? outcome : replies.keep(context, key, until, outcome);

    /** How long an answer lasts of which its handler does not say so. */
    function derived(): AnyReply['cache'] {
      if (reply === undefined || reply.flow !== undefined || reply.takes !== undefined) return undefined;
      return lasting?.();
    }

    function ended(outcome: Outcome): Outcome {
      inner.ended();
      const takes = reply?.takes ?? 0;
      if (takes > 0 && !isCutOff) context.spendTime?.(takes);
      if (operation.effect !== 'read') replies.outdated(context);
      const ignored = ignoredIn(raw, operation, carriers);
      return ignored === undefined ? outcome : { ...outcome, ignored };
    }
  }

  function failedWith(place: Place | undefined, error: unknown, path = ''): Outcome {
    if (error instanceof StoreError) throw error; // no vendor says so
    const failure = inWordsOf(place?.served?.operation, failureFrom(error));
    const answer = worded(wordingAt(dialect, path), failure);
    return { answer, place, failure, error: failure === error || error instanceof Missing ? undefined : error };
  }

  return {
    contract,
    dispatch,
    verbsAt: table.verbsAt,
    load: table.load,
    ready(method, path) {
      const found = table.find(method, path);
      const place = found && 'place' in found ? found.place : undefined;
      return place?.served === undefined && place !== undefined ? table.load(place.group) : undefined;
    },
    refuse: failure => failedWith(undefined, failure),
  };
}

/** All that an answer to a reading call depends on, beside the cloud. */
function keyOf(call: Incoming, { holder, credential: { user = 0 } }: Caller): string {
  const { origin, method, base, path, search, body } = call;
  const key = `${holder} ${user} ${method} ${origin}${base}${path}?${search}`;
  return body.length === 0 ? key : `${key} ${call.headers['content-type']} ${body.toString('latin1')}`;
}

/** The answer for a known route that is not served. It looks like no vendor's: a client must not take it for "deleted". */
const unserved = ({ id }: Place): Answer =>
  jsonAnswer(501, { hostdouble: `${id} is known, and not served yet` }, { 'x-hostdouble-unserved': id });
