import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { control } from '../../contracts/control/index.js';
import { checkExchange } from '../../contracts/core/checks.js';
import { loadContract } from '../../contracts/core/define-contract.js';
import { createMockServer, type MockServer } from '../../mock-server/index.js';

let mock: MockServer;
beforeAll(async () => {
  mock = await createMockServer({ seed: 'shop', clock: 'frozen' });
});
afterAll(() => mock.close());

/** The answer of `GET /__admin/worlds/default/state…`, which is held to the contract. */
async function read(path: string) {
  const reply = await fetch(`${mock.url}/__admin/worlds/default/state${path}`);
  const body = JSON.parse(await reply.text());
  const name = path.replace(/\?.*/, '').split('/').length === 2 ? 'state.list' : 'state.show';
  const entry = (await loadContract(control)).entries.find(({ id }) => id === name);
  const headers = { 'content-type': reply.headers.get('content-type') ?? '' };
  expect(entry && checkExchange({ contract: control, entry, reply: { status: reply.status, headers, body } })).toEqual(
    [],
  );
  return { status: reply.status, body };
}

const told = async (path: string) => {
  const { status, body } = await read(path);
  return [status, body.error.message];
};

describe('the state of a vendor over HTTP', () => {
  it('is told by resource, with the first records of each', async () => {
    const { status, body } = await read('/infrahub?limit=2');
    expect(status).toBe(200);
    expect(body.now).toBe((await mock.control.clock.show()).now);
    const { environment, agenda, credentials } = body.resources;
    expect([environment.count > 0, environment.records.length <= 2]).toEqual([true, true]);
    expect(environment.records[0]).toEqual({
      id: expect.any(Number),
      org: expect.any(Number),
      name: expect.any(String),
      region: expect.any(String),
      createdAt: expect.any(Number),
    });
    expect([agenda, credentials]).toEqual([undefined, undefined]);
  });

  it('is as the clock says: what is due was done', async () => {
    const server = await createMockServer({ seed: 'shop', clock: 'frozen' });
    const { now } = await server.control.clock.show();
    await server.control.clock.advance({ by: 'P2D' });
    const { now: later } = await server.control.state.list('virtuozzo');
    expect(Date.parse(later) - Date.parse(now)).toBe(2 * 24 * 3600 * 1000);
    await server.close();
  });

  it('is told page by page', async () => {
    const { body: all } = await read('/virtfusion/queueItem?limit=1000');
    expect(all.count).toBeGreaterThan(3);
    const records: unknown[] = [];
    for (let next = 0, pages = 0; next !== null && pages < 1000; pages += 1) {
      const { body } = await read(`/virtfusion/queueItem?limit=100&offset=${next}`);
      expect([body.count, body.resource, body.records.length <= 100]).toEqual([all.count, 'queueItem', true]);
      records.push(...body.records);
      next = body.next;
    }
    expect(records).toHaveLength(all.count);
    expect(records.slice(0, all.records.length)).toEqual(all.records);
    expect((await read(`/virtfusion/queueItem?offset=${all.count}`)).body).toMatchObject({ records: [], next: null });
  });

  it.each([
    ['environments', 'environment'],
    ['virtual-machines', 'virtualMachine'],
    ['virtualMachine', 'virtualMachine'],
    ['api_keys', 'apiKey'],
    ['balances', 'balance'],
    ['charges', 'charges'],
  ])('has %s, which is %s here', async (name, resource) => {
    expect((await read(`/infrahub/${name}`)).body.resource).toBe(resource);
  });

  it.each([
    ['addresses', 'address'],
    ['backup', 'backup'],
    ['backups', 'backups'],
  ])('tells %s and %s of VirtFusion apart from others', async (name, resource) => {
    expect((await read(`/virtfusion/${name}`)).body.resource).toBe(resource);
  });

  it('shows no secret', async () => {
    const values = Object.values(mock.credentials).flatMap(one => Object.values(one));
    const secrets = values.filter(
      value => typeof value === 'string' && value !== 'demo@example.com' && value !== 'demo',
    );
    expect(secrets.length).toBeGreaterThan(3);
    for (const vendor of ['virtfusion', 'infrahub', 'virtuozzo']) {
      const text = JSON.stringify((await read(`/${vendor}?limit=100`)).body);
      for (const secret of secrets) expect(text).not.toContain(secret);
    }
    const { records: keys } = await mock.control.state.show('infrahub', 'apiKeys');
    expect(keys[0]).toMatchObject({ value: '[redacted]', name: expect.not.stringContaining('redacted') });
    const { records: users } = await mock.control.state.show('virtuozzo', 'user');
    expect(users[0]).toMatchObject({ password: '[redacted]', email: expect.stringContaining('@') });
  });

  it('of meters has intervals with their terms', async () => {
    const { body } = await read('/virtfusion/usage');
    expect(body.records[0]).toEqual({
      subject: expect.any(String),
      from: expect.any(Number),
      to: expect.toSatisfy(to => to === null || typeof to === 'number'),
      terms: expect.any(Object),
    });
    expect(JSON.stringify(body)).not.toMatch(/redacted|undescribed/);
  });

  it('refuses what there is not, with what is near', async () => {
    expect(await told('/infrahb')).toEqual([404, 'there is no vendor "infrahb"; did you mean infrahub?']);
    expect((await read('/hyperstack')).body.resources).toHaveProperty('environment');
    expect(await told('/nobody')).toEqual([
      404,
      'there is no vendor "nobody"; there are virtfusion, infrahub, virtuozzo',
    ]);
    expect(await told('/infrahub/envirnment')).toEqual([
      404,
      'infrahub has no resource "envirnment"; did you mean environment?',
    ]);
    expect((await told('/infrahub/constructor'))[1]).toMatch(
      /^infrahub has no resource "constructor"; there are organization, /,
    );
    expect((await told('/infrahub/agenda'))[0]).toBe(404);
  });

  it.each([
    '/infrahub?limit=0',
    '/infrahub?limit=101',
    '/infrahub/environments?limit=1001',
    '/infrahub/environments?offset=-1',
    '/infrahub?colour=red',
  ])('refuses %s', async path => {
    expect((await read(path)).status).toBe(422);
  });
});
