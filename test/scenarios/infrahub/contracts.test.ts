import { beforeEach, describe, expect, test } from 'vitest';
import type { MockServer } from '../../../mock-server/index.js';
import { doubleForEach } from '../double.js';
import { type Customer, customerOf, machineIn, settleIn } from './customer.js';

let mock: MockServer;
let customer: Customer;

const wait = (by: string) => mock.control.clock.advance({ by });
const VM = '/core/virtual-machines';
const machine = async (name: string, flavor = 'n3-H100x1'): Promise<number> =>
  (await customer.post(VM, machineIn('lab', name, flavor))).body.instances[0].id;
const contractOf = async (id: number) => (await customer.get(`${VM}/${id}`)).body.instance.contract_id;
const contract = async () => (await customer.get('/pricebook/contracts/1')).body.contracts;

const terms = { start: '2026-03-01T00:00:00Z', end: '2026-03-11T00:00:00Z' };
const discounts = [{ gpu: 'H100-80G-PCIe', count: 3, type: 'percent', value: 20 }];
doubleForEach(
  '2026-03-02T08:00:00Z',
  double => {
    mock = double;
    customer = customerOf(double);
  },
  {
    infrahub: {
      contracts: [
        { ...terms, description: 'Three H100', expirationPolicy: 0, discounts },
        { ...terms, description: 'Two more', discounts: [{ ...discounts[0], count: 2, type: 'flat', value: 2 }] },
      ],
    },
  },
);
beforeEach(async () => {
  await settleIn(customer, 'lab', 'CANADA-1');
});

