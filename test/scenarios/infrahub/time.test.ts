import { describe, expect, it } from 'vitest';
import type { MockServer } from '../../../mock-server/index.js';
import { doubleForEach } from '../double.js';
import { type Customer, customerOf, machineIn, passTime, settleIn } from './customer.js';

let mock: MockServer;
let customer: Customer;
doubleForEach('2025-01-01T00:00:00Z', double => {
  mock = double;
  customer = customerOf(double);
});

const wait = (by: string) => passTime(mock, customer, by);

describe('time', () => {
  it('comes to the same in one step of 31 days and in 31 steps of a day', async () => {
    const inOne = await mock.control.worlds.create({ seed: 'empty', now: '2025-01-01T00:00:00Z', clock: 'frozen' });
    const inMany = await mock.control.worlds.create({ seed: 'empty', now: '2025-01-01T00:00:00Z', clock: 'frozen' });
    const bills: unknown[] = [];
    for (const [world, steps] of [
      [inOne, ['P31D']],
      [inMany, Array.from({ length: 31 }, () => 'P1D')],
    ] as const) {
      const other = customerOf(mock, world.credentials.infrahub.apiKey);
      await settleIn(other, 'time', 'CANADA-1');
      await other.post('/core/virtual-machines', machineIn('time', 'clock', 'n3-H100x1', { assign_floating_ip: true }));
      for (const by of steps) await mock.control.clock.advance({ by }, world.name);
      bills.push((await other.get('/billing/billing/usage')).text);
    }
    expect(bills[0]).toBe(bills[1]);
    expect(JSON.parse(`${bills[0]}`).data[0].total_up_time).toBe(31 * 1440 - 1);
    expect((await customer.get('/billing/billing/usage')).body.data).toEqual([]); // the third world has seen nothing of this
  });

  it('goes on from a snapshot as if nothing had happened', async () => {
    await settleIn(customer, 'place', 'CANADA-1');
    const made = await customer.post('/core/virtual-machines', machineIn('place', 'kept', 'n3-L40x1'));
    expect(made.status).toBe(200);
    const [{ id }] = made.body.instances;
    await wait('PT10S');
    await wait('PT90M');
    const state = await mock.control.snapshot.save();
    const on = async () => {
      await wait('PT30M');
      await customer.get(`/core/virtual-machines/${id}/hibernate`);
      await wait('P1D');
      return (await customer.get('/billing/billing/usage')).text;
    };
    const first = await on();
    await mock.control.snapshot.restore(JSON.parse(JSON.stringify(state)));
    expect(await on()).toBe(first);
  });
});
