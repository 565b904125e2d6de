import { z } from 'zod';
import { controlDialect } from '../../contracts/control/dialect.js';
import type { Finding } from '../../contracts/core/checks.js';
import { defineContract } from '../../contracts/core/define-contract.js';
import type { Dialect } from '../../contracts/core/dialect.js';
import { defineOperations } from '../../contracts/core/operation.js';
import { empty, float, read } from '../../contracts/core/wire.js';
import type { Handlers } from '../../mock-server/calls/handler.js';
import { type CloudInit, defineVendor, type IssueCredentials, takeIssued } from '../../mock-server/calls/vendor.js';
import { Cloud } from '../../mock-server/domain/cloud.js';
import { createBrowsers } from '../../mock-server/http/browsers.js';
import { createDispatcher } from '../../mock-server/http/dispatch.js';
import { createListener } from '../../mock-server/http/listener.js';
import { type App, close, createApp, listen } from '../../mock-server/http/server.js';
import { silent } from '../../mock-server/log.js';
import { Worlds } from '../../mock-server/worlds/worlds.js';

const docs = 'https://toy.example/docs';

const dialect: Dialect = {
  ...controlDialect,
  basePath: '/toy/v1',
  schemes: {
    key: { in: 'header', name: 'toy_key', pattern: /^k-/, description: 'Key of the toy.' },
    session: { in: 'query', name: 'session', description: 'Session of the toy.' },
  },
  auth: { default: ['key', 'session'] },
  common: ['unauthenticated', 'forbidden', 'malformed', 'tooLarge', 'timeout', 'invalid', 'internal'],
};

const lamp = z.strictObject({ id: z.int(), name: z.string(), watts: float });

const routes = {
  lamps: {
    list: 'GET /lamps',
    create: 'POST /lamps',
    show: 'GET /lamps/{id}',
    wrong: 'GET /lamps/wrong',
    broken: 'GET /broken',
    remove: 'DELETE /lamps/{id}',
    unserved: 'GET /later',
  },
} as const;

const lamps = defineOperations(routes.lamps, {
  list: {
    summary: 'All lamps',
    docs,
    effect: 'read',
    query: z.object({ most: read.integer().optional() }),
    responses: { 200: z.strictObject({ lamps: z.array(lamp) }) },
  },
  create: {
    summary: 'A new lamp',
    docs,
    effect: 'spend',
    body: z.object({ name: z.string(), watts: z.number() }),
    example: { body: { name: 'desk', watts: 7 } },
    responses: { 201: lamp },
  },
  show: {
    summary: 'One lamp',
    docs,
    effect: 'read',
    params: z.object({ id: read.integer() }),
    example: { params: { id: '1' } },
    responses: { 200: lamp },
    failures: ['notFound'],
  },
  wrong: {
    summary: 'A lamp that breaks its contract',
    docs,
    effect: 'read',
    responses: { 200: lamp },
  },
  broken: { summary: 'A bug of ours', docs, effect: 'read', responses: { 200: lamp } },
  remove: {
    summary: 'No lamp',
    docs,
    effect: 'destroy',
    params: z.object({ id: read.integer() }),
    example: { params: { id: '1' } },
    responses: { 204: empty },
    failures: ['notFound'],
  },
  unserved: {
    summary: 'Not served yet',
    docs,
    effect: 'read',
    responses: { 204: empty },
  },
});

class ToyCloud extends Cloud {
  readonly lamps = this.collection<z.output<typeof lamp>>('lamp', { schema: async () => lamp });
}

const handlers = {
  list: ({ cloud, caller, query }) => ({
    status: 200,
    body: { lamps: caller.holder === 1 ? cloud.lamps.all().slice(0, query.most) : [] },
  }),
  create: ({ cloud, body }) => ({ status: 201, body: cloud.lamps.add({ id: cloud.nextId('lamp'), ...body }) }),
  show: ({ cloud, params }) => ({ status: 200, body: cloud.lamps.need(params.id) }),
  wrong: () => JSON.parse('{"status":200,"body":{"id":"one","name":"x","watts":1,"colour":"red"}}'),
  broken: () => {
    throw new TypeError('a bug');
  },
  remove({ cloud, params }) {
    cloud.lamps.remove(params.id);
    return { status: 204 };
  },
} satisfies Handlers<typeof lamps, ToyCloud>;

const contract = defineContract({
  vendor: 'toy',
  title: 'Toy',
  version: '1',
  docs,
  dialect,
  routes,
  groups: { lamps },
});

const issue: IssueCredentials = world => [
  { way: 'valid', name: 'key', value: `k-${world}`, scheme: 'key' },
  { way: 'valid', name: 'session', value: `s-${world}`, scheme: 'session' },
  { way: 'expired', name: 'key', value: `k-${world}-expired`, scheme: 'key' },
  { way: 'revoked', name: 'key', value: `k-${world}-revoked`, scheme: 'key' },
  { way: 'otherTenant', name: 'key', value: `k-${world}-stranger`, scheme: 'key' },
  { way: 'readonly', name: 'key', value: `k-${world}-readonly`, scheme: 'key' },
];

/** A vendor small enough to put the path of a call on trial without a real one. */
export const toy = defineVendor({
  contract,
  issue,
  createCloud(init: CloudInit) {
    const cloud = new ToyCloud(init.seed, init.start);
    takeIssued(cloud, init, way => (way === 'otherTenant' ? 2 : 1));
    return cloud;
  },
  isPure: true,
  groups: { lamps: handlers },
  jobs: {},
});

export interface ToyServer {
  readonly url: string;
  readonly app: App;
  readonly worlds: Worlds;
  readonly findings: Finding[];
  /** What was logged as an error of ours. */
  readonly errors: unknown[];
  close(): Promise<void>;
}

/** A server of the toy on any free port. */
export async function serveToy(
  options: { strict?: boolean; bytes?: number; milliseconds?: number; every?: number } = {},
): Promise<ToyServer> {
  const worlds = new Worlds({ load: async () => toy, issue: { toy: issue }, seed: 'empty' });
  await worlds.create({ name: 'default', mode: 'frozen' });
  const findings: Finding[] = [];
  const errors: unknown[] = [];
  const app = createApp(
    createListener({
      browsers: createBrowsers([]),
      apis: [
        {
          vendor: 'toy',
          basePaths: ['/toy/v1'],
          load: async () => ({ dispatcher: createDispatcher(contract, toy.groups), behind: toy }),
        },
      ],
      worlds,
      limits: { bytes: options.bytes ?? 1000, milliseconds: options.milliseconds ?? 10_000 },
      selfCheck: { every: options.every ?? 1, strict: options.strict ?? false },
      log: { ...silent, error: (_message, error) => errors.push(error) },
      onFinding: finding => findings.push(finding),
    }),
    (_request, reply) => {
      reply.statusCode = 404;
      reply.end('nothing here');
    },
  );
  const server = app.createServer();
  const url = await listen(server, 0, '127.0.0.1');
  return { url, app, worlds, findings, errors, close: () => close(server) };
}
