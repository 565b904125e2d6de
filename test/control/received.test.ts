import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assertOnlyCalled, assertReceived, createMockServer, type MockServer } from '../../mock-server/index.js';
import '../../mock-server/vitest.js';
import { listRegions, makeEnvironment, opened } from './made-environments.js';

let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer({ seed: 'empty', clock: 'frozen' });
});
afterAll(() => mock.close());

/** What a call that throws says. */
function saidBy(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return 'nothing was thrown';
}

const create = 'infrahub/environments.create';

describe('expect(world).toHaveReceived', () => {
  it('holds of what was received, in all the ways to say it', async () => {
    await using world = await mock.world(opened);
    await makeEnvironment(world, 'web');
    await makeEnvironment(world, 'mail');
    expect(world).toHaveReceived(create);
    expect(world).toHaveReceived(create, { body: { name: 'web' } });
    expect(world).toHaveReceived(create, { body: { name: 'web' } }, { times: 1 });
    expect(world).toHaveReceived(create, { where: { body: { name: 'web' } }, times: 1 });
    expect(world).toHaveReceived(create, { times: 2 });
    expect(world).toHaveReceived(create, undefined, { atLeast: 1, atMost: 2 });
    expect(world).toHaveReceived(create, { body: { name: /^we/ } }, { times: 1 });
    expect(world).toHaveReceived(create, { body: { name: expect.any(String) } }, { times: 2 });
    expect(world).toHaveReceived('infrahub/environments.*', { reply: { status: 200 } });
    expect(world).toHaveReceived('environments.create', { body: { region: 'NORWAY-1' } });
    expect(world).toHaveReceived('infrahub/environments.delete', { never: true });
    expect(world).not.toHaveReceived('infrahub/environments.delete');
    expect(world).not.toHaveReceived(create, { body: { name: 'wep' } });
    expect(world).not.toHaveReceived(create, { times: 1 });
  });

  it('names the nearest calls, and what differs, place by place', async () => {
    await using world = await mock.world({ ...opened, name: 'near' });
    await listRegions(world);
    await makeEnvironment(world, 'wep');
    const miss = () =>
      expect(world).toHaveReceived(create, { body: { name: 'web', region: 'CANADA-1' } }, { times: 1 });
    expect(saidBy(miss)).toBe(
      [
        'the world "near" received no call of infrahub/environments.create with {"body":{"name":"web","region":"CANADA-1"}}, and was to receive exactly 1',
        'nearest:',
        '  2. POST /v1/core/environments (infrahub/environments.create), answered 200',
        '    $.body.name: expected "web", found "wep"',
        '    $.body.region: expected "CANADA-1", found "NORWAY-1"',
      ].join('\n'),
    );
    expect(saidBy(() => expect(world).not.toHaveReceived(create))).toBe(
      'the world "near" received one call of infrahub/environments.create, and was not to',
    );
    expect(saidBy(() => expect(world).toHaveReceived(create, { never: true }))).toBe(
      [
        'the world "near" received one call of infrahub/environments.create, and was to receive none',
        'nearest:',
        '  2. POST /v1/core/environments (infrahub/environments.create), answered 200',
      ].join('\n'),
    );
    expect(
      saidBy(() => expect(world).toHaveReceived('infrahub/environments.list', { atLeast: 2, atMost: 3 })),
    ).toContain(
      'received no call of infrahub/environments.list, and was to receive at least 2 and at most 3\nnearest:\n',
    );
  });

  it('shows no secret of a near miss', async () => {
    await using world = await mock.world(opened);
    const { urls, credentials } = world;
    const body = new URLSearchParams({ login: credentials.virtuozzo.login, password: 'wrong-one' });
    await fetch(`${urls.virtuozzo}/users/authentication/rest/signin`, { method: 'POST', body });
    const said = saidBy(() =>
      expect(world).toHaveReceived('virtuozzo/authentication.signIn', { query: { password: 'other' } }),
    );
    expect(said).toContain('$.query.password: expected "[redacted]", found "[redacted]"');
    expect(said).not.toMatch(/other|wrong-one/);
    await makeEnvironment(world, 'web');
    const key = credentials.infrahub.apiKey;
    const header = saidBy(() =>
      expect(world).toHaveReceived(create, { headers: { api_key: `${key}0` }, body: { name: key } }),
    );
    expect(header).toContain('$.headers.api_key: expected "[redacted]", found "[redacted]"');
    expect(header).not.toContain(key);
  });

  it('says that a world without calls received none', async () => {
    await using world = await mock.world({ ...opened, name: 'silent' });
    expect(saidBy(() => expect(world).toHaveReceived(create))).toBe(
      'the world "silent" received no call of infrahub/environments.create, and was to receive at least one',
    );
  });

  it.each<[string, readonly unknown[], string]>([
    [
      'an operation that there is not',
      ['infrahub/environments.crate'],
      'no operation is named "infrahub/environments.crate"; did you mean infrahub/environments.create?',
    ],
    [
      'an operation of no vendor',
      ['environments.crate'],
      'no operation is named "environments.crate"; did you mean environments.create?',
    ],
    ['a pattern that means none', ['infrahb/*'], 'no operation is named "infrahb/*"'],
    ['no text', [7], 'an operation is named by a text'],
    [
      'a part that no call has',
      [create, { bdy: {} }, { times: 1 }],
      '"bdy" says nothing of what a call must have been; did you mean body?',
    ],
    [
      'a member that no such call takes',
      [create, { body: { nmae: 'web' } }],
      'takes no $.body.nmae, and no call sent it; did you mean name?',
    ],
    ['a count of no meaning', [create, { tiems: 1 }], '"tiems" says nothing of how often; did you mean times?'],
    ['parts and counts in one', [create, { body: {}, times: 1 }], '"times" says nothing of what a call must have been'],
    ['half a call', [create, { times: 0.5 }], '`times` is a whole number of calls'],
    ['counts that contradict', [create, { atLeast: 2, atMost: 1 }], 'asks for more calls at least than at most'],
    ['a text in place of parts', [create, 'web'], 'what a call must have been is said by an object'],
    ['a length of time', [create, { within: '5s' }], '"within" says nothing of how often'],
    ['more than is compared', [create, { body: Array.from({ length: 300 }, (_, at) => at) }], 'more than is compared'],
  ])('refuses %s, also where it is not to be', async (_what, given, said) => {
    await using world = await mock.world(opened);
    await makeEnvironment(world, 'web');
    for (const expectation of [expect(world), expect(world).not])
      expect(saidBy(() => Reflect.apply(Object(expectation).toHaveReceived, expectation, given))).toContain(said);
  });

  it('refuses what is no world', () => {
    for (const other of [undefined, null, {}, 'default', mock])
      expect(saidBy(() => Reflect.apply(Object(expect(other)).toHaveReceived, expect(other), [create]))).toBe(
        'toHaveReceived is asked of a world, such as `await mock.world()` gives',
      );
  });
});

