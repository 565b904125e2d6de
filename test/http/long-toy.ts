import { z } from 'zod';
import { controlDialect } from '../../contracts/control/dialect.js';
import type { Finding } from '../../contracts/core/checks.js';
import { defineContract } from '../../contracts/core/define-contract.js';
import type { Dialect } from '../../contracts/core/dialect.js';
import { defineOperations } from '../../contracts/core/operation.js';
import { float, read } from '../../contracts/core/wire.js';
import type { Handlers } from '../../mock-server/calls/handler.js';
import { begun } from '../../mock-server/calls/lengthy.js';
import { defineVendor, type IssueCredentials, takeIssued } from '../../mock-server/calls/vendor.js';
import { Cloud } from '../../mock-server/domain/cloud.js';
import { createBrowsers } from '../../mock-server/http/browsers.js';
import { createDispatcher } from '../../mock-server/http/dispatch.js';
import { createListener } from '../../mock-server/http/listener.js';
import { close, createApp, listen } from '../../mock-server/http/server.js';
import { silent } from '../../mock-server/log.js';
import type { World } from '../../mock-server/worlds/world.js';
import { Worlds } from '../../mock-server/worlds/worlds.js';

const docs = 'https://long.example/docs';

const dialect: Dialect = {
  ...controlDialect,
  basePath: '/long/v1',
  schemes: { key: { in: 'header', name: 'key', pattern: /^k-/, description: 'Key.' } },
  auth: { default: ['key'] },
  common: ['unauthenticated', 'forbidden', 'malformed', 'invalid', 'internal'],
};

const routes = { rows: { list: 'GET /rows', sum: 'GET /sum' } } as const;

const row = z.strictObject({ id: z.int(), watts: float, note: z.string() });
const note = 'x'.repeat(200);
const count = read.integer();

const rows = defineOperations(routes.rows, {
  list: {
    summary: 'Rows',
    docs,
    effect: 'read',
    query: z.object({
      count,
      atOnce: read.flag().optional(),
      wrongAt: read.integer().optional(),
      breaksAt: read.integer().optional(),
    }),
    example: { query: { count: '1' } },
    responses: { 200: z.strictObject({ title: z.string(), rows: z.array(row) }) },
  },
  sum: {
    summary: 'Number of rows',
    docs,
    effect: 'read',
    query: z.object({ count }),
    example: { query: { count: '1' } },
    responses: { 200: z.strictObject({ count: z.int() }) },
  },
});

/** Rows that were made so far, and lists that ended, in whatever way. */
export const calls = { made: 0, ended: 0 };

function* numbers(count: number, breaksAt: number | undefined): Generator<number> {
  try {
    for (let id = 0; id < count; id++) {
      if (id === breaksAt) throw new Error('no more rows');
      calls.made += 1;
      yield id;
    }
  } finally {
    calls.ended += 1;
  }
}

class LongCloud extends Cloud {}

const handlers = {
  list({ query: { count, atOnce, wrongAt, breaksAt } }) {
    const view = (id: number) => ({ id: id === wrongAt ? 0.5 : id, watts: id % 9, note });
    const { list, further } = begun(numbers(count, breaksAt), view);
    const title = 'all, "[]}"';
    if (atOnce) return { status: 200, body: { title, rows: [...list, ...(further ?? [])] } };
    return { status: 200, body: { title, rows: list }, further, cache: 'untilChange' };
  },
  sum({ query, invoke }) {
    const { body } = invoke('rows.list', { query: { count: `${query.count}` } });
    const { rows } = z.object({ rows: z.array(row) }).parse(body);
    return { status: 200, body: { count: rows.length } };
  },
} satisfies Handlers<typeof rows, LongCloud>;

const contract = defineContract({
  ...{ vendor: 'long', title: 'Long', version: '1', docs, dialect, routes },
  groups: { rows },
});

const issue: IssueCredentials = world => [{ way: 'valid', name: 'key', value: `k-${world}`, scheme: 'key' }];

/** A vendor whose lists are as long as one wants. */
const long = defineVendor({
  contract,
  issue,
  createCloud(init) {
    const cloud = new LongCloud(init.seed, init.start);
    takeIssued(cloud, init, () => 1);
    return cloud;
  },
  groups: { rows: handlers },
  jobs: {},
});

export interface LongToy {
  readonly url: string;
  readonly world: World;
  readonly findings: Finding[];
  /** What was logged as an error of ours. */
  readonly errors: unknown[];
  close(): Promise<void>;
}

/** A server of it on any free port, which holds every answer to its contract. */
export async function serveLongToy(strict: boolean): Promise<LongToy> {
  const worlds = new Worlds({ load: async () => long, issue: { long: issue }, seed: 'empty' });
  const world = await worlds.create({ name: 'default', mode: 'frozen' });
  const findings: Finding[] = [];
  const errors: unknown[] = [];
  const load = async () => ({ dispatcher: createDispatcher(contract, long.groups), behind: long });
  const app = createApp(
    createListener({
      browsers: createBrowsers([]),
      apis: [{ vendor: 'long', basePaths: ['/long/v1'], load }],
      worlds,
      limits: { bytes: 1000, milliseconds: 10_000 },
      selfCheck: { every: 1, strict },
      log: { ...silent, error: (_message, error) => errors.push(error) },
      onFinding: finding => findings.push(finding),
    }),
    (_request, reply) => void reply.end('nothing here'),
  );
  const server = app.createServer();
  const url = await listen(server, 0, '127.0.0.1');
  return { url, world, findings, errors, close: () => close(server) };
}
