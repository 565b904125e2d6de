import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { panelForEach } from './customer.js';
import { FIRST, GREATEST, NEIGHBOUR, writerTo, written } from './relations.js';

const { panel, mock, user, order } = panelForEach();
const { sent, userOf } = writerTo(mock);

describe.each([
  ['as a number', (id: string) => id],
  ['as text', (id: string) => `"${id}"`],
  ['as text with spaces around it', (id: string) => `" ${id} "`],
])('an id of more digits than a double holds, sent %s', (_how, form) => {
  it.each([GREATEST, NEIGHBOUR, FIRST, '12949672954294967291', '9223372036854775808'])(
    '%s comes back as a number with all of them, from every call that tells it',
    async id => {
      const created = await userOf(form(id));
      expect([created.status, written(created.text)]).toEqual([201, id]);
      expect(written((await sent('GET', `/users/${id}/byExtRelation`)).text)).toBe(id);
      expect(written((await sent('GET', `/selfService/usage/byUserExtRelationId/${id}`)).text)).toBe(id);
      const server = await order({ userId: JSON.parse(created.text).data.id });
      for (const path of [`/servers/${server.id}`, `/servers/${server.id}?remoteState=true`])
        expect(written((await sent('GET', path)).text)).toBe(id);
    },
  );
});

it('neighbours are two users in every call', async () => {
  expect((await userOf(GREATEST)).status).toBe(201);
  expect((await userOf(`"${NEIGHBOUR}"`)).status).toBe(201);
  for (const [taken, form] of [
    [GREATEST, `"${GREATEST}"`],
    [NEIGHBOUR, NEIGHBOUR],
  ] as const)
    expect([taken, (await userOf(form)).status]).toEqual([taken, 409]);

  const self = '/selfService';
  const calls: readonly (readonly [number, string, string, string?])[] = [
    [201, 'PUT', '/users/:id/byExtRelation', '{"name":"Bob"}'],
    [201, 'POST', '/users/:id/byExtRelation/resetPassword'],
    [200, 'POST', '/users/:id/authenticationTokens'],
    [201, 'POST', `${self}/credit/byUserExtRelationId/:id`, '{"tokens":5}'],
    [204, 'POST', `${self}/hourlyGroupProfile/byUserExtRelationId/:id`, '{"profileId":1}'],
    [204, 'POST', `${self}/resourceGroupProfile/byUserExtRelationId/:id`, '{"profileId":4}'],
    [204, 'DELETE', `${self}/hourlyGroupProfile/1/byUserExtRelationId/:id`],
    [204, 'PUT', `${self}/hourlyResourcePack/byUserExtRelationId/:id`, '{"packId":1}'],
    [204, 'PUT', `${self}/access/byUserExtRelationId/:id`, '{"syncToProfiles":true}'],
    [201, 'POST', `${self}/resourcePack/byUserExtRelationId/:id`, '{"packId":1}'],
    [200, 'GET', `${self}/hourlyStats/byUserExtRelationId/:id`],
    [200, 'GET', `${self}/report/byUserExtRelationId/:id`],
  ];
  for (const [status, method, path, body] of calls)
    expect([path, (await sent(method, path.replace(':id', GREATEST), body)).status]).toEqual([path, status]);
  const other = await panel.read(`/users/${NEIGHBOUR}/byExtRelation`);
  expect(other).toMatchObject({
    name: 'Ann',
    selfServiceResourceGroupProfiles: [],
    selfServiceHourlyResourcePack: null,
  });
  expect((await panel.read(`${self}/hourlyStats/byUserExtRelationId/${NEIGHBOUR}`)).credit.value).toBe(0);
  expect((await panel.read(`${self}/report/byUserExtRelationId/${NEIGHBOUR}`)).limits.packs).toEqual([]);

  const server = await order({ userId: other.id });
  const tokens = (id: string) => sent('POST', `/users/${id}/serverAuthenticationTokens/${server.id}`);
  expect([(await tokens(NEIGHBOUR)).status, (await tokens(GREATEST)).status]).toEqual([200, 404]);
  await panel.done(204, 'DELETE', `${self}/resourceGroupProfile/4/byUserExtRelationId/${GREATEST}`);
});

it('a user is deleted by his own id, and his neighbour stays', async () => {
  for (const id of [GREATEST, NEIGHBOUR]) expect((await userOf(id)).status).toBe(201);
  await panel.done(204, 'DELETE', `/users/${GREATEST}/byExtRelation`);
  await panel.done(404, 'GET', `/users/${GREATEST}/byExtRelation`);
  await panel.done(200, 'GET', `/users/${NEIGHBOUR}/byExtRelation`);
});

