import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Finding } from '../../contracts/core/checks.js';
import type { Contract } from '../../contracts/core/contract.js';
import { Failure } from '../../contracts/core/failure.js';
import type { World } from '../control/world.js';
import { DEFAULT_WORLD, type Worlds } from '../control/worlds.js';
import type { Cloud } from '../domain/cloud.js';
import type { Log } from '../log.js';
import { type BodyLimits, drain, hasBody, readBody } from './body.js';
import type { Dispatcher, Outcome, Stage, Visit } from './dispatch.js';
import { type Answer, jsonAnswer, respond } from './respond.js';
import type { Route } from './route-table.js';
import { type SelfCheck, selfCheck } from './self-check.js';
import { stageOf } from './stage.js';

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

const NO_BYTES = Buffer.alloc(0);

/**
 * The one middleware of the Express app: finds which API a request is for and which world it is in, reads the body,
 * has the call dispatched, sends the answer, and keeps the journal.
 */
export function createFront(options: FrontOptions) {
  const { mounts, worlds, limits, log } = options;
  const ready = new Map<Mount, Mounted>();
  const check = createSampler(options.selfCheck);

  return function front(request: IncomingMessage, reply: ServerResponse, next: () => void): void {
    const address = addressOf(request.url ?? '/');
    const target = mountOf(mounts, address.path);
    if (target === undefined || (target.mount.outside && address.world !== undefined)) return next();
    const { mount, base } = target;
    const mounted = ready.get(mount);
    if (mounted !== undefined && !hasBody(request)) {
      const world = worldOf(request, address, mount, mounted);
      if (world === null) return respond(reply, unknownWorld(address, request));
      const cloud = world?.living(mount.vendor);
      if (world === undefined || cloud !== undefined)
        return answer(request, reply, { address, base, mount, mounted, world, cloud, body: NO_BYTES });
    }
    void prepare(request, reply, address, base, mount).catch((error: unknown) => {
      log.error('a request could not be answered', error);
      respond(reply, jsonAnswer(500, { hostdouble: reasonOf(error) }));
    });
  };

  /** Loads what the call needs and reads its body, then answers. */
  async function prepare(
    request: IncomingMessage,
    reply: ServerResponse,
    address: Address,
    base: string,
    mount: Mount,
  ): Promise<void> {
    const mounted = ready.get(mount) ?? (await mount.load());
    ready.set(mount, mounted);
    const { dispatcher } = mounted;
    let body: Buffer;
    try {
      body = hasBody(request) ? await readBody(request, { ...limits, bytes: mount.bytes ?? limits.bytes }) : NO_BYTES;
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      if (error.kind === 'timeout') reply.setHeader('connection', 'close');
      drain(request, limits);
      return respond(reply, dispatcher.refuse(error).answer);
    }
    const isForm = dispatcher.contract.dialect.input === 'form' && body.length > 0;
    const carrying = isForm ? { ...address, search: `${address.search}&${body.toString('latin1')}` } : address;
    const world = worldOf(request, carrying, mount, mounted);
    if (world === null) return respond(reply, unknownWorld(address, request));
    const cloud = await world?.cloud(mount.vendor);
    answer(request, reply, { address, base, mount, mounted, world, cloud, body });
  }

  function answer(
    request: IncomingMessage,
    reply: ServerResponse,
    call: {
      readonly address: Address;
      readonly base: string;
      readonly mount: Mount;
      readonly mounted: Mounted;
      readonly world: World | undefined;
      readonly cloud: Cloud | undefined;
      readonly body: Buffer;
    },
  ): void {
    const { address, base, mount, mounted, world, cloud, body } = call;
    const { dispatcher } = mounted;
    const visit: Visit = {
      method: request.method ?? 'GET',
      path: address.path.slice(base.length) || '/',
      search: address.search,
      headers: request.headers,
      body,
      origin: `http://${request.headers.host ?? 'localhost'}${address.prefix}`,
      base,
    };
    const stage =
      world && cloud
        ? stageOf(dispatcher.contract, cloud, world.clock.now, id => world.faults.take(mount.vendor, id))
        : mounted.stage;
    if (stage === undefined) throw new Error(`nothing stands behind ${mount.vendor}`);
    const outcome = dispatcher.dispatch(visit, stage);
    const finish = (done: Outcome): void => {
      const { answer: sent, findings } = check(dispatcher.contract, done, reply);
      if (done.error !== undefined) log.error(`${mount.vendor} ${done.route?.id ?? visit.path} failed`, done.error);
      for (const finding of findings) {
        log.warn('self-check', { vendor: mount.vendor, operation: done.route?.id, ...finding });
        options.onFinding(finding);
      }
      world?.journal.add({
        at: world.clock.now(),
        vendor: mount.vendor,
        method: visit.method,
        path: `${base}${visit.path}`,
        operation: done.route?.id ?? null,
        status: sent.status,
        failure: done.failure?.kind ?? null,
        why: done.failure?.detail.why ?? null,
        findings,
      });
    };
    if (outcome instanceof Promise) void outcome.then(finish);
    else finish(outcome);
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

/** Sends the answer, and holds it to the contract before or after that, as often as wanted. */
function createSampler({ every, strict }: SelfCheck) {
  let calls = 0;
  /** What was found in answers that are held and sent again: the same bytes are not checked twice. */
  const known = new WeakMap<Answer, readonly Finding[]>();
  const findingsIn = (contract: Contract, route: Route, answer: Answer): readonly Finding[] => {
    const findings = known.get(answer) ?? selfCheck(contract, route, answer);
    known.set(answer, findings);
    return findings;
  };
  return (contract: Contract, outcome: Outcome, reply: ServerResponse) => {
    const { answer, route, failure } = outcome;
    calls += 1;
    const due = every > 0 && calls % every === 0 && route?.handler !== undefined && failure?.detail.injected !== true;
    if (due && strict) {
      const findings = findingsIn(contract, route, answer);
      const sent = findings.length === 0 ? answer : notSent(route.id, findings);
      respond(reply, sent);
      return { answer: sent, findings };
    }
    respond(reply, answer);
    return { answer, findings: due ? findingsIn(contract, route, answer) : [] };
  };
}

const notSent = (operation: string, findings: readonly object[]): Answer =>
  jsonAnswer(
    500,
    { hostdouble: `the answer of ${operation} does not conform to its contract`, findings },
    { 'x-hostdouble-drift': operation },
  );

const unknownWorld = (address: Address, request: IncomingMessage): Answer =>
  jsonAnswer(404, { hostdouble: `there is no world "${address.world ?? request.headers['x-hostdouble-world']}"` });

function addressOf(url: string): Address {
  const mark = url.indexOf('?');
  const whole = mark < 0 ? url : url.slice(0, mark);
  const search = mark < 0 ? '' : url.slice(mark + 1);
  if (!whole.startsWith('/w/')) return { world: undefined, prefix: '', path: whole, search };
  const end = whole.indexOf('/', 3);
  const prefix = end < 0 ? whole : whole.slice(0, end);
  return { world: prefix.slice(3), prefix, path: end < 0 ? '/' : whole.slice(end), search };
}

function mountOf(mounts: readonly Mount[], path: string): { mount: Mount; base: string } | undefined {
  for (const mount of mounts)
    for (const base of mount.basePaths)
      if (path.startsWith(base) && (path.length === base.length || path[base.length] === '/')) return { mount, base };
  return undefined;
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
