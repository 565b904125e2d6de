import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { WireReply } from '../../contracts/core/dialect.js';
import { createMockServer, type MockServer } from '../../mock-server/index.js';
import { pathOf, trial, withBody } from './kit.js';

let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer({ seed: 'shop', clock: 'frozen' });
});
beforeEach(() => mock.control.worlds.reset());
afterAll(() => mock.close());

const MACHINES = '/v1/core/virtual-machines';
const machines = { only: ['virtualMachines.list'], refusals: false } as const;

/** Changes the second machine of the list. */
const inSecond = (change: (machine: Record<string, unknown>) => void) => (reply: WireReply, request: { url: string }) =>
  new URL(request.url).pathname !== MACHINES
    ? reply
    : withBody(reply, body => {
        const list: unknown = Reflect.get(Object(body), 'instances');
        if (Array.isArray(list)) change(list[1]);
        return body;
      });

describe('a run over what conforms', () => {
  it('holds, and says how much it compared', async () => {
    const { report } = await trial(mock);
    expect(report).toMatchObject({ verdict: 'held', exitCode: 0, findings: [], left: [] });
    expect(report.counts.operations.compared).toBeGreaterThan(30);
    expect(report.counts.fields.compared).toBeGreaterThan(500);
    for (const { outcome, reason } of report.operations) expect(reason === null).toBe(outcome !== 'not-compared');
  });

  it('sends nothing but reads unless it is allowed to', async () => {
    const { requests, report } = await trial(mock);
    const before = await mock.control.snapshot.save();
    expect(requests.filter(({ method }) => method !== 'GET')).toEqual([]);
    expect(requests.map(pathOf).filter(path => /\/(start|stop|hard-reboot|hibernate)$/.test(path))).toEqual([]);
    expect(report.operations.find(({ id }) => id === 'virtualMachines.stop')?.reason).toBe('not-allowed');
    expect(await mock.control.snapshot.save()).toEqual(before);
  });
});

