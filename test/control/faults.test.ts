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

const api_key = '11111111-2222-4333-8444-555555555555';
const json = { api_key, 'content-type': 'application/json' };

/** Asks the control API as a client of any language would. */
async function admin(method: string, path: string, body?: unknown) {
  const reply = await fetch(`${mock.url}/__admin/worlds/default${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await reply.text();
  return { status: reply.status, body: text === '' ? undefined : JSON.parse(text) };
}

const add = async (rule: Record<string, unknown>) => {
  const { status, body } = await admin('POST', '/faults', { operation: 'infrahub/environments.*', ...rule });
  expect([status, body]).toEqual([201, body]);
  return body as { id: number; phase?: string };
};
const call = async (method = 'GET', body?: unknown) => {
  const init = { method, headers: json, ...(body !== undefined && { body: JSON.stringify(body) }) };
  const reply = await fetch(`${mock.url}/v1/core/environments`, init);
  return { status: reply.status, headers: reply.headers, text: await reply.text() };
};
const create = (name: string) => call('POST', { name, region: 'NORWAY-1' });
const statuses = async (count: number) => {
  const all: number[] = [];
  for (let one = 0; one < count; one++) all.push((await call()).status);
  return all;
};

describe('a failure', () => {
  it('has a status, a time to come back, and is of all operations of a vendor, as it is written in the issue', async () => {
    const fault = { operation: 'infrahub/*', failure: 'internal', status: 503, retryAfter: 7, times: 1 };
    const { status, body } = await admin('POST', '/faults', fault);
    expect([status, body]).toEqual([
      201,
      {
        id: 1,
        operation: 'infrahub/*',
        failure: 'internal',
        status: 503,
        retryAfter: 7,
        text: null,
        where: null,
        phase: 'before',
        left: 1,
        met: 0,
        struck: 0,
      },
    ]);
    const failed = await call();
    expect([failed.status, failed.headers.get('retry-after')]).toEqual([503, '7']);
    expect(JSON.parse(failed.text)).toEqual({
      status: false,
      message: 'An error occurred',
      error_reason: 'server_error',
    });
    expect((await call()).status).toBe(200);
    expect((await admin('GET', '/faults')).body.faults).toMatchObject([{ id: 1, left: 0, met: 1, struck: 1 }]);
    expect((await admin('GET', '/journal')).body.calls).toMatchObject([
      { fault: 1, transport: null, status: 503, failure: 'internal' },
      { fault: null, status: 200 },
    ]);
  });

  it.each([500, 502, 503, 504, 429])(
    "may have the status %i in the vendor's own body or in a gateway's",
    async status => {
      await add({ failure: 'internal', status, times: 1 });
      const own = await call();
      expect([own.status, JSON.parse(own.text).error_reason]).toEqual([status, 'server_error']);
      await add({ failure: 'internal', status, body: 'gateway' });
      const page = await call();
      expect([page.status, page.headers.get('content-type')]).toEqual([status, 'text/html']);
      expect(page.text).toContain(`<title>${status} `);
    },
  );

  it('is worded as its vendor does, also where that answers 200', async () => {
    await admin('POST', '/faults', { operation: 'virtuozzo/*', failure: 'internal', status: 502 });
    const reply = await fetch(`${mock.url}/1.0/environment/control/rest/getenvs?session=${'0'.repeat(40)}`);
    expect([reply.status, await reply.json()]).toMatchObject([502, { result: 99 }]);
  });

  it('has headers of its own, and says a date of the clock of the world', async () => {
    await add({ failure: 'rateLimited', headers: { 'X-Why': 'test' }, retryAfter: 'PT1M', times: 1 });
    const one = await call();
    expect([one.status, one.headers.get('x-why')]).toEqual([429, 'test']);
    expect(one.headers.get('retry-after')).toBe('Mon, 15 Jun 2026 09:31:00 GMT');
    expect(one.headers.get('date')).toBe('Mon, 15 Jun 2026 09:30:00 GMT');
    await add({ failure: 'rateLimited', retryAfter: '2026-06-15T10:00:00Z' });
    expect((await call()).headers.get('retry-after')).toBe('Mon, 15 Jun 2026 10:00:00 GMT');
  });

  it('comes after the work where that is asked for, and is told in a page of a gateway when it was done but failed', async () => {
    const operation = 'infrahub/environments.create';
    expect((await add({ operation, failure: 'internal', status: 500, phase: 'after', times: 1 })).phase).toBe('after');
    expect((await create('one')).status).toBe(500);
    expect((await add({ operation, failure: 'doneButFailed', times: 1 })).phase).toBe('after');
    const lost = await create('two');
    expect([lost.status, lost.headers.get('content-type')]).toEqual([504, 'text/html']);
    await add({ operation, failure: 'doneButFailed', body: 'vendor', status: 500, times: 1 });
    expect(JSON.parse((await create('three')).text)).toMatchObject({ status: false });
    await add({ operation, failure: 'internal', times: 1 });
    expect((await create('four')).status).toBe(500);
    const { environments } = JSON.parse((await call()).text);
    const names: string[] = environments.map(({ name }: { name: string }) => name);
    expect(names.filter(name => /^(one|two|three|four)$/.test(name)).sort()).toEqual(['one', 'three', 'two']);
  });

  it('after the work leaves a refusal as it is, for no work was done', async () => {
    await add({ failure: 'doneButFailed' });
    const refused = await call('POST', { name: 7 });
    expect(refused.status).toBe(400);
    expect((await admin('GET', '/journal')).body.calls).toMatchObject([{ fault: 1, status: 400, failure: 'invalid' }]);
  });

  it('strikes what is of no operation too, where it is of all', async () => {
    const nowhere = async () => (await fetch(`${mock.url}/v1/nowhere`, { headers: json })).status;
    await add({ failure: 'internal', status: 503 });
    expect(await nowhere()).toBe(404);
    await admin('POST', '/faults', { operation: 'infrahub/*', failure: 'internal', status: 503 });
    expect(await nowhere()).toBe(503);
  });

  it('strikes a call whose body cannot be read, unless it asks for something in it', async () => {
    const broken = async () =>
      (await fetch(`${mock.url}/v1/core/environments`, { method: 'POST', headers: json, body: '{' })).status;
    await add({ failure: 'internal', where: { body: { name: 'web' } } });
    expect(await broken()).toBe(400);
    await add({ failure: 'internal' });
    expect(await broken()).toBe(500);
  });
});

describe('a delay', () => {
  it('is before the work, which is done all the same', async () => {
    expect((await add({ delay: 'PT0.02S', times: 1 })).phase).toBe('before');
    const begun = performance.now();
    expect((await create('late')).status).toBe(200);
    expect(performance.now() - begun).toBeGreaterThanOrEqual(19);
    expect((await admin('GET', '/journal')).body.calls).toMatchObject([{ fault: 1, failure: null, findings: [] }]);
  });

  it('holds up no other call', async () => {
    await add({ delay: 'PT1H', times: 1 });
    const end = new AbortController();
    const url = `${mock.url}/v1/core/environments`;
    const waiting = fetch(url, { headers: json, signal: end.signal });
    waiting.catch(() => {});
    while ((await admin('GET', '/faults')).body.faults[0].struck === 0) await new Promise(setImmediate);
    expect((await call()).status).toBe(200);
    end.abort();
    await expect(waiting).rejects.toThrow('aborted');
    const calls = async () => (await admin('GET', '/journal')).body.calls;
    while ((await calls()).length < 2) await new Promise(setImmediate);
    expect((await calls()).at(-1)).toMatchObject({ fault: 1, status: 0 });
  });

  it('goes with a failure, of the same rule or of another', async () => {
    await add({ delay: 'PT0.005S', failure: 'internal', times: 1 });
    expect((await call()).status).toBe(500);
    await add({ delay: 'PT0.005S' });
    const { id } = await add({ failure: 'internal', status: 502 });
    expect((await call()).status).toBe(502);
    const { faults } = (await admin('GET', '/faults')).body;
    expect(faults.map(({ struck }: { struck: number }) => struck)).toEqual([1, 1, 1]);
    expect((await admin('GET', '/journal')).body.calls.at(-1)).toMatchObject({ fault: id });
  });

  it('of the virtual kind moves the clock of the world, and nobody waits', async () => {
    await add({ delay: 'PT6H', virtual: true, times: 1 });
    const begun = performance.now();
    expect((await call()).status).toBe(200);
    expect(performance.now() - begun).toBeLessThan(20_000);
    expect((await admin('GET', '/clock')).body.now).toBe('2026-06-15T15:30:00Z');
  });

  it('that is drawn is the same for the same seed', async () => {
    const drawn = async (delay: unknown) => {
      const times: string[] = [];
      await mock.control.worlds.reset();
      await add({ delay, virtual: true });
      for (let one = 0; one < 5; one++) {
        const before = Date.parse((await admin('GET', '/clock')).body.now);
        await call();
        times.push(`${Date.parse((await admin('GET', '/clock')).body.now) - before}`);
      }
      return times;
    };
    for (const delay of [
      { from: 'PT0.1S', to: 'PT2S' },
      { median: 'PT0.2S', p95: 'PT1S' },
    ]) {
      const first = await drawn(delay);
      expect(new Set(first).size).toBeGreaterThan(3);
      expect(await drawn(delay)).toEqual(first);
    }
  });
});

describe('a rule strikes', () => {
  it.each([
    [{ times: 2 }, [500, 500, 200, 200, 200, 200]],
    [{ skip: 2 }, [200, 200, 500, 500, 500, 500]],
    [{ every: 3 }, [500, 200, 200, 500, 200, 200]],
    [{ skip: 1, every: 2, times: 2 }, [200, 500, 200, 500, 200, 200]],
    [{ chance: 1 }, [500, 500, 500, 500, 500, 500]],
  ])('by turns: %j', async (turns, expected) => {
    await add({ failure: 'internal', ...turns });
    expect(await statuses(6)).toEqual(expected);
  });

  it('by chance of the seed', async () => {
    const drawn = async () => {
      await mock.control.worlds.reset();
      await add({ failure: 'internal', chance: 0.5 });
      return statuses(12);
    };
    const first = await drawn();
    expect(new Set(first).size).toBe(2);
    expect(await drawn()).toEqual(first);
  });

  it('between two instants of the clock of the world', async () => {
    await add({ failure: 'internal', between: ['2026-06-15T09:31:00Z', '2026-06-15T09:32:00Z'] });
    const seen: number[] = [];
    for (let minute = 0; minute < 3; minute++) {
      seen.push((await call()).status);
      await admin('POST', '/clock/advance', { by: 'PT1M' });
    }
    expect(seen).toEqual([200, 500, 200]);
    expect((await admin('GET', '/faults')).body.faults).toMatchObject([
      { between: ['2026-06-15T09:31:00Z', '2026-06-15T09:32:00Z'], met: 1 },
    ]);
  });

  it('where the input says so', async () => {
    await add({ failure: 'exists', where: { body: { name: 'web' } }, times: 1 });
    expect([(await create('other')).status, (await create('web')).status, (await create('web')).status]).toEqual([
      200, 409, 200,
    ]);
  });

  it('one after the other in the order they were added', async () => {
    for (const status of [501, 502, 503]) await add({ failure: 'internal', status, times: 1 });
    expect(await statuses(4)).toEqual([501, 502, 503, 200]);
  });
});

describe('a rule is taken back', () => {
  it('by its id', async () => {
    const { id: one } = await add({ failure: 'internal', status: 501 });
    const { id: two } = await add({ failure: 'internal', status: 502 });
    expect((await call()).status).toBe(501);
    expect(await admin('DELETE', `/faults/${one}`)).toEqual({ status: 204, body: undefined });
    expect((await call()).status).toBe(502);
    expect(await admin('DELETE', `/faults/${one}`)).toMatchObject({ status: 404 });
    expect((await admin('DELETE', '/faults/x')).status).toBe(404);
    await mock.control.faults.remove(`${two}`);
    expect((await call()).status).toBe(200);
    await expect(mock.control.faults.remove('99')).rejects.toThrow('has no fault 99');
  });

  it('with the last of those used up, of which 100 are told', async () => {
    for (let one = 0; one < 103; one++) {
      await mock.control.faults.add({ operation: 'infrahub/environments.list', failure: 'internal', times: 1 });
      await call();
    }
    const all = await mock.control.faults.list();
    expect([all.length, all[0]?.id, all.every(({ left }) => left === 0)]).toEqual([100, 4, true]);
    await mock.control.faults.clear();
    expect(await mock.control.faults.list()).toEqual([]);
    expect((await add({ failure: 'internal' })).id).toBe(104);
    await mock.control.worlds.reset();
    expect((await add({ failure: 'internal' })).id).toBe(1);
  });
});
