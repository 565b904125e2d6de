import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMockServer, type MockServer } from '../../../mock-server/index.js';
import { type Customer, customerOf, KEY, type Told } from './customer.js';

const folder = new URL('../../../fixtures/infrahub/documented/', import.meta.url);
const RANGE = 'start_date=2025-01-01T00:00:00&end_date=2025-01-02T00:00:00';
const ENVIRONMENT = 'example-environment';
const MACHINE = '/core/virtual-machines/1';
const BILL = '/billing/billing';

let mock: MockServer;
let customer: Customer;
/** Every answer of one life in which each printed call is made, by operation. */
const told: Record<string, Told> = {};

const wait = (by: string) => mock.control.clock.advance({ by });
const machine = {
  name: 'example-vm',
  environment_name: ENVIRONMENT,
  image_name: 'Ubuntu Server 24.04 LTS (Noble Numbat)',
  flavor_name: 'n3-H100x1',
  key_name: 'example-keypair',
  count: 1,
};

beforeAll(async () => {
  mock = await createMockServer({ seed: 'empty', clock: 'frozen', now: '2025-01-01T00:00:00Z', selfCheck: 'all' });
  customer = customerOf(mock);
  const { get, post, put, patch, delete: remove } = customer;
  told['environments.create'] = await post('/core/environments', { name: ENVIRONMENT, region: 'CANADA-1' });
  const place = told['environments.create'].body.environment.id;
  told['environments.show'] = await get(`/core/environments/${place}`);
  told['environments.update'] = await put(`/core/environments/${place}`, { name: ENVIRONMENT });
  told['environments.list'] = await get('/core/environments');
  told['environments.vmQuota'] = await get(`/core/environments/${place}/vm-quota`);
  told['environments.nameAvailability'] = await get('/core/environments/name-availability/example-availability-check');
  const key = { environment_name: ENVIRONMENT, name: 'example-keypair', public_key: KEY };
  told['keypairs.import'] = await post('/core/keypairs', key);
  told['keypairs.list'] = await get('/core/keypairs');
  told['keypairs.rename'] = await put('/core/keypair/1', { name: 'example-keypair' });
  told['regions.list'] = await get('/core/regions');
  told['flavors.list'] = await get('/core/flavors');
  told['images.list'] = await get('/core/images');
  told['gpus.list'] = await get('/core/gpus');
  told['keypairs.types'] = await get('/core/supported-keypairs');
  told['stocks.list'] = await get('/core/stocks');
  told['pricebook.list'] = await get('/pricebook');
  told['billing.alive'] = await get('/billing/alive');
  told['billing.lastDayCost'] = await get(`${BILL}/last-day-cost`);
  told['credit.show'] = await get('/billing/user-credit/credit');
  told['payments.list'] = await get('/billing/payment/payment-details');
  told['thresholds.list'] = await get(`${BILL}/threshold`);
  told['billingInfo.show'] = await get('/billing/user/info');
  told['billingInfo.countries'] = await get('/billing/user/countries');
  told['contracts.list'] = await get('/pricebook/contracts');
  told['virtualMachines.create'] = await post('/core/virtual-machines', machine);
  await wait('PT1M');
  told['virtualMachines.list'] = await get('/core/virtual-machines');
  told['virtualMachines.show'] = await get(MACHINE);
  told['virtualMachines.events'] = await get(`${MACHINE}/events`);
  told['virtualMachines.attachFloatingIp'] = await post(`${MACHINE}/attach-floatingip`);
  await wait('PT1M');
  told['virtualMachines.detachFloatingIp'] = await post(`${MACHINE}/detach-floatingip`);
  await post('/core/firewalls', { name: 'example-firewall', environment_id: place, description: 'Example firewall' });
  const rule = { direction: 'ingress', protocol: 'tcp', ethertype: 'IPv4', remote_ip_prefix: '0.0.0.0/0' };
  await post('/core/firewalls/1/firewall-rules', { ...rule, port_range_min: 80, port_range_max: 80 });
  told['firewalls.list'] = await get('/core/firewalls');
  const ssh = { ...rule, port_range_min: 22, port_range_max: 22 };
  told['virtualMachines.addRule'] = await post(`${MACHINE}/sg-rules`, ssh);
  told['virtualMachines.attachFirewalls'] = await post(`${MACHINE}/attach-firewalls`, { firewalls: [1] });
  await post('/core/firewalls/1/update-attachments', { vms: [] });
  told['firewalls.delete'] = await remove('/core/firewalls/1');
  told['dashboard.show'] = await get('/core/dashboard');
  const masters = { kubernetes_version: '1.35.1', master_flavor_name: 'n1-cpu-small' };
  const pool = { node_count: 1, node_flavor_name: 'n1-cpu-small', keypair_name: 'example-keypair' };
  await post('/core/clusters', { name: 'example-c1', environment_name: ENVIRONMENT, ...masters, ...pool });
  told['clusters.nodeGroups'] = await get('/core/clusters/1/node-groups');
  told['clusters.events'] = await get('/core/clusters/1/events');
  told['clusters.delete'] = await remove('/core/clusters/1');
  told['virtualMachines.editLabels'] = await put(`${MACHINE}/label`, { labels: ['example-label'] });
  for (const [id, verb] of [
    ['stop', 'stop'],
    ['start', 'start'],
    ['hardReboot', 'hard-reboot'],
    ['hibernate', 'hibernate'],
    ['hibernateRestore', 'hibernate-restore'],
  ]) {
    await wait('PT1M');
    told[`virtualMachines.${id}`] = await get(`${MACHINE}/${verb}`);
  }
  await wait('PT1M');
  const volume = { name: 'example-volume', environment_name: ENVIRONMENT, description: 'Example volume', size: 10 };
  told['volumes.create'] = await post('/core/volumes', { ...volume, volume_type: 'Cloud-SSD' });
  await wait('PT1M');
  told['volumes.list'] = await get('/core/volumes');
  told['volumes.attach'] = await post(`${MACHINE}/attach-volumes`, { volume_ids: [1] });
  told['volumes.updateAttachment'] = await patch('/core/volume-attachments/1', { protected: false });
  await wait('PT1M');
  await post(`${MACHINE}/detach-volumes`, { volume_ids: [1] });
  await wait('PT1M');
  told['volumes.show'] = await get('/core/volumes/1');
  told['billing.usage'] = await get(`${BILL}/usage`);
  told['history.organization'] = await get(`${BILL}/history?${RANGE}`);
  for (const [id, path] of [
    ['virtualMachines', 'history/virtual-machine'],
    ['virtualMachine', 'history/virtual-machine/1'],
    ['virtualMachineGraph', 'history/virtual-machine/1/graph'],
    ['volumes', 'history/volume'],
    ['volume', 'history/volume/1'],
    ['volumeGraph', 'history/volume/1/graph'],
    ['subResources', 'virtual-machine/1/sub-resource'],
    ['subResourcesGraph', 'virtual-machine/1/sub-resource/graph'],
    ['virtualMachineEvents', 'virtual-machine/1/billing-events'],
    ['volumeEvents', 'volume/1/billing-events'],
  ])
    told[`history.${id}`] = await get(`${BILL}/${path}?${RANGE}`);
  told['volumes.delete'] = await remove('/core/volumes/1');
  told['virtualMachines.delete'] = await remove(MACHINE);
  told['keypairs.delete'] = await remove('/core/keypair/1');
  await wait('PT1M');
  told['environments.delete'] = await remove(`/core/environments/${place}`);
});
afterAll(async () => {
  expect(mock.findings).toEqual([]);
  await mock.close();
});

/** Names of members in their order, at all depths; of a list those of its first item. */
function members(value: unknown, path = '$'): string[] {
  if (Array.isArray(value)) return value.length === 0 ? [] : members(value[0], `${path}[]`);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, within]) => [`${path}.${name}`, ...members(within, `${path}.${name}`)]);
}

const sentence = ({ message }: { message?: string }) => message?.replaceAll(/\d+/g, '#');

describe('the words of every printed answer', () => {
  it.each(readdirSync(folder).map(name => name.replace('.json', '')))('of %s are the printed ones', id => {
    const printed = JSON.parse(readFileSync(new URL(`${id}.json`, folder), 'utf8'));
    const answer = told[id];
    expect(answer?.status).toBe(200);
    expect(sentence(answer?.body)).toBe(sentence(printed));
    const printedMembers = members(printed);
    expect(members(answer?.body).filter(name => printedMembers.includes(name))).toEqual(printedMembers);
  });
});
