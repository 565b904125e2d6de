import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { control } from '../../contracts/control/index.js';
import { CallError, createClient } from '../../contracts/core/client.js';
import type { Entry } from '../../contracts/core/contract.js';
import { loadContract } from '../../contracts/core/define-contract.js';
import { paramNames } from '../../contracts/core/route.js';
import { isEventStream } from '../../contracts/core/wire.js';
import { createMockServer, type MockServer } from '../../mock-server/index.js';

/** Two servers that are alike: one is called over HTTP, the other in process. */
const alike = { seed: 'documented', clock: 'frozen', adminToken: 'open-sesame' } as const;
let outside: MockServer;
let inside: MockServer;
beforeAll(async () => {
  [outside, inside] = [await createMockServer(alike), await createMockServer(alike)];
  for (const { url, credentials } of [outside, inside]) {
    await fetch(`${url}/v1/core/regions`, { headers: { api_key: credentials.infrahub.apiKey } });
    await fetch(`${url}/v1/core/regions`);
  }
});
afterAll(async () => {
  await Promise.all([outside.close(), inside.close()]);
});

interface Input {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: unknown;
  readonly body?: unknown;
}

/** What came of a call: its answer, or what its error says. */
const outcome = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    answer => ({ answer: timeless(answer) }),
    (error: unknown) => ({ said: saidBy(error) }),
  );

/** An answer without how long calls took, which is never the same twice. */
const timeless = (answer: unknown): unknown =>
  answer === undefined
    ? undefined
    : JSON.parse(JSON.stringify(answer, (name, value) => (name === 'duration' ? 0 : value)));

function saidBy(error: unknown): string {
  if (!(error instanceof CallError))
    return error instanceof Error ? error.message.replaceAll(/✖ |\n {2}→ .*/g, '') : '';
  const { message, issues = [] } = Object(error.body).error;
  return issues.length === 0 ? message : issues.map((issue: { message: string }) => issue.message).join('\n');
}

/** An answer over HTTP as it is in process: at the other address, and of a list that is all there is, the list. */
function asInside({ group }: Entry, result: unknown): unknown {
  const moved = JSON.parse(JSON.stringify(result).replaceAll(outside.url, inside.url));
  const { answer } = moved;
  const isList = answer !== null && typeof answer === 'object' && Object.keys(answer).join() === group;
  return isList ? { answer: answer[group] } : moved;
}

const overHttp = ({ group, name }: Entry, input: Input) =>
  outcome(
    Object(createClient(control, { url: outside.url, credentials: { token: 'open-sesame' } }))[group][name](input),
  );

/** By the rule of the calls in process: params, body, query, and the world last. */
function inProcess({ group, name, operation }: Entry, { params = {}, query, body }: Input) {
  const named = paramNames(operation.path);
  const given = [
    ...named.filter(param => param !== 'world').map(param => params[param]),
    ...(operation.body ? [body] : []),
    ...(operation.query ? [query] : []),
    ...(named.includes('world') ? [params.world] : []),
  ];
  return outcome(Object(inside.control)[group][name](...given));
}

/** All calls but streams, which have no end to be compared, and the one that ends the server. */
const entries = (await loadContract(control)).entries.filter(
  ({ id, operation }) => id !== 'shutdown.begin' && !Object.values(operation.responses).some(isEventStream),
);

