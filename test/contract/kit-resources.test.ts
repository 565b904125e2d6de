import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { WireReply } from '../../contracts/core/dialect.js';
import { overFetch } from '../../contracts/core/over-fetch.js';
import type { WireRequest } from '../../contracts/kit/transport/request.js';
import { createMockServer, type MockServer } from '../../mock-server/index.js';
import { credentialsOf, pathOf, trial, withBody } from './kit.js';

let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer({ seed: 'shop', clock: 'frozen' });
});
beforeEach(() => mock.control.worlds.reset());
afterAll(() => mock.close());

const everything = { allow: ['write', 'spend', 'destroy'] } as const;

/** What an account holds, by the vendor's own lists. */
async function inventory(vendor: string): Promise<string> {
  const { report } = await trial(mock, { vendor, refusals: false });
  const shown = report.operations.filter(({ effect }) => effect === 'read');
  const own = credentialsOf(mock, vendor);
  const calls: Record<string, readonly string[]> = {
    infrahub: ['/v1/core/environments', '/v1/core/keypairs', '/v1/core/virtual-machines', '/v1/core/volumes'],
    virtfusion: ['/api/v1/servers?results=200', '/api/v1/packages'],
    virtuozzo: [
      `/1.0/environment/control/rest/getenvs?session=${own.session}`,
      `/1.0/users/authentication/rest/gettokens?session=${own.session}`,
    ],
  };
  const headers = { authorization: `Bearer ${own.token}`, api_key: own.apiKey ?? '' };
  const texts = await Promise.all(
    (calls[vendor] ?? []).map(async path => (await fetch(`${mock.url}${path}`, { headers })).text()),
  );
  expect(shown.length).toBeGreaterThan(0);
  return texts.join('\n').replaceAll(/"lastUsed":"[^"]*",?/g, '');
}

describe.each(['virtfusion', 'infrahub', 'virtuozzo'])('a run over %s that may do everything', vendor => {
  it('leaves the account as it found it', async () => {
    await mock.control.clock.advance({ by: 'PT1H' }); // what the seed left unfinished comes to its end
    const before = await inventory(vendor);
    const { report } = await trial(mock, { vendor, ...everything });
    expect(report).toMatchObject({ verdict: 'held', findings: [], left: [] });
    expect(
      report.operations.filter(({ effect, outcome }) => effect !== 'read' && outcome === 'held').length,
    ).toBeGreaterThan(10);
    expect(await inventory(vendor)).toBe(before);
  });

  it('names all that it makes', async () => {
    const named = new Set<string>();
    await trial(mock, {
      vendor,
      ...everything,
      refusals: false,
      between: (reply, request) => {
        for (const [name] of decodeURIComponent(request.body ?? '').matchAll(/hostdouble-[a-z0-9]+/g)) named.add(name);
        return reply;
      },
    });
    expect(named.size).toBeGreaterThan(1);
  });
});

