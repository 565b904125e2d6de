import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createClient } from '../../../contracts/core/client.js';
import { virtfusion } from '../../../contracts/vendors/virtfusion/index.js';
import { createMockServer } from '../../../mock-server/index.js';
import { receiver } from '../../receiver.js';
import { panelForEach } from './customer.js';
import { FIRST, GREATEST, NEIGHBOUR, writerTo, written } from './relations.js';

const { panel, mock, order, pass } = panelForEach();
const { sent, userOf } = writerTo(mock);

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

it('the OpenAPI document says that an id is a whole number of 64 bits, or its digits', async () => {
  const { schemas } = Object(await mock().control.openapi.show('virtfusion')).components;
  expect(schemas.UsersCreateBody.properties.extRelationId).toMatchObject({
    anyOf: [{ $ref: '#/components/schemas/Uint64' }, { type: 'null' }],
  });
  const [number, digits] = schemas.Uint64.anyOf;
  expect(number).toMatchObject({ type: 'integer', format: 'uint64', minimum: 1 });
  for (const text of ['1', '9', '10', '9007199254740993', '18446744073709551615'])
    expect(text).toMatch(new RegExp(digits.pattern));
  for (const text of ['0', '01', '18446744073709551616', '20000000000000000000', '99999999999999999999', '-1', ''])
    expect(text).not.toMatch(new RegExp(digits.pattern));
  expect(schemas.ServerOwner.properties.extRelationId).toEqual({ type: ['integer', 'null'], format: 'uint64' });
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
