import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Finding } from '../../contracts/core/checks.js';
import { Failure } from '../../contracts/core/failure.js';
import type { World } from '../worlds/world.js';
import { DEFAULT_WORLD, type Worlds } from '../worlds/worlds.js';
import type { Cloud } from '../domain/cloud.js';
import type { Log } from '../log.js';
import { type BodyLimits, drain, hasBody, readBody } from './body.js';
import type { Dispatcher, Outcome, Stage, Visit } from './dispatch.js';
import { type Answer, begin, jsonAnswer, respond } from './respond.js';
import type { SelfCheck } from './self-check.js';
import { createSender, type Sent } from './send.js';
import { CloudStage } from './call-context.js';

/** What answers below some base paths; loaded at the first call. */
export interface Mount {
  /** `virtfusion`, or `control` for our own API. */
  readonly vendor: string;
  readonly basePaths: readonly string[];
  /** Whether it stands outside all worlds: no prefix of a world leads to it. */
  readonly outside?: boolean;
  /** Most bytes of a body, where they may be more than the server's limit. */
  readonly bytes?: number;
  load(): Promise<Mounted>;
}

export interface Mounted {
  readonly dispatcher: Dispatcher;
  /** What stands behind an API outside all worlds; without it, each world has a cloud for it. */
  readonly stage?: Stage;
}

export interface FrontOptions {
  readonly mounts: readonly Mount[];
  readonly worlds: Worlds;
  readonly limits: BodyLimits;
  readonly selfCheck: SelfCheck;
  readonly log: Log;
  onFinding(finding: Finding): void;
}

/** A request's address, taken apart. */
interface Address {
  /** World named by a prefix `/w/<world>`, or undefined. */
  readonly world: string | undefined;
  readonly prefix: string;
  readonly path: string;
  readonly search: string;
}

/** A mount and the one of its base paths that a request is below. */
interface Target {
  readonly mount: Mount;
  readonly base: string;
}

/** A request with all that its answer needs. */
interface Arrival {
  readonly address: Address;
  readonly target: Target;
  readonly mounted: Mounted;
  readonly world: World | undefined;
  readonly cloud: Cloud | undefined;
  readonly body: Buffer;
}

const NO_BYTES = Buffer.alloc(0);

/**
 * The one middleware of the Express app: finds which API a request is for and which world it is in, reads the body,
 * has the call dispatched, sends the answer, and keeps the journal.
 */
