import { expect, test } from 'vitest';
import type { MockServer } from '../../../mock-server/index.js';
import { key, number, point } from '../../public-keys.js';
import { doubleForEach } from '../double.js';
import { type Customer, customerOf, machineIn, settleIn } from './customer.js';

let mock: MockServer;
let customer: Customer;
const wait = (by: string) => mock.control.clock.advance({ by });

doubleForEach('2026-03-02T08:00:00Z', double => {
  mock = double;
  customer = customerOf(double);
});

interface Place {
  readonly id: number;
  readonly name: string;
}

test('the models of GPUs are those of the flavors, in the regions that have them', async () => {
  const { gpu_list: models } = (await customer.get('/core/gpus')).body;
  const groups = (await customer.get('/core/flavors')).body.data.filter(({ gpu }: { gpu: string }) => gpu !== '');
  const { regions } = (await customer.get('/core/regions')).body;
  expect(new Set(models.map(({ name }: Place) => name))).toEqual(
    new Set(groups.map(({ gpu }: { gpu: string }) => gpu)),
  );
  for (const { name, regions: there } of models) {
    const places = groups.filter(({ gpu }: { gpu: string }) => gpu === name);
    expect(new Set(there.map((one: Place) => one.name))).toEqual(
      new Set(places.map((group: { region_name: string }) => group.region_name)),
    );
    for (const { id, name: region } of there)
      expect(regions).toContainEqual(expect.objectContaining({ id, name: region }));
  }
  expect(models[0]).toMatchObject({
    id: 4501,
    name: 'RTX-A4000',
    example_metadata: '{"pci_passthrough:alias": "RTX-A4000:4"}',
    updated_at: null,
  });
});

test('each kind of key that is said to be supported may be imported, and no other', async () => {
  const { supported_key_types: kinds } = (await customer.get('/core/supported-keypairs')).body;
  expect(kinds).toEqual([
    'ssh-rsa',
    'ssh-ed25519',
    'ecdsa-sha2-nistp256',
    'ecdsa-sha2-nistp384',
    'ecdsa-sha2-nistp521',
  ]);
  const [rsa, ed25519] = [[Buffer.of(1, 0, 1), number(2048)], [Buffer.alloc(32, 7)]];
  const parts: Readonly<Record<string, readonly (string | Buffer)[]>> = {
    'ssh-rsa': rsa,
    'ssh-ed25519': ed25519,
    'ecdsa-sha2-nistp256': ['nistp256', point('prime256v1', 32)],
    'ecdsa-sha2-nistp384': ['nistp384', point('secp384r1', 48)],
    'ecdsa-sha2-nistp521': ['nistp521', point('secp521r1', 66)],
    'ssh-dss': [1024, 160, 1024, 1024].map(number),
    'ssh-rsa2': rsa,
    'x-ssh-rsa': rsa,
    'sk-ssh-ed25519@openssh.com': [...ed25519, 'ssh:'],
  };
  const send = async (kind: string) =>
    (
      await customer.post('/core/keypairs', {
        environment_name: 'default-NORWAY-1',
        name: kind.slice(0, 20),
        public_key: key(kind, ...(parts[kind] ?? [])),
      })
    ).status;
  for (const kind of kinds) expect([kind, await send(kind)]).toEqual([kind, 200]);
  for (const kind of Object.keys(parts).filter(kind => !kinds.includes(kind)))
    expect([kind, await send(kind)]).toEqual([kind, 400]);
});

test('the kinds of keys are told to whoever asks, with a credential or without', async () => {
  const { status } = await fetch(`${mock.url}/v1/core/supported-keypairs`);
  expect(status).toBe(200);
});

test('what is offered first is there: a flavor with a GPU and an image of each region', async () => {
  const { user_default_choices: choices } = (await customer.get('/core/user/resources/defaults')).body;
  const { regions } = (await customer.get('/core/regions')).body;
  expect(choices.map((choice: { region_id: number }) => choice.region_id)).toEqual(regions.map(({ id }: Place) => id));
  for (const { region_id, flavor_id, image_id } of choices) {
    const { name } = regions.find(({ id }: Place) => id === region_id);
    const { data } = (await customer.get(`/core/flavors?region=${name}`)).body;
    const flavors = data.flatMap((group: { flavors: (Place & { gpu: string })[] }) => group.flavors);
    expect(flavors.find(({ id }: Place) => id === flavor_id).gpu).not.toBe('');
    expect((await customer.get(`/core/images/${image_id}`)).body.image.region_name).toBe(name);
  }
});

test('the dashboard adds up with the lists: two small machines cost 0.6 an hour, 20 GB 0.002', async () => {
  const empty = { count: 0, vcpus: 0, gpus: 0, ram: 0, cost_per_hour: 0 };
  const overview = async () => (await customer.get('/core/dashboard')).body.overview;
  expect(await overview()).toEqual({
    instance: empty,
    container: empty,
    volume: { count: 0, using: 0, cost_per_hour: 0 },
  });
  await settleIn(customer, 'place', 'NORWAY-1');
  await customer.post('/core/virtual-machines', machineIn('place', 'web', 'n1-cpu-small', { count: 2 }));
  expect((await overview()).instance).toEqual({ count: 2, vcpus: 8, gpus: 0, ram: 8, cost_per_hour: 0 });
  for (const name of ['one', 'two'])
    await customer.post('/core/volumes', { name, environment_name: 'place', volume_type: 'Cloud-SSD', size: 10 });
  await wait('PT1M');
  expect(await overview()).toEqual({
    instance: { count: 2, vcpus: 8, gpus: 0, ram: 8, cost_per_hour: 0.6 },
    container: empty,
    volume: { count: 2, using: 20, cost_per_hour: 0.002 },
  });
  const neighbour = customerOf(mock, mock.credentials.others.infrahub?.otherTenant?.apiKey);
  expect((await neighbour.get('/core/dashboard')).body.overview.instance).toEqual(empty);
});

test('a machine with GPUs that sleeps is counted in the dashboard and costs nothing there', async () => {
  await settleIn(customer, 'place', 'CANADA-1');
  const made = await customer.post('/core/virtual-machines', machineIn('place', 'trainer', 'n3-H100x2'));
  await wait('PT1M');
  const overview = async () => (await customer.get('/core/dashboard')).body.overview.instance;
  expect(await overview()).toEqual({ count: 1, vcpus: 60, gpus: 2, ram: 360, cost_per_hour: 5 });
  await customer.get(`/core/virtual-machines/${made.body.instances[0].id}/hibernate`);
  await wait('PT1M');
  expect(await overview()).toEqual({ count: 1, vcpus: 60, gpus: 2, ram: 360, cost_per_hour: 0 });
});

test('an image tells the machines that were made from it, if it is asked for them', async () => {
  await settleIn(customer, 'place', 'NORWAY-1');
  await customer.post('/core/virtual-machines', machineIn('place', 'web', 'n1-cpu-small'));
  const { images } = (await customer.get('/core/images?region=NORWAY-1&search=Noble')).body.images[0];
  const related = async (who: Pick<typeof customer, 'get'>, id = images[0].id) =>
    (await who.get(`/core/images/${id}?include_related_vms=true`)).body.image.related_vms;
  expect(await related(customer)).toEqual([{ id: 1, name: 'web', status: 'CREATING' }]);
  expect(await related(customer, 33)).toEqual([]);
  expect((await customer.get(`/core/images/${images[0].id}`)).body.image).not.toHaveProperty('related_vms');
  const neighbour = customerOf(mock, mock.credentials.others.infrahub?.otherTenant?.apiKey);
  expect(await related(neighbour)).toEqual([]);
});
