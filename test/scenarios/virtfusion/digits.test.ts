import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createClient } from '../../../contracts/core/client.js';
import { virtfusion } from '../../../contracts/vendors/virtfusion/index.js';
import { createMockServer } from '../../../mock-server/index.js';
import { receiver } from '../../receiver.js';
import { panelForEach } from './customer.js';

const { panel, mock, user, order, pass } = panelForEach();

/** The greatest id of 64 bits and its neighbour: to a double they are one. */
const [GREATEST, NEIGHBOUR] = ['18446744073709551615', '18446744073709551614'];
/** The first whole number that no double holds. */
const FIRST = '9007199254740993';

/** Sends a body as it is written here. */
async function sent(method: string, path: string, body?: string) {
  const { url, credentials } = mock();
  const headers = { authorization: `Bearer ${credentials.virtfusion?.token}`, 'content-type': 'application/json' };
  const reply = await fetch(`${url}/api/v1${path}`, { method, headers, ...(body !== undefined && { body }) });
  return { status: reply.status, text: await reply.text() };
}

let made = 0;
/** Makes a user of this relation, written as JSON. */
const userOf = (relation: string) => {
  made += 1;
  return sent(
    'POST',
    '/users',
    `{"name":"Ann","email":"ann${made}@lee.co","selfService":3,"extRelationId":${relation}}`,
  );
};

/** The ids in a body as they are written. */
const written = (text: string) => /"(?:extRelationId|relationalId)":("?\w*"?)/.exec(text)?.[1];

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

