import { beforeEach, describe, expect, it } from 'vitest';
import type { MockServer } from '../../../mock-server/index.js';
import { doubleForEach } from '../double.js';
import { type Customer, customerOf, machineIn, settleIn, type Told } from './customer.js';

const VM = '/core/virtual-machines';
const BILL = '/billing/billing';
const RANGE = 'start_date=2025-01-01T00:00:00&end_date=2025-02-01T00:00:00';
const NOT_ATTACHED = [400, 'bad_request', 'Some volumes are not attached with the given VM.'];

let mock: MockServer;
let customer: Customer;
let [web, worker, volume] = [0, 0, 0];

const wait = (by: string) => mock.control.clock.advance({ by });
const refused = (told: Told) => [told.status, told.body.error_reason, told.body.message];
const attach = (machine: number, ids: number[], who = customer) =>
  who.post(`${VM}/${machine}/attach-volumes`, { volume_ids: ids });
const detach = (machine: number, ids: number[], who = customer) =>
  who.post(`${VM}/${machine}/detach-volumes`, { volume_ids: ids });
const shown = async () => {
  const { status, attachments } = (await customer.get(`/core/volumes/${volume}`)).body.volume;
  return [status, attachments.map((one: { status: string; instance_id: number }) => [one.instance_id, one.status])];
};
const make = async (name: string): Promise<number> =>
  (await customer.post(VM, machineIn('place', name, 'n1-cpu-small'))).body.instances[0].id;

doubleForEach('2025-01-01T00:00:00Z', double => {
  mock = double;
  customer = customerOf(double);
});
beforeEach(async () => {
  await settleIn(customer, 'place', 'CANADA-1');
  [web, worker] = [await make('web'), await make('worker')];
  const wanted = { name: 'data', environment_name: 'place', volume_type: 'Cloud-SSD', size: 10 };
  volume = (await customer.post('/core/volumes', wanted)).body.volume.id;
  await wait('PT1M');
});

