import { beforeEach, describe, expect, test } from 'vitest';
import { createMockServer, type MockServer } from '../../../mock-server/index.js';
import { doubleForEach } from '../double.js';
import { additions, type Customer, customerOf, machineIn, settleIn } from './customer.js';

let mock: MockServer;
let customer: Customer;
let machine: number;

const UBUNTU = 'Ubuntu Server 24.04 LTS (Noble Numbat)';
const GB = 0.0000967742;
const RANGE = 'start_date=2026-03-01T00:00:00&end_date=2026-03-10T00:00:00';
const wait = (by: string) => mock.control.clock.advance({ by });
const make = async (name: string, flavor = 'n1-cpu-small', more: object = {}, place = 'place'): Promise<number> => {
  const made = await customer.post('/core/virtual-machines', machineIn(place, name, flavor, more));
  return made.body.instances[0].id;
};
const take = (of: number, name = 'before', more: object = {}) =>
  customer.post(`/core/virtual-machines/${of}/snapshots`, { name, description: 'Before the upgrade', ...more });
const shown = async (id: number) => (await customer.get(`/core/snapshots/${id}`)).body.snapshot;
const vm = async (id: number) => (await customer.get(`/core/virtual-machines/${id}`)).body.instance;
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

describe('a snapshot', () => {
  test('is taken of a machine, which is off meanwhile and can do nothing else', async () => {
    const made = await take(machine, 'before', { labels: ['weekly'] });
    const at = '2026-03-02T08:00:10';
    const fresh = { id: 1, name: 'before', description: 'Before the upgrade', vm_id: machine, region_id: 1 };
    const rest = {
      is_image: false,
      size: 0,
      has_floating_ip: false,
      labels: ['weekly'],
      created_at: at,
      updated_at: at,
    };
    expect(told(made)).toEqual([
      201,
      { status: true, message: 'Snapshot creation is scheduled.', snapshot: { ...fresh, status: 'CREATING', ...rest } },
    ]);
    expect(await vm(machine)).toMatchObject({ status: 'SHUTOFF', is_snapshotting: true });
    const path = `/core/virtual-machines/${machine}`;
    const busy = refused(
      400,
      `VM ${machine} is currently being used to create a snapshot and no operation can be performed.`,
    );
    expect(told(await take(machine, 'another'))).toEqual(busy);
    for (const call of ['start', 'stop', 'hard-reboot', 'hibernate'])
      expect(told(await customer.get(`${path}/${call}`))).toEqual(busy);
    expect(told(await customer.delete(path))).toEqual(busy);
    expect(told(await customer.post(`${path}/attach-floatingip`))).toEqual(busy);
    await wait('PT15S');
    expect(await vm(machine)).toMatchObject({ status: 'ACTIVE', power_state: 'RUNNING', is_snapshotting: false });
    const { status, size, updated_at } = await shown(1);
    expect([status, size > 0, updated_at]).toEqual(['SUCCESS', true, '2026-03-02T08:00:25']);
  });

  test('of a machine that is off leaves it off', async () => {
    await customer.get(`/core/virtual-machines/${machine}/stop`);
    await wait('PT1M');
    await taken();
    expect(await vm(machine)).toMatchObject({ status: 'SHUTOFF', is_snapshotting: false });
  });

  test('tells what its machine was, also when that, its keys and its place are gone', async () => {
    const id = await taken();
    const { body } = await customer.get(`/core/snapshots/${id}`);
    expect([body.status, body.message]).toEqual([200, `Retrieved snapshot ${id}`]);
    expect(body.snapshot).toMatchObject({
      region: 'NORWAY-1',
      vm_name: 'web',
      vm_status: 'ACTIVE',
      vm_environment: { name: 'place', region: 'NORWAY-1', created_at: '2026-03-02T08:00:00' },
      vm_flavor: { name: 'n1-cpu-small', features: { no_snapshot: false } },
      vm_image: { name: UBUNTU, type: 'Ubuntu', is_public: true },
      vm_keypair: { name: 'place', environment: { name: 'place' } },
      volume_id: null,
      custom_image: null,
    });
    const { vm_environment: place, vm_keypair: keypair } = body.snapshot;
    await customer.put(`/core/environments/${place.id}`, { name: 'moved' });
    expect((await shown(id)).vm_environment.name).toBe('moved');
    await customer.delete(`/core/virtual-machines/${machine}`);
    await customer.delete(`/core/keypair/${keypair.id}`);
    await wait('PT1M');
    await customer.delete(`/core/environments/${place.id}`);
    const later = await shown(id);
    expect([later.vm_name, later.vm_status, later.vm_keypair]).toEqual(['web', 'DELETED', null]);
    expect(later.vm_environment).toEqual(place);
    const restored = await customer.post(`/core/snapshots/${id}/restore`, { new_vm_name: 'again' });
    expect(told(restored)).toEqual(refused(404, 'Environment place does not exist', 'not_found'));
  });

  test('is listed, searched, and nobody else’s', async () => {
    const [id] = [await taken('monday'), await taken('tuesday')];
    const list = async (query: string) => (await customer.get(`/core/snapshots?${query}`)).body;
    const all = await list('');
    expect([all.message, all.page, all.count]).toEqual(['Successfully retrieved Snapshots', null, 2]);
    expect(all.snapshots[0]).toEqual(await shown(id));
    expect((await list('search=TUES')).snapshots).toHaveLength(1);
    expect((await list('page=2&pageSize=1')).snapshots[0].name).toBe('tuesday');
    const available = async (name: string) =>
      (await customer.get(`/core/snapshots/name-availability/${name}`)).body.available;
    expect([await available('monday'), await available('sunday')]).toEqual([false, true]);
    expect(told(await take(machine, 'monday'))).toEqual(
      refused(409, 'Snapshot with this name already exists', 'already_exist'),
    );
    const gone = refused(404, `Snapshot ${id} does not exist.`, 'not_found');
    expect((await neighbour().get('/core/snapshots')).body.count).toBe(0);
    expect(told(await neighbour().get(`/core/snapshots/${id}`))).toEqual(gone);
    for (const path of ['', '/events'])
      expect(told(await neighbour().get(`/core/snapshots/${id}${path}`))).toEqual(gone);
    expect(told(await neighbour().delete(`/core/snapshots/${id}`))).toEqual(gone);
    expect((await neighbour().post(`/core/snapshots/${id}/restore`, { new_vm_name: 'mine' })).status).toBe(404);
    expect((await neighbour().post(`/core/snapshots/${id}/image`, { name: 'mine' })).status).toBe(404);
    expect(
      (await neighbour().post(`/core/virtual-machines/${machine}/snapshots`, { name: 'a', description: '' })).status,
    ).toBe(404);
  });

  test('comes back as a machine like that one, without an image', async () => {
    const { id } = (await take(machine)).body.snapshot;
    const restore = (new_vm_name: string) => customer.post(`/core/snapshots/${id}/restore`, { new_vm_name });
    expect(told(await restore('again'))).toEqual(refused(400, `Snapshot ${id} is not ready to be restored`));
    await wait('PT15S');
    const { status, body } = await restore('again');
    expect([status, body.message]).toEqual([200, 'VM is scheduled for creation.']);
    const [instance] = body.instances;
    expect(instance).toMatchObject({
      name: 'again',
      status: 'CREATING',
      image: null,
      os: UBUNTU,
      keypair: { name: 'place' },
    });
    expect((await restore('web')).body.message).toBe('Virtual machine with this name already exists');
    await wait('PT10S');
    expect(await vm(instance.id)).toMatchObject({ status: 'ACTIVE', image: null, flavor: { name: 'n1-cpu-small' } });
    const events = await customer.get(`/core/snapshots/${id}/events`);
    expect(events.body.message).toBe('Successfully retrieved events for Snapshot before');
    expect(events.body.snapshot_events.map(({ reason }: { reason: string }) => reason)).toEqual([
      'SnapshotCreateRequest',
      'SnapshotRestoreRequest',
    ]);
    expect(events.body.snapshot_events[0]).toEqual({
      id: 1,
      snapshot_id: id,
      user_id: 7315,
      org_id: 4821,
      time: '2026-03-02T08:00:10',
      type: 'normal',
      reason: 'SnapshotCreateRequest',
      object: 'before',
      message: 'Snapshot before Creation Request from Instance web Sent.',
    });
    expect((await take(instance.id, 'of again')).status).toBe(201);
    await wait('PT15S');
    expect((await shown(2)).vm_image).toBeNull();
  });

  test('cannot be taken of a machine that it cannot be taken of', async () => {
    const young = await make('young');
    const told1 = async (of: number) => (await take(of)).body.message;
    expect(await told1(young)).toMatch(/ACTIVE or SHUTOFF/);
    const small = await make('gpu', 'n1-RTX-A4000x1');
    const large = await make('large', 'n1-cpu-large');
    await settleIn(customer, 'canada', 'CANADA-1');
    const bootable = await make('bootable', 'n3-L40x1', { create_bootable_volume: true }, 'canada');
    const versions = { kubernetes_version: '1.35.1', master_flavor_name: 'n1-cpu-small' };
    const nodes = { node_count: 1, node_flavor_name: 'n1-cpu-small', keypair_name: 'place' };
    await customer.post('/core/clusters', { name: 'c1', environment_name: 'place', ...versions, ...nodes });
    await wait('PT1H');
    const { instances } = (await customer.get('/core/virtual-machines?search=c1')).body;
    const node = instances.find(({ status }: { status: string }) => status === 'ACTIVE').id;
    expect(await told1(node)).toBe(`VM ${node} is a node of a cluster and cannot be used to create a snapshot.`);
    expect(await told1(small)).toBe('Snapshots are not supported for the flavor n1-RTX-A4000x1');
    expect(await told1(large)).toBe(
      `VM ${large} has a disk of more than 100 GB and cannot be used to create a snapshot.`,
    );
    expect(await told1(bootable)).toBe(`VM ${bootable} boots from a volume and cannot be used to create a snapshot.`);
    expect((await customer.get('/core/snapshots')).body.count).toBe(0);
  });

  test('that fails is there in ERROR, costs nothing, and its machine runs again', async () => {
    await mock.control.faults.add({
      operation: 'infrahub/virtualMachines.createSnapshot',
      failure: 'taskFails',
      times: 1,
    });
    const id = await taken();
    expect(await shown(id)).toMatchObject({ status: 'ERROR', size: 0 });
    expect((await vm(machine)).status).toBe('ACTIVE');
    expect(told(await imageOf(id))).toEqual(refused(400, `Snapshot ${id} is in ERROR state`));
    expect((await customer.delete(`/core/snapshots/${id}`)).status).toBe(200);
  });

  test('costs what it stores from when it was taken until it is deleted, and the histories agree', async () => {
    const { id } = (await take(machine)).body.snapshot;
    const busy = refused(400, `Snapshot ${id} is in CREATING state`);
    expect(told(await customer.delete(`/core/snapshots/${id}`))).toEqual(busy);
    await wait('PT15S');
    const { size } = await shown(id);
    await wait('PT30M');
    const cost = additions((GB * size) / 60, 30);
    const price = { price_per_hour: GB * size, non_discounted_price_per_hour: GB * size };
    const metrics = { incurred_bill: cost, non_discounted_bill: cost, ...price, usage_time: 1800 };
    const history = '/billing/billing/history';
    const row = { infrahub_id: id, resource_name: 'before', status: 'SUCCESS' };
    const list = (await customer.get(`${history}/snapshot?${RANGE}`)).body;
    expect([list.success, list.message]).toEqual([true, 'Billing History for Snapshot Retrieved Successfully.']);
    const { billing_history: rows, ...counts } = list.billing_history_snapshot;
    expect(counts).toMatchObject({
      org_id: 4821,
      total_count: 1,
      pagination: { page: 1, per_page: 10, pages: 1, total_count: 1 },
    });
    expect(rows).toMatchObject([{ attributes: row, metrics }]);
    const stored = { ...row, subresource_amount: size, subresource_type: 'Cloud-SSD' };
    const one = (await customer.get(`${history}/snapshot/${id}?${RANGE}`)).body;
    expect(one.billing_history_snapshot_details.billing_history).toMatchObject([{ attributes: stored, metrics }]);
    const graph = (await customer.get(`${history}/snapshot/${id}/graph?${RANGE}`)).body;
    expect(graph.message).toBe('Biling Details Hourly Cost datapointsfor the snapshot Retrieved Successfully.');
    expect(graph.billing_history_snapshot_details.billing_history[0].metrics.incurred_bill_graph).toEqual([
      { datetime: '2026-03-02T08:00:25', value: cost },
    ]);
    const whole = (await customer.get(`${history}?${RANGE}`)).body.billing_history.billing_history[0].metrics;
    expect(whole.snapshot_cost).toBe(cost);
    const { body } = await customer.delete(`/core/snapshots/${id}`);
    expect(body).toEqual({ status: true, message: `Snapshot ${id} is being deleted` });
    expect((await shown(id)).status).toBe('DELETING');
    expect(told(await customer.delete(`/core/snapshots/${id}`))).toEqual(
      refused(400, `Snapshot ${id} is in DELETING state`),
    );
    await wait('PT1H');
    expect((await customer.get(`/core/snapshots/${id}`)).status).toBe(404);
    const after = (await customer.get(`${history}/snapshot/${id}?${RANGE}`)).body.billing_history_snapshot_details;
    expect(after.billing_history).toMatchObject([
      { attributes: { status: 'DELETED' }, metrics: { incurred_bill: cost } },
    ]);
    expect((await customer.get(`${history}/snapshot/999?${RANGE}`)).status).toBe(404);
    expect((await neighbour().get(`${history}/snapshot/${id}?${RANGE}`)).status).toBe(404);
  });
});

test('the shop has an image that a demo boots from, and the last two snapshots of its notebook', async () => {
  const shop = await createMockServer({ seed: 'shop', clock: 'frozen', now: '2026-06-15T09:30:00Z', selfCheck: 'all' });
  const owner = customerOf(shop);
  const { snapshots } = (await owner.get('/core/snapshots')).body;
  const names = snapshots.map(({ name }: { name: string }) => name);
  expect(names).toEqual(['demo-base', expect.stringMatching(/^notebook-/), expect.stringMatching(/^notebook-/)]);
  const { instances } = (await owner.get('/core/virtual-machines?search=demo-web')).body;
  expect(instances[0].image).toEqual({ name: 'demo-base' });
  expect(shop.findings).toEqual([]);
  await shop.close();
});
