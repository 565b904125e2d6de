import { beforeEach, describe, expect, test } from 'vitest';
import type { MockServer } from '../../../mock-server/index.js';
import { doubleForEach } from '../double.js';
import { type Customer, customerOf, machineIn, settleIn } from './customer.js';

let mock: MockServer;
let customer: Customer;
let machine: number;

const UBUNTU = 'Ubuntu Server 24.04 LTS (Noble Numbat)';
const wait = (by: string) => mock.control.clock.advance({ by });
const make = async (name: string, flavor = 'n1-cpu-small', more: object = {}, place = 'place'): Promise<number> => {
  const made = await customer.post('/core/virtual-machines', machineIn(place, name, flavor, more));
  return made.body.instances[0].id;
};
const take = (of: number, name = 'before', more: object = {}) =>
  customer.post(`/core/virtual-machines/${of}/snapshots`, { name, description: 'Before the upgrade', ...more });
const shown = async (id: number) => (await customer.get(`/core/snapshots/${id}`)).body.snapshot;
const told = ({ status, body }: { status: number; body: unknown }) => [status, body];
const refused = (status: number, message: string, error_reason = 'bad_request') => [
  status,
  { status: false, message, error_reason },
];
const neighbour = () => customerOf(mock, mock.credentials.others.infrahub?.otherTenant?.apiKey);
/** A snapshot that has been taken. */
const taken = async (name = 'before'): Promise<number> => {
  const { id } = (await take(machine, name)).body.snapshot;
  await wait('PT15S');
  return id;
};
const imageOf = async (id: number, name = 'golden', labels: string[] = []) =>
  customer.post(`/core/snapshots/${id}/image`, { name, labels });

doubleForEach('2026-03-02T08:00:00Z', double => {
  mock = double;
  customer = customerOf(double);
});
beforeEach(async () => {
  await settleIn(customer, 'place', 'NORWAY-1');
  machine = await make('web');
  await wait('PT10S');
});

describe('an image of one’s own', () => {
  test('is made of a snapshot, shown as the vendor’s are, and machines boot from it at once', async () => {
    const snapshot = await taken();
    const { size } = await shown(snapshot);
    const { status, body } = await imageOf(snapshot, 'golden', ['base']);
    expect([status, body.message]).toEqual([200, 'Image added successfully.']);
    const { id, openstack_id: _, ...rest } = body.image;
    const known = {
      name: 'golden',
      region_name: 'NORWAY-1',
      type: 'Snapshot',
      version: 'before',
      size: size * 2 ** 30,
    };
    const labels = [{ id: 1, label: 'base' }];
    const created = { ...known, is_public: false, description: null, labels, created_at: '2026-03-02T08:00:25' };
    const of = { snapshot_id: snapshot, org_ids: [4821], organizations: [4821], deleted: false, unlisted: false };
    expect(rest).toEqual({ ...created, ...of, region_id: 1, display_size: `${size} GiB` });
    expect(await shown(snapshot)).toMatchObject({ is_image: true, custom_image: { id, ...created } });
    const source = {
      id: snapshot,
      name: 'before',
      created_at: '2026-03-02T08:00:10',
      size,
      display_size: `${size} GB`,
    };
    const image = (await customer.get(`/core/images/${id}`)).body.image;
    expect(image).toMatchObject({ ...created, id, snapshot: source });
    const groups = async (query: string) => (await customer.get(`/core/images?${query}`)).body.images;
    expect(await groups('include_public=false')).toMatchObject([
      { region_name: 'NORWAY-1', type: 'Snapshot', images: [image] },
    ]);
    expect((await groups('region=NORWAY-1')).map(({ type }: { type: string }) => type)).toEqual(['Ubuntu', 'Snapshot']);
    expect(await groups('include_public=false&region=US-1')).toEqual([]);
    expect((await groups('search=GOLD'))[0].images).toHaveLength(1);
    const { body: booted } = await customer.post(
      '/core/virtual-machines',
      machineIn('place', 'copy', 'n1-cpu-small', { image_name: 'golden' }),
    );
    expect(booted.instances[0]).toMatchObject({ image: { name: 'golden' }, os: UBUNTU });
    const volume = { environment_name: 'place', name: 'root', volume_type: 'Cloud-SSD', size: 100, image_id: id };
    expect((await customer.post('/core/volumes', volume)).body.volume).toMatchObject({
      bootable: true,
      os_image: UBUNTU,
    });
    await settleIn(customer, 'far', 'US-1');
    const far = machineIn('far', 'far', 'n1-cpu-small', { image_name: 'golden' });
    expect((await customer.post('/core/virtual-machines', far)).body.message).toBe('Image does not exist');
    expect(told(await neighbour().get(`/core/images/${id}`))).toEqual(
      refused(404, `Image with ID ${id} not found.`, 'not_found'),
    );
    expect((await neighbour().get('/core/images?include_public=false')).body.images).toEqual([]);
    expect((await neighbour().delete(`/core/images/${id}`)).status).toBe(404);
  });

  test('has a name of its own, and is the only one of its snapshot', async () => {
    const [one, two] = [await taken('one'), await taken('two')];
    const available = async (name: string) =>
      (await customer.get(`/core/image/name-availability/${encodeURIComponent(name)}`)).body.available;
    expect([await available('golden'), await available(UBUNTU)]).toEqual([true, false]);
    const taking = refused(409, 'Image with this name already exists', 'already_exist');
    expect(told(await imageOf(one, UBUNTU))).toEqual(taking);
    await imageOf(one);
    expect(await available('golden')).toBe(false);
    expect(told(await imageOf(two))).toEqual(taking);
    expect(told(await imageOf(one, 'second'))).toEqual(refused(400, `Snapshot ${one} already has an image`));
  });

  test('goes alone or with its snapshot, and stays while something is made from it', async () => {
    const snapshot = await taken();
    const first = (await imageOf(snapshot)).body.image.id;
    const copy = await make('copy', 'n1-cpu-small', { image_name: 'golden' });
    await wait('PT1M');
    const inUse = refused(400, 'Image golden is in use and cannot be deleted');
    expect(told(await customer.delete(`/core/images/${first}`))).toEqual(inUse);
    expect(told(await customer.delete(`/core/snapshots/${snapshot}`))).toEqual(inUse);
    await customer.delete(`/core/virtual-machines/${copy}`);
    await wait('PT1M');
    expect((await customer.delete(`/core/images/${first}`)).body).toEqual({
      status: true,
      message: 'Image deleted successfully',
    });
    expect((await customer.get(`/core/images/${first}`)).status).toBe(404);
    expect(await shown(snapshot)).toMatchObject({ is_image: false, custom_image: null });
    const second = (await imageOf(snapshot)).body.image.id;
    expect((await customer.delete(`/core/snapshots/${snapshot}`)).body.message).toBe(
      `Snapshot ${snapshot} is being deleted. Image ${second} is deleted with it`,
    );
    expect((await customer.get(`/core/images/${second}`)).status).toBe(404);
    const { body } = await customer.delete('/core/images/33');
    expect(body.message).toMatch(/is public and cannot be deleted$/);
  });
});