describe('drift', () => {
  it('deep in a list is one finding with its path', async () => {
    const { report } = await trial(mock, {
      ...machines,
      between: (reply, request) =>
        pathOf(request) !== MACHINES
          ? reply
          : withBody(reply, body => {
              const list: unknown = Reflect.get(Object(body), 'instances');
              if (Array.isArray(list)) for (const machine of list) delete machine.flavor.cpu;
              return body;
            }),
    });
    expect(report).toMatchObject({ verdict: 'drift', exitCode: 2 });
    expect(report.findings).toMatchObject([
      {
        id: 'infrahub/virtualMachines.list/200/$.instances[*].flavor.cpu/missing-field',
        severity: 'error',
        found: 'nothing',
        confirmed: true,
      },
    ]);
  });

  it.each([
    [
      'a field of another type',
      (machine: Record<string, unknown>) => Object.assign(machine, { id: '7' }),
      'type',
      'error',
    ],
    [
      'a field that is newly null',
      (machine: Record<string, unknown>) => Object.assign(machine, { name: null }),
      'null',
      'error',
    ],
    [
      'a date in another form',
      (machine: Record<string, unknown>) => Object.assign(machine, { created_at: '2025-01-01T00:00:00Z' }),
      'form',
      'error',
    ],
    [
      'a word of no list',
      (machine: Record<string, unknown>) => Object.assign(machine, { status: 'DREAMING' }),
      'enum',
      'warning',
    ],
    [
      'a new field',
      (machine: Record<string, unknown>) => Object.assign(machine, { colour: 'red' }),
      'undocumented-field',
      'notice',
    ],
  ])('is told by what it does to a client: %s', async (_what, change, check, severity) => {
    const { report } = await trial(mock, { ...machines, between: inSecond(change) });
    expect(report.findings).toMatchObject([{ check, severity, operation: 'virtualMachines.list' }]);
    expect(report.exitCode).toBe(severity === 'notice' ? 0 : 2);
    const strict = await trial(mock, { ...machines, failOn: 'notice', between: inSecond(change) });
    expect(strict.report.exitCode).toBe(2);
  });

  it('that a second request does not show is none', async () => {
    let calls = 0;
    const { report } = await trial(mock, {
      ...machines,
      between: inSecond(machine => {
        calls += 1;
        if (calls === 1) delete machine.name;
      }),
    });
    expect(calls).toBe(2);
    expect(report).toMatchObject({ exitCode: 0, findings: [] });
  });

  it('of a status is one of the operation', async () => {
    const { report } = await trial(mock, {
      ...machines,
      between: (reply, request) => (pathOf(request) === MACHINES ? { ...reply, status: 206 } : reply),
    });
    expect(report.findings).toMatchObject([{ check: 'status', found: '206' }]);
  });

  it('of a form that all refusals share is one finding, not one for each operation', async () => {
    const { report } = await trial(mock, {
      only: ['environments.*', 'volumes.*'],
      between: reply => (reply.status === 401 ? withBody(reply, () => ({ error: 'who are you?' })) : reply),
    });
    expect(report.findings.map(({ id }) => id)).toEqual([
      'infrahub/(unauthenticated)/401/$.error_reason/failure-shape',
      'infrahub/(unauthenticated)/401/$.message/failure-shape',
      'infrahub/(unauthenticated)/401/$.status/failure-shape',
      'infrahub/(unauthenticated)/401/$.error/failure-shape',
    ]);
    expect(report.findings[0]?.times).toBeGreaterThan(5);
  });

  it.each<[string, (reply: WireReply) => WireReply, string[]]>([
    [
      'refuses credentials with another status',
      reply => (reply.status === 401 ? { ...reply, status: 403 } : reply),
      [
        'infrahub/(unauthenticated)/403/$/refuses-no-credential',
        'infrahub/(unauthenticated)/403/$/refuses-wrong-credential',
      ],
    ],
    [
      'says otherwise that a thing is not there',
      reply =>
        reply.status === 404 ? withBody(reply, body => ({ message: Reflect.get(Object(body), 'message') })) : reply,
      ['infrahub/(notFound)/404/$/unknown-id'],
    ],
  ])('of an endpoint that %s is told once for all operations', async (_what, between, ids) => {
    const { report } = await trial(mock, { between });
    expect(report.findings.map(({ id }) => id)).toEqual(ids);
    expect(report.findings[0]?.times).toBeGreaterThan(10);
  });

  const flavors = { only: ['flavors.list'], refusals: false } as const;
  const page = (contentType: string) => (reply: WireReply, request: { url: string }) =>
    new URL(request.url).pathname.endsWith('/flavors')
      ? { status: reply.status, headers: { 'content-type': contentType }, body: '{"data":[1,2' }
      : reply;

  it('to another media type is one finding', async () => {
    const { report } = await trial(mock, { ...flavors, between: page('text/plain') });
    expect(report.findings.map(({ id }) => id)).toEqual(['infrahub/flavors.list/200/$/media-type']);
  });

  it('to JSON that cannot be read is one finding, which says so', async () => {
    const { report } = await trial(mock, { ...flavors, between: page('application/json') });
    expect(report.findings).toMatchObject([
      { id: 'infrahub/flavors.list/200/$/type', expected: 'object', found: 'text that is not JSON' },
    ]);
  });

  it('is an endpoint that lets strangers in', async () => {
    const { report } = await trial(mock, {
      only: ['regions.list'],
      between: async (reply, request) =>
        reply.status === 401 ? await fetchAs(mock.credentials.infrahub.apiKey, request.url) : reply,
    });
    expect(report.findings.map(({ check, found }) => `${check}: ${found}`)).toEqual([
      'refuses-no-credential: a success (200)',
      'refuses-wrong-credential: a success (200)',
    ]);
  });
});

const fetchAs = async (key: string, url: string): Promise<WireReply> => {
  const reply = await fetch(url, { headers: { api_key: key } });
  return { status: reply.status, headers: Object.fromEntries(reply.headers), body: await reply.json() };
};

describe('what could not be compared', () => {
  it.each([
    [403, { status: false, message: 'no', error_reason: 'forbidden' }, 'permission'],
    [404, { status: false, message: 'no', error_reason: 'not_found' }, 'absent'],
    [404, { message: 'The requested URL was not found on the server.' }, 'absent'],
    [
      400,
      { status: false, message: 'Insufficient balance to create the resource', error_reason: 'bad_request' },
      'account',
    ],
    [503, '<html>back soon</html>', 'server'],
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

describe('patience', () => {
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
