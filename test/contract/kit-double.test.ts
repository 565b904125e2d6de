import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { WireReply } from '../../contracts/core/dialect.js';
import { overFetch } from '../../contracts/core/over-fetch.js';
import { isLoopback, isNear } from '../../contracts/kit/transport/near-host.js';
import type { WireRequest } from '../../contracts/kit/transport/request.js';
import { runContract } from '../../contracts/run-contract.js';
import { builtIn, createMockServer, type MockServer } from '../../mock-server/index.js';
import { type AnswerInstead, type DrivenOptions, doubles, driven, everything } from './driven.js';
import { credentialsOf, pathOf } from './kit.js';

const ofAdmin = (requests: readonly WireRequest[]): string[] =>
  requests
    .filter(request => pathOf(request).startsWith('/__admin'))
    .map(request => `${request.method} ${pathOf(request)}`);

const double = doubles();

describe.each(['frozen', 'running'] as const)('a double whose clock is %s', clock => {
  it.each(builtIn.map(({ vendor }) => vendor))(
    'is not waited for by a run over %s that may do everything, and its credential is good afterwards',
    async vendor => {
      const mock = await double({ clock });
      const credentials = credentialsOf(mock, vendor);
      const { report, slept, waits } = await driven(mock.url, { vendor, credentials, ...everything });
      expect(report).toMatchObject({ verdict: 'held', left: [] });
      expect([slept, waits]).toEqual([[], []]);
      const { login: _, password: _2, ...inUse } = credentials;
      const read = report.operations.find(({ effect, outcome }) => effect === 'read' && outcome === 'held');
      const options = { only: [read?.id ?? ''], refusals: false };
      const again = await runContract({ vendor, target: mock.url, credentials: inUse, ...options });
      expect(again).toMatchObject({ verdict: 'held' });
    },
  );
});

