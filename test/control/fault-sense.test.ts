import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createMockServer, type MockServer } from '../../mock-server/index.js';

let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer({ seed: 'empty', clock: 'frozen', now: '2026-06-15T09:30:00Z' });
});
afterEach(async () => {
  await mock.control.worlds.reset();
});
afterAll(() => mock.close());

/** Asks for a fault as a client of any language would. */
async function asked(rule: unknown) {
  const reply = await fetch(`${mock.url}/__admin/worlds/default/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(rule),
  });
  return { status: reply.status, body: JSON.parse(await reply.text()) };
}

describe('a task fails', () => {
  const operation = 'virtfusion/servers.build';

  it('where the call that began it says so', async () => {
    const shop = await mock.control.worlds.create({
      name: 'tasks',
      seed: 'shop',
      now: '2026-06-15T09:30:00Z',
      clock: 'frozen',
    });
    const { url, headers } = {
      url: shop.urls.virtfusion,
      headers: { authorization: `Bearer ${shop.credentials.virtfusion.token}`, 'content-type': 'application/json' },
    };
    const post = async (path: string, body?: unknown) =>
      fetch(`${url}${path}`, { method: 'POST', headers, ...(body !== undefined && { body: JSON.stringify(body) }) });
    const servers = JSON.parse(await (await fetch(`${url}/servers`, { headers })).text()).data;
    const [one, two] = servers.map(({ id }: { id: number }) => id);
    await mock.control.faults.add(
      { operation: 'virtfusion/power.restart', failure: 'taskFails', where: { params: { serverId: `${two}` } } },
      'tasks',
    );
    await mock.control.faults.add(
      { operation: 'virtfusion/power.boot', failure: 'taskFails', skip: 1, times: 1 },
      'tasks',
    );
    for (const id of [one, two]) expect((await post(`/servers/${id}/power/restart`)).status).toBeLessThan(300);
    await mock.control.clock.advance({ by: 'PT1H' }, 'tasks');
    const faults = await mock.control.faults.list('tasks');
    expect(faults).toMatchObject([
      { met: 1, struck: 1, left: null },
      { met: 0, struck: 0 },
    ]);
    await mock.control.worlds.remove('tasks');
  });

  it.each([
    ['status', { status: 503 }],
    ['delay', { delay: 'PT1S' }],
    ['transport', { transport: 'hang' }],
    ['phase', { phase: 'after' }],
  ])('and takes no `%s`, which is of calls', async (at, rule) => {
    const { status, body } = await asked({ operation, failure: 'taskFails', ...rule });
    expect([status, body.error.issues[0].path]).toEqual([422, [at]]);
  });
});

describe('what makes no sense is refused at its place', () => {
  it.each([
    [{}, 'failure', 'there must be a failure, a delay or a transport'],
    [{ delay: 'PT1S', status: 503 }, 'status', 'goes with a `failure`'],
    [{ transport: 'hang', retryAfter: 1 }, 'retryAfter', 'goes with a `failure`'],
    [{ delay: 'PT1S', text: 'x' }, 'text', 'goes with a `failure`'],
    [{ transport: 'hang', failure: 'internal' }, 'transport', 'sends no answer'],
    [{ transport: 'hang', delay: 'PT1S' }, 'delay', 'never does'],
    [{ transport: 'truncate', phase: 'before' }, 'phase', 'no answer to spoil'],
    [{ transport: 'hang', bytes: 3 }, 'bytes', '"transport": "truncate"'],
    [{ transport: 'hang', at: 'afterHead' }, 'at', '"transport": "close"'],
    [{ transport: 'slow', by: 3 }, 'by', '"transport": "wrongLength"'],
    [{ transport: 'wrongLength', by: 0 }, 'by', 'other than 0'],
    [{ transport: 'close', bytesPerSecond: 3 }, 'bytesPerSecond', '"transport": "slow"'],
    [{ failure: 'doneButFailed', phase: 'before' }, 'phase', 'the work is done'],
    [{ failure: 'internal', virtual: true }, 'virtual', 'is of a `delay`'],
    [{ failure: 'internal', body: 'gateway' }, 'body', 'needs a `status`'],
    [{ failure: 'internal', status: 502, body: 'gateway', text: 'x' }, 'body', 'its own words'],
    [{ failure: 'internal', headers: { 'Content-Length': '3' } }, 'headers', 'the connection needs'],
    [{ failure: 'internal', between: ['2026-06-15T09:31:00Z', '2026-06-15T09:31:00Z'] }, 'between', 'comes first'],
    [{ delay: { from: 'PT2S', to: 'PT1S' } }, 'delay', 'comes first'],
    [{ delay: { median: 'PT0S', p95: 'PT1S' } }, 'delay', 'more than 0'],
    [{ delay: 'P2D' }, 'delay', 'at most a day'],
    [{ failure: 'internal', retryAfter: '2026-02-31T00:00:00Z' }, 'retryAfter', 'must be seconds, a duration'],
    [{ failure: 'internal', after: 'PT1S' }, 'after', 'taskFails'],
    [{ failure: 'internal', status: 200 }, 'status', ''],
    [{ failure: 'internal', every: 0 }, 'every', ''],
    [{ failure: 'internal', times: 0 }, 'times', ''],
    [{ failure: 'internal', chance: 2 }, 'chance', ''],
    [{ transport: 'explode' }, 'transport', ''],
    [{ failure: 'internal', headers: { 'x-a': 'b\r\nc: d' } }, 'headers', ''],
  ])('%j', async (rule, at, says) => {
    const { status, body } = await asked(rule);
    expect(status).toBe(422);
    const issue = body.error.issues.find(({ path }: { path: string[] }) => path[0] === at);
    expect(issue?.message).toContain(says);
    expect(await mock.control.faults.list()).toEqual([]);
  });
});

it('a world has 1,000 faults at most, and takes more when some are gone', async () => {
  for (let one = 0; one < 1000; one++) await mock.control.faults.add({ delay: 'PT1S' });
  await expect(mock.control.faults.add({ delay: 'PT1S' })).rejects.toThrow('at most 1000');
  await mock.control.faults.remove('7');
  expect((await mock.control.faults.add({ delay: 'PT1S' })).id).toBe(1001);
});
