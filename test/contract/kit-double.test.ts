import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadContract } from '../../contracts/core/define-contract.js';
import type { WireReply } from '../../contracts/core/dialect.js';
import { overFetch } from '../../contracts/core/over-fetch.js';
import { contracts, vendorNamed } from '../../contracts/index.js';
import type { Report } from '../../contracts/kit/report/report.js';
import type { RunOptions } from '../../contracts/kit/run/options.js';
import { isLoopback, isNear } from '../../contracts/kit/transport/near-host.js';
import type { Send, WireRequest } from '../../contracts/kit/transport/request.js';
import { planOf, runContract } from '../../contracts/run-contract.js';
import { builtIn, createMockServer, type MockServer, type MockServerOptions } from '../../mock-server/index.js';
import { credentialsOf, pathOf } from './kit.js';
import { right } from './spoiled.js';

const everything = { allow: ['write', 'spend', 'destroy'], disposable: true } as const;

interface Driven {
  readonly report: Report;
  readonly requests: readonly WireRequest[];
  /** Waits in real time that there would have been. */
  readonly slept: readonly number[];
  readonly waits: readonly string[];
}

type Options = Partial<Omit<RunOptions, 'contract'>> & { readonly vendor?: string; readonly answer?: Answer };
type Answer = (request: WireRequest) => WireReply | undefined;

/** A run that finds out itself whether its endpoint is a double, and does not really sleep. */
async function driven(target: string, { vendor = 'infrahub', answer, ...options }: Options): Promise<Driven> {
  const requests: WireRequest[] = [];
  const slept: number[] = [];
  const waits: string[] = [];
  const send: Send = async (request, timeout) => {
    requests.push(request);
    return answer?.(request) ?? overFetch(request, timeout);
  };
  let now = Date.UTC(2026, 0, 1);
  const report = await runContract({
    ...{ vendor, target, credentials: {}, send, driveDouble: true },
    now: () => now,
    sleep: async milliseconds => {
      now += milliseconds;
      slept.push(milliseconds);
    },
    onWait: ({ sentence }) => waits.push(sentence),
    ...options,
  });
  return { report, requests, slept, waits };
}

const ofAdmin = (requests: readonly WireRequest[]): string[] =>
  requests
    .filter(request => pathOf(request).startsWith('/__admin'))
    .map(request => `${request.method} ${pathOf(request)}`);

