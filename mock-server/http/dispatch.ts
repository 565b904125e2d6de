import type { IncomingHttpHeaders } from 'node:http';
import type { Contract } from '../../contracts/core/contract.js';
import type { WireReply } from '../../contracts/core/dialect.js';
import { Failure } from '../../contracts/core/failure.js';
import type { Operation } from '../../contracts/core/operation.js';
import { mediaTypeOf } from '../../contracts/core/wire.js';
import { Missing } from '../domain/collection.js';
import type { Caller } from '../domain/credentials.js';
import type { AnyHandler, AnyReply, Vendor } from '../calls/vendor.js';
import { checkInput, namedAs, type RawInput, readInput } from './decode.js';
import { Memory, type Moment } from './reply-cache.js';
import { type Answer, answer, JSON_TYPE, jsonAnswer } from './respond.js';
import { createRouteTable, type Found, type Route } from './route-table.js';

/** A call as it came in, its body already read. */
export interface Visit {
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
export interface Stage {
  readonly cloud: object;
  /** Throws when the operator wants this operation to fail. */
  takeFault(operation: string): void;
  authenticate(operation: Operation, headers: IncomingHttpHeaders, query: RawInput['query']): Caller;
  /** Brings the cloud to the present. */
  settle(): void;
  /** How the cloud stands; undefined for what has no versions, whose answers are never held. */
  moment(): Moment | undefined;
  /** Something happened to the cloud. */
  changed(): void;
}

/** What came of a call: the answer, with what the journal wants to know. */
export interface Outcome {
  readonly answer: Answer;
  readonly route: Route | undefined;
  readonly failure: Failure | undefined;
  /** An error of ours behind a failure of kind `internal`. */
  readonly error: unknown;
}

export interface Dispatcher {
  readonly contract: Contract;
  readonly routes: ReadonlyMap<string, Route>;
  /** The path of a call. */
  dispatch(visit: Visit, stage: Stage): Outcome | Promise<Outcome>;
  /** The answer to a call that failed before it could be dispatched. */
  refuse(failure: Failure): Outcome;
}

/** A body of so many characters at most is sent faster as text, for Node writes it in one piece with the headers. */
const SHORT = 4096;

/** The path of a call, for one contract and its handlers. It knows dialects, not vendors. */
export function createDispatcher(contract: Contract, handlers: Vendor['handlers']): Dispatcher {
  const { dialect } = contract;
  const table = createRouteTable(contract, handlers);
  const memories = new WeakMap<object, Memory<Outcome>>();

  function dispatch(visit: Visit, stage: Stage): Outcome | Promise<Outcome> {
    let route: Route | undefined;
    const failed = (error: unknown): Outcome => failedWith(route, error);
    try {
      const found = findOperation(table.find(visit.method, visit.path));
      route = found.route;
      const { handler, operation } = route;
      if (handler === undefined) return { answer: unserved(route), route, failure: undefined, error: undefined };
      stage.takeFault(route.id);
      stage.settle();
      const raw = readInput(dialect, visit.search, visit.body, visit.headers['content-type']);
      const caller = stage.authenticate(operation, visit.headers, raw.query);
      const key = operation.effect === 'read' && visit.body.length === 0 ? keyOf(visit, caller) : undefined;
      const held = key === undefined ? undefined : recall(stage, key);
      if (held !== undefined) return held;
      const query = dialect.input === 'form' ? namedAs(route, raw.query) : raw.query;
      const input = checkInput(operation, { params: found.params, query, body: raw.body });
      const { origin, search } = visit;
      const path = `${visit.base}${visit.path}`;
      const call = { ...input, cloud: stage.cloud, caller, origin, path, search } as Parameters<AnyHandler>[0];
      if (key === undefined) stage.changed();
      const result = handler(call);
      const served = route;
      if (result instanceof Promise) return result.then(reply => succeeded(served, reply)).catch(failed);
      const outcome = succeeded(served, result);
      return key === undefined || result.freshUntil === undefined
        ? outcome
        : keep(stage, key, result.freshUntil, outcome);
    } catch (error) {
      return failed(error);
    }
  }

  function recall(stage: Stage, key: string): Outcome | undefined {
    const moment = stage.moment();
    return moment && memories.get(stage.cloud)?.recall(key, moment);
  }

  /** Holds an outcome, a long body in bytes; answers it. */
  function keep(stage: Stage, key: string, until: number, outcome: Outcome): Outcome {
    const moment = stage.moment();
    if (moment === undefined) return outcome;
    const memory = memories.get(stage.cloud) ?? new Memory<Outcome>();
    memories.set(stage.cloud, memory);
    const { text } = outcome.answer;
    const ready = typeof text === 'string' && text.length > SHORT ? Buffer.from(text) : text;
    const held = { ...outcome, answer: { ...outcome.answer, text: ready } };
    memory.keep(key, moment, until, held, ready?.length ?? 0);
    return held;
  }

  function failedWith(route: Route | undefined, error: unknown): Outcome {
    const failure = failureFrom(error);
    const answer = answerOf(dialect.encode(failure));
    return { answer, route, failure, error: failure === error || error instanceof Missing ? undefined : error };
  }

  return { contract, routes: table.routes, dispatch, refuse: failure => failedWith(undefined, failure) };
}

/** All that an answer to a reading call depends on, beside the cloud. */
const keyOf = ({ origin, method, base, path, search }: Visit, { holder }: Caller): string =>
  `${holder} ${method} ${origin}${base}${path}?${search}`;

function findOperation(found: Found): Extract<Found, { route: Route }> {
  if (found === undefined) throw new Failure('noRoute');
  if ('allowed' in found) throw new Failure('methodNotAllowed', { allowed: found.allowed });
  return found;
}

/** In the contract, but without a handler: never something that looks like the vendor. */
const unserved = ({ id }: Route): Answer =>
  jsonAnswer(501, { hostdouble: `${id} is in the contract but not served yet` }, { 'x-hostdouble-unserved': id });

function succeeded(route: Route, { status, headers, body }: AnyReply): Outcome {
  const schema = route.operation.responses[status];
  const type = schema && mediaTypeOf(schema);
  const text = type === undefined ? undefined : type === JSON_TYPE ? route.writer(status)(body) : String(body);
  const described = type === undefined ? { ...headers } : { 'content-type': type, ...headers };
  return { answer: answer(status, described, text), route, failure: undefined, error: undefined };
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