describe('a contract', () => {
  test('is listed with its discounts, for its organisation alone', async () => {
    const { body } = await customer.get('/pricebook/contracts');
    expect(body).toMatchObject({ message: 'Getting customer contracts list successful', count: 2 });
    expect(body.contracts[0]).toMatchObject({
      id: 1,
      description: 'Three H100',
      start_date: '2026-03-01T00:00:00',
      expiration_policy: 0,
      status: 'ACTIVE',
      discounts: [{ resource_name: 'H100-80G-PCIe', resource_count: 3, remaining_count: 3, discount_percent: 20 }],
    });
    expect(body.contracts[1].discounts[0]).toMatchObject({ discount_type: 'flat', discount_amount: 2 });
    const prices = (await customer.get('/pricebook')).body;
    const [{ resource_id }] = body.contracts[0].discounts;
    expect(prices.find(({ id }: { id: number }) => id === resource_id).name).toBe('H100-80G-PCIe');
    expect((await customer.get('/pricebook/contracts?page=2&per_page=1')).body.contracts).toEqual([body.contracts[1]]);
    expect((await customer.get('/pricebook/contracts/3')).status).toBe(404);
    const neighbour = customerOf(mock, mock.credentials.others.infrahub?.otherTenant?.apiKey);
    expect((await neighbour.get('/pricebook/contracts')).body.contracts).toEqual([]);
    for (const path of ['', '/gpu_allocation_graph'])
      expect((await neighbour.get(`/pricebook/contracts/1${path}`)).status).toBe(404);
    expect((await neighbour.get(`${VM}/contract/1/virtual-machines`)).status).toBe(404);
  });

  test('takes in machines with its GPUs as long as some remain, and lets them go', async () => {
    const [one, two] = [await machine('one'), await machine('two', 'n3-H100x2')];
    const [three, cpu] = [await machine('three'), await machine('cpu', 'n1-cpu-xlarge')];
    expect(await Promise.all([one, two, three, cpu].map(contractOf))).toEqual([1, 1, 2, null]);
    expect((await contract()).discounts[0].remaining_count).toBe(0);
    await wait('PT2H');
    await customer.delete(`${VM}/${one}`);
    expect((await contract()).discounts[0].remaining_count).toBe(1);
    await wait('PT1H');
    const { instances } = (await customer.get(`${VM}/contract/1/virtual-machines`)).body;
    expect(instances).toMatchObject([
      { name: 'one', status: 'DELETED', gpu_count: 1, termination_time: '2026-03-02T10:00:00', total_usage_time: 7140 },
      { name: 'two', status: 'ACTIVE', gpu_count: 2, flavor_name: 'n3-H100x2', termination_time: null },
    ]);
    expect((await customer.get(`${VM}/contract/1/virtual-machines?search=tw`)).body.instances).toHaveLength(1);
    const range = 'start_date=2026-03-02T08:00:00&end_date=2026-03-02T12:00:00';
    const { contract: graph } = (await customer.get(`/pricebook/contracts/1/gpu_allocation_graph?${range}`)).body;
    expect(graph).toMatchObject({ id: '1', total_gpu_allocation: 2, granularity: 3600 });
    expect(graph.allocated_gpu_count_graph.map(({ value }: { value: number }) => value)).toEqual([3, 3, 2]);
    const backwards = 'start_date=2026-03-03T00:00:00&end_date=2026-03-02T00:00:00';
    expect((await customer.get(`/pricebook/contracts/1/gpu_allocation_graph?${backwards}`)).status).toBe(400);
    const history = (await customer.get(`/billing/billing/history/contract?${range}`)).body.billing_history_contract;
    const machines = (await customer.get(`/billing/billing/history/virtual-machine?${range}`)).body.billing_history_vm;
    const billOf = (id: number) =>
      machines.billing_history.find(
        (row: { attributes: { infrahub_id: number } }) => row.attributes.infrahub_id === id,
      );
    expect(billOf(two).attributes.contract_id).toBe(1);
    const { metrics } = history.billing_history[0];
    expect(metrics.incurred_bill).toBe(billOf(one).metrics.incurred_bill + billOf(two).metrics.incurred_bill);
    expect(history.total_count).toBe(2);
  });

  test('makes its GPUs cheaper, by the same in every call', async () => {
    const [one, , flat] = [await machine('one'), await machine('two', 'n3-H100x2'), await machine('three')];
    await wait('PT10H10S');
    const range = 'start_date=2026-03-02T08:00:00&end_date=2026-03-02T18:01:00';
    const detail = async (id: number) => {
      const { body } = await customer.get(`/billing/billing/history/virtual-machine/${id}?${range}`);
      return body.billing_history_vm_details.billing_history[0].metrics;
    };
    const metrics = await detail(one);
    expect(metrics).toMatchObject({ price_per_hour: 2, non_discounted_price_per_hour: 2.5 });
    expect(metrics.incurred_bill).toBeCloseTo(20, 9);
    expect(metrics.non_discounted_bill).toBeCloseTo(25, 9);
    expect((await detail(flat)).price_per_hour).toBe(2);
    const usage = (await customer.get('/billing/billing/usage')).body.data;
    expect(usage[0]).toMatchObject({ bill_per_minute: 2 / 60, total_bill: metrics.incurred_bill });
    const parts = (await customer.get(`/billing/billing/virtual-machine/${one}/sub-resource?${range}`)).body;
    const { gpu_incurred_bill: paid, gpu_non_discounted_bill: full } =
      parts.sub_resources_costs.billing_history[0].metrics;
    expect([paid, full]).toEqual([metrics.incurred_bill, metrics.non_discounted_bill]);
    const whole = (await customer.get(`/billing/billing/history?${range}`)).body.billing_history.billing_history[0];
    expect(whole.metrics.incurred_bill).toBeCloseTo(80, 9);
    expect(whole.metrics.non_discounted_bill).toBeCloseTo(100, 9);
    const history = (await customer.get(`/billing/billing/history/contract?${range}`)).body.billing_history_contract;
    expect(history.billing_history[0].metrics).toMatchObject({ price_per_hour: 6, non_discounted_price_per_hour: 7.5 });
    expect(history.billing_history[0].metrics.non_discounted_bill).toBeCloseTo(75, 9);
    const { resource } = (await customer.get(`/pricebook/calculate/resource/virtual-machine/${one}`)).body
      .calculated_resource_bills;
    expect(resource).toMatchObject({ price: 2.5, actual_price: 2 });
    expect(resource.resources[0]).toMatchObject({ rate: 2.5, discounted_rate: 2, price: 2.5, actual_price: 2 });
  });

  test('ends: what is in it is deleted, or stays outside of it, as was agreed', async () => {
    const [one, two, three] = [await machine('one'), await machine('two', 'n3-H100x2'), await machine('three')];
    await wait('P9D');
    expect(await contract()).toMatchObject({
      status: 'EXPIRED',
      discounts: [{ remaining_count: 3, discount_status: 'inactive' }],
    });
    expect((await customer.get(`${VM}/${one}`)).status).toBe(404);
    expect((await customer.get(`${VM}/${two}`)).status).toBe(404);
    expect(await contractOf(three)).toBe(null);
    expect(await contractOf(await machine('four'))).toBe(null);
    const { data } = (await customer.get('/billing/billing/usage')).body;
    expect(data[2].bill_per_minute).toBe(2.5 / 60);
  });
});
