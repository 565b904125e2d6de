import { beforeEach, describe, expect, test } from 'vitest';
import type { MockServer } from '../../../mock-server/index.js';
import { doubleForEach } from '../double.js';
import { clusterCalls, clusterOrder, type Node, refused, told } from './cluster-calls.js';
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

describe('a cluster', () => {
  test('is built in phases of machines that are listed, and then has an address and a kubeconfig', async () => {
    const id = await create();
    const states = async () => {
      const { status, status_reason, is_reconciling, kube_config } = await shown(id);
      return [status, status_reason, is_reconciling, kube_config === null];
    };
    expect(await states()).toEqual(['CREATING', 'Creating the network', true, true]);
    await wait('PT30S');
    expect(await states()).toEqual(['CREATING', 'Creating the masters', true, true]);
    await wait('PT30S');
    expect(await states()).toEqual(['CREATING', 'Joining the workers', true, true]);
    const half = (await shown(id)).nodes.map(({ role, status }: Node) => [role, status]);
    expect(half).toEqual([
      ['bastion', 'ACTIVE'],
      ['load-balancer', 'ACTIVE'],
      ['master', 'ACTIVE'],
      ['master', 'ACTIVE'],
      ['master', 'ACTIVE'],
      ['worker', 'CREATING'],
      ['worker', 'CREATING'],
    ]);
    await wait('PT30S');
    expect(await states()).toEqual(['ACTIVE', 'K8s is ready', false, false]);
    const cluster = await shown(id);
    expect(cluster).toMatchObject({ environment_region: 'CANADA-1', green_status: 'GREEN', master_count: 3 });
    expect(cluster.node_groups).toMatchObject([{ name: 'pool', count: 2, min_count: 1, max_count: 3, firewalls: [] }]);
    expect(Buffer.from(cluster.kube_config, 'base64').toString()).toContain(`server: ${cluster.api_address}`);
    const balancer = cluster.nodes.find(({ role }: Node) => role === 'load-balancer').instance;
    expect(cluster.api_address).toBe(`https://${balancer.floating_ip}:6443`);
    const all = await machines();
    expect(all.map((one: { cluster_id: number; status: string }) => [one.cluster_id, one.status])).toEqual(
      Array.from({ length: 7 }, () => [id, 'ACTIVE']),
    );
    const reasons = (await customer.get(`/core/clusters/${id}/events`)).body.cluster_events;
    expect(reasons.map(({ reason }: { reason: string }) => reason)).toEqual([
      'ClusterCreationRequest',
      'ClusterCreationSuccess',
    ]);
  });

  test('without a load balancer answers at its first master, with as many workers as were counted', async () => {
    const id = await create({
      ...{ deployment_mode: 'standard', node_groups: undefined, node_count: 2, node_flavor_name: 'n1-cpu-small' },
      master_count: 2,
    });
    await wait('PT2M');
    const { nodes, node_groups: groups, api_address: address } = await shown(id);
    expect(nodes.map(({ role }: Node) => role)).toEqual(['master', 'master', 'worker', 'worker']);
    expect(groups).toMatchObject([{ name: 'default', count: 2, min_count: 2, max_count: 2 }]);
    expect(address).toBe(`https://${nodes[0].instance.floating_ip}:6443`);
  });

  test('is billed as its workers are, once: its masters cost nothing', async () => {
    const id = await create();
    await wait('P1D');
    const range = 'start_date=2026-03-02T00:00:00&end_date=2026-03-04T00:00:00';
    const { data: usage } = (await customer.get('/billing/billing/usage')).body;
    const ids = (await workers(id)).map(({ instance }) => instance.id);
    expect(usage.map(({ resource_id }: { resource_id: number }) => resource_id)).toEqual(ids);
    const spent = usage.reduce((sum: number, row: { total_bill: number }) => sum + row.total_bill, 0);
    const of = async (path: string) => (await customer.get(`/billing/billing/history/cluster${path}?${range}`)).body;
    const { billing_history_cluster: list } = await of('');
    expect(list.billing_history).toMatchObject([
      { attributes: { infrahub_id: id, status: 'ACTIVE' }, metrics: { incurred_bill: spent, price_per_hour: 2 } },
    ]);
    const { billing_history_cluster_details: details } = await of(`/${id}`);
    expect(details.metrics.incurred_bill).toBe(spent);
    expect(details.nodes.map((node: { attributes: { infrahub_id: number } }) => node.attributes.infrahub_id)).toEqual(
      ids,
    );
    const graph = (await of(`/${id}/graph`)).billing_history_cluster_details.billing_history[0].metrics;
    const points = graph.incurred_bill_graph.reduce((sum: number, { value }: { value: number }) => sum + value, 0);
    expect(graph.incurred_bill).toBe(spent);
    expect(points).toBeCloseTo(spent, 9);
    const price = await customer.get(`/pricebook/calculate/resource/cluster/${id}`);
    expect(price.body.calculated_resource_bills.resource).toMatchObject({ type: 'cluster', price: 2 });
  });

  test('is deleted with all its machines', async () => {
    const id = await create();
    await wait('PT2M');
    const [worker] = await workers(id);
    const path = `/core/virtual-machines/${worker?.instance.id}`;
    expect((await customer.delete(path)).body.message).toMatch(/is a node of cluster \d+\. Delete the node instead$/);
    const deleted = await customer.delete(`/core/clusters/${id}`);
    expect(told(deleted)).toEqual([200, { status: true, message: 'Cluster prod is being deleted' }]);
    expect((await customer.delete(`/core/clusters/${id}`)).status).toBe(400);
    expect((await shown(id)).status).toBe('DELETING');
    await wait('PT15S');
    expect(told(await customer.get(`/core/clusters/${id}`))).toEqual(
      refused(404, `Cluster ${id} does not exist.`, 'not_found'),
    );
    expect(await machines()).toEqual([]);
  });

  test('may be deleted while it is built', async () => {
    const id = await create();
    expect((await customer.delete(`/core/clusters/${id}`)).status).toBe(200);
    await wait('PT1M');
    expect((await customer.get('/core/clusters')).body).toMatchObject({
      clusters: [],
      count: 0,
      page: 1,
      page_size: 10,
    });
    expect((await customer.get('/billing/billing/usage')).body.data).toEqual([]);
  });

  test.each([0, 30, 60])(
    'fails in the phase after %d seconds when its task is to fail, and can be deleted',
    async after => {
      const id = await create();
      await wait(`PT${after}S`);
      const text = 'Heat stack failed';
      await mock.control.faults.add({ operation: 'infrahub/clusters.create', failure: 'taskFails', text, times: 1 });
      await wait('PT5M');
      expect(await shown(id)).toMatchObject({ status: 'ERROR', status_reason: text, kube_config: null });
      const { cluster_events: events } = (await customer.get(`/core/clusters/${id}/events`)).body;
      expect(events.at(-1)).toMatchObject({ reason: 'ClusterCreationFailed', message: text });
      expect((await customer.post(`/core/clusters/${id}/nodes`, {})).status).toBe(400);
      const failed = await workers(id);
      expect(failed).toMatchObject([{ status: 'ERROR', status_reason: text }, { status: 'ERROR' }]);
      const { instance_events: noted } = (await customer.get(`/core/virtual-machines/${failed[0]?.instance.id}/events`))
        .body;
      expect(noted.at(-1)).toMatchObject({ reason: 'InstanceCreationFailed', message: text });
      const usage = async () => (await customer.get('/billing/billing/usage')).body.data;
      const spent = await usage();
      await wait('PT1H');
      expect(await usage()).toEqual(spent);
      expect(failed.map(({ instance }) => instance.status)).toEqual(['ERROR', 'ERROR']);
      expect((await customer.post(`/core/clusters/${id}/reconcile`)).status).toBe(200);
      await wait('PT1M');
      expect((await shown(id)).status).toBe('ACTIVE');
      expect((await customer.delete(`/core/clusters/${id}`)).status).toBe(200);
    },
  );

  test('that failed stays so when its reconciliation fails too', async () => {
    const id = await create();
    const fail = (operation: 'clusters.create' | 'clusters.reconcile', text: string) =>
      mock.control.faults.add({ operation, failure: 'taskFails', text, times: 1 });
    await fail('clusters.create', 'no network');
    await wait('PT2M');
    await fail('clusters.reconcile', 'still no network');
    expect((await customer.post(`/core/clusters/${id}/reconcile`)).status).toBe(200);
    await wait('PT2M');
    expect(await shown(id)).toMatchObject({
      ...{ status: 'ERROR', status_reason: 'still no network', is_reconciling: false },
    });
    expect((await workers(id)).map(({ status }) => status)).toEqual(['ERROR', 'ERROR']);
    expect((await customer.delete(`/core/clusters/${id}`)).status).toBe(200);
    await wait('PT1M');
    expect(await machines()).toEqual([]);
  });

  test.each([1, 4])('has no %d masters', async count => {
    expect((await customer.post('/core/clusters', clusterOrder({ master_count: count }))).status).toBe(400);
  });

  test.each([
    [{ environment_name: 'nowhere' }, 404, 'Environment nowhere does not exist'],
    [{ keypair_name: 'none' }, 404, 'Keypair none does not exist'],
    [{ master_flavor_name: 'n9' }, 404, 'flavor not found'],
    [{ master_flavor_name: 'n3-L40x1' }, 400, 'Flavor n3-L40x1 can not be used for master nodes'],
    [{ master_flavor_name: 'n1-cpu-xlarge' }, 400, 'Flavor n1-cpu-xlarge can not be used for master nodes'],
    [{ kubernetes_version: '1.0' }, 400, 'Kubernetes version 1.0 is not available in this region'],
    [{ node_groups: [] }, 400, 'Either node_groups or node_count and node_flavor_name are required'],
    [
      { node_groups: [{ name: 'big', flavor_name: 'n1-cpu-small', count: 5, max_count: 4 }] },
      400,
      'The node count of big must be between its min_count and its max_count',
    ],
    [
      { node_groups: [{ name: 'gpus', flavor_name: 'n3-H100x8', count: 20 }] },
      400,
      'Not Enough Stock of H100-80G-PCIe. Unable to launch virtual-machines.',
    ],
  ])('is refused where it cannot be: %j', async (more, status, message) => {
    const { status: answered, body } = await customer.post('/core/clusters', clusterOrder(more));
    expect([answered, body.message]).toEqual([status, message]);
    expect(await machines()).toEqual([]);
  });

  test('has a name of twenty characters at most, once in an organisation, and is its organisation’s', async () => {
    const id = await create();
    expect((await customer.post('/core/clusters', clusterOrder())).status).toBe(409);
    const available = async (name: string) => (await customer.get(`/core/clusters/name-availability/${name}`)).body;
    expect(await available('prod')).toMatchObject({ available: false });
    expect(await available('other')).toMatchObject({ available: true });
    expect(await available('x'.repeat(21))).toMatchObject({ message: 'Name must not exceed 20 characters' });
    const neighbour = customerOf(mock, mock.credentials.others.infrahub?.otherTenant?.apiKey);
    expect((await neighbour.get(`/core/clusters/${id}`)).status).toBe(404);
    const environments = (await customer.get('/core/environments?search=place')).body.environments;
    expect((await customer.delete(`/core/environments/${environments[0].id}`)).status).toBe(405);
  });
});
