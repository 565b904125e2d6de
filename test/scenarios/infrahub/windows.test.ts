import { beforeEach, describe, expect, it } from 'vitest';
import type { MockServer } from '../../../mock-server/index.js';
import { doubleForEach } from '../double.js';
import { type Customer, customerOf, machineIn, settleIn } from './customer.js';

const BILL = '/billing/billing';
const VM = '/core/virtual-machines';

let mock: MockServer;
let customer: Customer;
let id: number;
let volume: number;

const wait = (by: string) => mock.control.clock.advance({ by });
const get = async (path: string, from: string, to: string) => {
  const { status, body } = await customer.get(`${BILL}/${path}?start_date=${from}&end_date=${to}&graph=true`);
  expect(status).toBe(200);
  return body;
};
const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
const points = (graph: readonly { value: number }[]): number => sum(graph.map(({ value }) => value));
const ending = (metrics: object, end: string): unknown[] =>
  Object.entries(metrics)
    .filter(([name]) => name.endsWith(end))
    .map(([, value]) => value);

/** All that the billing calls say of the machine in a window: money, told in eight ways, and seconds, told in four. */
async function told(from: string, to: string) {
  const details = (await get(`history/virtual-machine/${id}`, from, to)).billing_history_vm_details.billing_history[0];
  const { metrics } = details;
  const graph = (await get(`history/virtual-machine/${id}/graph`, from, to)).billing_history_vm_details
    .billing_history[0].metrics;
  const parts = (await get(`virtual-machine/${id}/sub-resource`, from, to)).sub_resources_costs.billing_history[0];
  const partsGraph = (await get(`virtual-machine/${id}/sub-resource/graph`, from, to)).sub_resources_costs
    .billing_history[0].metrics;
  const events = (await get(`virtual-machine/${id}/billing-events`, from, to)).billing_events_history;
  const list = (await get('history/virtual-machine', from, to)).billing_history_vm;
  const organisation = (await get('history', from, to)).billing_history.billing_history[0].metrics;
  const [row] = list.billing_history;
  return {
    money: [
      metrics.incurred_bill,
      graph.incurred_bill,
      points(graph.incurred_bill_graph),
      sum(ending(parts.metrics, '_incurred_bill') as number[]),
      sum(ending(partsGraph, '_incurred_bill') as number[]),
      sum((ending(partsGraph, '_graph') as { value: number }[][]).map(points)),
      sum(events.map((one: { total_cost: number }) => one.total_cost)),
      row?.metrics.incurred_bill ?? 0,
      organisation.vm_cost,
      points(organisation.incurred_bill_graph) - organisation.volume_cost,
    ],
    seconds: [
      metrics.usage_time,
      metrics.usage_time_ACTIVE + metrics.usage_time_SHUTOFF + metrics.usage_time_HIBERNATED,
      sum(events.map((one: { event_duration: number }) => one.event_duration)),
      row?.metrics.usage_time ?? 0,
    ],
    listed: list.total_count,
  };
}

doubleForEach('2025-01-01T22:00:00Z', double => {
  mock = double;
  customer = customerOf(double);
});

/** A machine with an address that runs an hour, sleeps an hour, is back for an hour and is stopped for a year. */
beforeEach(async () => {
  await settleIn(customer, 'lab', 'CANADA-1');
  const wanted = machineIn('lab', 'notebook', 'n3-H100x1', { assign_floating_ip: true });
  id = (await customer.post(VM, wanted)).body.instances[0].id;
  const data = { name: 'data', environment_name: 'lab', volume_type: 'Cloud-SSD', size: 100 };
  volume = (await customer.post('/core/volumes', data)).body.volume.id;
  for (const [after, verb] of [
    ['PT1H', 'hibernate?retain_ip=true'],
    ['PT1H', 'hibernate-restore'],
    ['PT1H', 'stop'],
  ] as const) {
    await wait(after);
    expect((await customer.get(`${VM}/${id}/${verb}`)).status).toBe(200);
  }
  await wait('P403D');
});