describe('a volume', () => {
  it('is attached and detached in steps, each of which refuses the other calls', async () => {
    const attached = await attach(web, [volume, volume]);
    expect(attached.body.volume_attachments).toMatchObject([{ instance_id: web, volume_id: volume }]);
    expect(await shown()).toEqual(['available', [[web, 'ATTACHING']]]);
    expect(refused(await detach(web, [volume]))).toEqual(NOT_ATTACHED);
    await wait('PT3S');
    expect(await shown()).toEqual(['in-use', [[web, 'ATTACHED']]]);
    expect(refused(await detach(worker, [volume]))).toEqual(NOT_ATTACHED);
    expect(refused(await attach(worker, [volume]))).toEqual([400, 'bad_request', 'There are already attached Volumes']);

    expect((await detach(web, [volume])).body.message).toBe('Volumes detaching now.');
    expect(await shown()).toEqual(['in-use', [[web, 'DETACHING']]]);
    expect(refused(await detach(web, [volume]))).toEqual(NOT_ATTACHED);
    expect((await customer.delete(`/core/volumes/${volume}`)).status).toBe(400);
    await wait('PT3S');
    await attach(worker, [volume]);
    await wait('PT3S');
    expect(await shown()).toEqual([
      'in-use',
      [
        [web, 'DETACHED'],
        [worker, 'ATTACHED'],
      ],
    ]);
  });

  it('is nobody else’s to attach, protect, detach or delete', async () => {
    const { id } = (await attach(web, [volume])).body.volume_attachments[0];
    await wait('PT3S');
    const neighbour = customerOf(mock, mock.credentials.others.infrahub?.otherTenant?.apiKey);
    await settleIn(neighbour, 'place', 'CANADA-1');
    const theirs = (await neighbour.post(VM, machineIn('place', 'web', 'n1-cpu-small'))).body.instances[0].id;
    await wait('PT1M');
    const unknown = [404, 'not_found', `Volume ${volume} does not exist.`];
    expect(refused(await attach(theirs, [volume], neighbour))).toEqual(unknown);
    expect(refused(await detach(theirs, [volume], neighbour))).toEqual(unknown);
    expect(refused(await neighbour.delete(`/core/volumes/${volume}`))).toEqual(unknown);
    expect(refused(await neighbour.get(`/core/volumes/${volume}`))).toEqual(unknown);
    expect(refused(await neighbour.get(`${BILL}/history/volume/${volume}?${RANGE}`))).toEqual(unknown);
    const protect = await neighbour.patch(`/core/volume-attachments/${id}`, { protected: true });
    expect(refused(protect)).toEqual([404, 'not_found', `Volume attachment ${id} does not exist.`]);
    expect((await detach(web, [volume])).status).toBe(200);
  });

  it('that is to boot is filled before it is there, in use if its machine was faster', async () => {
    const wanted = { name: 'root', environment_name: 'place', volume_type: 'Cloud-SSD', size: 100 };
    const elsewhere = await customer.post('/core/volumes', { ...wanted, image_id: 33 }); // of NORWAY-1
    expect(refused(elsewhere)).toEqual([400, 'not_found', 'Image does not exist']);
    const made = await customer.post('/core/volumes', { ...wanted, image_id: 29 });
    expect(made.body.volume).toMatchObject({ status: 'downloading', bootable: true });
    const own = machineIn('place', 'solid', 'n1-cpu-small', { create_bootable_volume: true });
    const [{ id }] = (await customer.post(VM, own)).body.instances;
    const state = async (): Promise<unknown> => {
      const { volumes } = (await customer.get('/core/volumes?search=boot-of-vm')).body;
      return volumes.map((one: { status: string; attachments: { status: string; instance_id: number }[] }) => [
        one.status,
        one.attachments.map(({ status, instance_id }) => [instance_id, status]),
      ]);
    };
    await wait('PT11S');
    expect((await customer.get(`${VM}/${id}`)).body.instance.status).toBe('ACTIVE');
    expect(await state()).toEqual([['downloading', [[id, 'ATTACHED']]]]);
    await wait('PT1S');
    expect(await state()).toEqual([['in-use', [[id, 'ATTACHED']]]]);
  });

  it('boots no machine whose flavor boots from its own disk only', async () => {
    await settleIn(customer, 'north', 'NORWAY-1');
    const wanted = { name: 'root', environment_name: 'north', volume_type: 'Cloud-SSD', size: 100, image_id: 33 };
    expect((await customer.post('/core/volumes', wanted)).status).toBe(200);
    await wait('PT1M');
    for (const flavor of ['n1-cpu-small', 'n1-RTX-A4000x1'])
      for (const more of [{ volume_name: 'root', image_name: undefined }, { create_bootable_volume: true }])
        expect(refused(await customer.post(VM, machineIn('north', 'odd', flavor, more)))).toEqual([
          400,
          'bad_request',
          `Booting from a volume is not supported for the flavor ${flavor}`,
        ]);
  });

  it('is on the bill by its state in capitals, for the same price whether attached or not', async () => {
    await attach(web, [volume]);
    await wait('PT1H');
    const [row] = (await customer.get(`${BILL}/history/volume?${RANGE}`)).body.billing_history_volume.billing_history;
    expect(row.attributes.status).toBe('IN-USE');
    expect(row.metrics.price_per_hour).toBe(0.0009677420000000001);
    const { billing_events_history: events } = (await customer.get(`${BILL}/volume/${volume}/billing-events?${RANGE}`))
      .body;
    expect(events.map((one: { event: string; price_per_hour: number }) => [one.event, one.price_per_hour])).toEqual([
      ['AVAILABLE', 0.0009677420000000001],
      ['IN-USE', 0.0009677420000000001],
    ]);
    await customer.delete(`${VM}/${web}`);
    await customer.delete(`/core/volumes/${volume}`);
    const ended = (await customer.get(`${BILL}/usage?deleted=true`)).body.data;
    expect(ended.map(({ name }: { name: string }) => name)).toEqual(['data', 'web']);
    await wait('P30D');
    expect((await customer.get(`${BILL}/usage?deleted=true`)).body.data).toEqual(ended);
    const [last] = (await customer.get(`${BILL}/history/volume?${RANGE}`)).body.billing_history_volume.billing_history;
    expect(last.attributes.status).toBe('DELETED');
  });
});
