import { beforeEach, describe, expect, test } from 'vitest';
import type { MockServer } from '../../../mock-server/index.js';
import { doubleForEach } from '../double.js';
import { type Customer, customerOf, settleIn } from './customer.js';

let mock: MockServer;
let customer: Customer;

const wait = (by: string) => mock.control.clock.advance({ by });
const VERSION = '1.35.1';
const order = (more: object = {}) => ({
  name: 'prod',
  environment_name: 'place',
  keypair_name: 'place',
  kubernetes_version: VERSION,
  master_flavor_name: 'n1-cpu-medium',
  node_groups: [{ name: 'pool', flavor_name: 'n3-L40x1', count: 2, min_count: 1, max_count: 3, role: 'worker' }],
  ...more,
});
const create = async (more: object = {}): Promise<number> => {
  const made = await customer.post('/core/clusters', order(more));
  expect([made.status, made.body.message]).toEqual([201, 'Cluster creation is scheduled']);
  return made.body.cluster.id;
};
const shown = async (id: number) => (await customer.get(`/core/clusters/${id}`)).body.cluster;
interface Node {
  readonly id: number;
  readonly role: string;
  readonly status: string;
  readonly instance: { readonly id: number };
}
const workers = async (id: number): Promise<Node[]> =>
  (await customer.get(`/core/clusters/${id}/nodes`)).body.nodes.filter(({ role }: Node) => role === 'worker');
const machines = async () => (await customer.get('/core/virtual-machines')).body.instances;
const told = ({ status, body }: { status: number; body: unknown }) => [status, body];
const refused = (status: number, message: string, error_reason = 'bad_request') => [
  status,
  { status: false, message, error_reason },
];

doubleForEach('2026-03-02T08:00:00Z', double => {
  mock = double;
  customer = customerOf(double);
});
beforeEach(async () => {
  await settleIn(customer, 'place', 'CANADA-1');
});

