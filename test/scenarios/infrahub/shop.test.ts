import { describe, expect, it } from 'vitest';
import { infrahub as story } from '../../../fixtures/seeds/shop/infrahub/index.js';
import { createMockServer } from '../../../mock-server/index.js';
import { customerOf } from './customer.js';

const NOW = '2026-06-15T09:30:00Z';

const usageOf = async (seed: string) => {
  const mock = await createMockServer({ seed, clock: 'frozen', now: NOW, selfCheck: 'all' });
  const customer = customerOf(mock);
  const { text, body } = await customer.get('/billing/billing/usage');
  const credit = await customer.get('/billing/user-credit/credit');
  const machines = await customer.get('/core/virtual-machines');
  const volumes = await customer.get('/core/volumes');
  const { clusters } = (await customer.get('/core/clusters')).body;
  const nodes = clusters.flatMap(({ nodes: all }: { nodes: { role: string }[] }) => all);
  const free = nodes.filter(({ role }: { role: string }) => role !== 'worker').length;
  expect(mock.findings).toEqual([]);
  await mock.close();
  return { text, rows: body.data, credit: credit.body.data, machines: machines.body, volumes: volumes.body, free };
};

describe('the shop on Infrahub', () => {
  it('has months of resources, some of them gone, and money left', async () => {
    const { rows, credit, machines, volumes, free } = await usageOf('shop');
    expect(rows.length).toBeGreaterThan(25);
    const ended = rows.filter(({ active }: { active: boolean }) => !active);
    expect(ended.length).toBeGreaterThan(8);
    expect(rows.length - ended.length).toBe(machines.count - free + volumes.count);
    expect(credit.can_create_instance).toBe(true);
    const spent = rows.reduce((sum: number, row: { total_bill: number }) => sum + row.total_bill, 0);
    expect(credit.credit).toBeCloseTo(40_000 - spent, 6);
  });

  it('is the same for a number, and another for another', async () => {
    const [one, again, other] = [await usageOf('shop:7'), await usageOf('shop:7'), await usageOf('shop:8')];
    expect(again.text).toBe(one.text);
    expect(other.text).not.toBe(one.text);
  });

  it('can be lived whatever its number and whenever it ends', async () => {
    for (let number = 1; number <= 40; number++) {
      const calls = story(number, Date.parse(NOW) + number * 7_777_777).calls;
      expect(
        new Set(calls.filter(({ call }) => call === 'virtualMachines.create').map(({ body }) => JSON.stringify(body)))
          .size,
      ).toBeGreaterThan(20);
    }
    for (const number of [2, 3, 11, 23, 40]) expect((await usageOf(`shop:${number}`)).credit.credit).toBeGreaterThan(0);
  });
});
