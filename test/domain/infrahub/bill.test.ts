import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { naiveTime } from '../../../contracts/core/time.js';
import { MINUTE } from '../../../mock-server/domain/clock.js';
import type { Bill } from '../../../mock-server/vendors/infrahub/billing/record.js';
import type { InfrahubCloud } from '../../../mock-server/vendors/infrahub/cloud.js';
import { createCloud } from '../../../mock-server/vendors/infrahub/seed.js';
import { type Customer, customer, ENVIRONMENT, issued, KEY, names, START, steps } from './steps.js';

const PAID = 10_000;
const range = (from: number, to: number) => `start_date=${naiveTime.format(from)}&end_date=${naiveTime.format(to)}`;

/** The bill, minute by minute: what a person would add up. */
function addedUp(cloud: InfrahubCloud, bill: Bill): { minutes: number; cost: number } {
  const intervals = cloud.charges.of(bill.id);
  let [minutes, cost, index] = [0, 0, 0];
  for (let end = bill.since + MINUTE; end <= (bill.ended ?? cloud.now); end += MINUTE) {
    while (index < intervals.length && (intervals[index]?.to ?? Number.POSITIVE_INFINITY) < end) index++;
    const interval = intervals[index];
    if (interval === undefined || interval.from >= end) continue;
    minutes += 1;
    cost += interval.terms.perHour / 60;
  }
  return { minutes, cost };
}

const ALL = range(START, START + 10 * 365 * 24 * 60 * MINUTE);

function checkStory({ cloud, call }: Customer, ended: Map<string, string>): void {
  const rows: { resource_type: string; resource_id: number; [name: string]: unknown }[] = call(
    'GET',
    '/billing/billing/usage',
  ).body.data;
  let spent = 0;
  for (const row of rows) {
    const key = `${row.resource_type}:${row.resource_id}`;
    const bill = cloud.bills.need(key);
    expect({ minutes: row.total_up_time, cost: row.total_bill }).toEqual(addedUp(cloud, bill));
    spent += Number(row.total_bill);

    const text = JSON.stringify(row);
    if (row.active === false) expect(ended.get(key) ?? text).toBe(text); // after the end nothing moves
    if (row.active === false) ended.set(key, text);

    const isMachine = row.resource_type === 'vm';
    const path = `/billing/billing/history/${isMachine ? 'virtual-machine' : 'volume'}/${row.resource_id}`;
    const { metrics } = (Object.values(call('GET', path, ALL).body).at(-1) as { billing_history: [{ metrics: never }] })
      .billing_history[0] as { metrics: Record<string, number> };
    expect(metrics.incurred_bill).toBe(row.total_bill);
    expect(metrics.usage_time).toBe(60 * Number(row.total_up_time));
    if (!isMachine) continue;
    const { usage_time_ACTIVE: on = 0, usage_time_SHUTOFF: off = 0, usage_time_HIBERNATED: slept = 0 } = metrics;
    expect(on + off + slept).toBe(metrics.usage_time);
    const parts = call('GET', `/billing/billing/virtual-machine/${row.resource_id}/sub-resource`, ALL).body
      .sub_resources_costs.billing_history[0].metrics;
    const sum = ['gpu', 'cpu', 'ram', 'publicip', 'disk', 'ephemeral'].map(part => parts[`${part}_incurred_bill`]);
    expect(sum.reduce((total, cost) => total + cost, 0)).toBeCloseTo(Number(row.total_bill), 6);
  }
  expect(PAID - call('GET', '/billing/user-credit/credit').body.data.credit).toBeCloseTo(spent, 6);

  const today = Math.floor(cloud.now / 86_400_000) * 86_400_000;
  const yesterday = call('GET', '/billing/billing/last-day-cost').body.data.total_cost;
  const whole = (from: number, to: number): number =>
    call('GET', '/billing/billing/history', range(from, to)).body.billing_history.billing_history[0].metrics
      .incurred_bill;
  expect(whole(today - 86_400_000, today)).toBe(yesterday);
  const cut = START + Math.floor((cloud.now - START) / 3000) * 1000;
  expect(whole(START, cut) + whole(cut, cloud.now)).toBeCloseTo(whole(START, cloud.now), 6);
  expect(whole(START, cloud.now + MINUTE)).toBeCloseTo(spent, 6);
}

describe('any sequence of calls', () => {
  it('leaves usage, histories, yesterday and the balance with one story, after each step', () => {
    fc.assert(
      fc.property(steps, sequence => {
        names.given = 0;
        const one = customer();
        one.call('POST', '/core/keypairs', '', { environment_name: ENVIRONMENT, name: 'key', public_key: KEY });
        const ended = new Map<string, string>();
        for (const step of sequence) {
          step(one);
          checkStory(one, ended);
        }
      }),
      { numRuns: 220 },
    );
  });

  it('comes to the same however time is cut, and across a snapshot', () => {
    fc.assert(
      fc.property(steps, fc.nat(), (sequence, at) => {
        const lived = (each: (customer: Customer, index: number) => Customer, grain?: number): string => {
          names.given = 0;
          let one = customer(undefined, grain);
          one.call('POST', '/core/keypairs', '', { environment_name: ENVIRONMENT, name: 'key', public_key: KEY });
          for (const [index, step] of sequence.entries()) {
            one = each(one, index);
            step(one);
          }
          return one.call('GET', '/billing/billing/usage').text + one.call('GET', '/core/virtual-machines').text;
        };
        const plain = lived(one => one);
        const saved = lived((one, index) => {
          if (index !== at % sequence.length) return one;
          const again = createCloud({ seed: 1, start: START, issued, settings: {} });
          again.load(JSON.parse(JSON.stringify(one.cloud.save())));
          return customer(again);
        });
        expect(saved).toBe(plain);
        expect(lived(one => one, 7300)).toBe(plain);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a bill', () => {
  it('of 10,000 resources is whole after a year in one advance', () => {
    const { cloud, call, advance } = customer(
      createCloud({ seed: 1, start: START, issued, settings: { mostMachines: 20_000, paid: 1e12 } }),
    );
    call('POST', '/core/keypairs', '', { environment_name: ENVIRONMENT, name: 'key', public_key: KEY });
    for (let batch = 0; batch < 500; batch++)
      call('POST', '/core/virtual-machines', '', {
        name: `many-${batch}`,
        environment_name: ENVIRONMENT,
        image_name: 'Ubuntu Server 24.04 LTS (Noble Numbat)',
        flavor_name: 'n1-cpu-small',
        key_name: 'key',
        count: 20,
      });
    advance(365 * 24 * 60 * MINUTE);
    expect(cloud.bills.size).toBe(10_000);
    const { body } = call('GET', '/billing/billing/usage');
    expect(body.data).toHaveLength(10_000);
  });
});
