import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createMockServer, type MockServer } from '../../mock-server/index.js';

const CREATE = 'infrahub/environments.create';
const LIST = 'infrahub/environments.list';
const WORLD = '/__admin/worlds/default';

describe('the overrides of a world', () => {
  let mock: MockServer;
  beforeAll(async () => {
    mock = await createMockServer({ seed: 'empty', clock: 'frozen', now: '2026-01-01T00:00:00Z' });
  });
  afterAll(() => mock.close());
  beforeEach(() => mock.control.worlds.reset());

  const admin = async (method: string, path: string, body?: unknown) => {
    const init = {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    };
    const reply = await fetch(`${mock.url}${WORLD}${path}`, init);
    const text = await reply.text();
    return { status: reply.status, text, body: text === '' ? undefined : JSON.parse(text) };
  };
  const add = async (rule: object) => {
    const added = await admin('POST', '/overrides', rule);
    expect([added.status, added.status === 201 ? '' : added.text]).toEqual([201, '']);
    return added.body;
  };
  const order = async (name: string) => {
    const headers = { api_key: mock.credentials.infrahub?.apiKey ?? '' };
    const body = JSON.stringify({ name, region: 'NORWAY-1' });
    const reply = await fetch(`${mock.url}/v1/core/environments`, { method: 'POST', headers, body });
    const text = await reply.text();
    return { status: reply.status, headers: reply.headers, text, body: JSON.parse(text) };
  };
  const names = async (): Promise<string[]> => {
    const headers = { api_key: mock.credentials.infrahub?.apiKey ?? '' };
    const { environments } = JSON.parse(await (await fetch(`${mock.url}/v1/core/environments`, { headers })).text());
    return environments.map(({ name }: { name: string }) => name);
  };

  it('change an answer by operations, as RFC 6902 says', async () => {
    await add({
      operation: CREATE,
      operations: [
        { op: 'test', path: '/environment/name', value: 'web' },
        { op: 'replace', path: '/environment/region', value: 'CANADA-1' },
        { op: 'copy', from: '/environment/name', path: '/message' },
      ],
    });
    const { status, body } = await order('web');
    expect([status, body.environment.region, body.environment.name, body.message]).toEqual([
      200,
      'CANADA-1',
      'web',
      'web',
    ]);
    expect(await names()).toContain('web');
  });

  it('answer 500 where an operation cannot be done, and name it and its place', async () => {
    await add({ operation: CREATE, operations: [{ op: 'test', path: '/environment/name', value: 'web' }] });
    const { status, headers, body } = await order('wep');
    expect([status, headers.get('x-hostdouble-drift'), headers.get('x-hostdouble-override')]).toEqual([
      500,
      'environments.create',
      '1',
    ]);
    expect(body).toMatchObject({ override: 1, operation: 'environments.create' });
    expect(body.hostdouble).toContain('operation 0 at "/environment/name": another value stands there');
    const { calls } = await mock.control.journal.list({ operation: CREATE });
    expect(calls).toMatchObject([{ status: 500, override: 1 }]);
    expect(await names()).toContain('wep');
  });

  it('answer 500 where the answer that is changed departs from the contract, with the place; with `drift` it is sent, and the journal says what departs', async () => {
    const rule = {
      operation: LIST,
      operations: [{ op: 'move', from: '/environments/0/name', path: '/environments/0/region' }],
    };
    const list = () =>
      fetch(`${mock.url}/v1/core/environments`, { headers: { api_key: mock.credentials.infrahub?.apiKey ?? '' } });
    const refused = await admin('POST', '/overrides', rule);
    expect([refused.status, refused.body.error.message]).toEqual([
      422,
      expect.stringContaining('$.environments[0].name'),
    ]);
    await add({ operation: LIST, operations: [{ op: 'copy', from: '/environments', path: '/message' }] });
    const held = await list();
    expect([held.status, held.headers.get('x-hostdouble-drift')]).toEqual([500, 'environments.list']);
    expect(JSON.parse(await held.text()).hostdouble).toContain(
      'departs from the contract at $.message: expected string',
    );
    await mock.control.overrides.clear();
    await add({ ...rule, drift: true });
    expect((await list()).status).toBe(200);
    const { calls } = await mock.control.journal.list({ operation: LIST });
    expect(calls.map(({ findings }) => findings.map(({ path }) => path))).toEqual([
      ['$.message'],
      ['$.environments[0].name'],
    ]);
    expect(mock.findings).toEqual([]);
  });

  it.each([
    [
      { patch: { environment: { nam: 'x' } } },
      'the patch departs',
      '$.environment.nam: expected no such field; did you mean name?',
    ],
    [{ patch: { environment: { id: 'x' } } }, 'the patch departs', '$.environment.id: expected integer, found string'],
    [{ patch: { environment: { id: null } } }, 'the patch departs', 'null takes a member out'],
    [{ operations: [{ op: 'add', path: '/environment/nam', value: 1 }] }, 'operations[0] departs', '$.environment.nam'],
    [
      { operations: [{ op: 'replace', path: '/environment/id', value: 'x' }] },
      'operations[0] departs',
      'expected integer',
    ],
    [{ operations: [{ op: 'remove', path: '/environment/id' }] }, 'operations[0] departs', '$.environment.id'],
    [
      { operations: [{ op: 'add', path: 'environment' }] },
      '"path":["operations",0,"path"]',
      'is no JSON Pointer such as',
    ],
    [
      { operations: [{ op: 'add', path: '/environment' }] },
      '"path":["operations",0,"value"]',
      '`add`, `replace` and `test` have a `value`',
    ],
    [{ operations: [{ op: 'copy', path: '/environment' }] }, '"path":["operations",0,"from"]', ''],
    [{ operations: [] }, 'operations', ''],
    [{ reply: { headers: { 'content-length': '7' } } }, 'headers', ''],
    [{ reply: { headers: { 'x-a': 'ä€' } } }, 'headers', ''],
    [{ reply: {}, name: '7' }, '"path":["name"]', 'begins with a letter'],
    [{ reply: {}, skip: -1 }, 'skip', ''],
    [{ reply: {}, every: 0 }, 'every', ''],
    [{ reply: {}, between: ['2026-01-02T00:00:00Z', '2026-01-01T00:00:00Z'] }, 'between', 'comes before'],
  ])('are refused when they are added, with the place: %o', async (rule, ...said) => {
    const { status, text } = await admin('POST', '/overrides', { operation: CREATE, ...rule });
    expect(status).toBe(422);
    for (const words of said) expect(text.replaceAll('\\"', '"')).toContain(words);
    expect((await admin('GET', '/overrides')).body.overrides).toEqual([]);
  });

  it('let go by what `skip`, `every` and `between` say, and are told with how often each struck', async () => {
    const reply = { status: 200, body: { status: true, message: 'none', environment: null } };
    await add({ operation: CREATE, skip: 1, every: 2, times: 2, name: 'odd', reply, drift: true });
    const struck: boolean[] = [];
    for (const name of ['a', 'b', 'c', 'd', 'e']) struck.push((await order(name)).body.message === 'none');
    expect(struck).toEqual([false, true, false, true, false]);
    const { overrides } = (await admin('GET', '/overrides')).body;
    expect(overrides).toMatchObject([{ id: 1, name: 'odd', skip: 1, every: 2, left: 0, met: 4, struck: 2 }]);
    const between = ['2026-01-01T01:00:00Z', '2026-01-01T02:00:00Z'];
    expect((await add({ operation: CREATE, between, reply, drift: true })).between).toEqual(between);
    expect((await order('f')).body.message).not.toBe('none');
    await mock.control.clock.advance({ by: 'PT1H' });
    expect((await order('g')).body.message).toBe('none');
  });

  it('have names: one of the same name is replaced where it stands; one is removed by its id or name', async () => {
    const reply = (message: string) => ({ body: { status: true, message, environment: null } });
    const rule = { operation: CREATE, drift: true };
    await add({ ...rule, name: 'first', reply: reply('one') });
    await add({ ...rule, reply: reply('two') });
    expect((await add({ ...rule, name: 'first', reply: reply('three') })).id).toBe(3);
    expect((await order('a')).body.message).toBe('three');
    const gone = await admin('DELETE', '/overrides/firs');
    expect([gone.status, gone.body.error.message]).toEqual([404, 'there is no override "firs"; did you mean first?']);
    expect((await admin('DELETE', '/overrides/first')).status).toBe(204);
    expect((await order('b')).body.message).toBe('two');
    await mock.control.overrides.remove(2);
    expect((await order('c')).status).toBe(200);
    expect(await mock.control.overrides.list()).toEqual([]);
  });

  it('write numbers as the vendor does', async () => {
    const usage = () =>
      fetch(`${mock.url}/v1/billing/user-credit/credit`, {
        headers: { api_key: mock.credentials.infrahub?.apiKey ?? '' },
      });
    const real = await (await usage()).text();
    expect(real).toMatch(/"credit":\d+\.\d/);
    await mock.control.overrides.add({ operation: 'infrahub/credit.*', patch: { data: { credit: 47 } } });
    expect(await (await usage()).text()).toContain('"credit":47.0');
  });
});
