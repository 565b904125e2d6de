import { expect, test } from 'vitest';
import type { MockServer } from '../../../../mock-server/index.js';
import { doubleForEach } from '../../double.js';
import { type Customer, customerOf, settleIn } from '../customer.js';
import { dateTime, integer, list, text } from './members.js';

/**
 * The calls of the vendor's CSI driver, which gives volumes to the pods of a cluster, each with what it reads:
 * https://github.com/NexGenCloud/csi-hyperstack/tree/main/pkg/hyperstack
 */

let mock: MockServer;
let customer: Customer;
const wait = (by: string) => mock.control.clock.advance({ by });

doubleForEach('2026-03-02T08:00:00Z', double => {
  mock = double;
  customer = customerOf(double);
});

test('a claim becomes a volume on a worker of a cluster, and ends', async () => {
  await settleIn(customer, 'place', 'CANADA-1');
  const made = await customer.post('/core/clusters', {
    name: 'storage',
    environment_name: 'place',
    keypair_name: 'place',
    kubernetes_version: (await customer.get('/core/clusters/versions')).body.versions[0].version,
    master_flavor_name: 'n1-cpu-large',
    node_groups: [{ name: 'pool', flavor_name: 'n1-cpu-xlarge', count: 1, role: 'worker' }],
  });
  expect(made.status).toBe(201);
  await wait('PT10M');
  const { cluster } = (await customer.get(`/core/clusters/${made.body.cluster.id}`)).body;
  expect(cluster).toMatchObject({ id: integer, status: 'ACTIVE', environment_name: 'place', nodes: list });
  const worker = cluster.nodes.find(({ role }: { role: string }) => role === 'worker').instance.id;
  const machines = (await customer.get('/core/virtual-machines')).body.instances;
  expect(machines).toContainEqual(expect.objectContaining({ id: worker, cluster_id: cluster.id, status: 'ACTIVE' }));

  const volume = await customer.post('/core/volumes', {
    name: 'pvc-6f0d',
    size: 20,
    volume_type: 'Cloud-SSD',
    environment_name: cluster.environment_name,
    description: 'made by a driver',
  });
  expect(volume).toMatchObject({ status: 200, body: { volume: { id: integer, status: 'creating' } } });
  const { id } = volume.body.volume;
  await wait('PT10S');
  const { volumes } = (await customer.get('/core/volumes')).body;
  expect(volumes.find(({ name }: { name: string }) => name.includes('pvc-6f0d'))).toMatchObject({
    id,
    size: 20,
    status: 'available',
    environment: { name: 'place' },
    created_at: dateTime,
    attachments: [],
  });

  const path = `/core/virtual-machines/${worker}`;
  const attached = await customer.post(`${path}/attach-volumes`, { volume_ids: [id], protected: true });
  expect(attached).toMatchObject({ status: 200, body: { volume_attachments: [{ id: integer, instance_id: worker }] } });
  await wait('PT10S');
  const [attachment] = (await customer.get(`/core/volumes/${id}`)).body.volume.attachments;
  expect(attachment).toMatchObject({ status: 'ATTACHED', protected: true, device: text });
  expect((await customer.post(`${path}/detach-volumes`, { volume_ids: [id] })).status).toBe(400);
  const freed = await customer.patch(`/core/volume-attachments/${attachment.id}`, { protected: false });
  expect(freed.status).toBe(200);
  const detached = await customer.post(`${path}/detach-volumes`, { volume_ids: [id] });
  expect(detached).toMatchObject({ status: 200, body: { status: true, message: text, volume_attachments: list } });
  await wait('PT10S');
  expect((await customer.delete(`/core/volumes/${id}`)).status).toBe(200);
});
