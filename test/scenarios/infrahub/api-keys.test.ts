import { describe, expect, it } from 'vitest';
import { createMockServer, type MockServer } from '../../../mock-server/index.js';
import { doubleForEach } from '../double.js';
import { type Customer, customerOf, personOf, type Told } from './customer.js';

const NOW = '2026-03-01T12:00:00Z';
let mock: MockServer;
let owner: Customer;
let key: Customer;

const said = ({ status, body }: Told) => [status, body.error_reason, body.message];
const generate = async (name: string, who = owner) => (await who.post('/api-key/generate', { name })).body.api_key;
const names = async (who = owner) =>
  (await who.get('/api-key')).body.api_keys.map(({ name }: { name: string }) => name);

doubleForEach(NOW, double => {
  mock = double;
  owner = personOf(double);
  key = customerOf(double);
});

describe('a key', () => {
  it('is told once and masked from then on, and calls as the person it is of', async () => {
    const made = await owner.post('/api-key/generate', { name: 'ci', description: 'builds' });
    expect(made).toMatchObject({ status: 200, body: { status: true, message: 'Generating API Key success' } });
    const { id, key: value } = made.body.api_key;
    expect(value).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    const shown = (await key.get('/api-key')).body.api_keys.at(-1);
    const masked = `********-****-****-****-********${value.slice(-4)}`;
    expect(shown).toEqual({ id, name: 'ci', description: 'builds', key: masked, created_at: '2026-03-01T12:00:00' });
    const ci = customerOf(mock, value);
    expect((await ci.get('/auth/me')).body.user.email).toBe('user@example.com');
    expect((await ci.post('/core/environments', { name: 'ci', region: 'NORWAY-1' })).status).toBe(200);
  });

  it('is made by somebody who signed in, and by no other key', async () => {
    expect(said(await key.post('/api-key/generate', { name: 'ci' }))).toEqual([401, 'unauthorized', 'Unauthorized']);
    expect((await owner.post('/api-key/generate', {})).body.errors).toEqual({ name: "'name' is a required property" });
    await generate('ci');
    expect(said(await owner.post('/api-key/generate', { name: 'ci' }))).toEqual([
      ...[409, 'already_exist', 'API key with this name already exists'],
    ]);
  });

  it('is renamed, and keeps what it is for until that is changed too', async () => {
    const { id } = (await owner.post('/api-key/generate', { name: 'ci', description: 'builds' })).body.api_key;
    const renamed = await key.put(`/api-key/${id}`, { name: 'cd' });
    expect(renamed.body).toMatchObject({
      message: 'Updating API Key success',
      api_key: { name: 'cd', description: 'builds' },
    });
    await key.put(`/api-key/${id}`, { name: 'cd', description: '' });
    expect((await key.get('/api-key')).body.api_keys.at(-1)).toMatchObject({ name: 'cd', description: '' });
  });

  it('is dead at once when it is deleted', async () => {
    const { id, key: value } = await generate('leaked');
    const leaked = customerOf(mock, value);
    expect((await leaked.get('/core/regions')).status).toBe(200);
    expect((await owner.delete(`/api-key/${id}`)).body).toEqual({
      status: true,
      message: 'API Key deleted successfully',
    });
    expect(said(await leaked.get('/core/regions'))).toEqual([401, 'unauthorized', 'Unauthorized']);
    expect(await names()).not.toContain('leaked');
    expect(said(await owner.delete(`/api-key/${id}`))).toEqual([404, 'not_found', `API Key ${id} does not exist.`]);
  });

  it('of the world itself outlives whatever is done to it', async () => {
    const [{ id }] = (await key.get('/api-key')).body.api_keys;
    expect((await key.delete(`/api-key/${id}`)).status).toBe(200);
    expect((await key.get('/core/regions')).status).toBe(200);
    expect(await names()).toEqual(['default', 'readonly']);
  });

  it('is one of so many at most', async () => {
    for (let more = 0; more < 8; more++) await generate(`key-${more}`);
    const refused = await owner.post('/api-key/generate', { name: 'one-more' });
    expect(refused.body).toEqual({
      ...{ status: false, message: 'Maximum API key limit reached', error_reason: 'forbidden' },
    });
    expect(refused.status).toBe(403);
    expect(await names()).toHaveLength(10);
  });

  it('of somebody else is not there, in the same organisation and in another', async () => {
    const { id } = await generate('mine');
    const { member, otherTenant } = mock.credentials.others.infrahub ?? {};
    for (const other of [customerOf(mock, member?.apiKey), customerOf(mock, otherTenant?.apiKey)]) {
      expect((await other.delete(`/api-key/${id}`)).status).toBe(404);
      expect((await other.put(`/api-key/${id}`, { name: 'yours' })).status).toBe(404);
      expect(await names(other)).toEqual(['default']);
    }
  });

  it('selects its world, and is no key of another', async () => {
    const { credentials, urls } = await mock.control.worlds.create({ name: 'second' });
    const second = personOf({ url: mock.url, credentials });
    const [here, there] = [await generate('ci'), await generate('ci', second)];
    expect(there.key).not.toBe(here.key);
    await customerOf(mock, there.key).put('/auth/organizations/update', { name: 'Second' });
    expect((await owner.get('/auth/organizations')).body.organization.name).toBe('Example Organization');
    expect((await second.get('/auth/organizations')).body.organization.name).toBe('Second');
    expect(urls).toBeDefined();
  });

  it('lives on in a snapshot, with its person', async () => {
    const { key: value } = await generate('ci');
    const { key: dead, id } = await generate('dead');
    await owner.delete(`/api-key/${id}`);
    const state = await mock.control.snapshot.save();
    const other = await createMockServer({ seed: 'empty', clock: 'frozen', now: NOW });
    await other.control.snapshot.restore(state);
    expect((await customerOf(other, value).get('/auth/me')).body.user.name).toBe('Jane Doe');
    expect((await customerOf(other, dead).get('/auth/me')).status).toBe(401);
    await other.close();
  });
});
