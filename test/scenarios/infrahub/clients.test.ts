import { beforeEach, expect, test } from 'vitest';
import type { MockServer } from '../../../mock-server/index.js';
import { doubleForEach } from '../double.js';
import { type Customer, customerOf, machineIn, settleIn } from './customer.js';

let mock: MockServer;
let customer: Customer;

const wait = (by: string) => mock.control.clock.advance({ by });
const create = async (name: string, more: object = {}): Promise<number> => {
  const made = await customer.post('/core/virtual-machines', machineIn('place', name, 'n1-cpu-small', more));
  expect(made.status).toBe(200);
  return made.body.instances[0].id;
};

doubleForEach('2025-01-01T00:00:00Z', double => {
  mock = double;
  customer = customerOf(double);
});
beforeEach(async () => {
  await settleIn(customer, 'place', 'NORWAY-1');
});

test('all images come back to who asks for no page, and a page to who does', async () => {
  const count = async (query: string): Promise<number> => {
    const { body } = await customer.get(`/core/images${query}`);
    return body.images.flatMap(({ images }: { images: unknown[] }) => images).length;
  };
  const all = await count('');
  expect(all).toBe((await count('?region=NORWAY-1')) * 3);
  expect(all).toBeGreaterThan(10);
  expect(await count('?page=1')).toBe(10);
  expect(await count('?page=2')).toBe(10);
  expect(await count('?page=2&per_page=20')).toBe(all - 20);
  expect(await count('?per_page=4')).toBe(4);
  expect(await count('?page=9')).toBe(0);
});

test.each([
  'Ubuntu Server 22.04 LTS R535 CUDA 12.2',
  'Ubuntu Server 22.04 LTS R550 CUDA 12.4',
  'Ubuntu Server 22.04 LTS R550 CUDA 12.4 with Docker',
  'Ubuntu Server 22.04 LTS R570 CUDA 12.8 with Docker',
  'Ubuntu Server 22.04 LTS (Jammy Jellyfish)',
])('%s, which a real client asks for when told nothing, is in every region', async name => {
  const { images } = (await customer.get(`/core/images?search=${encodeURIComponent(name)}`)).body;
  expect(images.map((group: { region_name: string }) => group.region_name)).toEqual(['NORWAY-1', 'CANADA-1', 'US-1']);
  await create('asked', { image_name: name });
});

test('a name that is sent empty is not given', async () => {
  await create('from-image', { volume_name: '' });
  const neither = await customer.post(
    '/core/virtual-machines',
    machineIn('place', 'from-nothing', 'n1-cpu-small', { image_name: '', volume_name: '' }),
  );
  expect([neither.status, neither.body.message]).toEqual([400, 'Either image_name or volume_name is required']);
});

test('a volume that is attached anew, its last machine just gone, takes its full time', async () => {
  const [first, second] = [await create('first'), await create('second')];
  const wanted = { name: 'data', environment_name: 'place', volume_type: 'Cloud-SSD', size: 10 };
  const { id } = (await customer.post('/core/volumes', wanted)).body.volume;
  await wait('PT10S');
  const attach = (machine: number) =>
    customer.post(`/core/virtual-machines/${machine}/attach-volumes`, { volume_ids: [id] });
  await attach(first);
  await wait('PT2S');
  await customer.delete(`/core/virtual-machines/${first}`);
  expect((await attach(second)).status).toBe(200);
  const states = async (): Promise<string[]> =>
    (await customer.get(`/core/volumes/${id}`)).body.volume.attachments.map(({ status }: { status: string }) => status);
  await wait('PT2S');
  expect(await states()).toEqual(['DETACHED', 'ATTACHING']);
  await wait('PT1S');
  expect(await states()).toEqual(['DETACHED', 'ATTACHED']);
});

test('a query of the wrong type is told so in a validator’s words', async () => {
  const { status, body } = await customer.get('/core/virtual-machines?pageSize=ten&exact_environment_match=maybe');
  expect([status, body]).toEqual([
    400,
    {
      errors: {
        pageSize: "'ten' is not of type 'integer'",
        exact_environment_match: "'maybe' is not of type 'boolean'",
      },
      message: 'Input payload validation failed',
    },
  ]);
});

test('a volume without an image may be asked for as the vendor’s Terraform provider does', async () => {
  const wanted = { name: 'terraform', environment_name: 'place', volume_type: 'Cloud-SSD', size: 10, image_id: 0 };
  const made = await customer.post('/core/volumes', wanted);
  expect([made.status, made.body.volume]).toMatchObject([200, { bootable: false, image_id: null, status: 'creating' }]);
  await wait('PT3S');
  const { volumes } = (await customer.get('/core/volumes?search=terraform')).body;
  expect(volumes).toMatchObject([{ id: made.body.volume.id, status: 'available' }]);
});