describe('the nodes of a cluster', () => {
  let id: number;
  let path: string;
  beforeEach(async () => {
    id = await create();
    path = `/core/clusters/${id}`;
    await wait('PT2M');
  });

  test('are added up to the most of their group, one change after the other', async () => {
    const added = await customer.post(`${path}/nodes`, { role: 'worker', count: 1 });
    expect([added.status, added.body.nodes]).toMatchObject([201, [{ role: 'worker', status: 'CREATING' }]]);
    expect(told(await customer.post(`${path}/nodes`, {}))).toEqual(refused(400, `Cluster ${id} is reconciling`));
    expect(told(await customer.post(`${path}/node-groups`, { name: 'x', flavor_name: 'n1-cpu-small' }))).toEqual(
      refused(400, `Cluster ${id} is reconciling`),
    );
    await wait('PT30S');
    expect((await workers(id)).map(({ status }) => status)).toEqual(['ACTIVE', 'ACTIVE', 'ACTIVE']);
    const full = 'The node count of pool must be between its min_count and its max_count';
    expect(told(await customer.post(`${path}/nodes`, {}))).toEqual(refused(400, full));
    expect((await customer.post(`${path}/nodes`, { node_group: 'none' })).status).toBe(404);
    expect((await customer.post(`${path}/nodes`, { role: 'master' })).status).toBe(400);
  });

  test('are deleted down to the least of their group, and cost nothing from then on', async () => {
    const [first, second] = await workers(id);
    const both = await customer.post(`${path}/nodes/delete`, { ids: [first?.id, second?.id] });
    expect(both.status).toBe(400);
    expect((await customer.delete(`${path}/nodes/${first?.id}`)).status).toBe(200);
    expect((await workers(id)).map(({ status }) => status)).toEqual(['DELETING', 'ACTIVE']);
    await wait('PT30S');
    expect((await workers(id)).map(one => one.id)).toEqual([second?.id]);
    expect((await machines()).map((one: { id: number }) => one.id)).not.toContain(first?.instance.id);
    expect((await customer.delete(`${path}/nodes/${first?.id}`)).status).toBe(404);
    const master = (await shown(id)).nodes.find(({ role }: Node) => role === 'master');
    expect((await customer.delete(`${path}/nodes/${master.id}`)).status).toBe(400);
    const { data } = (await customer.get('/billing/billing/usage?deleted=true')).body;
    expect(data).toMatchObject([{ resource_id: first?.instance.id, active: false }]);
  });

  test('come in groups that are added, changed and taken away, but for the last', async () => {
    const environment = (await customer.get('/core/environments?search=place')).body.environments[0].id;
    const guard = (await customer.post('/core/firewalls', { name: 'web', environment_id: environment })).body.firewall
      .id;
    const wanted = { name: 'cpu', flavor_name: 'n1-cpu-small', min_count: 2, max_count: 4, firewall_ids: [guard] };
    const made = await customer.post(`${path}/node-groups`, wanted);
    expect([made.status, made.body.node_group]).toMatchObject([
      201,
      { count: 2, firewalls: [{ id: guard, name: 'web' }] },
    ]);
    await wait('PT30S');
    const group = `${path}/node-groups/${made.body.node_group.id}`;
    expect((await customer.get(group)).body.node_group).toMatchObject({ name: 'cpu', count: 2, firewall_ids: [guard] });
    expect((await customer.get(`/core/firewalls/${guard}`)).body.firewall.attachments).toHaveLength(2);
    expect((await customer.patch(group, { min_count: 3 })).status).toBe(400);
    const changed = await customer.patch(group, { max_count: 10, min_count: 1, firewall_ids: [] });
    expect([changed.status, changed.body.node_group]).toMatchObject([
      200,
      { min_count: 1, max_count: 10, firewalls: [] },
    ]);
    expect(changed.body.nodes).toHaveLength(2);
    expect((await customer.get(`/core/firewalls/${guard}`)).body.firewall.attachments).toEqual([]);
    expect((await customer.post(`${path}/node-groups`, wanted)).status).toBe(409);
    expect((await customer.delete(group)).status).toBe(200);
    await wait('PT30S');
    expect((await customer.get(`${path}/node-groups`)).body.node_groups).toMatchObject([{ name: 'pool' }]);
    expect(await workers(id)).toHaveLength(2);
    const last = (await shown(id)).node_groups[0].id;
    expect((await customer.delete(`${path}/node-groups/${last}`)).body.message).toBe(
      'A cluster needs at least one node group',
    );
    expect((await customer.get(group)).status).toBe(404);
  });

  test('that could not be made are made anew when the cluster is reconciled', async () => {
    const fault = { operation: 'clusters.createNode', failure: 'taskFails', text: 'no host', times: 1 } as const;
    await mock.control.faults.add(fault);
    await customer.post(`${path}/nodes`, {});
    await wait('PT30S');
    expect(await workers(id)).toMatchObject([{}, {}, { status: 'ERROR', status_reason: 'no host' }]);
    const asked = await customer.post(`${path}/reconcile`);
    expect([asked.status, asked.body.cluster.is_reconciling]).toEqual([200, true]);
    expect((await customer.post(`${path}/reconcile`)).status).toBe(400);
    await wait('PT30S');
    expect((await workers(id)).map(({ status }) => status)).toEqual(['ACTIVE', 'ACTIVE', 'ACTIVE']);
    const { cluster_events: events } = (await customer.get(`${path}/events`)).body;
    expect(events.map(({ reason }: { reason: string }) => reason).slice(-4)).toEqual([
      ...['ClusterNodeCreationRequest', 'ClusterReconcileFailed', 'ClusterReconcileRequest', 'ClusterReconcileSuccess'],
    ]);
  });

  test('are told by a version and a master’s flavor that can be had', async () => {
    const { versions } = (await customer.get('/core/clusters/versions')).body;
    expect(versions.map((one: { region: { name: string } }) => one.region.name)).toEqual([
      'NORWAY-1',
      'CANADA-1',
      'US-1',
    ]);
    expect((await customer.get('/core/clusters/versions?region=US-1')).body.versions).toMatchObject([
      { version: VERSION },
    ]);
    const { flavors } = (await customer.get('/core/clusters/master-flavors')).body;
    expect(flavors.map(({ gpu }: { gpu: string }) => gpu)).toEqual(flavors.map(() => ''));
  });
});
