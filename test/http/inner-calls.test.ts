import { expect, it } from 'vitest';
import { z } from 'zod';
import { defineContract } from '../../contracts/core/define-contract.js';
import { Failure } from '../../contracts/core/failure.js';
import { defineOperations } from '../../contracts/core/operation.js';
import { plainDialect } from '../../contracts/core/plain-dialect.js';
import { read } from '../../contracts/core/wire.js';
import type { Handlers } from '../../mock-server/calls/handler.js';
import { type CloudInit, defineVendor, takeIssued } from '../../mock-server/calls/vendor.js';
import { Cloud } from '../../mock-server/domain/cloud.js';
import { createMockServer } from '../../mock-server/index.js';

const docs = 'https://toy.example/docs';
const routes = {
  plans: { install: 'POST /plans', look: 'GET /plans' },
  lamps: { create: 'POST /lamps', list: 'GET /lamps' },
} as const;
const lamp = z.strictObject({ id: z.int(), name: z.string() });
const lit = z.strictObject({ lamps: z.array(lamp) });
const common = { docs } as const;

const lamps = defineOperations(routes.lamps, {
  create: {
    ...{ summary: 'A lamp', ...common, effect: 'spend', responses: { 201: lamp }, failures: ['quota'] },
    query: z.object({ name: z.string().min(1) }),
    example: { query: { name: 'desk' } },
  },
  list: { summary: 'All lamps', ...common, effect: 'read', responses: { 200: lit } },
});

const plans = defineOperations(routes.plans, {
  install: {
    ...{ summary: 'Many lamps', ...common, effect: 'spend', responses: { 200: lit }, failures: ['quota'] },
    query: z.object({ names: z.string(), hours: read.integer().optional(), skips: z.string().optional() }),
    example: { query: { names: 'desk' } },
    saidAs: { conflict: { kind: 'conflict', text: 'the plan is stuck', evidence: 'assumed', docs } },
  },
  look: {
    ...{ summary: 'Whether the answer is lost', ...common, effect: 'write' },
    responses: { 200: z.strictObject({ isCutOff: z.boolean() }) },
  },
});

class Toy extends Cloud {
  readonly lamps = this.collection<z.output<typeof lamp>>('lamp', { schema: async () => lamp });
  wasCutOff = false;
}

const ofLamps = {
  create({ cloud, query }) {
    if (query.name === 'huge') throw new Failure('quota', { text: 'too large' });
    return { status: 201, body: cloud.lamps.add({ id: cloud.nextId('lamp'), name: query.name }) };
  },
  list: ({ cloud }) => ({ status: 200, body: { lamps: cloud.lamps.all() } }),
} satisfies Handlers<typeof lamps, Toy>;

const HOUR = 3_600_000;

const ofPlans = {
  install({ query, invoke, isCutOff, cloud }) {
    cloud.wasCutOff = isCutOff;
    const made = query.names.split(',').flatMap(name => {
      try {
        return [invoke('lamps.create', { query: { NAME: name, more: 'x' } }).body as z.output<typeof lamp>];
      } catch (error) {
        if (!(error instanceof Failure) || query.skips === undefined) throw error;
        return [];
      }
    });
    return { status: 200, body: { lamps: made }, takes: (query.hours ?? 0) * HOUR };
  },
  look: ({ cloud }) => ({ status: 200, body: { isCutOff: cloud.wasCutOff } }),
} satisfies Handlers<typeof plans, Toy>;

const dialect = {
  ...plainDialect({
    basePath: '/toy',
    schemes: { key: { in: 'header', name: 'key', description: 'Key' } },
    auth: { default: ['key'] },
  }),
  input: 'form',
} as const;

const toy = defineVendor({
  contract: defineContract({
    ...{ vendor: 'toy', title: 'Toy', version: '1', docs, dialect, routes },
    groups: { plans: async () => plans, lamps: async () => lamps },
  }),
  issue: world => [{ way: 'valid', name: 'key', value: `k-${world}`, scheme: 'key' }],
  createCloud(init: CloudInit) {
    const cloud = new Toy(init.seed, init.start);
    takeIssued(cloud, init, () => 1);
    return cloud;
  },
  groups: { plans: async () => ({ handlers: ofPlans }), lamps: async () => ({ handlers: ofLamps }) },
});