describe('expect(world).toHaveOnlyCalled', () => {
  it('holds where all calls are let in, and something was called', async () => {
    await using world = await mock.world({ ...opened, name: 'only' });
    expect(world).toHaveOnlyCalled([]);
    expect(saidBy(() => expect(world).toHaveOnlyCalled([create]))).toBe(
      'the world "only" was to receive nothing but infrahub/environments.create, and received no call',
    );
    await makeEnvironment(world, 'web');
    expect(world).toHaveOnlyCalled([create]);
    expect(world).toHaveOnlyCalled(['infrahub/environments.*', 'infrahub/regions.list']);
    expect(world).toHaveOnlyCalled([{ operation: create, where: { body: { name: 'web' } } }]);
    expect(world).not.toHaveOnlyCalled([{ operation: create, where: { body: { name: 'mail' } } }]);
    expect(world).not.toHaveOnlyCalled([]);
    await listRegions(world);
    expect(saidBy(() => expect(world).toHaveOnlyCalled([create]))).toBe(
      [
        'the world "only" was to receive nothing but infrahub/environments.create',
        'it received:',
        '  2. GET /v1/core/regions (infrahub/regions.list), answered 200',
        '    $.operation: expected "infrahub/environments.create", found "infrahub/regions.list"',
      ].join('\n'),
    );
    expect(saidBy(() => expect(world).not.toHaveOnlyCalled(['infrahub/*']))).toBe(
      'the world "only" received nothing but infrahub/*, and was not to',
    );
  });

  it('refuses what there is not', async () => {
    await using world = await mock.world(opened);
    const only = (letIn: unknown) => saidBy(() => Object(expect(world)).toHaveOnlyCalled(letIn));
    expect(only('infrahub/*')).toBe('what may be called is a list of operations');
    expect(only(['infrahub/regions.lst'])).toContain('did you mean infrahub/regions.list?');
    expect(only([{ operation: create, times: 1 }])).toContain('not "times"');
    expect(only([{ operation: create, where: { bdy: 1 } }])).toContain('did you mean body?');
  });
});

describe('without a test runner', () => {
  it('assertReceived throws what the matcher says, or nothing', async () => {
    await using world = await mock.world(opened);
    await makeEnvironment(world, 'wep');
    assertReceived(world, create);
    assertReceived(world, create, { body: { name: 'wep' } }, { times: 1 });
    assertReceived(world, 'infrahub/environments.delete', { never: true });
    expect(() => assertReceived(world, create, { body: { name: 'web' } })).toThrow(
      '$.body.name: expected "web", found "wep"',
    );
    expect(() => Reflect.apply(assertReceived, undefined, [{}, create])).toThrow('assertReceived is asked of a world');
  });

  it('assertOnlyCalled does, too', async () => {
    await using world = await mock.world(opened);
    await makeEnvironment(world, 'web');
    assertOnlyCalled(world, [create]);
    expect(() => assertOnlyCalled(world, ['infrahub/regions.*'])).toThrow('infrahub/environments.create');
  });
});
