import { describe, expect, it } from 'vitest';
import { serverOfJournals } from './opened.js';

const server = serverOfJournals();
const { opened } = server;

describe('a verification', () => {
  it('says whether so many calls came, and else which came nearest, with what differs', async () => {
    const world = await opened();
    await world.make({ name: 'wep', region: 'NORWAY-1' });
    const wanted = { operation: 'infrahub/environments.create', where: { body: { name: 'web' } }, times: 1 } as const;
    const { status, body } = await world.verify(wanted);
    delete body.otherWorlds;
    expect([status, body]).toEqual([
      200,
      {
        holds: false,
        matched: 0,
        nearest: [
          {
            call: expect.objectContaining({ number: 1, body: { name: 'wep', region: 'NORWAY-1' } }),
            differs: [{ at: '$.body.name', expected: 'web', found: 'wep' }],
          },
        ],
      },
    ]);
    expect(await server.mock.control.journal.verify(wanted, world.name)).toMatchObject({
      holds: false,
      nearest: [{ differs: [{ at: '$.body.name', expected: 'web', found: 'wep' }] }],
    });
    await world.make({ name: 'web', region: 'NORWAY-1' });
    expect((await world.verify(wanted)).body).toEqual({ holds: true, matched: 1, nearest: [] });
  });

  it.each<[object, boolean]>([
    [{}, true],
    [{ times: 2 }, true],
    [{ times: 1 }, false],
    [{ times: 0 }, false],
    [{ atLeast: 2 }, true],
    [{ atLeast: 3 }, false],
    [{ atMost: 2 }, true],
    [{ atMost: 1 }, false],
    [{ atLeast: 1, atMost: 3 }, true],
    [{ never: true }, false],
    [{ never: false }, true],
  ])('of two calls: %j is %s', async (counts, holds) => {
    const world = await opened();
    await world.list();
    await world.list();
    const { body } = await world.verify({ operation: 'environments.list', ...counts });
    expect([body.holds, body.matched]).toEqual([holds, 2]);
  });

  it.each<[object, string]>([
    [{}, 'takes either an `operation`, or `order` or `only`'],
    [
      { operation: 'environments.list', order: ['environments.list'] },
      'takes either an `operation`, or `order` or `only`',
    ],
    [{ order: ['environments.list'], times: 1 }, 'takes `order` and `only` alone'],
    [{ operation: 'environments.list', times: 1, atMost: 2 }, 'takes either `times`, or `atLeast` and `atMost`'],
    [{ operation: 'environments.list', times: 1, never: true }, 'takes `never` alone'],
    [{ operation: 'environments.list', atLeast: 1, never: true }, 'takes `never` alone'],
    [{ operation: 'environments.list', atLeast: 3, atMost: 2 }, 'asks for more calls at least than at most'],
    [{ operation: 'environments.list', times: -1 }, 'must be at least 0'],
    [{ operation: 'environments.lst' }, 'did you mean environments.list?'],
    [{ order: ['environments.list', 'environments.lst'] }, 'did you mean environments.list?'],
    [
      { operation: 'environments.create', where: { body: { nam: 'web' } } },
      'takes no $.body.nam, and no call sent it; did you mean name?',
    ],
    [{ operation: 'environments.create', where: { bodi: {} } }, 'there is no member \\"bodi\\"'],
    [
      { operation: 'environments.list', where: { query: { pagesize: 1, pag: 2 } } },
      'no $.query.pag, and no call sent it; did you mean page?',
    ],
    [
      { operation: 'environments.list', where: { body: { name: 'web' } } },
      'takes no $.body, and no call sent it; its input is in query',
    ],
    [{ operation: 'control.getEnvs', where: { body: { session: 'x' } } }, 'its input is in query'],
    [
      { operation: 'environments.create', where: { body: { name: Array.from({ length: 201 }, () => 1) } } },
      'at most 200 values',
    ],
  ])('that says %j is refused', async (wanted, said) => {
    const world = await opened();
    const { status, text } = await world.verify(wanted);
    expect([status, text]).toEqual([422, expect.stringContaining(said)]);
  });

  it('of what no contract describes is made of what was sent; nobody sees it, nor a secret', async () => {
    const world = await opened();
    await world.make({ name: 'web', region: 'NORWAY-1', colour: 'red' }, { 'x-who': 'ada' });
    const create = 'environments.create';
    expect((await world.verify({ operation: create, where: { body: { colour: 'red' } } })).body.holds).toBe(true);
    expect(
      (await world.verify({ operation: create, where: { body: { colour: 'blue' } } })).body.nearest[0].differs,
    ).toEqual([{ at: '$.body.colour', expected: 'blue', found: '[undescribed]' }]);
    const { login, password } = world.credentials.virtuozzo;
    await world.platform('users/authentication/rest/signin', { login, password });
    const signIn = (where: object) => world.verify({ operation: 'authentication.signIn', where });
    expect((await signIn({ query: { password } })).body.holds).toBe(true);
    const wrong = await signIn({ query: { password: 'another-secret' } });
    expect(wrong.body.nearest[0].differs).toEqual([
      { at: '$.query.password', expected: '[redacted]', found: '[redacted]' },
    ]);
    expect(wrong.text).not.toContain(password);
    const keyed = await world.verify({
      operation: create,
      where: { headers: { api_key: 'another-key', 'X-Who': 'ada' } },
    });
    expect(keyed.body.nearest[0].differs).toEqual([
      { at: '$.headers.api_key', expected: '[redacted]', found: '[redacted]' },
    ]);
    expect(keyed.text).not.toContain(world.api_key);
  });

  it('is of the answer too: its status, its failure and its body', async () => {
    const world = await opened();
    await world.list('', 'wrong');
    const list = (reply: object) => world.verify({ operation: 'environments.list', where: { reply } });
    expect((await list({ status: 401, failure: 'unauthenticated' })).body.holds).toBe(true);
    expect((await list({ body: { status: false } })).body.holds).toBe(true);
    expect((await list({ status: 200, body: { status: true } })).body.nearest[0].differs).toEqual([
      { at: '$.reply.status', expected: 200, found: 401 },
      { at: '$.reply.body.status', expected: true, found: false },
    ]);
  });

  it('of an operation that was not called tells of the calls that most likely meant it', async () => {
    const world = await opened();
    await world.list();
    await fetch(`${world.urls.infrahub}/core/environment`, { method: 'POST', headers: { api_key: world.api_key } });
    await world.list();
    const { nearest } = (await world.verify({ operation: 'infrahub/environments.create' })).body;
    expect(nearest.map(({ call: { number } }: { call: { number: number } }) => number)).toEqual([2, 3, 1]);
    expect(nearest[0].differs).toEqual([
      { at: '$.operation', expected: 'infrahub/environments.create', found: 'POST /v1/core/environment' },
    ]);
  });

  it('names other worlds that received what is missing', async () => {
    const [here, there] = [await opened(), await opened()];
    await there.make({ name: 'elsewhere', region: 'NORWAY-1' });
    const wanted = { operation: 'environments.create', where: { body: { name: 'elsewhere' } } };
    expect((await here.verify(wanted)).body).toMatchObject({ holds: false, otherWorlds: [there.name] });
    expect((await here.verify({ ...wanted, never: true })).body).toEqual({ holds: true, matched: 0, nearest: [] });
  });

  it('of an order says where it broke; others may stand between', async () => {
    const world = await opened();
    await world.make({ name: 'one', region: 'NORWAY-1' });
    await world.list();
    await world.make({ name: 'two', region: 'NORWAY-1' });
    const made = (name: string) => ({ operation: 'environments.create', where: { body: { name } } });
    const order = (...wanted: unknown[]) => world.verify({ order: wanted });
    expect((await order(made('one'), made('two'))).body).toEqual({ holds: true, matched: 2, nearest: [] });
    expect((await order('environments.create', 'environments.create', 'environments.create')).body).toMatchObject({
      ...{ holds: false, matched: 2, brokenAt: 2 },
    });
    const { body } = await order(made('two'), 'environments.list');
    expect(body).toMatchObject({ holds: false, matched: 1, brokenAt: 1 });
    expect(body.nearest[0]).toMatchObject({
      call: { number: 2 },
      differs: [{ at: '$.number', expected: 'after 3', found: 2 }],
    });
  });

  it('that only such calls came tells of the others', async () => {
    const world = await opened();
    expect((await world.verify({ only: ['environments.list'] })).body.holds).toBe(false);
    await world.list();
    expect((await world.verify({ only: ['environments.list'] })).body).toEqual({
      holds: true,
      matched: 1,
      nearest: [],
    });
    await world.make({ name: 'one', region: 'NORWAY-1' });
    expect((await world.verify({ only: ['environments.list', 'regions.list'] })).body).toMatchObject({
      ...{ holds: false, matched: 1 },
      nearest: [{ call: { number: 2 }, differs: [{ at: '$.operation', found: 'environments.create' }] }],
    });
    expect((await world.verify({ only: ['environments.*'] })).body.holds).toBe(true);
  });
});
