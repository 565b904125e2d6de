import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WireReply } from '../../contracts/core/dialect.js';
import { createMockServer, type MockServer } from '../../mock-server/index.js';
import { MACHINES, machines, pathOf, trial, withBody } from './kit.js';

let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer({ seed: 'shop', clock: 'frozen' });
});
afterAll(() => mock.close());

/** Changes the second machine of the list. */
const inSecond = (change: (machine: Record<string, unknown>) => void) => (reply: WireReply, request: { url: string }) =>
  new URL(request.url).pathname !== MACHINES
    ? reply
    : withBody(reply, body => {
        const list: unknown = Reflect.get(Object(body), 'instances');
        if (Array.isArray(list)) change(list[1]);
        return body;
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
    const list = report.operations.find(({ id }) => id === 'virtualMachines.list');
    expect(report.findings[0]?.times).toBe(list?.exchanges);
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
      (machine: Record<string, unknown>) => Object.assign(machine, { created_at: '2025-01-01 00:00:00' }),
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
        if (calls === 2) delete machine.name; // the first call only finds out whether there is an endpoint
      }),
    });
    expect(calls).toBe(3);
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

  it('to another media type of all answers is drift of each, and no sign of another API', async () => {
    const between = ({ status, body }: WireReply) => ({
      status,
      headers: { 'content-type': 'text/plain' },
      body: JSON.stringify(body),
    });
    const { report } = await trial(mock, { only: ['flavors.list', 'regions.list'], refusals: false, between });
    expect(report.exitCode).toBe(2);
    expect(report.findings.map(({ id }) => id)).toEqual([
      'infrahub/flavors.list/200/$/media-type',
      'infrahub/regions.list/200/$/media-type',
    ]);
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