describe('each call answers the same over HTTP and in process:', () => {
  it.each(entries.map(entry => ({ id: entry.id, entry })))('$id, as in its example', async ({ entry }) => {
    const input = entry.operation.example ?? {};
    const result = await overHttp(entry, input);
    expect(await inProcess(entry, input)).toEqual(asInside(entry, result));
  });

  it.each(
    entries.filter(({ operation }) => operation.failures?.includes('notFound')).map(entry => ({ id: entry.id, entry })),
  )('$id, of what is not there', async ({ entry }) => {
    const { params = {}, ...input } = entry.operation.example ?? {};
    const nowhere = Object.fromEntries(
      Object.entries(params).map(([name, value]) => [name, typeof value === 'string' ? 'nowhere' : value]),
    );
    const result = await overHttp(entry, { ...input, params: nowhere });
    expect(result).toEqual({ said: expect.stringMatching(/^there is no (world|contract|vendor) "nowhere"/) });
    expect(await inProcess(entry, { ...input, params: nowhere })).toEqual(result);
  });

  it.each(entries.filter(({ operation }) => operation.body).map(entry => ({ id: entry.id, entry })))(
    '$id, of what is no input',
    async ({ entry }) => {
      const wrong = { ...entry.operation.example, body: { colour: 'red' } };
      const result = await overHttp(entry, wrong);
      expect(result).toEqual({ said: expect.stringContaining('there is no member "colour"') });
      const { said } = Object(await inProcess(entry, wrong));
      expect(said.split('\n').sort()).toEqual(Object(result).said.split('\n').sort());
    },
  );
});

it('a client of a running server is typed by the contract', async () => {
  const { worlds, clock, snapshot, journal, faults, health, coverage, openapi } = createClient(control, {
    url: `${outside.url}/__admin`,
    credentials: { token: 'open-sesame' },
  });
  const params = { world: 'lived' };
  const made = await worlds.create({ body: { name: 'lived', seed: 'empty', now: '2025-01-01T00:00:00Z' } });
  expect([made.urls.infrahub, made.credentials.infrahub?.apiKey]).toEqual([
    `${outside.url}/w/lived/v1`,
    expect.any(String),
  ]);
  expect((await worlds.list()).worlds.map(({ name }) => name)).toContain('lived');
  expect((await clock.change({ params, body: { mode: 'frozen' } })).mode).toBe('frozen');
  const { now } = await clock.show({ params });
  const state = await snapshot.save({ params });
  const { clock: later } = await clock.advance({ params, body: { by: 'P1D' } });
  expect(Date.parse(later.now) - Date.parse(now)).toBe(24 * 3600 * 1000);
  expect((await snapshot.restore({ params, body: state })).clock.now).toBe(now);
  await faults.add({ params, body: { operation: 'regions.list', failure: 'stock', times: 1 } });
  expect((await faults.list({ params })).faults).toMatchObject([{ operation: 'regions.list', left: 1 }]);
  const headers = { api_key: made.credentials.infrahub?.apiKey ?? '' };
  const { status } = await fetch(`${made.urls.infrahub}/core/regions`, { headers });
  expect((await journal.list({ params, query: { status } })).calls).toMatchObject([{ failure: 'stock' }]);
  expect((await journal.list({ params, query: { status: '200' } })).calls).toEqual([]);
  await faults.clear({ params });
  await journal.clear({ params });
  expect((await journal.list({ params })).count).toBe(0);
  expect((await worlds.reset({ params })).name).toBe((await worlds.show({ params })).name);
  expect(await worlds.remove({ params })).toBeUndefined();
  await expect(worlds.show({ params })).rejects.toMatchObject({ kind: 'notFound', status: 404 });
  expect([(await health.show()).status, Object.keys((await coverage.show()).vendors).length > 0]).toEqual(['ok', true]);
  expect((await openapi.show({ params: { vendor: 'control' } })).openapi).toBe('3.1.0');
});

it('a call in process shares nothing with the server', async () => {
  const rules = await inside.control.faults.list('default');
  rules.push({ id: 9, operation: '*', failure: 'internal', text: null, left: null, where: null, met: 0, struck: 0 });
  const saved = await inside.control.snapshot.save('default');
  Object.assign(saved.clock, { now: 0 });
  expect([
    await inside.control.faults.list('default'),
    (await inside.control.snapshot.save('default')).clock.now,
  ]).not.toEqual([rules, 0]);
  expect(await inside.control.health()).toEqual(await inside.control.health.show());
});
