import { describe, expect, it } from 'vitest';
import { formats } from '../../contracts/kit/report/formats/index.js';
import type { Report } from '../../contracts/kit/report/report.js';
import type { WireRequest } from '../../contracts/kit/transport/request.js';
import { refused, reply, type ToyEndpoint, toyTrial } from './toy.js';

const isCreation = ({ method, url }: WireRequest): boolean => method === 'POST' && url.endsWith('/things');
const isRemoval = ({ method }: WireRequest): boolean => method === 'DELETE';
const isShow = ({ method, url }: WireRequest): boolean => method === 'GET' && /\/things\/[7-9]$/.test(url);
const isList = ({ method, url }: WireRequest): boolean => method === 'GET' && url.endsWith('/things');

/** Makes a thing as the endpoint does, and answers with another body. */
const madeBut = (request: WireRequest, endpoint: ToyEndpoint, thing: Readonly<Record<string, unknown>>) => {
  endpoint.answer(request);
  return reply(201, { thing: { state: 'READY', ...thing } });
};

const reasonsOf = ({ left }: Report): string[] => left.map(({ reason }) => reason);
const operationOf = ({ operations }: Report, id: string) => operations.find(one => one.id === id);

it('a run of the toy makes a thing, takes it away, and touches no other', async () => {
  const { report, endpoint, changes } = await toyTrial({});
  expect(report).toMatchObject({ verdict: 'held', left: [], findings: [] });
  expect(changes).toEqual(['POST /things', 'POST /things/7/install', 'DELETE /things/7']);
  expect([...endpoint.things.keys()]).toEqual([1]);
});

