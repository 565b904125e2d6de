import { beforeEach, describe, expect, it } from 'vitest';
import type { MockServer } from '../../../mock-server/index.js';
import { doubleForEach } from '../double.js';
import { type Customer, customerOf, KEY, machineIn, settleIn, type Told } from './customer.js';

let mock: MockServer;
let customer: Customer;
let place: number;
/** Machines: one that is ACTIVE, and one on a GPU that is. */
let web: number;
let gpu: number;
let volume: number;

const wait = (by: string) => mock.control.clock.advance({ by });
const refused = (told: Told) => [told.status, told.body.error_reason, told.body.message];

doubleForEach('2025-01-01T00:00:00Z', double => {
  mock = double;
  customer = customerOf(double);
});
beforeEach(async () => {
  place = await settleIn(customer, 'place', 'NORWAY-1');
  await settleIn(customer, 'north', 'CANADA-1');
  web = (await customer.post('/core/virtual-machines', machineIn('place', 'web', 'n1-cpu-small'))).body.instances[0].id;
  gpu = (await customer.post('/core/virtual-machines', machineIn('north', 'gpu', 'n3-H100x1'))).body.instances[0].id;
  volume = (
    await customer.post('/core/volumes', { name: 'v', environment_name: 'place', volume_type: 'Cloud-SSD', size: 1 })
  ).body.volume.id;
  await wait('PT10S');
});

describe('credentials', () => {
  const unauthorized = [401, 'unauthorized', 'Unauthorized'];

  it('are asked for, and must be good', async () => {
    const { revoked } = mock.credentials.others.infrahub ?? {};
    for (const key of ['', 'not-a-key', '99999999-2222-4333-8444-555555555555', revoked?.apiKey ?? 'none'])
      expect(refused(await customerOf(mock, key).get('/billing/billing/usage'))).toEqual(unauthorized);
  });

  it('may also be a token, until that expires', async () => {
    const asBearer = async (token: string | undefined) =>
      (await fetch(`${mock.url}/v1/core/regions`, { headers: { authorization: `Bearer ${token}` } })).status;
    expect(await asBearer(mock.credentials.infrahub?.accessToken)).toBe(200);
    expect(await asBearer(mock.credentials.others.infrahub?.expired?.accessToken)).toBe(401);
  });

  it('that may only read are forbidden the rest, also what is done by GET', async () => {
    const reader = customerOf(mock, mock.credentials.others.infrahub?.readonly?.apiKey);
    expect((await reader.get(`/core/virtual-machines/${web}`)).status).toBe(200);
    expect(refused(await reader.get(`/core/virtual-machines/${web}/stop`)).slice(0, 2)).toEqual([403, 'forbidden']);
    expect(refused(await reader.delete(`/core/virtual-machines/${web}`)).slice(0, 2)).toEqual([403, 'forbidden']);
  });

  it('of another organisation see nothing of this one', async () => {
    const other = customerOf(mock, mock.credentials.others.infrahub?.otherTenant?.apiKey);
    expect((await other.get('/core/virtual-machines')).body.count).toBe(0);
    expect((await other.get('/billing/billing/usage')).body.data).toEqual([]);
    expect(refused(await other.get(`/core/virtual-machines/${web}`))).toEqual([
      404,
      'not_found',
      `VM ${web} does not exists.`,
    ]);
    const range = 'start_date=2025-01-01T00:00:00&end_date=2025-01-02T00:00:00';
    expect((await other.get(`/billing/billing/history/virtual-machine/${web}?${range}`)).status).toBe(404);
  });
});

