import { beforeEach, expect, test } from 'vitest';
import type { MockServer } from '../../../mock-server/index.js';
import { doubleForEach } from '../double.js';
import { type Customer, customerOf, machineIn, passTime, settleIn } from './customer.js';

let mock: MockServer;
let customer: Customer;
let id: number;

const wait = (by: string) => mock.control.clock.advance({ by });
const move = (environment_name: string) => customer.patch(`/core/volumes/${id}`, { environment_name });

doubleForEach('2026-03-02T08:00:00Z', double => {
  mock = double;
  customer = customerOf(double);
});
beforeEach(async () => {
  for (const [name, region] of [
    ['here', 'NORWAY-1'],
    ['there', 'NORWAY-1'],
    ['far', 'CANADA-1'],
  ] as const)
    await settleIn(customer, name, region);
  const volume = { name: 'data', environment_name: 'here', volume_type: 'Cloud-SSD', size: 10 };
  id = (await customer.post('/core/volumes', volume)).body.volume.id;
});

test('a volume moves to another environment, and its bill with it', async () => {
  await passTime(mock, customer, 'PT1H');
  const moved = await move('there');
  expect(moved.body).toMatchObject({
    status: true,
    volume: { id, environment: { name: 'there', region: 'NORWAY-1' }, updated_at: '2026-03-02T09:00:00' },
    updates: { environment_name: 'there' },
  });
  const count = async (place: string) => (await customer.get(`/core/volumes?environment=${place}`)).body.count;
  const billed = async (place: string) =>
    (await customer.get(`/billing/billing/usage?environment=${place}`)).body.data.length;
  expect([await count('here'), await count('there'), await billed('here'), await billed('there')]).toEqual([
    0, 1, 0, 1,
  ]);
  await passTime(mock, customer, 'PT1H');
  const machine = await customer.post('/core/virtual-machines', machineIn('there', 'beside', 'n1-cpu-small'));
  await wait('PT1M');
  const { id: vm } = machine.body.instances[0];
  expect((await customer.post(`/core/virtual-machines/${vm}/attach-volumes`, { volume_ids: [id] })).status).toBe(200);
  const attached = await move('here');
  expect([attached.status, attached.body]).toEqual([
    400,
    {
      status: false,
      message: 'Volume data is attached to a VM. Please detach it before moving it to another environment.',
      error_reason: 'bad_request',
    },
  ]);
});

test('a volume that is still made, a place in another region, one that is not there, and nothing at all are refused', async () => {
  expect(await move('there').then(({ status, body }) => [status, body.message])).toEqual([
    400,
    'Volume data is in creating state',
  ]);
  await wait('PT1M');
  expect(await move('far').then(({ status, body }) => [status, body.message])).toEqual([
    400,
    'Environment far is not in the region of the volume',
  ]);
  expect((await move('nowhere')).status).toBe(404);
  const nothing = await customer.patch(`/core/volumes/${id}`, {});
  expect([nothing.status, nothing.body]).toEqual([
    400,
    {
      errors: { environment_name: "'environment_name' is a required property" },
      message: 'Input payload validation failed',
    },
  ]);
  const neighbour = customerOf(mock, mock.credentials.others.infrahub?.otherTenant?.apiKey);
  expect((await neighbour.patch(`/core/volumes/${id}`, { environment_name: 'there' })).status).toBe(404);
});