describe('a window of the bill', () => {
  it.each([
    ['of all that was', '2025-01-01T00:00:00', '2026-12-31T00:00:00'],
    ['that cuts a minute', '2025-01-01T22:30:31', '2025-01-01T22:41:07'],
    ['that cuts a change of state', '2025-01-01T22:59:59', '2025-01-01T23:00:21'],
    ['around every change of state', '2025-01-01T22:59:00', '2025-01-02T01:01:00'],
    ['of one day', '2025-01-02T00:00:00', '2025-01-03T00:00:00'],
    ['of three days', '2025-01-02T00:00:00', '2025-01-05T00:00:00'],
    ['that lasts longer than what has passed', '2026-02-01T00:00:00', '9999-12-31T23:59:59'],
  ])('%s tells the same in every call', async (_, from, to) => {
    const { money, seconds, listed } = await told(from, to);
    const [first = Number.NaN] = money;
    for (const one of money) expect(one).toBeCloseTo(first, 4); // a minute costs 0.04
    expect(new Set(seconds).size).toBe(1);
    expect(listed).toBe(1);
    expect(seconds[0] === 0).toBe(first === 0);
  });

  it.each([
    ['of no length', '2025-01-02T00:00:00', '2025-01-02T00:00:00'],
    ['of no length, now', '2026-02-09T01:00:00', '2026-02-09T01:00:00'],
    ['before anything was', '2024-01-01T00:00:00', '2025-01-01T22:00:00'],
    ['that is still to come', '2026-03-01T00:00:00', '2026-04-01T00:00:00'],
  ])('%s holds nothing', async (_, from, to) => {
    const { money, seconds, listed } = await told(from, to);
    expect([...new Set(money), ...new Set(seconds), listed]).toEqual([0, 0, 0]);
    expect((await get('history/volume', from, to)).billing_history_volume).toMatchObject({
      billing_history: [],
      pagination: { page: 1, per_page: 10, pages: 0, total_count: 0 },
    });
  });

  it('is made up of its parts, wherever it is cut', async () => {
    const bill = async (from: string, to: string) =>
      (await get(`history/virtual-machine/${id}`, from, to)).billing_history_vm_details.billing_history[0].metrics;
    const cuts = ['22:00:00', '22:00:13', '22:59:59', '23:00:00', '23:00:20', '23:17:03', '23:59:59'].map(
      time => `2025-01-01T${time}`,
    );
    const whole = await bill('2025-01-01T22:00:00', '2025-01-01T23:59:59');
    let [money, seconds] = [0, 0];
    for (const [index, cut] of cuts.slice(1).entries()) {
      const part = await bill(cuts[index] ?? '', cut);
      money += part.incurred_bill;
      seconds += part.usage_time;
    }
    expect(money).toBeCloseTo(whole.incurred_bill, 9);
    expect(seconds).toBe(whole.usage_time);
  });

  it('has steps of hours, of days or of months, each as long as it says', async () => {
    const steps = async (from: string, to: string) => {
      const { granularity, billing_history: rows } = (await get(`history/volume/${volume}/graph`, from, to))
        .billing_history_volume_details;
      const graph: { datetime: string }[] = rows[0].metrics.incurred_bill_graph;
      return [granularity, graph.length, graph.at(-1)?.datetime];
    };
    expect(await steps('2025-01-02T00:00:00', '2025-01-04T00:00:00')).toEqual([3600, 48, '2025-01-03T23:00:00']);
    expect(await steps('2025-01-02T00:00:00', '2025-01-04T00:00:01')).toEqual([86_400, 3, '2025-01-04T00:00:00']);
    expect(await steps('2025-01-02T00:00:00', '2026-01-03T00:00:00')).toEqual([86_400, 366, '2026-01-02T00:00:00']);
    expect(await steps('2025-01-02T00:00:00', '2026-01-03T00:00:01')).toEqual([2_592_000, 13, '2025-12-28T00:00:00']);
  });
});