describe('what is made', () => {
  it('is told when it cannot be taken away again', async () => {
    const { report } = await trial(mock, {
      only: ['keypairs.*'],
      ...everything,
      refusals: false,
      settleFor: 4000,
      send: async (request, timeout) =>
        request.method === 'DELETE' && pathOf(request).includes('/keypair/')
          ? { status: 500, headers: { 'content-type': 'application/json' }, body: { message: 'no' } }
          : overFetch(request, timeout),
      retries: 0,
    });
    expect(report.left).toMatchObject([{ operation: 'environments.create' }, { operation: 'keypairs.import' }]);
    expect(report).toMatchObject({ verdict: 'drift', exitCode: 2 });
    expect(report.sentence).toMatch(/could not be proved gone/);
  });

  it('is told soon when the endpoint dies while it is waited for', async () => {
    let isDead = false;
    const { report, waits } = await trial(mock, {
      only: ['volumes.*'],
      ...everything,
      refusals: false,
      retries: 0,
      send: async (request, timeout) => {
        if (isDead) throw Object.assign(new Error('gone'), { code: 'ECONNREFUSED' });
        isDead = request.method === 'POST' && request.url.endsWith('/core/volumes');
        return overFetch(request, timeout);
      },
    });
    expect(report.exitCode).toBe(3);
    expect(report.left.map(({ operation }) => operation)).toEqual([
      ...['environments.create', 'keypairs.import', 'virtualMachines.create', 'volumes.create'],
    ]);
    expect(waits.length).toBeLessThan(10);
  });

  it('comes with what it needs, and with no more', async () => {
    const { report, requests } = await trial(mock, { only: ['virtualMachines.*'], ...everything, refusals: false });
    const made = requests.filter(
      ({ method, url }) => method === 'POST' && /\/(environments|keypairs|volumes|virtual-machines)$/.test(url),
    );
    expect(made.map(pathOf)).toEqual(['/v1/core/environments', '/v1/core/keypairs', '/v1/core/virtual-machines']);
    expect(report.left).toEqual([]);
  });

  const isCreation = ({ method, url }: WireRequest): boolean => method === 'POST' && url.endsWith('/core/environments');
  const environments = { only: ['environments.*'], ...everything, settleFor: 4000 } as const;

  it.each([
    ['is not where it was', {}],
    ['would lead to the collection', { id: '.' }],
    ['is empty', { id: '' }],
  ])('is never mistaken for what was there before, though its id %s', async (_what, told) => {
    const { report, requests } = await trial(mock, {
      ...environments,
      refusals: false,
      between: (reply, request) =>
        isCreation(request) && reply.status === 200
          ? withBody(reply, body => ({ ...Object(body), environment: { ...told, name: 'hostdouble' } }))
          : reply,
    });
    expect(requests.filter(({ method }) => method === 'DELETE' || method === 'PUT')).toEqual([]);
    expect(report.left).toEqual([
      {
        operation: 'environments.create',
        name: expect.stringMatching(/^environment_id unknown, named hostdouble-\w+$/),
        reason: 'environments.create did not tell its environment_id',
      },
    ]);
    expect(report.exitCode).toBe(2);
  });

  it('is taken away though its creation was answered with another status', async () => {
    const before = await inventory('infrahub');
    const { report } = await trial(mock, {
      ...environments,
      refusals: false,
      between: (reply, request) => (isCreation(request) && reply.status === 200 ? { ...reply, status: 202 } : reply),
    });
    expect(report.findings.map(({ id }) => id)).toEqual(['infrahub/environments.create/202/$/status']);
    expect(report.left).toEqual([]);
    expect(await inventory('infrahub')).toBe(before);
  });

  it.each([
    [
      'a server error',
      async (): Promise<WireReply> => ({ status: 504, headers: { 'content-type': 'text/html' }, body: '' }),
    ],
    [
      'nothing',
      async (): Promise<WireReply> => Promise.reject(Object.assign(new Error('gone'), { code: 'ECONNRESET' })),
    ],
  ])('is told when its creation was answered with %s, for it may be there', async (_what, answer) => {
    const { report } = await trial(mock, {
      ...environments,
      refusals: false,
      send: async (request, timeout) => {
        const reply = await overFetch(request, timeout);
        return isCreation(request) ? answer() : reply;
      },
    });
    expect(report.left).toEqual([
      {
        operation: 'environments.create',
        name: expect.stringContaining('named hostdouble-'),
        reason: 'environments.create did not tell its environment_id',
      },
    ]);
    expect(report.sentence).toMatch(/could not be proved gone/);
  });

  it('is taken away also when it was made by a call that had to be refused, which is sent once only', async () => {
    const before = await inventory('infrahub');
    const [apiKey = ''] = Object.values(credentialsOf(mock, 'infrahub'));
    let made = 0;
    const { report } = await trial(mock, {
      ...environments,
      send: async (request, timeout) => {
        if (!isCreation(request) || request.headers.api_key === apiKey) return overFetch(request, timeout);
        const reply = await overFetch({ ...request, headers: { ...request.headers, api_key: apiKey } }, timeout);
        if (reply.status === 200) made += 1;
        return reply;
      },
    });
    expect(report.findings.map(({ id }) => id)).toEqual([
      'infrahub/environments.create/200/$/refuses-no-credential',
      'infrahub/environments.create/409/$/refuses-wrong-credential',
    ]);
    expect(made).toBe(1);
    expect(report.left).toEqual([]);
    expect(await inventory('infrahub')).toBe(before);
  });
});

describe('a run that is interrupted', () => {
  it('compares no more, and takes away what it made', async () => {
    const before = await inventory('infrahub');
    const interruption = new AbortController();
    const { report } = await trial(mock, {
      ...everything,
      refusals: false,
      signal: interruption.signal,
      between: (reply, request) => {
        if (request.method === 'POST' && pathOf(request).endsWith('/core/virtual-machines')) interruption.abort();
        return reply;
      },
    });
    expect(report).toMatchObject({
      verdict: 'environment',
      exitCode: 3,
      sentence: 'The run was interrupted.',
      left: [],
    });
    const outcome = (id: string) => report.operations.find(one => one.id === id)?.outcome;
    expect([outcome('virtualMachines.create'), outcome('virtualMachines.stop')]).toEqual(['held', 'not-compared']);
    expect(await inventory('infrahub')).toBe(before);
  });
});