describe('a thing is left, with the reason, and the run fails', () => {
  it('when the call that takes it away is refused', async () => {
    const { report } = await toyTrial({}, request => (isRemoval(request) ? refused('forbidden') : undefined));
    expect(report.left).toEqual([
      {
        operation: 'things.create',
        name: 'thing_id 7',
        reason: 'things.remove answered 403 (forbidden); things.show still shows it',
      },
    ]);
    expect(report).toMatchObject({ verdict: 'drift', exitCode: 2 });
    expect(report.sentence).toMatch(/1 of the things this run made could not be proved gone/);
  });

  it('when the call that takes it away answers well and does nothing', async () => {
    const { report } = await toyTrial({}, request => (isRemoval(request) ? reply(204) : undefined));
    expect(reasonsOf(report)).toEqual(['things.remove answered 204; things.show still shows it']);
    expect(report.exitCode).toBe(2);
  });

  it('when its state never lets it be taken away', async () => {
    const { report } = await toyTrial({}, request => (isRemoval(request) ? refused('conflict') : undefined));
    expect(reasonsOf(report)).toEqual(['things.remove answered 409 (conflict); things.show still shows it']);
  });

  it('when its id is not told, and nothing is called with the id of another', async () => {
    const { report, changes } = await toyTrial({ resource: { after: ['install'] } }, (request, endpoint) =>
      isCreation(request) ? madeBut(request, endpoint, { name: 'x' }) : undefined,
    );
    expect(reasonsOf(report)).toEqual(['things.create did not tell its thing_id']);
    expect(changes).toEqual(['POST /things']);
    expect(report.findings).toMatchObject([
      {
        operation: 'things.install',
        check: 'after-failed',
        found: 'it would be called with what this run did not make',
      },
    ]);
  });

  it('when a word of what is sent with it is given by nothing', async () => {
    const resource = {
      ids: { thing_id: '$.thing.id', thing_name: '$.thing.name' },
      destroyWith: { query: { name: '{thing_name}' } },
    } as const;
    const { report, changes } = await toyTrial({ resource }, (request, endpoint) =>
      isCreation(request) ? madeBut(request, endpoint, { id: 7 }) : undefined,
    );
    expect(reasonsOf(report)).toEqual(['things.remove cannot be called: nothing gives {thing_name}']);
    expect(changes).not.toContain('DELETE /things/7');
  });

  it('when the read that is to prove it gone is itself gone', async () => {
    const { report } = await toyTrial({}, request => (isShow(request) ? refused('noRoute') : undefined));
    expect(reasonsOf(report)).toEqual(['things.remove answered 204; things.show did not show it before either']);
  });

  it('when the read that is to prove it gone is in trouble', async () => {
    const { report } = await toyTrial({}, (request, { things }) =>
      isShow(request) && !things.has(7) ? refused('internal') : undefined,
    );
    expect(reasonsOf(report)).toEqual(['things.remove answered 204; things.show answered 500 (internal)']);
  });

  const inList = { resource: { gone: { read: 'list', at: '$.things[*].id' } } } as const;
  it.each([
    ['holds no list', { things: null }, 'things.list answers no list at $.things[*].id'],
    ['never held it', { things: [] }, 'things.list did not show it before either'],
  ])('when the list that is to prove it gone %s', async (_what, body, said) => {
    const { report } = await toyTrial(inList, (request, { requests }) =>
      isList(request) && requests.includes('POST /things') ? reply(200, body) : undefined,
    );
    expect(reasonsOf(report)).toEqual([`things.remove answered 204; ${said}`]);
  });

  it('when the endpoint is lost meanwhile, and the sentence says so too', async () => {
    const { report } = await toyTrial({}, (request, { requests }) => {
      if (requests.includes('POST /things') && !isCreation(request))
        throw Object.assign(new Error('gone'), { code: 'ECONNREFUSED' });
      return undefined;
    });
    expect(report).toMatchObject({ verdict: 'environment', exitCode: 3 });
    expect(reasonsOf(report)).toEqual([expect.stringContaining('cannot be reached (ECONNREFUSED)')]);
    expect(report.sentence).toMatch(/cannot be reached \(ECONNREFUSED\)\. 1 of the things this run made/);
  });

  it('when taking it away breaks, and what else was made is taken away all the same', async () => {
    const { report, endpoint } = await toyTrial({}, undefined, {
      refusals: true,
      onExchange: ({ entry }) => {
        if (entry.id === 'things.remove') throw new Error('no disk');
      },
    });
    // Those that were made by calls without a credential, which the toy does not refuse, are things like any other.
    expect(endpoint.things.size).toBe(1);
    expect(reasonsOf(report)).toEqual(report.left.map(() => 'taking it away failed: no disk'));
    expect(report.left.length).toBeGreaterThan(1);
  });

  it('in every format', async () => {
    const { report } = await toyTrial({}, request => (isRemoval(request) ? refused('forbidden') : undefined));
    for (const [format, write] of Object.entries(formats))
      expect([format, write(report)]).toEqual([format, expect.stringContaining('things.show still shows it')]);
    expect(formats.junit(report)).toMatch(/errors="1"/);
  });
});

describe('a session that a run opened is left', () => {
  const playbook = {
    signIn: {
      operation: 'sessions.open',
      sends: { login: 'login' },
      session: '$.key',
      scheme: 'key',
      signOut: 'sessions.close',
    },
  } as const;
  const credentials = { login: 'me' };

  it('not when the call that ends it answers well, or that it is at its end', async () => {
    for (const answer of [undefined, refused('unauthenticated')]) {
      const { report } = await toyTrial(
        { playbook },
        request => (request.url.endsWith('/session') && isRemoval(request) ? answer : undefined),
        { credentials, allow: [] },
      );
      expect(report).toMatchObject({ exitCode: 0, left: [] });
    }
  });

  it('when that call fails', async () => {
    const { report } = await toyTrial(
      { playbook },
      request => (request.url.endsWith('/session') && isRemoval(request) ? refused('internal') : undefined),
      { credentials, allow: [] },
    );
    expect(report.left).toEqual([
      { operation: 'sessions.open', name: 'session', reason: 'sessions.close answers 500' },
    ]);
    expect(report.exitCode).toBe(2);
  });

  it('when the contract has no such call', async () => {
    const { signOut: _none, ...signIn } = playbook.signIn;
    const { report } = await toyTrial({ playbook: { signIn } }, undefined, { credentials, allow: [] });
    expect(reasonsOf(report)).toEqual(['the contract has no call that ends it']);
  });
});

