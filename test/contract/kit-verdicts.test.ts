import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createMockServer, type MockServer } from '../../mock-server/index.js';
import { MACHINES, machines, pathOf, trial } from './kit.js';

let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer({ seed: 'shop', clock: 'frozen' });
});
beforeEach(() => mock.control.worlds.reset());
afterAll(() => mock.close());

describe('a run over what conforms', () => {
  it('holds, and says how much it compared', async () => {
    const { report } = await trial(mock);
    expect(report).toMatchObject({ verdict: 'held', exitCode: 0, findings: [], left: [] });
    expect(report.counts.operations.compared).toBeGreaterThan(30);
    expect(report.counts.fields.compared).toBeGreaterThan(500);
    for (const { outcome, reason } of report.operations) expect(reason === null).toBe(outcome !== 'not-compared');
  });

  it('sends nothing but reads unless it is allowed to', async () => {
    await mock.control.clock.advance({ by: 'PT0S' }); // so that all clouds are made, and are in the snapshot
    const before = await mock.control.snapshot.save();
    const { requests, report } = await trial(mock);
    expect(requests.filter(({ method }) => method !== 'GET')).toEqual([]);
    expect(requests.map(pathOf).filter(path => /\/(start|stop|hard-reboot|hibernate)$/.test(path))).toEqual([]);
    expect(report.operations.find(({ id }) => id === 'virtualMachines.stop')?.reason).toBe('not-allowed');
    expect(await mock.control.snapshot.save()).toEqual(before);
  });
});

describe('what could not be compared', () => {
  it.each([
    [403, { status: false, message: 'no', error_reason: 'forbidden' }, 'permission'],
    [404, { status: false, message: 'no', error_reason: 'not_found' }, 'absent'],
    [
      400,
      { status: false, message: 'Insufficient balance to create the resource', error_reason: 'bad_request' },
      'account',
    ],
  ])('is told apart from drift: %i', async (status, body, reason) => {
    const headers = { 'content-type': typeof body === 'string' ? 'text/html' : 'application/json' };
    const { report } = await trial(mock, {
      only: ['regions.list', 'stocks.list'],
      refusals: false,
      between: (reply, request) => (pathOf(request).endsWith('/core/stocks') ? { status, headers, body } : reply),
    });
    expect(report).toMatchObject({ verdict: 'held', exitCode: 0, findings: [] });
    expect(report.operations.find(({ id }) => id === 'stocks.list')).toMatchObject({ outcome: 'not-compared', reason });
  });

  it('alone is no success', async () => {
    const { report } = await trial(mock, { only: ['virtualMachines.resize'] });
    expect(report).toMatchObject({ verdict: 'environment', exitCode: 3 });
    expect(report.sentence).toMatch(/^Nothing was compared/);
  });
});

describe('an environment that does not let the contract be checked', () => {
  it('is a proxy that answers 401 to all: exit 3, one call, one sentence', async () => {
    const { report, requests } = await trial(mock, {
      between: () => ({ status: 401, headers: { 'content-type': 'text/plain' }, body: 'no' }),
    });
    expect(report).toMatchObject({ verdict: 'environment', exitCode: 3, findings: [] });
    expect(report.sentence).toMatch(/refuses the credential \(401 to GET \S+\)\.$/);
    expect(requests).toHaveLength(1);
  });

  it('is a closed port', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise(resolve => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise(resolve => server.close(resolve));
    const { report } = await trial(mock, { target: `http://127.0.0.1:${port}` });
    expect(report).toMatchObject({
      exitCode: 3,
      sentence: `http://127.0.0.1:${port}/v1 cannot be reached (ECONNREFUSED).`,
    });
  });

  it.each([
    ['a certificate that nobody trusts', 'DEPTH_ZERO_SELF_SIGNED_CERT', /certificate that is not trusted/],
    ['a name that nobody knows', 'ENOTFOUND', /cannot be reached \(ENOTFOUND\)/],
  ])('is %s', async (_what, code, said) => {
    const { report } = await trial(mock, {
      send: async () => {
        throw new TypeError('fetch failed', { cause: Object.assign(new Error('secret-host'), { code }) });
      },
    });
    expect(report.exitCode).toBe(3);
    expect(report.sentence).toMatch(said);
    expect(report.sentence).not.toContain('secret-host');
  });

  it('is an endpoint that does not answer in time', async () => {
    const { report } = await trial(mock, {
      timeout: 50,
      retries: 0,
      send: async () => {
        throw new DOMException('too late', 'TimeoutError');
      },
    });
    expect(report).toMatchObject({ exitCode: 3 });
    expect(report.sentence).toMatch(/did not answer within 50 ms/);
  });

  it('is an address where something else answers', async () => {
    const { report } = await trial(mock, {
      between: () => ({ status: 200, headers: { 'content-type': 'text/html' }, body: '<html>Welcome</html>' }),
    });
    expect(report.exitCode).toBe(3);
    expect(report.sentence).toMatch(/^Nothing at .* answers as .* does/);
  });

  it('is a credential that dies on the way', async () => {
    let calls = 0;
    const { report } = await trial(mock, {
      refusals: false,
      between: reply => {
        calls += 1;
        return calls < 10 ? reply : { status: 401, headers: {}, body: undefined };
      },
    });
    expect(report).toMatchObject({ exitCode: 3, findings: [] });
    expect(report.sentence).toMatch(/no longer takes the credential/);
    expect(calls).toBeLessThan(20);
  });
});

describe('an endpoint that asks for less', () => {
  it('waits as long as Retry-After says, and asks again', async () => {
    let refused = 0;
    const { report, waits } = await trial(mock, {
      ...machines,
      between: (reply, request) => {
        if (pathOf(request) !== MACHINES || refused === 2) return reply;
        refused += 1;
        return { status: 429, headers: { 'retry-after': '7' }, body: undefined };
      },
    });
    expect(report.exitCode).toBe(0);
    expect(waits).toEqual([7000, 7000]);
  });

  it('ends when the endpoint only ever asks for less', async () => {
    const { report } = await trial(mock, { between: () => ({ status: 429, headers: {}, body: undefined }) });
    expect(report).toMatchObject({ exitCode: 3, findings: [] });
    expect(report.sentence).toMatch(/asks to call less often \(429\)/);
  });

  it('keeps to the rate', async () => {
    const { waits, requests } = await trial(mock, { ...machines, rate: 4 });
    expect(waits).toEqual(Array.from({ length: requests.length - 1 }, () => 250));
  });
});
