import { describe, expect, it } from 'vitest';
import type { MockServer } from '../../../mock-server/index.js';
import { doubleForEach } from '../double.js';
import { type Customer, customerOf, type Told } from './customer.js';

const PROFILES = '/core/profiles';

let mock: MockServer;
let customer: Customer;

doubleForEach('2026-05-06T15:18:42Z', double => {
  mock = double;
  customer = customerOf(double);
});

const refused = ({ status, body }: Told) => [status, body.error_reason, body.message];
const data = { name: 'focused-tesla', count: 1, assign_floating_ip: false, labels: ['a', 'ü'], flavor: null };

describe('a profile', () => {
  it('keeps what a machine is to be like, as the vendor’s JSON in a text', async () => {
    const made = await customer.post(PROFILES, { name: 'new-profile', data });
    const profile = {
      id: 1,
      name: 'new-profile',
      description: '',
      data: '{"name": "focused-tesla", "count": 1, "assign_floating_ip": false, "labels": ["a", "\\u00fc"], "flavor": null}',
      created_at: '2026-05-06T15:18:42',
    };
    expect([made.status, made.body]).toEqual([201, { status: true, message: 'Profile created successfully', profile }]);
    expect(JSON.parse(profile.data)).toEqual(data);
    const listed = { status: true, message: 'Getting profiles success.', profiles: [profile] };
    expect((await customer.get(PROFILES)).body).toEqual(listed);
    const shown = { status: true, message: 'Profile details retrieved successfully.', profile };
    expect((await customer.get(`${PROFILES}/1`)).body).toEqual(shown);
    const deleted = { status: true, message: 'Profile deleted successfully.' };
    expect((await customer.delete(`${PROFILES}/1`)).body).toEqual(deleted);
    expect(refused(await customer.get(`${PROFILES}/1`))).toEqual([404, 'not_found', 'Profile 1 does not exist.']);
    expect((await customer.get(PROFILES)).body.profiles).toEqual([]);
  });

  it('has a name of its own, of 50 characters, and a description of 150', async () => {
    const wanted = { name: 'p'.repeat(50), description: 'd'.repeat(150), data: {} };
    expect((await customer.post(PROFILES, wanted)).body.profile).toMatchObject({ ...wanted, data: '{}' });
    expect(refused(await customer.post(PROFILES, wanted))).toEqual([
      409,
      'already_exist',
      'Profile with this name already exists',
    ]);
    for (const wrong of [{ name: 'p'.repeat(51) }, { name: '' }, { name: 'q', description: 'd'.repeat(151) }]) {
      const { status, body } = await customer.post(PROFILES, { ...wanted, ...wrong });
      expect([status, body.message]).toEqual([400, 'Input payload validation failed']);
    }
    const bare = await customer.post(PROFILES, { name: 'bare' });
    expect(bare.body.errors).toEqual({ data: "'data' is a required property" });
  });

  it('is nobody else’s, who may have one of the same name', async () => {
    const neighbour = customerOf(mock, mock.credentials.others.infrahub?.otherTenant?.apiKey);
    const { id } = (await customer.post(PROFILES, { name: 'mine', data })).body.profile;
    expect((await neighbour.get(PROFILES)).body.profiles).toEqual([]);
    const unknown = [404, 'not_found', `Profile ${id} does not exist.`];
    expect(refused(await neighbour.get(`${PROFILES}/${id}`))).toEqual(unknown);
    expect(refused(await neighbour.delete(`${PROFILES}/${id}`))).toEqual(unknown);
    expect((await neighbour.post(PROFILES, { name: 'mine', data })).status).toBe(201);
    expect((await customer.get(PROFILES)).body.profiles).toHaveLength(1);
  });
});
