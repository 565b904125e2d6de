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
  const range = 'start_date=2020-01-01T00:00:00&end_date=2027-01-01T00:00:00';
  const history = await customer.get(`/billing/billing/history?${range}`);
  const machines = await customer.get('/core/virtual-machines');
  const volumes = await customer.get('/core/volumes');
  const { clusters } = (await customer.get('/core/clusters')).body;
  const nodes = clusters.flatMap(({ nodes: all }: { nodes: { role: string }[] }) => all);
  const free = nodes.filter(({ role }: { role: string }) => role !== 'worker').length;
  expect(mock.findings).toEqual([]);
  await mock.close();
  const whole = history.body.billing_history.billing_history[0].metrics;
  const listed = { machines: machines.body, volumes: volumes.body };
  return { text, rows: body.data, credit: credit.body.data, whole, ...listed, free };
};

describe('the shop on Infrahub', () => {
  it('has months of resources, some of them gone, and money left', async () => {
    const { rows, credit, whole, machines, volumes, free } = await usageOf('shop');
    expect(rows.length).toBeGreaterThan(25);
    const ended = rows.filter(({ active }: { active: boolean }) => !active);
    expect(ended.length).toBeGreaterThan(8);
    expect(rows.length - ended.length).toBe(machines.count - free + volumes.count);
    expect(credit.can_create_instance).toBe(true);
    const spent = rows.reduce((sum: number, row: { total_bill: number }) => sum + row.total_bill, 0);
    expect(whole.vm_cost + whole.volume_cost).toBeCloseTo(spent, 6);
    expect(credit.credit).toBeCloseTo(40_000 - whole.incurred_bill, 6);
    expect(whole.snapshot_cost).toBeGreaterThan(0);
    expect(whole.bucket_cost).toBeGreaterThan(1);
    expect(whole.ais_token_cost).toBeGreaterThan(0);
    expect(whole.ais_workload_cost).toBeGreaterThan(1);
  });

  it('has a contractor with a role, a colleague who was invited, and a new key in place of one that leaked', async () => {
    const mock = await createMockServer({ seed: 'shop', clock: 'frozen', now: NOW, selfCheck: 'all' });
    const customer = customerOf(mock);
    const [role] = (await customer.get('/auth/roles')).body.roles;
    expect(role.policies.map(({ name }: { name: string }) => name)).toEqual([
      ...['policy:ReadPermissions', 'policy:VolumePermissions'],
    ]);
    const { users } = (await customer.get('/auth/organizations')).body.organization;
    expect(users[1]).toMatchObject({ role: 'Member', rbac_roles: [{ name: 'contractor' }] });
    expect((await customer.get('/auth/invites')).body.invites).toMatchObject([{ status: 'CONFIRMATION_PENDING' }]);
    const keys = (await customer.get('/api-key')).body.api_keys.map(({ name }: { name: string }) => name);
    expect(keys).toEqual(['default', 'readonly', 'ci-2']);
    const contractor = customerOf(mock, mock.credentials.others.infrahub?.member?.apiKey);
    expect((await contractor.get('/core/virtual-machines')).body.count).toBeGreaterThan(5);
    expect((await contractor.delete('/core/environments/1')).status).toBe(403);
    expect(mock.findings).toEqual([]);
    await mock.close();
  });

  it('is the same for a number, and another for another', async () => {
    const [one, again, other] = [await usageOf('shop:7'), await usageOf('shop:7'), await usageOf('shop:8')];
    expect(again.text).toBe(one.text);
    expect(other.text).not.toBe(one.text);
  });

  it('watches its notebook closely', async () => {
    const mock = await createMockServer({ seed: 'shop', clock: 'frozen', now: NOW });
    const { instances } = (await customerOf(mock).get('/core/virtual-machines?search=notebook')).body;
    await mock.close();
    expect(instances[0].enhanced_metrics).toEqual({ enabled: true });
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
