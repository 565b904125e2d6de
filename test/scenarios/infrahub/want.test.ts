import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createMockServer, type MockServer } from '../../../mock-server/index.js';
import { type Customer, customerOf, machineIn, settleIn, type Told } from './customer.js';

const VM = '/core/virtual-machines';
const NO_MONEY = 'Insufficient balance to create the resource';
const refused = (told: Told) => [told.status, told.body.error_reason, told.body.message];
const bad = (message: string) => [400, 'bad_request', message];

/** In a region that owns a single GPU, by a customer who paid in 3 USD: a machine with it costs 2.50 an hour. */
describe('a customer with little money, where there is little to have', () => {
  let mock: MockServer;
  let folder: string;
  let customer: Customer;
  const wait = (by: string) => mock.control.clock.advance({ by });
  const create = (name: string, more: object = {}) => customer.post(VM, machineIn('place', name, 'n3-H100x1', more));
  const state = async (id: number): Promise<string> => (await customer.get(`${VM}/${id}`)).body.instance.status;
  const hibernated = async (name: string): Promise<number> => {
    const [{ id }] = (await create(name)).body.instances;
    await wait('PT1M');
    await customer.get(`${VM}/${id}/hibernate`);
    await wait('PT1M');
    expect(await state(id)).toBe('HIBERNATED');
    return id;
  };
  const volume = (more: object = {}) =>
    customer.post('/core/volumes', {
      name: 'v',
      environment_name: 'place',
      volume_type: 'Cloud-SSD',
      size: 100,
      ...more,
    });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hostdouble-'));
    const start = '2025-01-01T00:00:00Z';
    const settings = { paid: 3, gpus: { 'CANADA-1/H100-80G-PCIe': 1 }, mostMachines: 3 };
    const seed = { now: start, clock: 'frozen', vendors: { infrahub: { start, settings, calls: [] } } };
    await writeFile(join(folder, 'poor.json'), JSON.stringify(seed));
    mock = await createMockServer({ seed: join(folder, 'poor.json'), selfCheck: 'all' });
    customer = customerOf(mock);
  });
  beforeEach(async () => {
    await mock.control.worlds.reset();
    await settleIn(customer, 'place', 'CANADA-1');
  });
  afterAll(async () => {
    expect(mock.findings).toEqual([]);
    await mock.close();
    await rm(folder, { recursive: true });
  });

  it('gets nothing new and nothing back once the money is gone', async () => {
    const asleep = await hibernated('asleep');
    const [{ id: awake }] = (await customer.post(VM, machineIn('place', 'awake', 'n1-cpu-xxlarge'))).body.instances;
    await wait('PT1H');
    expect((await customer.get('/billing/user-credit/credit')).body.data).toMatchObject({ can_create_instance: false });
    expect(refused(await create('more'))).toEqual(bad(NO_MONEY));
    expect(refused(await volume())).toEqual(bad(NO_MONEY));
    expect(refused(await customer.get(`${VM}/${asleep}/hibernate-restore`))).toEqual(bad(NO_MONEY));
    expect(await state(asleep)).toBe('HIBERNATED');
    expect(refused(await customer.post(`${VM}/${awake}/attach-floatingip`))).toEqual([402, 'bad_request', NO_MONEY]);
  });

  it('gets no machine back whose GPU somebody else took', async () => {
    const asleep = await hibernated('asleep');
    expect((await create('taker')).status).toBe(200);
    const told = await customer.get(`${VM}/${asleep}/hibernate-restore`);
    expect(refused(told)).toEqual(bad('Not Enough Stock of H100-80G-PCIe. Unable to launch virtual-machines.'));
    expect(await state(asleep)).toBe('HIBERNATED');
  });

  it('gets no more machines into an environment than it holds', async () => {
    const small = (name: string, count: number) =>
      customer.post(VM, machineIn('place', name, 'n1-cpu-small', { count }));
    const full = bad('The environment place can hold at most 3 virtual-machines');
    expect(refused(await small('many', 4))).toEqual(full);
    expect((await small('pair', 2)).status).toBe(200);
    expect(refused(await small('more', 2))).toEqual(full);
    expect((await small('last', 1)).status).toBe(200);
    expect(refused(await small('more', 1))).toEqual(full);
  });

  it('gives no address back while the machine is on its way', async () => {
    const [{ id }] = (await create('web', { assign_floating_ip: true })).body.instances;
    await wait('PT1M');
    await customer.get(`${VM}/${id}/stop`);
    const told = await customer.post(`${VM}/${id}/detach-floatingip`);
    expect(refused(told)).toEqual(bad('VM web is in STOPPING state. It must be in ACTIVE or SHUTOFF state.'));
    await wait('PT1M');
    expect((await customer.post(`${VM}/${id}/detach-floatingip`)).status).toBe(200);
  });

  it('boots one machine from a volume, and no two', async () => {
    await volume({ image_id: 29 });
    const from = (name: string, count: number) =>
      customer.post(VM, machineIn('place', name, 'n1-cpu-small', { count, volume_name: 'v', image_name: undefined }));
    expect(refused(await from('early', 1))).toEqual([404, 'not_found', 'Volume v does not exist']);
    await wait('PT1M');
    expect(refused(await from('pair', 2))).toEqual(bad('There are already attached Volumes'));
    const made = await from('one', 1);
    expect([made.status, made.body.instances[0].image]).toEqual([200, null]);
    expect(refused(await from('late', 1))).toEqual(bad('There are already attached Volumes'));
    await wait('PT1M');
    expect(refused(await from('late', 1))).toEqual(bad('There are already attached Volumes'));
  });

  it('boots from no volume of data, nor from one of another environment', async () => {
    await settleIn(customer, 'elsewhere', 'CANADA-1');
    await volume({ name: 'data' });
    await volume({ name: 'far', image_id: 29, environment_name: 'elsewhere' });
    await wait('PT1M');
    for (const name of ['data', 'far']) {
      const wanted = { volume_name: name, image_name: undefined };
      expect(refused(await customer.post(VM, machineIn('place', 'odd', 'n1-cpu-small', wanted)))).toEqual([
        404,
        'not_found',
        `Volume ${name} does not exist`,
      ]);
    }
  });

  it('gets no volume where there is no place for it, or of a kind there is not', async () => {
    expect(refused(await volume({ environment_name: 'moon' }))).toEqual([
      404,
      'not_found',
      'Environment moon does not exist',
    ]);
    expect(refused(await volume({ volume_type: 'Tape' }))).toEqual(bad('Volume type Tape does not exist'));
  });

  it('deletes no volume that is still being made', async () => {
    const { id } = (await volume()).body.volume;
    expect(refused(await customer.delete(`/core/volumes/${id}`))).toEqual(bad('Volume v is in creating state'));
    await wait('PT1M');
    expect((await customer.delete(`/core/volumes/${id}`)).status).toBe(200);
    expect(refused(await customer.delete(`/core/volumes/${id}`))).toEqual(bad('Volume v is in deleting state'));
  });

  it('attaches what is made to what rests, at most ten of them', async () => {
    const [{ id: machine }] = (await customer.post(VM, machineIn('place', 'web', 'n1-cpu-small'))).body.instances;
    const attach = (ids: number[]) => customer.post(`${VM}/${machine}/attach-volumes`, { volume_ids: ids });
    const detach = (ids: number[]) => customer.post(`${VM}/${machine}/detach-volumes`, { volume_ids: ids });
    const ids: number[] = [];
    for (let number = 0; number < 11; number++) ids.push((await volume({ name: `v${number}` })).body.volume.id);
    const [first = 0, ...others] = ids;
    const inState = (status: string) => bad(`VM web is in ${status} state. It must be in ACTIVE or SHUTOFF state.`);
    expect(refused(await attach([first]))).toEqual(inState('CREATING'));
    await wait('PT1M');
    const { id: late } = (await volume({ name: 'late' })).body.volume;
    expect(refused(await attach([late]))).toEqual(bad('Volume late is in creating state'));
    expect(refused(await attach(ids))).toEqual(bad('A VM can have at most 10 volumes'));
    expect((await attach(others)).body.volume_attachments).toHaveLength(10);
    await wait('PT1M');
    expect(refused(await attach([first]))).toEqual(bad('A VM can have at most 10 volumes'));
    await customer.get(`${VM}/${machine}/stop`);
    expect(refused(await detach(others))).toEqual(inState('STOPPING'));
    await wait('PT1M');
    expect((await detach(others)).body.volume_attachments).toHaveLength(10);
  });

  it('sees a machine go in its own time, whatever it was just doing', async () => {
    const [{ id, fixed_ip }] = (await create('web')).body.instances;
    expect(fixed_ip).toBeNull();
    await wait('PT5S');
    expect((await customer.get(`${VM}/${id}`)).body.instance).toMatchObject({
      status: 'BUILD',
      fixed_ip: expect.stringMatching(/^10\.\d+\.\d+\.\d+$/),
    });
    await wait('PT1M');
    await customer.get(`${VM}/${id}/stop`);
    await wait('PT2S');
    expect((await customer.delete(`${VM}/${id}`)).status).toBe(200);
    await wait('PT4S');
    expect(await state(id)).toBe('DELETING');
    await wait('PT1S');
    expect((await customer.get(`${VM}/${id}`)).status).toBe(404);
  });
});