describe('a world with such ids', () => {
  it('is saved as plain JSON, and is the same in another server', async () => {
    for (const id of [GREATEST, NEIGHBOUR, '7']) await userOf(id);
    const before = await sent('GET', `/users/${GREATEST}/byExtRelation`);
    const saved = JSON.parse(JSON.stringify(await mock().control.snapshot.save()));
    const other = await createMockServer({ seed: 'empty', clock: 'frozen', now: '2025-01-31T12:00:00Z' });
    try {
      await other.control.snapshot.restore(saved);
      expect(await other.control.snapshot.save()).toEqual(saved);
      const headers = { authorization: `Bearer ${other.credentials.virtfusion?.token}` };
      for (const id of [GREATEST, NEIGHBOUR]) {
        const reply = await fetch(`${other.url}/api/v1/users/${id}/byExtRelation`, { headers });
        expect(written(await reply.text())).toBe(id);
      }
      const first = await fetch(`${other.url}/api/v1/users/${GREATEST}/byExtRelation`, { headers });
      expect(await first.text()).toBe(before.text);
    } finally {
      await other.close();
    }
  });

  it('may be one that was saved before digits were kept: its rounded id is found by all that look the same', async () => {
    await userOf(GREATEST);
    const text = JSON.stringify(await mock().control.snapshot.save());
    await mock().control.snapshot.restore(JSON.parse(text.replace(`"${GREATEST}"`, GREATEST)));
    for (const id of [GREATEST, NEIGHBOUR])
      expect(written((await sent('GET', `/users/${id}/byExtRelation`)).text)).toBe('18446744073709552000');
    expect((await userOf(NEIGHBOUR)).status).toBe(409);
    await panel.done(404, 'GET', `/users/${FIRST}/byExtRelation`);
  });

  it.each(['"18446744073709551616"', '"7"', '"9007199254740991"', '"0018446744073709551615"', '"x"', '1e30', '1.5'])(
    'is not restored with %s for an id',
    async id => {
      await userOf(GREATEST);
      const text = JSON.stringify(await mock().control.snapshot.save());
      const restored = mock().control.snapshot.restore(JSON.parse(text.replace(`"${GREATEST}"`, id)));
      await expect(restored).rejects.toThrow(/snapshot cannot be read.*extRelationId/s);
    },
  );

  it('is shown over HTTP with the digits, in its records and in the paths of its calls', async () => {
    await userOf(GREATEST);
    await sent('GET', `/users/${GREATEST}/byExtRelation`);
    const admin = `${mock().url}/__admin/worlds/default`;
    expect(await (await fetch(`${admin}/snapshot`)).text()).toContain(`"extRelationId":"${GREATEST}"`);
    expect(await (await fetch(`${admin}/journal`)).text()).toContain(`/users/${GREATEST}/byExtRelation`);
  });

  it('answers from what is kept as it answered first', async () => {
    await userOf(GREATEST);
    await userOf(NEIGHBOUR);
    for (const id of [GREATEST, NEIGHBOUR, GREATEST, NEIGHBOUR])
      expect(written((await sent('GET', `/users/${id}/byExtRelation`)).text)).toBe(id);
    await sent('DELETE', `/users/${GREATEST}/byExtRelation`);
    expect((await sent('GET', `/users/${GREATEST}/byExtRelation`)).status).toBe(404);
    expect(written((await sent('GET', `/users/${NEIGHBOUR}/byExtRelation`)).text)).toBe(NEIGHBOUR);
  });
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

it('a seed may write such ids as numbers, and name what an answer had', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hostdouble-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const at = '2026-01-05T09:00:00Z';
  const calls = `[
    {"at":"${at}","call":"users.create","body":{"name":"Ann","email":"a@b.co","extRelationId":${GREATEST}},"keep":{"ann":"/data/extRelationId"}},
    {"at":"${at}","call":"users.create","body":{"name":"Bob","email":"b@b.co","extRelationId":"${NEIGHBOUR}"}},
    {"at":"${at}","call":"users.create","body":{"name":"Cy","email":"c@b.co","extRelationId":7}},
    {"at":"${at}","call":"users.modify","params":{"extRelationId":"{ann}"},"body":{"name":"Ann Lee"}},
    {"at":"${at}","call":"users.modify","params":{"extRelationId":${NEIGHBOUR}},"body":{"name":"Bob Roe"}}]`;
  await writeFile(join(folder, 'seed.json'), `{"vendors":{"virtfusion":{"start":"${at}","calls":${calls}}}}`);
  const seeded = await createMockServer({ seed: join(folder, 'seed.json'), clock: 'frozen' });
  try {
    const headers = { authorization: `Bearer ${seeded.credentials.virtfusion?.token}` };
    for (const [id, name] of [
      [GREATEST, 'Ann Lee'],
      [NEIGHBOUR, 'Bob Roe'],
      ['7', 'Cy'],
    ] as const) {
      const text = await (await fetch(`${seeded.url}/api/v1/users/${id}/byExtRelation`, { headers })).text();
      expect([written(text), JSON.parse(text).data.name]).toEqual([id, name]);
    }
  } finally {
    await seeded.close();
  }
});

it('a webhook is told of such a user with all digits', async () => {
  const { url, received } = await receiver();
  await mock().control.worlds.change({ webhooks: [`${url}/hook`] });
  await userOf(GREATEST);
  await order({ userId: 2 });
  await pass('PT0S');
  await vi.waitFor(() => expect(received).toHaveLength(2));
  for (const { text } of received)
    expect(text.match(/"extRelationId":[^,]+/g)).toContain(`"extRelationId":${GREATEST}`);
});

describe('the typed client', () => {
  const client = () => createClient(virtfusion, { url: mock().url, credentials: { ...mock().credentials.virtfusion } });
  const ann = { name: 'Ann', email: 'ann@lee.co' };

  it('gives such an id as text of its digits, which JSON carries, and takes it back in a path', async () => {
    const { data } = await client().users.create({ body: { ...ann, extRelationId: 18446744073709551615n } });
    expect(data.extRelationId).toBe(GREATEST);
    expect(JSON.parse(JSON.stringify(data))).toEqual(data);
    const shown = await client().users.show({ params: { extRelationId: `${data.extRelationId}` } });
    expect([shown.data.id, shown.data.extRelationId]).toEqual([data.id, GREATEST]);
    const made = await client().servers.create({ body: { packageId: 1, userId: data.id, hypervisorId: 1 } });
    expect(made).toMatchObject({ status: 201, body: { data: { owner: { extRelationId: GREATEST } } } });
  });

  it('gives any other as a number', async () => {
    const { data } = await client().users.create({ body: { ...ann, extRelationId: '7' } });
    expect(data.extRelationId).toBe(7);
  });
});

describe('an operator answers with such ids', () => {
  const admin = (body: string) =>
    fetch(`${mock().url}/__admin/worlds/default/overrides`, {
      ...{ method: 'POST', headers: { 'content-type': 'application/json' }, body },
    });

  it('in a patch, as a number or, where that is to be tried, as text', async () => {
    await userOf(GREATEST);
    const show = `/users/${GREATEST}/byExtRelation`;
    const patches: readonly (readonly [patch: string, shown: string | undefined])[] = [
      ['{"name":"Bob"}', GREATEST],
      [`{"extRelationId":${NEIGHBOUR}}`, NEIGHBOUR],
      [`{"extRelationId":"${NEIGHBOUR}"}`, `"${NEIGHBOUR}"`],
    ];
    for (const [patch, shown] of patches) {
      await mock().control.overrides.clear();
      const added = await admin(`{"operation":"virtfusion/users.show","patch":{"data":${patch}},"drift":true}`);
      expect([added.status, await added.text()]).toEqual([201, expect.stringContaining(patch)]);
      expect(written((await sent('GET', show)).text)).toBe(shown);
    }
    const list = await fetch(`${mock().url}/__admin/worlds/default/overrides`);
    expect(await list.text()).toContain(`{"extRelationId":"${NEIGHBOUR}"}`);
  });

  it('whole, within the contract; and to the calls about one of them only', async () => {
    const { text } = await userOf(NEIGHBOUR);
    const answer = text.replace(/,"password":"\w+"/, '').replace(NEIGHBOUR, GREATEST);
    const where = `{"params":{"extRelationId":${GREATEST}}}`;
    const rule = `{"operation":"virtfusion/users.show","where":${where},"reply":{"body":${answer}}}`;
    expect((await admin(rule)).status).toBe(201);
    expect(written((await sent('GET', `/users/${GREATEST}/byExtRelation`)).text)).toBe(GREATEST);
    expect(written((await sent('GET', `/users/${NEIGHBOUR}/byExtRelation`)).text)).toBe(NEIGHBOUR);
    const texts = rule.replace(`"extRelationId":${GREATEST},`, `"extRelationId":"${GREATEST}",`);
    expect((await admin(texts)).status).toBe(422);
  });

  it('to calls whose body has it', async () => {
    const rule = `{"operation":"virtfusion/users.create","where":{"body":{"extRelationId":${GREATEST}}},"reply":{"status":503},"drift":true}`;
    expect((await admin(rule)).status).toBe(201);
    expect([(await userOf(NEIGHBOUR)).status, (await userOf(GREATEST)).status]).toEqual([201, 503]);
    expect((await userOf(`"${GREATEST}"`)).status).toBe(503);
  });
});
