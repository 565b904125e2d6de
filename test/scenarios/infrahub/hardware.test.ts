import { beforeEach, describe, expect, test } from 'vitest';
import type { MockServer } from '../../../mock-server/index.js';
import { doubleForEach } from '../double.js';
import { type Customer, customerOf, machineIn, passTime, settleIn } from './customer.js';

let mock: MockServer;
let customer: Customer;

const create = (flavor: string, own?: object) =>
  customer.post('/core/virtual-machines', machineIn('place', 'made', flavor, own && { flavor: own }));

doubleForEach('2026-03-02T08:00:00Z', double => {
  mock = double;
  customer = customerOf(double);
});
beforeEach(async () => {
  await settleIn(customer, 'place', 'CANADA-1');
});

describe('a machine with measures of its own', () => {
  test('shows them, costs what they do, and is counted by them', async () => {
    const made = await create('n1-cpu-small', { cpu: 6, ram: 10.5, disk: 120 });
    const [{ id, flavor }] = made.body.instances;
    expect(flavor).toMatchObject({ name: 'n1-cpu-small', cpu: 6, ram: 10.5, disk: 120, gpu: '', gpu_count: 0 });
    await passTime(mock, customer, 'PT3H');
    const { resources, price } = (await customer.get(`/pricebook/calculate/resource/virtual-machine/${id}`)).body
      .calculated_resource_bills.resource;
    expect(resources.map(({ amount }: { amount: number }) => amount)).toEqual([6, 10.5, 120]);
    expect(price).toBeCloseTo(6 * 0.05 + 10.5 * 0.025 + 120 * 0.000483871, 8);
    expect((await customer.get('/core/dashboard')).body.overview.instance).toMatchObject({ vcpus: 6, ram: 10.5 });
    const plain = await customer.post('/core/virtual-machines', machineIn('place', 'plain', 'n1-cpu-small'));
    expect(plain.body.instances[0].flavor).toMatchObject({ cpu: 4, ram: 4, disk: 100 });
  });

  test('takes GPUs of the model that it names from the stock of the region', async () => {
    const made = await create('n3-L40x1', { gpu: 'A100-80G-PCIe', gpu_count: 3, cpu: 28, ram: 120 });
    expect(made.body.instances[0].flavor).toMatchObject({ gpu: 'A100-80G-PCIe', gpu_count: 3 });
    const overview = (await customer.get('/core/dashboard')).body.overview;
    expect(overview.instance.gpus).toBe(3);
    await passTime(mock, customer, 'PT1H');
    expect((await customer.get('/core/virtual-machines')).body.instances[0].status).toBe('ACTIVE');
  });

  test('has no GPUs if it wants none, and is refused those that the region has not, or too many', async () => {
    const none = await create('n3-L40x1', { gpu_count: 0 });
    expect(none.body.instances[0].flavor).toMatchObject({ gpu: '', gpu_count: 0 });
    const unknown = await create('n3-L40x1', { gpu: 'RTX-A4000' });
    expect([unknown.status, unknown.body.message]).toEqual([404, 'flavor not found']);
    const many = await customer.post(
      '/core/virtual-machines',
      machineIn('place', 'many', 'n3-L40x1', { flavor: { gpu_count: 50 } }),
    );
    expect([many.status, many.body.message]).toEqual([
      400,
      'Not Enough Stock of L40. Unable to launch virtual-machines.',
    ]);
    expect((await create('n3-L40x1', { cpu: 0 })).status).toBe(400);
  });
});

describe('a machine that is made with a profile', () => {
  test('keeps what it was to be like under that name, all or nothing', async () => {
    const profile = { name: 'small', description: 'the usual' };
    const wanted = machineIn('place', 'made', 'n1-cpu-small', { labels: ['kept'] });
    const body = { ...wanted, profile };
    expect((await customer.post('/core/virtual-machines', body)).status).toBe(200);
    const [kept] = (await customer.get('/core/profiles')).body.profiles;
    expect(kept).toMatchObject(profile);
    const data = JSON.parse(kept.data);
    expect(data).toMatchObject(wanted);
    expect(data).not.toHaveProperty('profile');
    expect(data).not.toHaveProperty('volume_name');
    const again = await customer.post('/core/virtual-machines', { ...body, name: 'again' });
    expect([again.status, again.body.message]).toEqual([409, 'Profile with this name already exists']);
    expect((await customer.get('/core/virtual-machines')).body.count).toBe(1);
    const next = await customer.post('/core/virtual-machines', { ...data, name: 'next' });
    expect(next.body.instances[0].labels).toEqual(['kept']);
    const bare = await customer.post('/core/virtual-machines', { ...wanted, name: 'bare', profile: { name: 'bare' } });
    expect(bare.status).toBe(200);
    expect((await customer.get('/core/profiles')).body.profiles[1].description).toBe('');
  });
});
