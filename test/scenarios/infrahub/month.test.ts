import { describe, expect, it } from 'vitest';
import type { MockServer } from '../../../mock-server/index.js';
import { doubleForEach } from '../double.js';
import { additions, type Customer, customerOf, machineIn, passTime, settleIn } from './customer.js';

let mock: MockServer;
let customer: Customer;
doubleForEach('2025-01-01T00:00:00Z', double => {
  mock = double;
  customer = customerOf(double);
});

const wait = (by: string) => passTime(mock, customer, by);
const machine = async (id: number) => (await customer.get(`/core/virtual-machines/${id}`)).body.instance;
const usage = async (query = '') => (await customer.get(`/billing/billing/usage${query}`)).body.data;
const credit = async (): Promise<number> => (await customer.get('/billing/user-credit/credit')).body.data.credit;
const RANGE = 'start_date=2025-01-01T00:00:00&end_date=2025-12-31T00:00:00';
const history = async (id: number, range = RANGE) =>
  (await customer.get(`/billing/billing/history/virtual-machine/${id}?${range}`)).body.billing_history_vm_details
    .billing_history[0];

/** A machine that has just become ACTIVE. */
async function running(name: string, flavor: string, region: string, more: object = {}): Promise<number> {
  await settleIn(customer, `for-${name}`, region);
  const made = await customer.post('/core/virtual-machines', machineIn(`for-${name}`, name, flavor, more));
  expect(made.status).toBe(200);
  await wait('PT10S');
  return made.body.instances[0].id;
}

