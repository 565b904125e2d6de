import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMockServer, type MockServer } from '../../../mock-server/index.js';
import { type Customer, customerOf } from './customer.js';
import { type Package, type Row, stock } from './stock-control.js';

let mock: MockServer;
let panel: Customer;
beforeEach(async () => {
  mock = await createMockServer({ seed: 'shop', clock: 'frozen', now: '2025-06-15T09:30:00Z', selfCheck: 'all' });
  panel = customerOf(mock);
});
afterEach(async () => {
  expect(mock.findings).toEqual([]);
  await mock.close();
});

const packages = (): Promise<readonly Package[]> => panel.read('/packages');
const groups = async (): Promise<readonly { id: number; enabled: boolean }[]> =>
  (await panel.done(200, 'GET', '/compute/hypervisors/groups')).data;
const rowsOf = async (group: number): Promise<readonly Row[]> =>
  (await panel.done(200, 'GET', `/compute/hypervisors/groups/${group}/resources?results=200`)).data;

/** Each package in each group, with what is in stock of it. */
async function offers(reserve?: number) {
  const [plans, places] = [await packages(), await groups()];
  const rows = await Promise.all(places.map(({ id }) => rowsOf(id)));
  return places.flatMap(({ id: group }, index) =>
    plans.map(plan => ({ group, plan: plan.id, left: stock(rows[index] ?? [], plan, reserve) })),
  );
}

describe('the stock of the shop', () => {
  it('is there for most packages at most sites; some are scarce, some are sold elsewhere alone', async () => {
    const all = await offers();
    const sold = all.filter(({ left }) => left > 0);
    expect(sold.length).toBeGreaterThan(all.length / 2);
    expect(sold.filter(({ left }) => left <= 5).length).toBeGreaterThan(2);
    // The laboratory is closed, the trial is over, and Amsterdam has no Ceph.
    const none = all.filter(({ left }) => left === 0).map(({ group, plan }) => `${group}/${plan}`);
    expect(none).toEqual(['1/6', '2/6', '3/1', '3/2', '3/3', '3/4', '3/5', '3/6', '4/5', '4/6']);
  });

  it('is what can be ordered: what is in stock to the last, and nothing beyond', async () => {
    const wish = ({ group, plan }: { group: number; plan: number }) =>
      ({ packageId: plan, userId: 1, hypervisorId: group }) as const;
    for (const { left, ...offer } of await offers(0)) {
      const { status } = await panel.send('POST', '/servers?dryRun=true', wish(offer));
      expect({ ...offer, left, status }).toEqual({ ...offer, left, status: left > 0 ? 200 : 422 });
    }
    const scarce = { group: 4, plan: 4 };
    const count = async () =>
      (await offers(0)).find(({ group, plan }) => group === scarce.group && plan === scarce.plan)?.left ?? 0;
    let left = await count();
    expect(left).toBeGreaterThan(0);
    while (left > 0) {
      await panel.done(201, 'POST', '/servers', wish(scarce));
      expect(await count()).toBe(left - 1);
      left -= 1;
    }
    expect(await panel.done(422, 'POST', '/servers', wish(scarce))).toEqual({
      errors: ['No hypervisor with enough resources is available'],
    });
  });
});

it('the addresses of the shop have names: those of hosts, and names made of them for others; private ones have none', async () => {
  const { data: servers } = await panel.done(200, 'GET', '/servers?type=full&results=200');
  type Address = { readonly address: string; readonly rdns: string | null };
  type Interface = { readonly ipv4: readonly Address[] };
  const shown = servers.map(
    ({ network, hostname }: { network: Record<string, readonly Interface[]>; hostname: string | null }) => ({
      hostname,
      own: (network.interfaces ?? []).flatMap(({ ipv4 }) => ipv4),
      inner: (network.secondaryInterfaces ?? []).flatMap(({ ipv4 }) => ipv4),
    }),
  );
  for (const { hostname, own, inner } of shown) {
    for (const [index, { address, rdns }] of own.entries())
      expect(rdns).toBe((index === 0 ? hostname : null) ?? `${address.replaceAll('.', '-')}.static.host.example`);
    for (const { rdns } of inner) expect(rdns).toBeNull();
  }
  expect(shown.flatMap(({ inner }: { inner: readonly Address[] }) => inner)).not.toEqual([]);
});
