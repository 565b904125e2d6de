import { beforeEach, describe, expect, it } from 'vitest';
import type { MockServer } from '../../../mock-server/index.js';
import { doubleForEach } from '../double.js';
import { type Customer, customerOf, machineIn, settleIn } from './customer.js';

const VM = '/core/virtual-machines';
const [GPU, ADDRESS, DISK] = [2.5, 0.00672043, 100 * 0.0000967742];

let mock: MockServer;
let customer: Customer;
let id: number;

const wait = (by: string) => mock.control.clock.advance({ by });
const attach = () => customer.post(`${VM}/${id}/attach-floatingip`);
const detach = () => customer.post(`${VM}/${id}/detach-floatingip`);
const shown = async () => {
  const { instance } = (await customer.get(`${VM}/${id}`)).body;
  return [instance.status, instance.floating_ip_status, instance.floating_ip];
};
const perHour = async (): Promise<number> =>
  60 * (await customer.get('/billing/billing/usage')).body.data[0].bill_per_minute;
/** Also under the word of an older page. */
const calculated = async (word = 'virtual-machine'): Promise<number> =>
  (await customer.get(`/pricebook/calculate/resource/${word}/${id}`)).body.calculated_resource_bills.resource.price;
const ADDRESS_SHOWN = expect.stringMatching(/^198\.1[89]\.\d+\.\d+$/);

doubleForEach('2025-01-01T00:00:00Z', double => {
  mock = double;
  customer = customerOf(double);
});
beforeEach(async () => {
  await settleIn(customer, 'lab', 'CANADA-1');
  id = (await customer.post(VM, machineIn('lab', 'gpu', 'n3-H100x1'))).body.instances[0].id;
  await wait('PT10S');
});

describe('a public address', () => {
  it('comes and goes, is paid for while it is there, and may come again', async () => {
    expect([await shown(), await perHour()]).toEqual([['ACTIVE', 'NO FLOATING IP', null], GPU]);
    expect((await attach()).body.message).toBe('A Public IP will be assigned to VM gpu.');
    expect([await shown(), await perHour()]).toEqual([['ACTIVE', 'ATTACHING', null], GPU]);
    expect((await detach()).status).toBe(400); // not there yet
    await wait('PT3S');
    expect(await shown()).toEqual(['ACTIVE', 'ATTACHED', ADDRESS_SHOWN]);
    expect(await perHour()).toBeCloseTo(GPU + ADDRESS, 9);
    expect((await attach()).status).toBe(400);
    expect((await detach()).body.message).toBe('Public IP will be detached from the VM gpu.');
    expect(await shown()).toEqual(['ACTIVE', 'DETACHING', ADDRESS_SHOWN]);
    expect(await perHour()).toBeCloseTo(GPU + ADDRESS, 9);
    expect([await calculated(), await calculated('instance')]).toEqual([GPU + ADDRESS, GPU + ADDRESS]);
    expect([(await attach()).status, (await detach()).status]).toEqual([400, 400]);
    await wait('PT3S');
    expect([await shown(), await perHour()]).toEqual([['ACTIVE', 'DETACHED', null], GPU]);
    expect((await detach()).status).toBe(400);
    expect((await attach()).status).toBe(200);
    await wait('PT3S');
    expect(await shown()).toEqual(['ACTIVE', 'ATTACHED', ADDRESS_SHOWN]);
  });

  it('is kept through hibernation only when that is asked for', async () => {
    await attach();
    await wait('PT3S');
    const [, , address] = await shown();
    await customer.get(`${VM}/${id}/hibernate?retain_ip=true`);
    await wait('PT20S');
    expect(await shown()).toEqual(['HIBERNATED', 'ATTACHED', address]);
    expect(await perHour()).toBeCloseTo(DISK + ADDRESS, 9);
    expect((await detach()).status).toBe(400); // neither ACTIVE nor SHUTOFF
    await customer.get(`${VM}/${id}/hibernate-restore`);
    await wait('PT20S');
    expect(await shown()).toEqual(['ACTIVE', 'ATTACHED', address]);

    await customer.get(`${VM}/${id}/hibernate`);
    await wait('PT20S');
    expect([await shown(), await perHour()]).toEqual([['HIBERNATED', 'NO FLOATING IP', null], DISK]);
    await customer.get(`${VM}/${id}/hibernate-restore`);
    await wait('PT20S');
    expect([await shown(), await perHour()]).toEqual([['ACTIVE', 'NO FLOATING IP', null], GPU]);
  });

  it('that is on its way when the machine falls asleep does not arrive, unless it is retained', async () => {
    await attach();
    await customer.get(`${VM}/${id}/hibernate`);
    await wait('PT1M');
    expect([await shown(), await perHour()]).toEqual([['HIBERNATED', 'NO FLOATING IP', null], DISK]);
    await customer.get(`${VM}/${id}/hibernate-restore`);
    await wait('PT1M');
    await attach();
    await customer.get(`${VM}/${id}/hibernate?retain_ip=true`);
    await wait('PT1M');
    expect(await shown()).toEqual(['HIBERNATED', 'ATTACHED', ADDRESS_SHOWN]);
    expect(await perHour()).toBeCloseTo(DISK + ADDRESS, 9);
  });

  it('stays with a machine that is switched off, which costs as much as before', async () => {
    await attach();
    await customer.get(`${VM}/${id}/stop`);
    await wait('PT5S');
    expect(await shown()).toEqual(['SHUTOFF', 'ATTACHED', ADDRESS_SHOWN]);
    expect(await perHour()).toBeCloseTo(GPU + ADDRESS, 9);
  });
});
