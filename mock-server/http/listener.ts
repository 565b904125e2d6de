import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Finding } from '../../contracts/core/checks.js';
import { Failure } from '../../contracts/core/failure.js';
import { stopwatch } from '../domain/clock.js';
import { StoreError } from '../store/store.js';
import { noWorld, type Tenants } from '../worlds/tenants.js';
import type { World } from '../worlds/world.js';
import { DEFAULT_WORLD, type Worlds } from '../worlds/worlds.js';
import { addressOf, type CallAddress } from './address.js';
import { type Api, type ApiTarget, isLeft, type LoadedApi, targetOf, targetsOf } from './api.js';
import { type Arrival, carrierOf, contextOf, incomingOf } from './arrival.js';
import { type BodyLimits, drain, hasBody, readBody } from './body.js';
import { type Browsers, foreignPage } from './browsers.js';
import { formText } from './decode.js';
import type { Incoming } from './dispatch.js';
import { createKeptAnswers, troubledStore } from './kept-answer.js';
import type { Outcome } from './outcome.js';
import { overLimit } from './over-limit.js';
import type { createPages } from './pages.js';
import { createRecorder, type RecorderOptions } from './recorder.js';
import { type Answer, begin, jsonAnswer, respond } from './respond.js';
import { createSend } from './send.js';

export interface ListenerOptions extends RecorderOptions {
  readonly apis: readonly Api[];
  /** Answers what is no API's, if it is a page of a vendor; says whether it does. */
  readonly pages?: ReturnType<typeof createPages>;
  readonly worlds: Worlds;
  readonly limits: BodyLimits;
  readonly browsers: Browsers;
  /** Who has worlds here, and how often they may be called. Undefined where all worlds are everybody's. */
  readonly tenants?: Tenants | undefined;
}

const NO_BYTES = Buffer.alloc(0);

/** A request that came in. */
interface Came extends Pick<Arrival, 'address' | 'target' | 'begun'> {
  readonly request: IncomingMessage;
  readonly reply: ServerResponse;
}

/**
 * The one middleware of the Express app: finds which API a request is for and which world it is in, reads the body,
 * has the call dispatched, sends the answer, and keeps the journal.
 */