describe('a month of a small reseller', () => {
  it('is built, runs, stops, starts, ends, and is on the bill', async () => {
    await settleIn(customer, 'shop', 'NORWAY-1');
    const made = await customer.post('/core/virtual-machines', machineIn('shop', 'web', 'n1-cpu-small'));
    expect(made.body.message).toBe('VM is scheduled for creation.');
    const [{ id }] = made.body.instances;
    expect(made.body.instances[0]).toMatchObject({ status: 'CREATING', power_state: null, vm_state: null });
    await wait('PT3S');
    expect(await machine(id)).toMatchObject({ status: 'BUILD' });
    expect(await usage()).toEqual([]);
    expect((await history(id)).metrics).toMatchObject({ incurred_bill: 0, usage_time: 0 });
    await wait('PT7S');
    expect(await machine(id)).toMatchObject({ status: 'ACTIVE', power_state: 'RUNNING', vm_state: 'active' });

    await wait('PT47M');
    const [row] = await usage();
    expect(row).toMatchObject({ resource_id: id, resource_type: 'vm', active: true, terminate_time: null });
    expect(row.bill_per_minute).toBe(0.3483871 / 60);
    expect(row.total_up_time).toBe(47);
    expect(row.total_bill).toBe(additions(row.bill_per_minute, 47));
    expect(await credit()).toBeCloseTo(10_000 - row.total_bill, 9);

    expect((await customer.get(`/core/virtual-machines/${id}/stop`)).body.message).toBe('VM web is scheduled to stop.');
    expect(await machine(id)).toMatchObject({ status: 'STOPPING', power_state: 'RUNNING' });
    await wait('PT5S');
    expect(await machine(id)).toMatchObject({ status: 'SHUTOFF', power_state: 'SHUTDOWN', vm_state: 'stopped' });
    await wait('PT9M55S');
    expect((await usage())[0]).toMatchObject({ total_up_time: 57, total_bill: additions(row.bill_per_minute, 57) });

    await customer.get(`/core/virtual-machines/${id}/start`);
    await wait('PT5S');
    await customer.get(`/core/virtual-machines/${id}/hard-reboot`);
    expect(await machine(id)).toMatchObject({ status: 'REBOOTING' });
    await wait('P10DT55S');
    expect(await history(id)).toMatchObject({ attributes: { infrahub_id: id, status: 'ACTIVE' } });

    expect((await customer.delete(`/core/virtual-machines/${id}`)).body.message).toBe('Instance is being deleted.');
    expect(await machine(id)).toMatchObject({ status: 'DELETING', power_state: 'RUNNING' });
    const [last] = await usage();
    expect(last).toMatchObject({ active: false, bill_per_minute: null });
    await wait('PT5S');
    expect((await customer.get(`/core/virtual-machines/${id}`)).status).toBe(404);

    const before = [await credit(), await history(id), (await usage())[0]];
    expect(before[1].attributes.status).toBe('DELETED');
    await wait('P400D');
    expect([await credit(), await history(id), (await usage())[0]]).toEqual(before);
    expect(before[2].total_bill).toBe(additions(0.3483871 / 60, last.total_up_time));
  });

  it('names several machines of one call, and lists them page by page', async () => {
    await settleIn(customer, 'farm', 'NORWAY-1');
    const made = await customer.post('/core/virtual-machines', machineIn('farm', 'node', 'n1-cpu-small', { count: 3 }));
    expect(made.body.instances.map((one: { name: string }) => one.name)).toEqual(['node-1', 'node-2', 'node-3']);
    const all = await customer.get('/core/virtual-machines');
    expect(all.body).toMatchObject({ page: null, page_size: null, count: 3 });
    const second = await customer.get('/core/virtual-machines?page=2&pageSize=2');
    expect(second.body).toMatchObject({ page: 2, page_size: 2, count: 3 });
    expect(second.body.instances.map((one: { name: string }) => one.name)).toEqual(['node-3']);
    expect((await customer.get('/core/virtual-machines?search=NODE-2')).body.count).toBe(1);
    expect((await customer.get('/core/virtual-machines?environment=far')).body.count).toBe(3);
    expect((await customer.get('/core/virtual-machines?environment=far&exact_environment_match=true')).body.count).toBe(
      0,
    );
  });

  it('hibernates for less than it runs, and gives its GPU and its address back', async () => {
    const id = await running('gpu', 'n3-H100x1', 'CANADA-1', { assign_floating_ip: true });
    expect((await machine(id)).floating_ip_status).toBe('ATTACHING');
    await wait('PT3S');
    const { floating_ip: address, floating_ip_status: status } = await machine(id);
    expect([status, address]).toEqual(['ATTACHED', expect.stringMatching(/^198\.1[89]\.\d+\.\d+$/)]);
    expect((await usage())[0].bill_per_minute).toBe(2.50672043 / 60);
    const free = async () =>
      (await customer.get('/core/stocks')).body.stocks
        .flatMap((stock: { models: { model: string; configurations: { '1x': number } }[] }) => stock.models)
        .find(({ model }: { model: string }) => model === 'H100-80G-PCIe').configurations['1x'];
    expect(await free()).toBe(35);

    await wait('PT1H');
    await customer.get(`/core/virtual-machines/${id}/hibernate`);
    expect(await machine(id)).toMatchObject({ status: 'HIBERNATING', floating_ip: null });
    expect((await customer.get(`/core/virtual-machines/${id}/hibernate-restore`)).body.message).toBe(
      'The VM hibernation process is still going on. Please try later.',
    );
    await wait('PT20S');
    expect(await machine(id)).toMatchObject({ status: 'HIBERNATED', vm_state: 'shelved_offloaded' });
    expect(await free()).toBe(36);
    expect((await usage())[0].bill_per_minute).toBe((100 * 0.0000967742) / 60);
    await wait('PT1H');
    await customer.get(`/core/virtual-machines/${id}/hibernate-restore`);
    await wait('PT20S');
    expect(await machine(id)).toMatchObject({ status: 'ACTIVE' });

    await wait('PT10S');
    const { metrics } = await history(id);
    expect(metrics.usage_time_ACTIVE).toBe(3600);
    expect(metrics.usage_time_HIBERNATED).toBe(3600);
    expect(metrics.usage_time).toBe(7200);
    expect(metrics.incurred_bill).toBeCloseTo(2.50672043 + 0.00967742, 9);
    const events = await customer.get(`/billing/billing/virtual-machine/${id}/billing-events?${RANGE}`);
    expect(events.body.billing_events_history.map((one: { event: string }) => one.event)).toEqual([
      'ACTIVE',
      'HIBERNATED',
      'ACTIVE',
    ]);
  });

  it('keeps a volume that outlives its machine', async () => {
    const id = await running('box', 'n1-cpu-small', 'NORWAY-1');
    const made = await customer.post('/core/volumes', {
      name: 'data',
      environment_name: 'for-box',
      volume_type: 'Cloud-SSD',
      size: 10,
    });
    expect(made.body.volume).toMatchObject({ status: 'creating', bootable: false, os_image: '', attachments: [] });
    const volume = made.body.volume.id;
    await wait('PT3S');
    expect((await customer.get(`/core/volumes/${volume}`)).body.volume.status).toBe('available');
    const attached = await customer.post(`/core/virtual-machines/${id}/attach-volumes`, { volume_ids: [volume] });
    expect(attached.body.message).toBe('Volumes attaching now.');
    expect(attached.body.volume_attachments[0].device).toMatch(/^\/dev\/disk\/by-id\/virtio-[0-9a-f-]{20}$/);
    await wait('PT3S');
    expect((await machine(id)).volume_attachments).toMatchObject([{ status: 'ATTACHED', volume: { id: volume } }]);
    expect((await customer.delete(`/core/volumes/${volume}`)).body.message).toBe(
      'The Volume is currently attached to vm "box". Please detach it before deleting the volume.',
    );

    await wait('P1D');
    await customer.delete(`/core/virtual-machines/${id}`);
    const [ended, alive] = await usage();
    expect([ended.active, alive.active]).toEqual([false, true]);
    expect(alive.bill_per_minute).toBe(0.000016129033333333334);
    const shown = (await customer.get(`/core/volumes/${volume}`)).body.volume;
    expect(shown).toMatchObject({ status: 'available', attachments: [{ status: 'DETACHED', instance_id: id }] });
    await wait('P1D');
    const [, later] = await usage();
    expect(later.total_up_time).toBe(2 * 1440);
    const graph = await customer.get(`/billing/billing/history/volume/${volume}/graph?${RANGE}`);
    const { metrics } = graph.body.billing_history_volume_details.billing_history[0];
    const sum = metrics.incurred_bill_graph.reduce((total: number, { value }: { value: number }) => total + value, 0);
    expect(sum).toBeCloseTo(metrics.incurred_bill, 12);
    expect(metrics.incurred_bill).toBe(later.total_bill);

    expect((await customer.delete(`/core/volumes/${volume}`)).body.message).toBe('Volume is being deleted.');
    await wait('PT3S');
    expect((await customer.get('/core/volumes')).body.count).toBe(0);
    expect(await usage('?deleted=false')).toEqual([]);
    expect((await usage('?deleted=true')).length).toBe(2);
    expect((await usage('?environment=for-box')).length).toBe(2);
    expect(await usage('?environment=elsewhere')).toEqual([]);
  });

  it('boots from a volume once that is filled', async () => {
    await settleIn(customer, 'boot', 'CANADA-1');
    const wanted = machineIn('boot', 'solid', 'n1-cpu-small', { image_name: undefined, volume_name: 'root' });
    const volume = { name: 'root', environment_name: 'boot', volume_type: 'Cloud-SSD', size: 100, image_id: 29 };
    expect((await customer.post('/core/volumes', volume)).body.volume).toMatchObject({
      status: 'downloading',
      bootable: true,
      os_image: 'Ubuntu Server 22.04 LTS R535 CUDA 12.2',
    });
    const early = await customer.post('/core/virtual-machines', wanted);
    expect([early.status, early.body.message]).toEqual([404, 'Volume root does not exist']);
    await wait('PT12S');
    const made = await customer.post('/core/virtual-machines', wanted);
    expect(made.body.instances[0]).toMatchObject({ image: null, os: 'Ubuntu Server 22.04 LTS R535 CUDA 12.2' });
    await wait('PT10S');
    expect((await customer.get('/core/volumes')).body.volumes).toMatchObject([{ status: 'in-use' }]);
  });

  it('costs what its parts cost', async () => {
    const id = await running('parts', 'n1-cpu-medium', 'NORWAY-1', { assign_floating_ip: true });
    await wait('PT3S');
    const { body } = await customer.get(`/pricebook/calculate/resource/virtual-machine/${id}`);
    const { price, resources } = body.calculated_resource_bills.resource;
    const parts = resources.reduce((sum: number, one: { price: number }) => sum + one.price, 0);
    expect(price).toBeCloseTo(parts, 12);
    expect(price).toBe(0.65510753);
    await wait('PT2H30M');
    const costs = await customer.get(`/billing/billing/virtual-machine/${id}/sub-resource?${RANGE}`);
    const { metrics } = costs.body.sub_resources_costs.billing_history[0];
    const sum = ['gpu', 'cpu', 'ram', 'publicip', 'disk', 'ephemeral'].reduce(
      (total, part) => total + metrics[`${part}_incurred_bill`],
      0,
    );
    expect(sum).toBeCloseTo((await usage())[0].total_bill, 10);
    const graph = await customer.get(`/billing/billing/virtual-machine/${id}/sub-resource/graph?${RANGE}`);
    const { granularity, billing_history: rows } = graph.body.sub_resources_costs;
    expect(granularity).toBe(3600);
    expect(rows[0].metrics.cpu_incurred_bill_graph).toHaveLength(3);
  });

  it('tells the same of yesterday, of the organisation and of each resource', async () => {
    await running('one', 'n1-cpu-small', 'NORWAY-1');
    await running('two', 'n3-L40x1', 'CANADA-1');
    await customer.post('/core/volumes', {
      name: 'v',
      environment_name: 'for-one',
      volume_type: 'Cloud-SSD',
      size: 50,
    });
    await wait('P2DT5H');
    const yesterday = (await customer.get('/billing/billing/last-day-cost')).body.data;
    const day = 'start_date=2025-01-02T00:00:00&end_date=2025-01-03T00:00:00';
    const organisation = (await customer.get(`/billing/billing/history?${day}&graph=true`)).body;
    expect(organisation.message).toBe('Biling History Retrieved Successfully.');
    const { metrics } = organisation.billing_history.billing_history[0];
    expect(metrics.vm_cost).toBe(yesterday.instances_cost);
    expect(metrics.volume_cost).toBe(yesterday.volumes_cost);
    expect(metrics.incurred_bill).toBe(yesterday.total_cost);
    expect(yesterday.instances_cost).toBeCloseTo(24 * (0.3483871 + 1), 9);
    const list = (await customer.get(`/billing/billing/history/virtual-machine?${day}&per_page=1&page=2`)).body;
    expect(list).toMatchObject({ success: true, billing_history_vm: { total_count: 2, pagination: { pages: 2 } } });
    expect(list.billing_history_vm.billing_history[0].attributes.resource_name).toBe('two');
    expect((await customer.get(`/billing/billing/history/volume?${day}`)).body.billing_history_volume).toMatchObject({
      billing_history: [{ attributes: { status: 'AVAILABLE' }, metrics: { usage_time: 86_400 } }],
      pagination: { total_count: 1 },
    });
  });

  it('is refused more when the money is gone, in the documented words', async () => {
    const id = await running('big', 'n3-H100x8', 'CANADA-1');
    await wait('P20D');
    expect((await customer.get('/billing/user-credit/credit')).body.data.can_create_instance).toBe(true);
    await wait('P1D');
    const { credit: left, can_create_instance: can } = (await customer.get('/billing/user-credit/credit')).body.data;
    expect([left < 0, can]).toEqual([true, false]);
    const poor = { status: false, message: 'Insufficient balance to create the resource', error_reason: 'bad_request' };
    const more = await customer.post('/core/virtual-machines', machineIn('for-big', 'more', 'n1-cpu-small'));
    expect([more.status, more.body]).toEqual([400, poor]);
    const volume = { name: 'v', environment_name: 'for-big', volume_type: 'Cloud-SSD', size: 10 };
    expect((await customer.post('/core/volumes', volume)).body).toEqual(poor);
    const address = await customer.post(`/core/virtual-machines/${id}/attach-floatingip`);
    expect([address.status, address.body]).toEqual([402, poor]);
  });
});
