import { describe, expect, it, onTestFinished } from 'vitest';
import { prometheus } from '../../mock-server/control/prometheus.js';
import { createMockServer, type MockServerOptions } from '../../mock-server/index.js';

async function counting(options: MockServerOptions = {}) {
  const mock = await createMockServer({ seed: 'empty', metrics: true, ...options });
  onTestFinished(() => mock.close());
  const metrics = async (headers: Record<string, string> = {}) => {
    const reply = await fetch(`${mock.url}/__admin/metrics`, { headers });
    return { status: reply.status, type: reply.headers.get('content-type'), text: await reply.text() };
  };
  return { mock, metrics };
}

/** What is counted, by the name with its labels; labels come in the order in which they were set first. */
const counts = (text: string): Record<string, number> =>
  Object.fromEntries(
    text
      .split('\n')
      .filter(line => line !== '' && !line.startsWith('#'))
      .map(line => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]),
  );

describe('metrics', () => {
  it('count calls by vendor, operation and status, and worlds', async () => {
    const { mock, metrics } = await counting();
    const headers = { api_key: mock.credentials.infrahub.apiKey };
    await fetch(`${mock.url}/v1/core/regions`, { headers });
    await fetch(`${mock.url}/v1/core/regions`, { headers });
    await fetch(`${mock.url}/v1/core/regions`);
    for (const path of ['a', 'b', 'c']) await fetch(`${mock.url}/v1/${path}`);
    await mock.control.worlds.create({ name: 'another' });
    const { status, type, text } = await metrics();
    expect([status, type]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
    const told = counts(text);
    const of = (operation: string, code: number) =>
      told[`hostdouble_calls_total{vendor="infrahub",operation="${operation}",status="${code}"}`];
    expect([of('regions.list', 200), of('regions.list', 401), of('unknown', 404)]).toEqual([2, 1, 3]);
    expect(told['hostdouble_call_duration_seconds_count{vendor="infrahub",operation="regions.list"}']).toBe(3);
    expect(told['hostdouble_worlds{tenant=""}']).toBe(2);
    expect(told['hostdouble_memory_bytes{kind="heap"}']).toBeGreaterThan(1_000_000);
    expect(text).not.toContain(headers.api_key);
    expect(await mock.control.metrics()).toContain('hostdouble_worlds{tenant=""} 2');
  });

  it('are each server’s own', async () => {
    const [one, other] = [await counting(), await counting()];
    await fetch(`${one.mock.url}/v1/core/regions`);
    expect((await other.metrics()).text).not.toContain('regions.list');
  });

  it('ask for the token where there is one', async () => {
    const { metrics } = await counting({ adminToken: 'open-sesame' });
    expect((await metrics()).status).toBe(401);
    expect((await metrics({ authorization: 'Bearer open-sesame' })).status).toBe(200);
  });

  it('are counted only where that is asked for', async () => {
    const { metrics } = await counting({ metrics: false });
    const { status, text } = await metrics();
    expect([status, JSON.parse(text).error.message]).toEqual([
      ...[409, 'nothing is counted here; start the server with --metrics'],
    ]);
  });

  it('tell of turns, conflicts, evictions and the store', async () => {
    const metrics = prometheus();
    metrics.turned(3, 2);
    metrics.conflicted();
    metrics.left('idle');
    metrics.asked('commit', 4);
    metrics.asked('commit', 4, 'unreachable');
    const { text } = await metrics.shown([{ tenure: { tenant: 'team-a' } }, { tenure: { tenant: 'team-a' } }]);
    expect(counts(text)).toMatchObject({
      hostdouble_turn_calls_sum: 3,
      hostdouble_turn_duration_seconds_sum: 0.002,
      hostdouble_conflicts_total: 1,
      'hostdouble_worlds_left_total{why="idle"}': 1,
      'hostdouble_store_duration_seconds_count{verb="commit"}': 2,
      'hostdouble_store_failures_total{verb="commit",trouble="unreachable"}': 1,
      'hostdouble_worlds{tenant="team-a"}': 2,
      'hostdouble_worlds{tenant=""}': 0,
    });
  });
});