export function createListener(options: ListenerOptions) {
  const { worlds, limits, browsers, log, tenants } = options;
  const targets = targetsOf(options.apis);
  const ready = new Map<Api, LoadedApi>();
  const sender = createSend(options.selfCheck);
  const recorder = createRecorder(options);
  const { record, tell } = recorder;
  const answerKept = createKeptAnswers({
    sender,
    recorder,
    gone: world => worlds.lost(world),
    later: (work, reply) => {
      work.catch(lost(reply));
    },
  });

  return function listener(request: IncomingMessage, reply: ServerResponse, next: () => void): void {
    const begun = stopwatch();
    const address = addressOf(request.url ?? '/');
    const target = targetOf(targets, address.path);
    if (target === undefined && options.pages?.(request, reply, address)) return;
    if (target === undefined) return next();
    if (target.api.outside && (address.world !== undefined || isLeft(target.api, address.path))) return next();
    try {
      if (request.headers.origin !== undefined && !target.api.outside) {
        if (browsers.isPreflight(request)) return answerPreflight(request, reply, address, target);
        browsers.open(request.headers, reply);
      }
      const came = { request, reply, address, target, begun };
      const loaded = ready.get(target.api);
      if (loaded !== undefined) take(came, loaded);
      else load(came).catch(lost(reply));
    } catch (error) {
      lost(reply)(error);
    }
  };

  /** The last resort, for an error of our own outside the path of a call. */
  function lost(reply: ServerResponse): (error: unknown) => void {
    return error => {
      if (error instanceof StoreError && !reply.headersSent) return respond(reply, troubledStore(error));
      log.error('a request could not be answered', error);
      respond(reply, jsonAnswer(500, { hostdouble: reasonOf(error) }));
    };
  }

  /** Tells a page what may be called at a path. At a path of no route any verb may, or it would never read that there is none. */
  function answerPreflight(
    { headers }: IncomingMessage,
    reply: ServerResponse,
    { path }: CallAddress,
    { api, base }: ApiTarget,
  ): void {
    const answered = async (): Promise<void> => {
      const { dispatcher } = ready.get(api) ?? (await api.load());
      const verbs = dispatcher.verbsAt(path.slice(base.length) || '/');
      const asked = String(headers['access-control-request-method']);
      respond(reply, browsers.preflight(headers, verbs.length > 0 ? verbs : [asked]));
    };
    answered().catch(lost(reply));
  }

  async function load(came: Came): Promise<void> {
    const { api } = came.target;
    const loaded = await api.load();
    ready.set(api, loaded);
    take(came, loaded);
  }

  /** Reads the body of a request, and answers it. */
  function take(came: Came, loaded: LoadedApi): void {
    const { request, reply, address, target } = came;
    if (!hasBody(request)) return answerWith(came, loaded, NO_BYTES, address);
    const isForm = loaded.dispatcher.contract.dialect.input === 'form';
    const read = (body: Buffer): void => {
      const form = isForm && body.length > 0 ? formText(body, request.headers['content-type']) : undefined;
      const carrying = form === undefined ? address : { ...address, search: `${address.search}&${form}` };
      answerWith(came, loaded, body, carrying);
    };
    const failed = (error: unknown): Promise<void> => {
      if (!(error instanceof Failure)) throw error;
      return refuse(request, reply, { ...came, loaded }, error);
    };
    const most = target.api.bytesAt?.(address.path) ?? limits.bytes;
    readBody(request, most, limits.milliseconds).then(read, failed).catch(lost(reply));
  }

  /** `carrying` is the address with all that may say in which world the call is. */
  function answerWith(came: Came, loaded: LoadedApi, body: Buffer, carrying: CallAddress): void {
    if (answerAtOnce(came, loaded, body, carrying)) return;
    prepare(came, loaded, body, carrying).catch(lost(came.reply));
  }

  /** Answers when nothing must be made or read before; says whether it did. */
  function answerAtOnce(came: Came, loaded: LoadedApi, body: Buffer, carrying: CallAddress): boolean {
    if (loaded.before !== undefined) return false;
    const { request, reply, address, target, begun } = came;
    const { api } = target;
    const world = worldOf(request, carrying, api, loaded);
    const cloud = world?.ready(api.vendor);
    if (world && cloud === undefined) return false;
    const isKept = worlds.isKept && world !== undefined;
    if (isKept && (world === null || !isCertain(request, carrying, api, loaded))) return false;
    const refused = refusedIn(world, address, request);
    if (refused !== undefined) respond(reply, refused);
    else if (world !== null) {
      const arrival = { address, target, loaded, world, cloud, body, begun };
      if (isKept && world !== undefined) answerKeptAtOnce(came, { ...arrival, world }, carrying);
      else answer(request, reply, arrival);
    }
    return true;
  }

  /** Whether a request is in the world that was found, whatever a store may hold beside those in memory. */
  function isCertain(request: IncomingMessage, address: CallAddress, api: Api, { dispatcher }: LoadedApi): boolean {
    if ((address.world ?? request.headers['x-hostdouble-world']) !== undefined) return true;
    return worlds.isCertain(carrierOf(request, address, api, dispatcher));
  }

  /** Answers in a world that outlives the process. */
  function answerKeptAtOnce(came: Came, arrival: Arrival & { readonly world: World }, carrying: CallAddress): void {
    const { request, reply } = came;
    const { loaded, body } = arrival;
    const done = answerKept({ request, reply, arrival, incoming: incomingOf(request, arrival) });
    if (done === true) return;
    Promise.resolve(done)
      .then(isAnswered => (isAnswered ? undefined : prepare(came, loaded, body, carrying)))
      .catch(lost(reply));
  }

  /** Brings what the call needs, then answers. */
  async function prepare(came: Came, loaded: LoadedApi, body: Buffer, carrying: CallAddress): Promise<void> {
    const { request, reply, address, target, begun } = came;
    const { api } = target;
    for (let isFirst = true; ; isFirst = false) {
      await loaded.before?.(address.path.slice(target.base.length), request.headers);
      if (worlds.isKept && !api.outside) await bring(request, carrying, api, loaded);
      const world = worldOf(request, carrying, api, loaded);
      const refused = isFirst || world === null ? refusedIn(world, address, request) : undefined;
      if (world === null || refused !== undefined) return respond(reply, refused ?? unknownWorld(address, request));
      const cloud = await world?.cloud(api.vendor);
      const arrival = { address, target, loaded, world, cloud, body, begun };
      if (world?.turns === undefined) return answer(request, reply, arrival);
      const kept = { ...arrival, world };
      if (await answerKept({ request, reply, arrival: kept, incoming: incomingOf(request, kept) })) return;
    }
  }

  /** Has the world that a request is in at hand, if there is one. */
  async function bring(
    request: IncomingMessage,
    address: CallAddress,
    api: Api,
    { dispatcher }: LoadedApi,
  ): Promise<void> {
    const named = address.world ?? request.headers['x-hostdouble-world'];
    if (named !== undefined) await worlds.find(String(named));
    else await worlds.findBy(carrierOf(request, address, api, dispatcher));
  }

  /** Refuses a body that is too large or slow. Its rest is read before the reply ends, or no client would hear it. */
  async function refuse(
    request: IncomingMessage,
    reply: ServerResponse,
    { address, target, loaded, begun }: Pick<Arrival, 'address' | 'target' | 'loaded' | 'begun'>,
    failure: Failure,
  ): Promise<void> {
    const world = worldOf(request, address, target.api, loaded) ?? undefined;
    const outcome = loaded.dispatcher.refuse(failure);
    if (failure.kind === 'timeout') reply.setHeader('connection', 'close');
    begin(reply, outcome.answer);
    const { answer } = outcome;
    record(request, { address, target, loaded, world, begun }, outcome, {
      status: answer.status,
      answer,
      findings: [],
    });
    await drain(request, limits);
    reply.end();
  }

  function answer(request: IncomingMessage, reply: ServerResponse, arrival: Arrival): void {
    const { dispatcher } = arrival.loaded;
    const incoming = incomingOf(request, arrival);
    const outcome = dispatcher.dispatch(incoming, contextOf(arrival));
    if (outcome instanceof Promise)
      outcome.then(done => finish(request, reply, arrival, done, incoming)).catch(lost(reply));
    else finish(request, reply, arrival, outcome, incoming);
  }

  function finish(
    request: IncomingMessage,
    reply: ServerResponse,
    arrival: Arrival,
    outcome: Outcome,
    incoming: Incoming,
  ): void {
    const sent = sender.send(arrival.loaded.dispatcher.contract, outcome, reply);
    if (sent.later === undefined) return record(request, arrival, outcome, sent, incoming);
    const findings = [...sent.findings];
    record(request, arrival, outcome, { ...sent, findings }, incoming);
    const noteLater = (later: readonly Finding[]): void => {
      findings.push(...later);
      tell(arrival.loaded, outcome, later);
    };
    sent.later.then(noteLater).catch(lost(reply));
  }

  /** Why a request is not answered in a world, if it is not: one of ours, and of no vendor's. */
  function refusedIn(
    world: World | null | undefined,
    address: CallAddress,
    request: IncomingMessage,
  ): Answer | undefined {
    if (world === null) return unknownWorld(address, request);
    if (isShutTo(world, request)) return foreignPage(request.headers);
    if (world === undefined) return undefined;
    worlds.lifetimes.touched(world);
    return tenants === undefined ? undefined : overLimit(tenants, world.tenure.tenant);
  }

  /** Whether a request is from a page that may not act in its world: everybody knows the credentials of `default`. */
  function isShutTo(world: World | undefined, { headers }: IncomingMessage): boolean {
    return world?.name === DEFAULT_WORLD && browsers.isForeign(headers);
  }

  function unknownWorld({ world }: CallAddress, { headers }: IncomingMessage): Answer {
    const name = String(world ?? headers['x-hostdouble-world']);
    // Nobody is told the names of others' worlds.
    return jsonAnswer(404, { hostdouble: tenants === undefined ? worlds.unknown(name) : noWorld(name, []) });
  }

  /** The world a request is in: null when it names one that is not there, undefined for an API outside all worlds. */
  function worldOf(
    request: IncomingMessage,
    address: CallAddress,
    api: Api,
    { dispatcher, behind }: LoadedApi,
  ): World | null | undefined {
    if ('cloud' in behind) return undefined;
    const named = address.world ?? request.headers['x-hostdouble-world'];
    if (named !== undefined) return worlds.get(String(named)) ?? null;
    const byCredential =
      worlds.size === 1 && !worlds.isKept ? undefined : worlds.selectedBy(carrierOf(request, address, api, dispatcher));
    return byCredential ?? worlds.get(DEFAULT_WORLD) ?? null;
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