describe('paths, verbs and bytes', () => {
  it('that lead nowhere are refused as the web framework does, and a wrong verb as the vendor says', async () => {
    const nowhere = await customer.get('/core/nothing');
    expect([nowhere.status, Object.keys(nowhere.body)]).toEqual([404, ['message']]);
    const noNumber = await customer.get('/core/virtual-machines/abc');
    expect([noNumber.status, noNumber.body]).toEqual([404, nowhere.body]);
    const verb = await customer.delete('/billing/billing/usage');
    expect([verb.status, verb.body]).toEqual([
      405,
      { status: false, message: 'The method is not allowed for the requested URL.', error_reason: 'not_allowed' },
    ]);
  });

  it('that cannot be read are refused', async () => {
    const response = await fetch(`${mock.url}/v1/core/environments`, {
      method: 'POST',
      headers: { api_key: mock.credentials.infrahub?.apiKey ?? '', 'content-type': 'application/json' },
      body: '{"name": ',
    });
    expect([response.status, Object.keys(Object(await response.json()))]).toEqual([400, ['message']]);
  });
});

describe('input', () => {
  const DATES = "The query parameter 'start_date' and 'end_date' must be in the format YYYY-MM-DDTHH:MM:SS";

  it('of dates must be there, in the one form, and of the calendar', async () => {
    const path = '/billing/billing/history/virtual-machine';
    for (const query of [
      '',
      '?start_date=2025-01-01T00:00:00',
      '?start_date=2025-01-01&end_date=2025-01-02',
      '?start_date=2025-01-01T00:00:00Z&end_date=2025-01-02T00:00:00Z',
      '?start_date=2025-02-30T00:00:00&end_date=2025-03-01T00:00:00',
    ])
      expect(refused(await customer.get(`${path}${query}`))).toEqual([400, 'bad_request', DATES]);
    expect((await customer.get(`${path}?start_date=2025-01-02T00:00:00&end_date=2025-01-01T00:00:00`)).status).toBe(
      400,
    );
    const far = await customer.get(`${path}/${web}/graph?start_date=1970-01-01T00:00:00&end_date=9999-12-31T23:59:59`);
    expect(far.status).toBe(200);
  });

  it('of bodies is held to its types', async () => {
    const told = await customer.post('/core/virtual-machines', { name: 'x', count: 'two', environment_name: 'place' });
    expect(told.status).toBe(400);
    expect(told.body.message).toBe('Input payload validation failed');
    expect(Object.keys(told.body.errors).sort()).toEqual(['count', 'flavor_name', 'key_name']);
    expect(told.body.errors.key_name).toBe("'key_name' is a required property");
    expect(told.body.errors.count).toBe("'two' is not of type 'integer'");
    const long = await customer.post('/core/environments', { name: 'n'.repeat(51), region: 'NORWAY-1' });
    expect(long.body.errors).toEqual({ name: `'${'n'.repeat(51)}' is too long` });
    const nothing = await customer.post('/core/environments');
    expect([nothing.status, nothing.body]).toEqual([
      400,
      { message: 'The browser (or proxy) sent a request that this server could not understand.' },
    ]);
  });
});

