import { z } from 'zod';
import { controlDialect } from '../../contracts/control/dialect.js';
import type { Contract } from '../../contracts/core/contract.js';
import { defineContract } from '../../contracts/core/define-contract.js';
import type { Dialect, WireReply } from '../../contracts/core/dialect.js';
import { Failure, type FailureKind } from '../../contracts/core/failure.js';
import { defineOperations, type Overlays } from '../../contracts/core/operation.js';
import { replyFrom } from '../../contracts/core/over-fetch.js';
import type { Playbook } from '../../contracts/core/playbook.js';
import { defineResource, type Resource } from '../../contracts/core/resource.js';
import type { Report } from '../../contracts/kit/report/report.js';
import type { RunOptions } from '../../contracts/kit/run/options.js';
import { run } from '../../contracts/kit/run/run.js';
import type { WireRequest } from '../../contracts/kit/transport/request.js';

const docs = 'https://toy.example/docs';
const routes = {
  things: {
    list: 'GET /things',
    create: 'POST /things',
    show: 'GET /things/{id}',
    remove: 'DELETE /things/{id}',
    install: 'POST /things/{id}/install',
  },
  sessions: { open: 'POST /session', close: 'DELETE /session' },
} as const;

const id = { params: z.object({ id: z.string() }), example: { params: { id: '1' } } } as const;
const one = z.object({ id: z.int().optional(), name: z.string().optional(), state: z.string() });

const toyDialect: Dialect = {
  ...controlDialect,
  basePath: '/v1',
  schemes: { key: { in: 'header', name: 'x-key', description: 'Key.' } },
  auth: { default: ['key'] },
};

/** What a trial says otherwise of the toy. */
export interface Otherwise {
  readonly resource?: Partial<Resource<'list' | 'create' | 'show' | 'remove' | 'install'>>;
  readonly checkedWith?: Overlays;
  readonly playbook?: Playbook;
}

/** A contract of things that are made, installed and taken away. */
export function toyContract({ resource, checkedWith, playbook }: Otherwise = {}): Contract {
  const things = defineOperations(routes.things, {
    list: {
      ...{ summary: 'All', docs, effect: 'read' },
      responses: { 200: z.object({ things: z.array(one) }) },
    },
    create: {
      ...{ summary: 'New', docs, effect: 'write', responses: { 201: z.object({ thing: one }) } },
      ...{ body: z.object({ name: z.string() }), example: { body: { name: 'web' } }, failures: ['conflict'] },
      checkedWith: checkedWith ?? { body: { name: 'hostdouble-{tag}' } },
    },
    show: {
      ...{ summary: 'One', docs, effect: 'read', failures: ['notFound'] },
      ...id,
      responses: { 200: z.object({ thing: one }) },
    },
    remove: {
      ...{ summary: 'None', docs, effect: 'destroy', failures: ['notFound', 'conflict'] },
      ...{ ...id, query: z.object({ name: z.string().optional() }), responses: { 204: z.undefined() } },
    },
    install: {
      ...{ summary: 'Of use', docs, effect: 'write', failures: ['conflict'] },
      ...id,
      responses: { 204: z.undefined() },
    },
  });
  const sessions = defineOperations(routes.sessions, {
    open: {
      ...{ summary: 'In', docs, effect: 'write', auth: 'none', responses: { 200: z.object({ key: z.string() }) } },
      ...{ body: z.object({ login: z.string() }), example: { body: { login: 'me' } } },
    },
    close: { summary: 'Out', docs, effect: 'write', responses: { 204: z.undefined() } },
  });
  defineResource(things, {
    ...{ create: 'create', ids: { thing_id: '$.thing.id' }, destroy: 'remove', gone: { read: 'show' } },
    ...resource,
  });
  return defineContract({
    ...{ vendor: 'toy', title: 'Toy', version: '1', docs, dialect: toyDialect, routes, groups: { things, sessions } },
    ...(playbook && { playbook }),
  });
}

interface Thing {
  readonly id: number;
  readonly name: string;
  state: string;
}

/** An endpoint of the toy in memory, with what it was asked. */
export class ToyEndpoint {
  readonly things = new Map<number, Thing>();
  readonly requests: string[] = [];
  #next = 7;

  constructor() {
    this.things.set(1, { id: 1, name: 'of somebody else', state: 'READY' });
  }

  answer({ method, url, body }: WireRequest): WireReply {
    const path = new URL(url).pathname.replace('/v1', '');
    this.requests.push(`${method} ${path}`);
    const [, group, key = '', act] = path.split('/');
    const found = this.things.get(Number(key));
    if (group === 'session') return method === 'POST' ? reply(200, { key: 'of a session' }) : reply(204);
    if (method === 'GET' && key === '') return reply(200, { things: [...this.things.values()] });
    if (method === 'POST' && key === '') {
      const thing = { id: this.#next, name: String(JSON.parse(body ?? '{}').name), state: 'READY' };
      this.#next += 1;
      this.things.set(thing.id, thing);
      return reply(201, { thing });
    }
    if (found === undefined) return refused('notFound');
    if (method === 'GET') return reply(200, { thing: found });
    if (act !== 'install') this.things.delete(found.id);
    return reply(204);
  }
}

export const reply = (status: number, body?: unknown): WireReply =>
  replyFrom(
    status,
    body === undefined ? {} : { 'content-type': 'application/json' },
    body === undefined ? '' : JSON.stringify(body),
  );

export const refused = (kind: FailureKind): WireReply => {
  const { status, body } = toyDialect.encode(new Failure(kind));
  return reply(status, body);
};

export interface ToyTrial {
  readonly report: Report;
  readonly endpoint: ToyEndpoint;
  /** What this run asked for that changes something, in order. */
  readonly changes: readonly string[];
}

/** A run against the toy that may do everything and waits for nothing. `between` may answer in its place. */
export async function toyTrial(
  otherwise: Otherwise,
  between: (request: WireRequest, endpoint: ToyEndpoint) => WireReply | undefined = () => undefined,
  options: Partial<RunOptions> = {},
): Promise<ToyTrial> {
  const endpoint = new ToyEndpoint();
  let now = Date.UTC(2026, 0, 1);
  const report = await run({
    ...{ contract: toyContract(otherwise), target: 'http://toy.test', credentials: { key: 'mine' } },
    ...{
      allow: ['write', 'spend', 'destroy'],
      only: ['things'],
      refusals: false,
      rate: 0,
      retries: 0,
      settleFor: 6000,
    },
    now: () => now,
    sleep: async milliseconds => {
      now += milliseconds;
    },
    ...options,
    send: async request => {
      const other = between(request, endpoint);
      return other ?? endpoint.answer(request);
    },
  });
  return { report, endpoint, changes: endpoint.requests.filter(one => !one.startsWith('GET')) };
}