describe('a double', () => {
  let mock: MockServer;
  beforeAll(async () => {
    mock = await createMockServer({ seed: 'shop', clock: 'frozen' });
  });
  beforeEach(() => mock.control.worlds.reset('default'));
  afterAll(() => mock.close());

  const one = { only: ['regions.list'], refusals: false } as const;
  const keypairs = { only: ['keypairs.*'], refusals: false, ...everything } as const;
  const nowAt = async (world = 'default'): Promise<number> => Date.parse((await mock.control.clock.show(world)).now);
  const lateOnce = (after: string): AnswerInstead => {
    let isLate = true;
    return request => {
      if (!isLate || !pathOf(request).endsWith('/core/regions')) return undefined;
      isLate = false;
      return { status: 429, headers: { 'retry-after': after } };
    };
  };

  it('is asked once, without a credential, before all else', async () => {
    const { requests } = await driven(mock.url, { ...one, credentials: credentialsOf(mock, 'infrahub') });
    expect(ofAdmin(requests).filter(call => call === 'GET /__admin/health')).toHaveLength(1);
    expect(requests[0]).toMatchObject({ method: 'GET', url: `${mock.url}/__admin/health` });
    const key = mock.credentials.infrahub.apiKey;
    for (const request of requests.filter(({ url }) => url.includes('/__admin')))
      expect(JSON.stringify(request)).not.toContain(key);
  });

  it('has its clock moved for what the endpoint asks to wait for', async () => {
    const before = await nowAt();
    const { report, slept } = await driven(mock.url, {
      ...{ ...one, credentials: credentialsOf(mock, 'infrahub'), answer: lateOnce('7') },
    });
    expect(report.verdict).toBe('held');
    expect(slept).toEqual([]);
    expect((await nowAt()) - before).toBe(7000);
  });

  it('is waited for after trouble that no clock brings to an end', async () => {
    const before = await nowAt();
    let isBroken = true;
    const { slept } = await driven(mock.url, {
      ...{ ...one, credentials: credentialsOf(mock, 'infrahub') },
      answer: request => {
        if (!isBroken || !pathOf(request).endsWith('/core/regions')) return undefined;
        isBroken = false;
        throw Object.assign(new Error('gone'), { code: 'ECONNRESET' });
      },
    });
    expect(slept).toEqual([500]);
    expect(await nowAt()).toBe(before);
  });

  it('has the clock of that world moved to which the path leads', async () => {
    const world = await mock.control.worlds.create({ name: 'by-path', clock: 'frozen' });
    const [before, elsewhere] = [await nowAt('by-path'), await nowAt()];
    const { report } = await driven(`${mock.url}/w/by-path`, {
      ...{ ...one, credentials: { apiKey: world.credentials.infrahub?.apiKey ?? '' }, answer: lateOnce('7') },
    });
    expect(report.verdict).toBe('held');
    expect([(await nowAt('by-path')) - before, (await nowAt()) - elsewhere]).toEqual([7000, 0]);
  });

  it('has the clock of that world moved to which the credential belongs', async () => {
    const world = await mock.control.worlds.create({ name: 'by-credential', clock: 'frozen' });
    const [before, elsewhere] = [await nowAt('by-credential'), await nowAt()];
    await driven(mock.url, {
      ...{ ...one, credentials: { apiKey: world.credentials.infrahub?.apiKey ?? '' }, answer: lateOnce('7') },
    });
    expect([(await nowAt('by-credential')) - before, (await nowAt()) - elsewhere]).toEqual([7000, 0]);
  });

  it('is asked at the pace that was asked for, in real time', async () => {
    const { slept } = await driven(mock.url, { ...one, credentials: credentialsOf(mock, 'infrahub'), rate: 50 });
    expect(new Set(slept)).toEqual(new Set([20]));
  });

  it('is not asked where somebody else drives the time', async () => {
    const requests: WireRequest[] = [];
    await runContract({
      ...{ vendor: 'infrahub', target: mock.url, credentials: credentialsOf(mock, 'infrahub'), ...one },
      sleep: async () => {},
      send: async (request, timeout) => {
        requests.push(request);
        return overFetch(request, timeout);
      },
    });
    expect(ofAdmin(requests)).toEqual([]);
  });

  it('is waited for, as any endpoint, if its clock cannot be moved any more', async () => {
    const { slept, report } = await driven(mock.url, {
      ...{ ...one, credentials: credentialsOf(mock, 'infrahub') },
      answer: request => (pathOf(request).endsWith('/advance') ? { status: 500 } : lateOf7(request)),
    });
    expect([slept, report.verdict]).toEqual([[7000], 'held']);
  });
  const lateOf7 = lateOnce('7');

  it('that asks for an admin token is waited for, which is told; with the token it is not', async () => {
    const adminToken = 'planted-admin-token';
    const walled = await double({ clock: 'frozen', adminToken });
    const options = { ...one, credentials: credentialsOf(walled, 'infrahub') };
    const without = await driven(walled.url, { ...options, answer: lateOnce('7') });
    expect([without.slept, without.waits]).toEqual([
      [7000],
      [expect.stringMatching(/^waiting 7 s, for the endpoint asked .* \(it is a double, .* HOSTDOUBLE_ADMIN_TOKEN/)],
    ]);
    const wrong = await driven(walled.url, { ...options, answer: lateOnce('7'), adminToken: 'another-token' });
    expect(wrong.slept).toEqual([7000]);
    const right = await driven(walled.url, { ...options, answer: lateOnce('7'), adminToken });
    expect([right.slept, right.waits]).toEqual([[], []]);
  });

  it('shows what an account holds by its own time', async () => {
    await mock.control.clock.advance({ to: '2033-03-03T00:00:00Z' }, 'default');
    const { requests } = await driven(mock.url, {
      ...{ only: ['history.organization'], refusals: false, credentials: credentialsOf(mock, 'infrahub') },
    });
    const asked = requests.find(({ url }) => url.includes('end_date'))?.url ?? '';
    expect(new URL(asked).searchParams.get('end_date')).toBe('2033-03-03T00:00:00');
  });

  it('brings what was made to its end at once', async () => {
    const { report, slept } = await driven(mock.url, { ...keypairs, credentials: credentialsOf(mock, 'infrahub') });
    expect(report).toMatchObject({ verdict: 'held', left: [] });
    expect(slept).toEqual([]);
  });
});

describe('an endpoint that is no double', () => {
  const nothing: WireReply = { status: 404, headers: { 'content-type': 'text/plain' }, body: 'no' };
  const json = { 'content-type': 'application/json' };
  const ask = (target: string, health: WireReply, options: DrivenOptions = {}) =>
    driven(target, {
      ...{ only: ['regions.list', 'stocks.list'], refusals: false, credentials: { apiKey: 'key' } },
      answer: request =>
        pathOf(request) === '/__admin/health'
          ? health
          : { status: 200, headers: json, body: { status: true, message: 'm', regions: [] } },
      ...options,
    });

  it.each([
    ['https://infrahub-api.nexgencloud.com', []],
    ['http://8.8.8.8', []],
    ['http://127.0.0.1:1', ['GET /__admin/health']],
    ['http://192.168.1.7', ['GET /__admin/health']],
  ])('%s is asked %j', async (target, asked) => {
    expect(ofAdmin((await ask(target, nothing)).requests)).toEqual(asked);
  });

  it.each<[string, WireReply]>([
    ['what is not there', nothing],
    ['a page', { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>' }],
    ['the health of something else', { status: 200, headers: json, body: { status: 'ok' } }],
    ['a double without this vendor', { status: 200, headers: json, body: { status: 'ok', version: '1', vendors: [] } }],
    ['a refusal of another form', { status: 401, headers: json, body: { error: 'unauthorized' } }],
  ])(
    'on this machine, that answers with %s, is asked without pace, and nothing more below /__admin',
    async (_what, health) => {
      const { requests, slept } = await ask('http://127.0.0.1:1', health);
      expect(ofAdmin(requests)).toEqual(['GET /__admin/health']);
      expect(slept).toEqual([]);
    },
  );

  it('elsewhere is asked five times a second', async () => {
    for (const target of ['https://infrahub-api.nexgencloud.com', 'http://10.0.0.1']) {
      const { slept } = await ask(target, nothing);
      expect(new Set(slept)).toEqual(new Set([200]));
    }
    expect((await ask('https://infrahub-api.nexgencloud.com', nothing, { rate: 0 })).slept).toEqual([]);
  });
});

it.each([
  ['http://localhost:4850', true, true],
  ['http://api.localhost', true, true],
  ['https://127.3.2.1', true, true],
  ['http://[::1]:1', true, true],
  ['http://[::ffff:127.0.0.1]', true, true],
  ['http://2130706433', true, true], // written as one number
  ['http://10.1.2.3', false, true],
  ['http://172.16.0.1', false, true],
  ['http://172.32.0.1', false, false],
  ['http://192.168.0.1', false, true],
  ['http://192.169.0.1', false, false],
  ['http://[fd00::1]', false, true],
  ['http://[fe80::1]', false, true],
  ['http://[2001:db8::1]', false, false],
  ['http://double:4850', false, true],
  ['http://host.docker.internal', false, true],
  ['http://example.com', false, false],
  ['http://127.0.0.1.example.com', false, false],
  ['http://localhost.example.com', false, false],
  ['http://10.example.com', false, false],
])('%s is of this machine: %j, and near: %j', (address, loopback, near) => {
  expect([isLoopback(address), isNear(address)]).toEqual([loopback, near]);
});