describe('what cannot be had', () => {
  const create = (environment: string, name: string, flavor: string, more: object = {}) =>
    customer.post('/core/virtual-machines', machineIn(environment, name, flavor, more));

  it('for want of its parents', async () => {
    expect(refused(await create('nowhere', 'a', 'n1-cpu-small'))).toEqual([
      404,
      'not_found',
      'Environment nowhere does not exist',
    ]);
    expect(refused(await create('place', 'a', 'n9'))).toEqual([404, 'not_found', 'flavor not found']);
    // a flavor of another region is none here
    expect(refused(await create('place', 'a', 'n3-H100x1'))).toEqual([404, 'not_found', 'flavor not found']);
    expect(refused(await create('place', 'a', 'n1-cpu-small', { image_name: 'Plan 9' }))).toEqual([
      400,
      'not_found',
      'Image does not exist',
    ]);
    expect((await create('place', 'a', 'n1-cpu-small', { image_name: undefined })).status).toBe(400);
    expect((await create('place', 'a', 'n1-cpu-small', { key_name: 'other' })).status).toBe(404);
    expect((await customer.post('/core/environments', { name: 'moon', region: 'MOON-1' })).status).toBe(404);
    const key = { environment_name: 'nowhere', name: 'k', public_key: KEY };
    expect((await customer.post('/core/keypairs', key)).status).toBe(404);
  });

  it('for want of stock', async () => {
    const told = await create('north', 'many', 'n3-A100x2', { count: 17 });
    expect(refused(told)).toEqual([
      400,
      'bad_request',
      'Not Enough Stock of A100-80G-PCIe. Unable to launch virtual-machines.',
    ]);
    expect((await customer.get('/core/virtual-machines')).body.count).toBe(2);
  });

  it('beyond what one call makes, though an environment holds more', async () => {
    for (const count of [21, 250, 1e9]) {
      const told = await create('place', 'swarm', 'n1-cpu-small', { count });
      expect([told.status, Object.keys(told.body.errors)]).toEqual([400, ['count']]);
    }
    const quota = await customer.get(`/core/environments/${place}/vm-quota`);
    expect(quota.body).toMatchObject({ current_vms: 1, max_vms: 250, available_vms: 249, percentage_used: 0.4 });
  });

  it('under a name that is taken', async () => {
    for (const told of [
      await create('place', 'web', 'n1-cpu-small'),
      await customer.post('/core/environments', { name: 'place', region: 'US-1' }),
      await customer.post('/core/keypairs', { environment_name: 'place', name: 'place', public_key: KEY }),
      await customer.post('/core/volumes', { name: 'v', environment_name: 'place', volume_type: 'Cloud-SSD', size: 1 }),
    ])
      expect(refused(told).slice(0, 2)).toEqual([409, 'already_exist']);
    expect((await customer.get('/core/environments/name-availability/place')).body.available).toBe(false);
    expect((await customer.get('/core/virtual-machines/name-availability/free')).body).toEqual({
      name: 'free',
      available: true,
      message: 'This name is available',
    });
  });

  it('while an environment still holds something', async () => {
    expect(refused(await customer.delete(`/core/environments/${place}`))).toEqual([
      405,
      'not_allowed',
      'Sorry but this request cannot be fulfilled because the environment contains 1 virtual-machines, 1 volumes, 0 firewalls & 1 key pairs in it. Please delete these before deleting the environment',
    ]);
  });

  it('of kinds and sizes that there are not', async () => {
    const wanted = { name: 'w', environment_name: 'place', volume_type: 'Cloud-SSD', size: 99, image_id: 33 };
    expect((await customer.post('/core/volumes', wanted)).status).toBe(400);
    expect((await customer.post('/core/volumes', { ...wanted, volume_type: 'Tape' })).status).toBe(400);
    expect((await customer.post('/core/volumes', { ...wanted, image_id: 29 })).body.message).toBe(
      'Image does not exist',
    );
    const [, kind, key] = /(\S+) (\S+)/.exec(KEY) ?? [];
    for (const text of [
      'hello',
      `${kind} `,
      `${kind} !!!!`,
      `${kind} ${btoa('no key')}`,
      `ssh-rsa ${key}`,
      `ssh-dss ${key}`,
    ])
      expect(
        (await customer.post('/core/keypairs', { environment_name: 'place', name: 'k', public_key: text })).status,
      ).toBe(400);
    expect(refused(await customer.get('/core/images/300'))).toEqual([404, 'not_found', 'Image with ID 300 not found.']);
    expect(refused(await customer.get('/pricebook/calculate/resource/cluster/1617'))).toEqual([
      404,
      'not_found',
      'Cluster 1617 does not exist.',
    ]);
    expect((await customer.get('/pricebook/calculate/resource/ship/1')).status).toBe(400);
  });
});