describe('is drift, of which the run tells:', () => {
  const ready = { read: 'show', at: '$.thing.state', is: ['READY'] } as const;
  const asleep = (request: WireRequest, endpoint: ToyEndpoint) =>
    isShow(request) && endpoint.things.has(7) ? reply(200, { thing: { id: 7, state: 'ASLEEP' } }) : undefined;

  it('a thing that never becomes ready; it is waited for once', async () => {
    const { report, endpoint } = await toyTrial({ resource: { ready } }, asleep);
    expect(report.findings).toMatchObject([
      {
        id: 'toy/things.show/200/$.thing.state/never-ready',
        ...{ severity: 'error', expected: '"READY" within 6 s', found: '"ASLEEP"', times: 1 },
      },
    ]);
    expect(report).toMatchObject({ exitCode: 2, left: [], milliseconds: 6000 });
    expect(endpoint.things.size).toBe(1);
  });

  it('a call that fails though a thing needs it before it is of use', async () => {
    const { report } = await toyTrial({ resource: { after: ['install'] } }, request =>
      request.url.endsWith('/install') ? refused('conflict') : undefined,
    );
    expect(report.findings).toMatchObject([
      {
        id: 'toy/things.install/409/$/after-failed',
        ...{ severity: 'error', expected: 'a success after things.create', found: 'answered 409 (conflict)' },
      },
    ]);
    expect(report).toMatchObject({ exitCode: 2, left: [] });
  });
});

describe('what is not called is told with what it lacks', () => {
  it('when nothing gives a word in braces: the example is not sent in its place', async () => {
    const { report, changes } = await toyTrial({ checkedWith: { body: { name: 'hostdouble-{id}' } } }, request =>
      isList(request) ? reply(200, { things: [] }) : undefined,
    );
    expect(operationOf(report, 'things.create')).toMatchObject({
      ...{ outcome: 'not-compared', reason: 'no-data', detail: 'nothing gives {id}' },
    });
    expect(changes).toEqual([]);
  });

  it('when that word is a credential', async () => {
    const playbook = {
      signIn: { operation: 'sessions.open', sends: { login: 'login' }, session: '$.key', scheme: 'key' },
    } as const;
    const { report } = await toyTrial({ playbook, checkedWith: { body: { name: '{login}' } } });
    expect(operationOf(report, 'things.create')).toMatchObject({
      reason: 'credential',
      detail: 'nothing gives {login}',
    });
  });

  it('when it was to be made only for others', async () => {
    const { report } = await toyTrial({}, request => (isCreation(request) ? refused('funds') : undefined), {
      only: ['things.list', 'things.install'],
    });
    expect(operationOf(report, 'things.create')).toMatchObject({ reason: 'account', detail: 'answered 402 (funds)' });
    expect(operationOf(report, 'things.install')).toMatchObject({ outcome: 'not-compared', reason: 'not-made' });
  });
});

describe('where nothing at the endpoint matters', () => {
  it('what is made at a second try is taken away too', async () => {
    let tries = 0;
    const { report, endpoint } = await toyTrial(
      {},
      request => {
        if (!isCreation(request)) return undefined;
        tries += 1;
        return tries === 1 ? refused('conflict') : undefined;
      },
      { disposable: true, skip: ['things.remove', 'things.install'] },
    );
    expect(operationOf(report, 'things.create')).toMatchObject({ outcome: 'held' });
    expect(report.left).toEqual([]);
    expect([...endpoint.things.keys()]).toEqual([1]);
  });
});
