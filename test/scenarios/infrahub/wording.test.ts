import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

const NOW = '2025-01-01T00:00:00Z';
/** What no call of this API makes. */
const settings = {
  buckets: [{ name: 'uimap-bucket-test', bytes: 6000, objects: 1 }],
  aiUsages: [
    {
      ...{ product: 'image_generation', name: 'Inference Request 652803', at: '2025-01-01T00:01:00Z' },
      ...{ model: 'HiDream-ai/HiDream-I1-Fast', modelName: 'HiDream-I1-Fast', outputTokens: 4015, outputPrice: 2 },
    },
  ],
};
const laid = mkdtempSync(join(tmpdir(), 'hostdouble-'));

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
  const seed = join(laid, 'seed.json');
  writeFileSync(seed, JSON.stringify({ now: NOW, vendors: { infrahub: { start: NOW, settings, calls: [] } } }));
  mock = await createMockServer({ seed, clock: 'frozen', now: NOW, selfCheck: 'all' });
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
  await post('/core/profiles', { name: 'new-profile', data: { name: 'focused-tesla', count: 1 } });
  told['profiles.list'] = await get('/core/profiles');
  const metadata = { threshold_amount: 20, topup_amount: 100, payment_method_ref: 'pm_1' };
  await post('/auth/user-consent', { consent_type: 'auto_top_up', action: 'granted', metadata });
  told['userConsents.events'] = await get('/auth/user-consent-events/auto_top_up/events');
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
  told['virtualMachines.metrics'] = await get(`${MACHINE}/metrics?duration=1h`);
  told['virtualMachines.requestLogs'] = await post(`${MACHINE}/logs`, {});
  told['virtualMachines.logs'] = await get(`${MACHINE}/logs?request_id=1`);
  told['virtualMachines.requestConsole'] = await get(`${MACHINE}/request-console`);
  const hook = 'https://example.com/example-webhook';
  told['callbacks.attachToVirtualMachine'] = await post(`${MACHINE}/attach-callback`, { url: hook });
  told['callbacks.updateOfVirtualMachine'] = await put(`${MACHINE}/update-callback`, { url: `${hook}-v2` });
  told['callbacks.deleteOfVirtualMachine'] = await remove(`${MACHINE}/delete-callback`);
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
    ['buckets', 'history/bucket'],
    ['imageGenerations', 'history/image_generation'],
  ])
    told[`history.${id}`] = await get(`${BILL}/${path}?${RANGE}`);
  await post('/object-storage/access-keys', { region: 'CANADA-1', description: 'Example access key' });
  told['accessKeys.list'] = await get('/object-storage/access-keys');
  told['buckets.list'] = await get('/object-storage/buckets');
  told['virtualMachines.createSnapshot'] = await post(`${MACHINE}/snapshots`, {
    name: 'example-snapshot',
    description: 'Example snapshot',
  });
  await wait('PT2M');
  told['snapshots.createImage'] = await post('/core/snapshots/1/image', { name: 'example-img-1789' });
  told['snapshots.restore'] = await post('/core/snapshots/1/restore', { new_vm_name: 'example-restored-1789' });
  told['snapshots.list'] = await get('/core/snapshots');
  told['snapshots.show'] = await get('/core/snapshots/1');
  told['snapshots.events'] = await get('/core/snapshots/1/events');
  told['snapshots.nameAvailability'] = await get('/core/snapshots/name-availability/example-availability-check');
  told['images.nameAvailability'] = await get('/core/image/name-availability/example-availability-check');
  told['history.snapshots'] = await get(`${BILL}/history/snapshot?${RANGE}`);
  told['history.snapshotGraph'] = await get(`${BILL}/history/snapshot/1/graph?${RANGE}`);
  await wait('PT1M');
  await remove(`/core/virtual-machines/${told['snapshots.restore'].body.instances[0].id}`);
  await remove('/core/images/1');
  told['snapshots.delete'] = await remove('/core/snapshots/1');
  told['volumes.delete'] = await remove('/core/volumes/1');
  told['virtualMachines.delete'] = await remove(MACHINE);
  told['keypairs.delete'] = await remove('/core/keypair/1');
  await wait('PT1M');
  told['environments.delete'] = await remove(`/core/environments/${place}`);
  told['me.show'] = await get('/auth/me');
  told['me.mfa'] = await get('/auth/me/mfa');
  told['me.organizations'] = await get('/auth/me/organizations');
  told['me.permissions'] = await get('/auth/users/me/permissions');
  told['apiKeys.list'] = await get('/api-key');
  told['organizations.show'] = await get('/auth/organizations');
  told['permissions.list'] = await get('/auth/permissions');
  told['policies.list'] = await get('/auth/policies');
  const role = { name: 'example-role', description: 'Example role', policies: [], permissions: [] };
  told['roles.create'] = await post('/auth/roles', role);
  told['roles.list'] = await get('/auth/roles');
  told['roles.show'] = await get('/auth/roles/1');
  told['roles.delete'] = await remove('/auth/roles/1');
  told['invites.create'] = await post('/auth/invites', { email: 'new.colleague@example.com' });
  told['invites.list'] = await get('/auth/invites');
  told['invites.delete'] = await remove('/auth/invites/2');
  told['emailPreferences.list'] = await get('/auth/email/opt-out');
  told['emailPreferences.update'] = await put('/auth/email/opt-out/credit-usage-alert-48h', { opted_in: false });
  told['emailPreferences.updateAll'] = await put('/auth/email/opt-out', { opted_in: true });
});
afterAll(async () => {
  expect(mock.findings).toEqual([]);
  await mock.close();
  rmSync(laid, { recursive: true });
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
    expect([200, 201, 202]).toContain(answer?.status);
    expect(sentence(answer?.body)).toBe(sentence(printed));
    const printedMembers = members(printed);
    expect(members(answer?.body).filter(name => printedMembers.includes(name))).toEqual(printedMembers);
  });
});