describe('what cannot be done in this state', () => {
  const ask = (id: number, what: string) => customer.get(`/core/virtual-machines/${id}/${what}`);

  it('of a machine', async () => {
    expect(refused(await ask(web, 'start')).slice(0, 2)).toEqual([400, 'bad_request']);
    expect(refused(await ask(web, 'hibernate-restore')).slice(0, 2)).toEqual([400, 'bad_request']);
    expect(refused(await ask(web, 'hibernate')).slice(0, 2)).toEqual([400, 'bad_request']); // no CPU flavor can
    const resize = (flavor: unknown) => customer.post(`/core/virtual-machines/${web}/resize`, { flavor_name: flavor });
    for (const flavor of ['n1-cpu-medium', undefined])
      expect(refused(await resize(flavor))).toEqual([400, 'bad_request', 'This feature is currently disabled']);
    expect(Object.keys((await resize(8)).body.errors)).toEqual(['flavor_name']);
    expect(refused(await customer.post(`/core/virtual-machines/${web}/detach-floatingip`)).slice(0, 2)).toEqual([
      400,
      'bad_request',
    ]);
    await ask(web, 'stop');
    expect((await ask(web, 'hard-reboot')).status).toBe(400);
    expect((await customer.post(`/core/virtual-machines/${web}/attach-floatingip`)).status).toBe(400);
    await wait('PT5S');
    expect((await ask(web, 'stop')).status).toBe(400);
    expect((await customer.post(`/core/virtual-machines/${web}/attach-floatingip`)).status).toBe(200);
    expect((await customer.post(`/core/virtual-machines/${web}/attach-floatingip`)).status).toBe(400);
    await ask(web, 'start');
    await wait('PT5S');
    const message = `VM 793869 does not exists.`;
    expect((await ask(793869, 'stop')).body).toEqual({ status: false, message, error_reason: 'not_found' });
  });

  it('of a machine that is being made or taken away', async () => {
    const made = await customer.post('/core/virtual-machines', machineIn('place', 'brief', 'n1-cpu-small'));
    const [{ id }] = made.body.instances;
    expect(refused(await customer.delete(`/core/virtual-machines/${id}`))).toEqual([
      400,
      'bad_request',
      'VM brief is currently being created and cannot be deleted yet. Please wait until the creation process is finished before attempting deletion.',
    ]);
    await wait('PT10S');
    expect((await customer.delete(`/core/virtual-machines/${id}`)).status).toBe(200);
    expect((await customer.delete(`/core/virtual-machines/${id}`)).status).toBe(400);
    await wait('PT5S');
    expect((await customer.delete(`/core/virtual-machines/${id}`)).status).toBe(404);
  });

  it('of a volume', async () => {
    const attach = (id: number, ids: number[], more: object = {}) =>
      customer.post(`/core/virtual-machines/${id}/attach-volumes`, { volume_ids: ids, ...more });
    const detach = (id: number, ids: number[]) =>
      customer.post(`/core/virtual-machines/${id}/detach-volumes`, { volume_ids: ids });
    expect((await attach(web, [999])).status).toBe(404);
    expect((await attach(gpu, [volume])).status).toBe(400); // another environment
    expect(refused(await detach(web, [volume]))).toEqual([
      400,
      'bad_request',
      'Some volumes are not attached with the given VM.',
    ]);
    const told = await attach(web, [volume], { protected: true });
    const attachment = told.body.volume_attachments[0].id;
    expect(refused(await attach(web, [volume]))).toEqual([400, 'bad_request', 'There are already attached Volumes']);
    await wait('PT3S');
    expect((await detach(web, [volume])).status).toBe(400); // protected
    const freed = await customer.patch(`/core/volume-attachments/${attachment}`, { protected: false });
    expect(freed.body).toMatchObject({
      message: `Volume attachment ${attachment} has been updated`,
      attachment: { id: attachment, protected: false, status: 'ATTACHED' },
    });
    expect((await detach(web, [volume])).body.volume_attachments).toMatchObject([{ status: 'DETACHING' }]);
    await wait('PT3S');
    expect((await customer.get(`/core/volumes/${volume}`)).body.volume).toMatchObject({
      status: 'available',
      attachments: [{ status: 'DETACHED' }],
    });
    expect((await customer.patch('/core/volume-attachments/999', { protected: true })).status).toBe(404);
  });
});
