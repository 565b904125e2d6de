import { expect, test } from 'vitest';
import type { MockServer } from '../../../../mock-server/index.js';
import { doubleForEach } from '../../double.js';
import { type Customer, customerOf, machineIn, settleIn } from '../customer.js';

/**
 * The calls of the vendor's MCP server: https://github.com/NexGenCloud/hyperstack-mcp-server/blob/main/src/client/hyperstack.py
 * Three of its paths are in no document and do not exist; neither does the verb of a fourth.
 */

let mock: MockServer;
let customer: Customer;
const wait = (by: string) => mock.control.clock.advance({ by });

doubleForEach('2026-03-02T08:00:00Z', double => {
  mock = double;
  customer = customerOf(double);
});

const answers = async (method: 'get' | 'post' | 'put' | 'patch' | 'delete', path: string, body?: unknown) =>
  (await customer[method](path, body)).status;

test('an assistant asks for everything that the MCP server offers', async () => {
  const environment = await settleIn(customer, 'place', 'CANADA-1');
  const machine = await customer.post('/core/virtual-machines', machineIn('place', 'asked', 'n3-H100x1'));
  const { id } = machine.body.instances[0];
  await wait('PT20S');
  const path = `/core/virtual-machines/${id}`;
  const reads = [
    '/core/virtual-machines?page=1&page_size=10&search=asked', path, `${path}/events`, '/core/volumes?page=1&page_size=10',
    '/core/volume-types', '/core/flavors?region=CANADA-1', '/core/environments?page=1&page_size=10&search=place',
    `/core/environments/${environment}`, '/core/stocks', '/core/clusters?page=1&page_size=10&search=none',
    '/billing/alive', '/billing/billing/usage?start_date=true', '/billing/billing/last-day-cost',
    '/billing/user-credit/credit', '/billing/payment/payment-details',
  ]; // biome-ignore format: a list of paths
  for (const read of reads) expect([read, await answers('get', read)]).toEqual([read, 200]);

  for (const call of ['stop', 'start', 'hard-reboot', 'hibernate', 'hibernate-restore']) {
    expect([call, await answers('get', `${path}/${call}`)]).toEqual([call, 200]);
    await wait('PT1M');
  }
  for (const call of ['attach-floatingip', 'detach-floatingip']) {
    expect(await answers('post', `${path}/${call}`)).toBe(200);
    await wait('PT10S');
  }
  const rule = { direction: 'ingress', protocol: 'tcp', ethertype: 'IPv4', remote_ip_prefix: '0.0.0.0/0' };
  const added = await customer.post(`${path}/sg-rules`, { ...rule, port_range_min: 22, port_range_max: 22 });
  expect(added.status).toBe(200);
  expect(await answers('delete', `${path}/sg-rules/${added.body.security_rule.id}`)).toBe(200);

  const volume = { name: 'data', environment_name: 'place', volume_type: 'Cloud-SSD', size: 10 };
  const { id: volumeId } = (await customer.post('/core/volumes', volume)).body.volume;
  await wait('PT10S');
  expect(await answers('get', `/core/volumes/${volumeId}`)).toBe(200);

  const cluster = await customer.post('/core/clusters', {
    name: 'small',
    environment_name: 'place',
    keypair_name: 'place',
    kubernetes_version: (await customer.get('/core/clusters/versions')).body.versions[0].version,
    master_flavor_name: 'n1-cpu-large',
    node_count: 1,
    node_flavor_name: 'n1-cpu-xlarge',
  });
  expect(cluster.status).toBe(201);
  const clusterPath = `/core/clusters/${cluster.body.cluster.id}`;
  await wait('PT10M');
  expect(await answers('get', clusterPath)).toBe(200);
  expect((await customer.get(`${clusterPath}/events`)).body.cluster_events.length).toBeGreaterThan(0);
  expect(await answers('delete', clusterPath)).toBe(200);

  for (const call of ['attach', 'detach'])
    expect(await answers('post', `${path}/${call}-volume/${volumeId}`)).toBe(404);
  expect(await answers('patch', '/core/volume-attachment/1', { protected: true })).toBe(404);
  expect(await answers('put', `/core/volumes/${volumeId}`, { name: 'renamed' })).toBe(405);
  expect(await answers('delete', `/core/volumes/${volumeId}`)).toBe(200);
  expect(await answers('delete', path)).toBe(200);
});