const closing: MockServer[] = [];
afterAll(() => Promise.all(closing.map(mock => mock.close())));
async function double(options: MockServerOptions): Promise<MockServer> {
  const mock = await createMockServer({ seed: 'shop', ...options });
  closing.push(mock);
  return mock;
}

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
  beforeEach(() => mock.control.worlds.reset());
  afterAll(() => mock.close());

  const one = { only: ['regions.list'], refusals: false } as const;
  const keypairs = { only: ['keypairs.*'], refusals: false, ...everything } as const;
  const nowAt = async (world?: string): Promise<number> => Date.parse((await mock.control.clock.show(world)).now);
  const lateOnce = (after: string): Answer => {
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
    await mock.control.clock.advance({ to: '2033-03-03T00:00:00Z' });
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
  const ask = (target: string, health: WireReply, options: Options = {}) =>
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

describe('a credential that a run was given', () => {
  const ofTokens = { ...everything, only: ['authentication'] } as const;
  const signOuts = (requests: readonly WireRequest[]) =>
    requests.filter(request => pathOf(request).endsWith('/signout'));

  it('is never signed out, also where nothing matters, and that is told', async () => {
    const mock = await double({ clock: 'frozen' });
    const { session = '' } = credentialsOf(mock, 'virtuozzo');
    const { report, requests } = await driven(mock.url, {
      vendor: 'virtuozzo',
      credentials: { session },
      ...everything,
    });
    expect(signOuts(requests)).toEqual([]);
    expect(report.operations.find(({ id }) => id === 'authentication.signOut')).toMatchObject({ reason: 'spared' });
    expect(report).toMatchObject({ verdict: 'held', left: [] });
  });

  it('is not the one that is signed out where the run can open a session of its own', async () => {
    const mock = await double({ clock: 'frozen' });
    const credentials = credentialsOf(mock, 'virtuozzo');
    const { report, requests } = await driven(mock.url, { vendor: 'virtuozzo', credentials, ...ofTokens });
    const sent = signOuts(requests).map(({ body }) => new URLSearchParams(body).get('session'));
    expect(sent.length).toBeGreaterThan(0);
    expect(sent).not.toContain(credentials.session);
    expect(report.operations.find(({ id }) => id === 'authentication.signOut')).toMatchObject({ outcome: 'held' });
  });

  it('is no token that is deleted or changed: only those are that the run made', async () => {
    const mock = await double({ clock: 'frozen' });
    const made = new Set<string>();
    const named: string[] = [];
    const { report } = await runOver(mock, made, named);
    expect(named.length).toBeGreaterThan(2);
    expect(named.filter(id => !made.has(id) && !UNKNOWN.test(id))).toEqual([]);
    expect(report.left).toEqual([]);
  });

  it('is no token that is deleted or changed where the run can make none: they are spared', async () => {
    const mock = await double({ clock: 'frozen' });
    const named: string[] = [];
    const { report } = await runOver(mock, new Set(), named, {
      skip: ['authentication.createToken', 'authentication.deleteTokens'],
      answer: request =>
        pathOf(request).endsWith('/createtoken')
          ? {
              status: 200,
              headers: { 'content-type': 'application/json' },
              body: { result: 8, error: 'no', source: 'x' },
            }
          : undefined,
    });
    expect(named).toEqual([]);
    for (const id of ['authentication.editToken', 'authentication.regenerateToken'])
      expect(report.operations.find(one => one.id === id)).toMatchObject({ outcome: 'not-compared', reason: 'spared' });
  });

  const UNKNOWN = /^9{6}937$|^[^0-9]|^-?$/;

  /** A run over everything of Virtuozzo; notes the tokens that it makes, and those that it would end or change. */
  function runOver(mock: MockServer, made: Set<string>, named: string[], options: Options = {}) {
    const credentials = credentialsOf(mock, 'virtuozzo');
    return driven(mock.url, {
      ...{ vendor: 'virtuozzo', credentials, ...ofTokens },
      onExchange: ({ entry, input, reply }) => {
        if (entry.id === 'authentication.createToken') made.add(String(Object(Object(reply.body).token).id));
        if (entry.operation.endsCredential !== 'named') return;
        for (const name of ['id', 'ids']) if (input.query?.[name] !== undefined) named.push(String(input.query[name]));
      },
      ...options,
    });
  }

  it('is told in a plan as well', async () => {
    const { contract, boxes } = right();
    Object.assign(Object(boxes.signOut), { endsCredential: 'named' });
    const steps = await planOf({ contract, ...everything });
    expect(steps.find(({ operation }) => operation === 'boxes.signOut')?.left).toBe(
      'it was spared, for it could end the credential that was given',
    );
  });
});

describe('the contract marks what ends a credential', () => {
  /** Operations whose names speak of credentials, and why they end none of the API's. */
  const others: Readonly<Record<string, string>> = {
    'authentication.signIn': 'makes one',
    'authentication.createToken': 'makes one',
    'servers.resetPassword': 'of an operating system',
    'users.resetPassword': 'of a customer at the panel',
    'users.loginTokens': 'makes them',
    'users.serverLoginTokens': 'makes them',
  };

  it.each(Object.keys(contracts))('%s', async vendor => {
    const contract = await loadContract(await vendorNamed(vendor).load());
    const speaking = contract.entries.filter(
      ({ id, operation }) =>
        operation.effect !== 'read' && /token|session|sign(in|out)|log(in|out)|api-?key|password/i.test(id),
    );
    for (const { id, operation } of speaking)
      expect([id, operation.endsCredential ?? others[id]]).toEqual([id, expect.any(String)]);
  });
});
