import { beforeEach, describe, expect, test } from 'vitest';
import type { MockServer } from '../../../mock-server/index.js';
import { doubleForEach } from '../double.js';
import { clusterCalls, type Node, refused, told, VERSION } from './cluster-calls.js';
import { type Customer, customerOf, settleIn } from './customer.js';

let mock: MockServer;
let customer: Customer;

const wait = (by: string) => mock.control.clock.advance({ by });
const { create, shown, workers, machines } = clusterCalls(() => customer);

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

  test('are added by hand, one change after the other, beyond what a group may have by itself', async () => {
    const added = await customer.post(`${path}/nodes`, { role: 'worker', count: 1 });
    expect([added.status, added.body.nodes]).toMatchObject([201, [{ role: 'worker', status: 'CREATING' }]]);
    expect(told(await customer.post(`${path}/nodes`, {}))).toEqual(refused(400, `Cluster ${id} is reconciling`));
    expect(told(await customer.post(`${path}/node-groups`, { name: 'x', flavor_name: 'n1-cpu-small' }))).toEqual(
      refused(400, `Cluster ${id} is reconciling`),
    );
    await wait('PT30S');
    expect((await workers(id)).map(({ status }) => status)).toEqual(['ACTIVE', 'ACTIVE', 'ACTIVE']);
    const more = await customer.post(`${path}/nodes`, { count: 2 });
    expect([more.status, more.body.nodes.length]).toEqual([201, 2]);
    await wait('PT30S');
    expect((await shown(id)).node_groups).toMatchObject([{ name: 'pool', count: 5, min_count: 1, max_count: 3 }]);
    expect((await customer.post(`${path}/nodes`, { node_group: 'none' })).status).toBe(404);
    expect(told(await customer.post(`${path}/nodes`, { role: 'master', count: 1 }))).toEqual(
      refused(400, 'A cluster can not have more than 3 master nodes'),
    );
  });

  test('are deleted down to the last worker, and cost nothing from then on', async () => {
    const [first, second] = await workers(id);
    const both = await customer.post(`${path}/nodes/delete`, { ids: [first?.id, second?.id] });
    expect(told(both)).toEqual(refused(400, 'A cluster needs at least one worker node'));
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
    expect(told(await customer.patch(group, { min_count: 11, max_count: 10 }))).toEqual(
      refused(400, 'The min_count of cpu must not exceed its max_count'),
    );
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

  test('fail as what was asked for does: a group, or the reconciliation that makes them anew', async () => {
    const fail = (operation: 'clusters.createNode' | 'clusters.createNodeGroup' | 'clusters.reconcile') =>
      mock.control.faults.add({ operation, failure: 'taskFails', text: operation, times: 1 });
    await fail('clusters.createNode');
    await fail('clusters.createNodeGroup');
    await customer.post(`${path}/node-groups`, { name: 'cpu', role: 'worker', flavor_name: 'n1-cpu-small' });
    await wait('PT30S');
    const last = async () => (await workers(id)).at(-1);
    expect(await last()).toMatchObject({ status: 'ERROR', status_reason: 'clusters.createNodeGroup' });
    await fail('clusters.reconcile');
    await customer.post(`${path}/reconcile`);
    await wait('PT30S');
    expect(await last()).toMatchObject({ status: 'ERROR', status_reason: 'clusters.reconcile' });
    expect(await shown(id)).toMatchObject({ status: 'ACTIVE', status_reason: 'K8s is ready' });
    expect((await mock.control.faults.list()).filter(({ left }) => left !== 0)).toMatchObject([
      { operation: 'clusters.createNode', left: 1 },
    ]);
  });

  test('may be masters too, where there are two', async () => {
    await customer.delete(path);
    await wait('PT1M');
    const small = await create({ master_count: 2 });
    await wait('PT2M');
    const added = await customer.post(`/core/clusters/${small}/nodes`, { role: 'master' });
    expect([added.status, added.body.nodes]).toMatchObject([201, [{ role: 'master', node_group_id: null }]]);
    await wait('PT30S');
    expect(await shown(small)).toMatchObject({ master_count: 3, status: 'ACTIVE' });
  });

  test('are deleted with their group, unless no other group has workers', async () => {
    const cpu = { name: 'cpu', role: 'worker', flavor_name: 'n1-cpu-small' };
    const made = (await customer.post(`${path}/node-groups`, cpu)).body;
    await wait('PT30S');
    expect((await customer.post(`${path}/nodes/delete`, { ids: [made.nodes[0].id] })).status).toBe(200);
    await wait('PT30S');
    const pool = (await shown(id)).node_groups[0].id;
    expect(told(await customer.delete(`${path}/node-groups/${pool}`))).toEqual(
      refused(400, 'A cluster needs at least one worker node'),
    );
    expect((await customer.delete(`${path}/node-groups/${made.node_group.id}`)).status).toBe(200);
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
