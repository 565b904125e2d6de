import { beforeEach, describe, expect, test } from 'vitest';
import type { MockServer } from '../../../mock-server/index.js';
import { doubleForEach } from '../double.js';
import { type Customer, customerOf, machineIn, settleIn } from './customer.js';

let mock: MockServer;
let customer: Customer;

const wait = (by: string) => mock.control.clock.advance({ by });
/** A fault's operation is typed; tables of names are not. */
const failNext = (operation: string, text: string | null = null) =>
  mock.control.faults.add({ operation: operation as never, failure: 'taskFails', text, times: 1 });
const machine = async (name: string, more: object = {}): Promise<number> => {
  const made = await customer.post('/core/virtual-machines', machineIn('place', name, 'n1-cpu-small', more));
  expect(made.status).toBe(200);
  return made.body.instances[0].id;
};
interface Instance {
  readonly status: string;
}
const shown = async (id: number) => (await customer.get(`/core/virtual-machines/${id}`)).body.instance;

doubleForEach('2026-03-02T08:00:00Z', double => {
  mock = double;
  customer = customerOf(double);
});
beforeEach(async () => {
  await settleIn(customer, 'place', 'NORWAY-1');
});

describe('a task that is to fail', () => {
  test('is begun by a call that succeeds, and ends in ERROR once, for nothing', async () => {
    const { id: fault } = await failNext('infrahub/virtualMachines.create', 'No valid host was found.');
    const [lost, fine] = [await machine('lost', { assign_floating_ip: true }), await machine('fine')];
    expect(await mock.control.faults.list()).toMatchObject([{ id: fault, left: 1 }]);
    const { ran } = await wait('PT1M');
    expect(ran.filter(({ failed }) => failed)).toEqual([
      { at: '2026-03-02T08:00:10Z', vendor: 'infrahub', job: 'machine', subject: `vm:${lost}`, failed: true },
    ]);
    expect(await mock.control.faults.list()).toMatchObject([{ left: 0, struck: 1 }]);
    expect(await shown(lost)).toMatchObject({
      status: 'ERROR',
      floating_ip: null,
      floating_ip_status: 'NO FLOATING IP',
    });
    expect(await shown(fine)).toMatchObject({ status: 'ACTIVE' });
    const { instance_events: events } = (await customer.get(`/core/virtual-machines/${lost}/events`)).body;
    expect(events.at(-1)).toMatchObject({ reason: 'InstanceCreationFailed', message: 'No valid host was found.' });
    const { data } = (await customer.get('/billing/billing/usage')).body;
    expect(data.map(({ resource_id }: { resource_id: number }) => resource_id)).toEqual([fine]);
    expect((await customer.delete(`/core/virtual-machines/${lost}`)).status).toBe(200);
    await wait('PT10S');
    expect((await customer.get(`/core/virtual-machines/${lost}`)).status).toBe(404);
  });

  test.each([
    ['stop', 'stop', 'stop'],
    ['hardReboot', 'hard-reboot', 'hard-reboot'],
  ])('of %s leaves a machine in ERROR, from which it is brought back', async (operation, call, back) => {
    const id = await machine('web');
    await wait('PT1M');
    await failNext(`virtualMachines.${operation}`);
    await customer.get(`/core/virtual-machines/${id}/${call}`);
    await wait('PT1M');
    expect((await shown(id)).status).toBe('ERROR');
    const { instance_events: events } = (await customer.get(`/core/virtual-machines/${id}/events`)).body;
    expect(events.at(-1).message).toMatch(/^Instance web failed while it was (STOPPING|REBOOTING)\.$/);
    expect((await customer.get(`/core/virtual-machines/${id}/${back}`)).status).toBe(200);
    await wait('PT1M');
    expect((await shown(id)).status).toMatch(/^(SHUTOFF|ACTIVE)$/);
  });

  test('may be a volume’s: it is in error, costs nothing and can be deleted', async () => {
    await failNext('volumes.*');
    const wanted = { name: 'data', environment_name: 'place', volume_type: 'Cloud-SSD', size: 10 };
    const { id } = (await customer.post('/core/volumes', wanted)).body.volume;
    await wait('PT1M');
    expect((await customer.get(`/core/volumes/${id}`)).body.volume.status).toBe('error');
    expect((await customer.get('/billing/billing/usage')).body.data).toEqual([]);
    expect((await customer.delete(`/core/volumes/${id}`)).status).toBe(200);
    await wait('PT1M');
    expect((await customer.get('/core/volumes')).body.volumes).toEqual([]);
  });

  test('is no failing call, and a failing call is no failing task', async () => {
    await failNext('virtualMachines.create');
    await mock.control.faults.add({ operation: 'virtualMachines.stop', failure: 'internal', times: 1 });
    const id = await machine('web');
    await wait('PT1M');
    expect((await shown(id)).status).toBe('ERROR');
    expect((await customer.get(`/core/virtual-machines/${id}/stop`)).status).toBe(500);
    expect((await customer.get(`/core/virtual-machines/${id}/stop`)).status).toBe(200);
    await wait('PT1M');
    expect((await shown(id)).status).toBe('SHUTOFF');
  });

  test('is of what began it: no machine of a cluster is made by the call that makes machines', async () => {
    await failNext('virtualMachines.create');
    const { flavors } = (await customer.get('/core/clusters/master-flavors')).body;
    const cluster = {
      ...{ name: 'prod', environment_name: 'place', keypair_name: 'place', kubernetes_version: '1.35.1' },
      ...{ master_flavor_name: flavors[0].name, node_count: 1, node_flavor_name: flavors[0].name },
    };
    expect((await customer.post('/core/clusters', cluster)).status).toBe(201);
    await wait('PT2M');
    const states = (await customer.get('/core/virtual-machines')).body.instances.map((one: Instance) => one.status);
    expect(new Set(states)).toEqual(new Set(['ACTIVE']));
    expect(await mock.control.faults.list()).toMatchObject([{ left: 1 }]);
  });

  test('is the same after a snapshot was taken and restored: a fault is no part of it', async () => {
    await machine('web');
    const snapshot = await mock.control.snapshot.save();
    await failNext('virtualMachines.create');
    await wait('PT1M');
    await mock.control.snapshot.restore(snapshot);
    await wait('PT1M');
    expect((await customer.get('/core/virtual-machines')).body.instances[0].status).toBe('ACTIVE');
  });

  test.each([
    ['environments.*', 'begins no task that can fail; these do: '],
    ['virtfusion/packages.*', 'begins no task that can fail; these do: '],
    ['virtualMachines.creat', 'did you mean virtualMachines.create?'],
  ])('cannot be one that there is not: %s', async (operation, said) => {
    await expect(failNext(operation)).rejects.toThrow(said);
    expect(await mock.control.faults.list()).toEqual([]);
  });
});