const NOW = '2025-01-01T00:00:00Z';

async function served(clock: 'frozen' | 'running') {
  const mock = await createMockServer({ vendors: [toy], seed: 'empty', clock, now: NOW, selfCheck: 'all' });
  const call = async (path: string, method = 'GET') => {
    const reply = await fetch(`${mock.url}/toy${path}`, { method, headers: { key: 'k-default' } });
    const text = await reply.text();
    return { status: reply.status, type: reply.headers.get('content-type'), text, body: () => JSON.parse(text) };
  };
  return { mock, call };
}

it('a call makes others of groups that nobody called before, in one transaction, and their refusals are its own', async () => {
  const { mock, call } = await served('frozen');
  const made = await call('/plans?names=desk,floor', 'POST');
  const both = [
    { id: 1, name: 'desk' },
    { id: 2, name: 'floor' },
  ];
  expect(made.body()).toEqual({ lamps: both });
  expect((await call('/plans?names=one,huge', 'POST')).text).toContain('too large');
  expect((await call('/plans?names=', 'POST')).status).toBe(422);
  expect((await call('/lamps')).body()).toEqual({ lamps: both });
  expect((await call('/plans?names=one,huge&skips=yes', 'POST')).body().lamps).toEqual([{ id: 3, name: 'one' }]);
  expect(mock.findings).toEqual([]);
  await mock.close();
});

it('the operator answers a call inside a call too, and as often as wanted', async () => {
  const { mock, call } = await served('frozen');
  const body = { id: 99, name: 'none' };
  const where = { query: { name: 'desk' } };
  await mock.control.overrides.add({ operation: 'toy/lamps.create', where, times: 2, reply: { status: 201, body } });
  expect((await call('/plans?names=desk,floor,desk,desk', 'POST')).body().lamps).toMatchObject([
    body,
    { id: 1, name: 'floor' },
    body,
    { id: 2, name: 'desk' },
  ]);
  expect(await mock.control.overrides.list()).toMatchObject([{ left: 0, met: 2, struck: 2 }]);
  await mock.close();
});

it('work takes its time from a clock that runs, and none from one that stands', async () => {
  for (const clock of ['frozen', 'running'] as const) {
    const { mock, call } = await served(clock);
    await call('/plans?names=desk&hours=5', 'POST');
    const passed = Date.parse((await mock.control.clock.show()).now) - Date.parse(NOW);
    expect(Math.floor(passed / HOUR)).toBe(clock === 'frozen' ? 0 : 5);
    await mock.close();
  }
});

it('a call whose answer is lost is done, and knows it; no time passes', async () => {
  const { mock, call } = await served('running');
  await mock.control.faults.add({ operation: 'toy/plans.install', failure: 'doneButFailed', times: 1 });
  const lost = await call('/plans?names=desk&hours=5', 'POST');
  expect(lost).toMatchObject({ status: 504, type: 'text/html' });
  expect(lost.text).toContain('504 Gateway Time-out');
  expect((await call('/plans')).body()).toEqual({ isCutOff: true });
  expect((await call('/lamps')).body().lamps).toHaveLength(1);
  expect(Date.parse((await mock.control.clock.show()).now) - Date.parse(NOW)).toBeLessThan(HOUR);
  expect((await call('/plans?names=desk', 'POST')).status).toBe(200);
  expect(mock.findings).toEqual([]);
  await mock.close();
});

it('an operation says an injected failure in its own words, unless the operator has others', async () => {
  const { mock, call } = await served('frozen');
  await mock.control.faults.add({ operation: 'toy/plans.install', failure: 'conflict', times: 1 });
  expect((await call('/plans?names=desk', 'POST')).text).toContain('the plan is stuck');
  await mock.control.faults.add({ operation: 'toy/plans.install', failure: 'conflict', text: 'mine', times: 1 });
  expect((await call('/plans?names=desk', 'POST')).text).toContain('mine');
  await mock.close();
});