export function createFront(options: FrontOptions) {
  const { worlds, limits, log } = options;
  const targets = options.mounts.flatMap(mount => mount.basePaths.map(base => ({ mount, base })));
  const ready = new Map<Mount, Mounted>();
  const send = createSender(options.selfCheck);

  return function front(request: IncomingMessage, reply: ServerResponse, next: () => void): void {
    const address = addressOf(request.url ?? '/');
    const target = targetOf(targets, address.path);
    if (target === undefined || (target.mount.outside && address.world !== undefined)) return next();
    try {
      if (!answerAtOnce(request, reply, address, target)) prepare(request, reply, address, target).catch(lost(reply));
    } catch (error) {
      lost(reply)(error);
    }
  };

  /** The last resort, for an error of our own outside the path of a call. */
  function lost(reply: ServerResponse): (error: unknown) => void {
    return error => {
      log.error('a request could not be answered', error);
      respond(reply, jsonAnswer(500, { hostdouble: reasonOf(error) }));
    };
  }

  /** Answers when nothing must be loaded, lived or read before; says whether it did. */
  function answerAtOnce(request: IncomingMessage, reply: ServerResponse, address: Address, target: Target): boolean {
    const { mount } = target;
    const mounted = ready.get(mount);
    if (mounted === undefined || hasBody(request)) return false;
    const world = worldOf(request, address, mount, mounted);
    const cloud = world?.living(mount.vendor);
    if (world && cloud === undefined) return false;
    if (world === null) respond(reply, unknownWorld(address, request));
    else answer(request, reply, { address, target, mounted, world, cloud, body: NO_BYTES });
    return true;
  }

  /** Loads what the call needs and reads its body, then answers. */
  async function prepare(
    request: IncomingMessage,
    reply: ServerResponse,
    address: Address,
    target: Target,
  ): Promise<void> {
    const { mount } = target;
    const mounted = ready.get(mount) ?? (await mount.load());
    ready.set(mount, mounted);
    const { dispatcher } = mounted;
    let body: Buffer;
    try {
      body = hasBody(request) ? await readBody(request, { ...limits, bytes: mount.bytes ?? limits.bytes }) : NO_BYTES;
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      return refuse(request, reply, { address, target, mounted }, error);
    }
    const isForm = dispatcher.contract.dialect.input === 'form' && body.length > 0;
    const carrying = isForm ? { ...address, search: `${address.search}&${body.toString('latin1')}` } : address;
    const world = worldOf(request, carrying, mount, mounted);
    if (world === null) return respond(reply, unknownWorld(address, request));
    const cloud = await world?.cloud(mount.vendor);
    answer(request, reply, { address, target, mounted, world, cloud, body });
  }

  /** Refuses a body that is not read to its end, and ends when it is: closed sooner, the client would not hear of it. */
  async function refuse(
    request: IncomingMessage,
    reply: ServerResponse,
    { address, target, mounted }: Pick<Arrival, 'address' | 'target' | 'mounted'>,
    failure: Failure,
  ): Promise<void> {
    const world = worldOf(request, address, target.mount, mounted) ?? undefined;
    const outcome = mounted.dispatcher.refuse(failure);
    if (failure.kind === 'timeout') reply.setHeader('connection', 'close');
    begin(reply, outcome.answer);
    record(request, { address, mounted, world }, outcome, { status: outcome.answer.status, findings: [] });
    await drain(request, limits);
    reply.end();
  }

  function answer(request: IncomingMessage, reply: ServerResponse, arrival: Arrival): void {
    const { address, target, mounted, world, cloud, body } = arrival;
    const { dispatcher } = mounted;
    const visit: Visit = {
      method: request.method ?? 'GET',
      path: address.path.slice(target.base.length) || '/',
      search: address.search,
      headers: request.headers,
      body,
      origin: `http://${request.headers.host ?? 'localhost'}${address.prefix}`,
      base: target.base,
    };
    const stage = world && cloud ? new CloudStage(dispatcher.contract, world, cloud) : mounted.stage;
    if (stage === undefined) throw new Error(`nothing stands behind ${target.mount.vendor}`);
    const outcome = dispatcher.dispatch(visit, stage);
    if (outcome instanceof Promise) outcome.then(done => finish(request, reply, arrival, done)).catch(lost(reply));
    else finish(request, reply, arrival, outcome);
  }

  function finish(request: IncomingMessage, reply: ServerResponse, arrival: Arrival, outcome: Outcome): void {
    record(request, arrival, outcome, send(arrival.mounted.dispatcher.contract, outcome, reply));
  }

  /** Keeps a call in the journal, and logs what was wrong with its answer. */
  function record(
    { method = 'GET' }: IncomingMessage,
    { address, mounted, world }: Pick<Arrival, 'address' | 'mounted' | 'world'>,
    { route, failure, error }: Outcome,
    { status, findings }: Sent,
  ): void {
    const { path } = address;
    const { contract } = mounted.dispatcher;
    const operation = route?.id ?? null;
    if (error !== undefined) log.error(`${contract.vendor} ${operation ?? path} failed`, error);
    for (const finding of findings) {
      log.warn('self-check', { vendor: contract.vendor, operation, ...finding });
      options.onFinding(finding);
    }
    world?.journal.add({
      at: world.clock.now(),
      vendor: contract.vendor,
      method,
      path,
      operation,
      status,
      failure: failure?.kind ?? null,
      why: failure?.detail.why ?? null,
      findings,
    });
  }

  /** The world a request is in: null when it names one that is not there, undefined for an API outside all worlds. */
  function worldOf(
    request: IncomingMessage,
    address: Address,
    mount: Mount,
    { dispatcher, stage }: Mounted,
  ): World | null | undefined {
    if (stage !== undefined) return undefined;
    const named = address.world ?? request.headers['x-hostdouble-world'];
    if (named !== undefined) return worlds.get(String(named)) ?? null;
    const byCredential =
      worlds.size === 1
        ? undefined
        : worlds.selectedBy(mount.vendor, dispatcher.contract.dialect, request.headers, address.search);
    return byCredential ?? worlds.get(DEFAULT_WORLD) ?? null;
  }
}

const unknownWorld = (address: Address, request: IncomingMessage): Answer =>
  jsonAnswer(404, { hostdouble: `there is no world "${address.world ?? request.headers['x-hostdouble-world']}"` });

function addressOf(sent: string): Address {
  // To a proxy clients send the whole address, which a server must understand too (RFC 9112, section 3.2.2).
  const url = sent.startsWith('/') ? sent : sent.replace(/^https?:\/\/[^/?]*/i, '');
  const mark = url.indexOf('?');
  const whole = mark < 0 ? url : url.slice(0, mark);
  const search = mark < 0 ? '' : url.slice(mark + 1);
  if (!whole.startsWith('/w/')) return { world: undefined, prefix: '', path: whole, search };
  const end = whole.indexOf('/', 3);
  const prefix = end < 0 ? whole : whole.slice(0, end);
  return { world: prefix.slice(3), prefix, path: end < 0 ? '/' : whole.slice(end), search };
}

function targetOf(targets: readonly Target[], path: string): Target | undefined {
  for (const target of targets) {
    const { base } = target;
    if (path.startsWith(base) && (path.length === base.length || path[base.length] === '/')) return target;
  }
  return undefined;
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