describe('what is no id of 64 bits', () => {
  it.each([
    ...['0', '"0"', '-1', '"-1"', '1.5', '"1.5"', '18446744073709551616', '"18446744073709551616"'],
    ...['-18446744073709551615', '1e22', '1.8446744073709552e19', '99999999999999999999999999999999999999999999'],
    // It would come back as 7, and so without its digits.
    ...['"007"', '"0x10"', '"1e3"', '""', '"+7"', 'true', '[18446744073709551615]', '{"a":18446744073709551615}'],
  ])('is refused in a body: %s', async relation => {
    expect((await userOf(relation)).status).toBe(422);
    const credit = `{"tokens":1,"reference_1":${relation}}`;
    await user();
    // What is text there is the affair of another rule.
    if (!relation.startsWith('"'))
      expect((await sent('POST', '/selfService/credit/byUserExtRelationId/7', credit)).status).toBe(422);
  });

  it.each(['007', '0', '18446744073709551616', '1e3', '7.0', '+7', '-7', ' 7', '7n'])(
    'names nobody in a path: %s',
    async relation => {
      await user();
      expect(await panel.done(404, 'GET', `/users/${encodeURIComponent(relation)}/byExtRelation`)).toEqual({
        msg: 'ext_relation_id not found',
      });
    },
  );
});

it('a number of another writing is the number that it is', async () => {
  for (const [sentAs, id] of [
    ['1e3', '1000'],
    ['5.0', '5'],
    ['1e19', '10000000000000000000'],
    ['9007199254740991', '9007199254740991'],
  ] as const) {
    expect([sentAs, written((await userOf(sentAs)).text)]).toEqual([sentAs, id]);
    await panel.done(200, 'GET', `/users/${id}/byExtRelation`);
  }
});

it('long numbers in other places are what a double makes of them', async () => {
  const long = `{"name":${GREATEST},"email":"a@b.co","x":${GREATEST}}`;
  expect((await sent('POST', '/users', long)).status).toBe(422);
  expect((await sent('POST', '/users', `{"name":"${GREATEST}","email":"a@b.co"}`)).text).toContain(
    `"name":"${GREATEST}"`,
  );
  expect((await sent('POST', '/servers', `{"packageId":${GREATEST},"userId":1,"hypervisorId":1}`)).status).toBe(422);
});

it('a name that looks like a long number stays text beside an id that is one', async () => {
  const body = `{"name":"${NEIGHBOUR}","email":"a@b.co","extRelationId":${GREATEST}}`;
  const { text } = await sent('POST', '/users', body);
  expect(text).toContain(`"name":"${NEIGHBOUR}"`);
  expect(written(text)).toBe(GREATEST);
});

it('the reference of a credit keeps its digits', async () => {
  await user();
  for (const reference of [GREATEST, `"${NEIGHBOUR}"`, '400'])
    await sent('POST', '/selfService/credit/byUserExtRelationId/7', `{"tokens":1,"reference_1":${reference}}`);
  const saved = JSON.stringify(await mock().control.snapshot.save());
  expect(saved.match(/"reference1":[^,]+/g)).toEqual([
    `"reference1":"${GREATEST}"`,
    `"reference1":"${NEIGHBOUR}"`,
    '"reference1":400',
  ]);
});

it('any id of 64 bits comes back as it was sent, as a number and as text', async () => {
  const taken = new Set<string>();
  const big = fc.bigInt(1n, 2n ** 64n - 1n);
  const near = fc
    .tuple(fc.constantFrom(2n ** 53n, 2n ** 63n, 2n ** 64n - 4n), fc.bigInt(-3n, 3n))
    .map(([a, b]) => a + b);
  await fc.assert(
    fc.asyncProperty(fc.oneof(big, near), fc.boolean(), async (value, isText) => {
      const id = `${value}`;
      const { status, text } = await userOf(isText ? `"${id}"` : id);
      expect([id, status]).toEqual([id, taken.has(id) ? 409 : 201]);
      if (status === 201) expect(written(text)).toBe(id);
      taken.add(id);
      const shown = (await sent('GET', `/users/${id}/byExtRelation`)).text;
      expect([id, written(shown)]).toEqual([id, id]);
    }),
    { numRuns: 100 },
  );
});
