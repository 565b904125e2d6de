import {
  ApiClient,
  BillingApi,
  CalculateApi,
  CreditApi,
  EnvironmentApi,
  FlavorApi,
  FloatingIpApi,
  ImageApi,
  KeypairApi,
  PricebookApi,
  RegionApi,
  StockApi,
  VirtualMachineApi,
  VolumeApi,
  VolumeAttachmentApi,
} from '@nexgencloud/hyperstack-sdk-javascript';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createMockServer, type MockServer } from '../../mock-server/index.js';

let mock: MockServer;
let client: ApiClient;

beforeAll(async () => {
  mock = await createMockServer({ seed: 'empty', clock: 'frozen', now: '2025-01-01T00:00:00Z', selfCheck: 'all' });
  client = new ApiClient(`${mock.url}/v1`);
  client.authentications.apiKey.apiKey = mock.credentials.infrahub.apiKey;
});
afterAll(async () => {
  expect(mock.findings).toEqual([]);
  await mock.close();
});

const wait = (by: string) => mock.control.clock.advance({ by });
const RANGE = { startDate: '2025-01-01T00:00:00', endDate: '2025-02-01T00:00:00' };
/** The client reads a date without a zone in the zone of its own machine. */
const date = (text: string) => ApiClient.parseDate(text);

it('shows its catalogue to the vendor’s own client', async () => {
  const { regions } = await new RegionApi(client).listRegions();
  expect(regions.map(({ name }: { name: string }) => name)).toEqual(['NORWAY-1', 'CANADA-1', 'US-1']);
  const { data } = await new FlavorApi(client).listFlavors({ region: 'CANADA-1' });
  const h100 = data.find(({ gpu }: { gpu: string }) => gpu === 'H100-80G-PCIe');
  expect(h100.flavors[0]).toMatchObject({ id: 95, name: 'n3-H100x1', ram: 180, stock_available: true });
  expect(h100.flavors[0].created_at).toEqual(date('2024-04-18T15:19:56'));
  const { images } = await new ImageApi(client).listImages({ region: 'CANADA-1' });
  expect(images[0]).toMatchObject({ region_name: 'CANADA-1', type: 'Ubuntu' });
  expect(images[0].images[0].id).toBe(29);
  const { stocks } = await new StockApi(client).getGPUStock();
  expect(stocks.map((stock: Record<string, unknown>) => stock['stock-type'])).toEqual(['GPU', 'GPU', 'GPU']);
  const prices = await new PricebookApi(client).getPricebook();
  expect(prices.find(({ name }: { name: string }) => name === 'RTX-A4000')).toMatchObject({ value: 0.15 });
});

it('lives a week with the vendor’s own client', async () => {
  const [environments, keypairs] = [new EnvironmentApi(client), new KeypairApi(client)];
  const [machines, volumes] = [new VirtualMachineApi(client), new VolumeApi(client)];
  const [addresses, attachments] = [new FloatingIpApi(client), new VolumeAttachmentApi(client)];
  const [billing, credits] = [new BillingApi(client), new CreditApi(client)];

  const { environment } = await environments.createEnvironment({ name: 'sdk', region: 'CANADA-1' });
  expect(environment).toMatchObject({ name: 'sdk', created_at: date('2025-01-01T00:00:00') });
  const { keypair } = await keypairs.importKeyPair({
    environment_name: 'sdk',
    name: 'laptop',
    public_key: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl a@b',
  });
  expect(keypair.fingerprint).toMatch(/^([0-9a-f]{2}:){15}[0-9a-f]{2}$/);

  const created = await machines.createVMs({
    name: 'trainer',
    environment_name: 'sdk',
    image_name: 'Ubuntu Server 22.04 LTS R535 CUDA 12.2 with Docker',
    flavor_name: 'n3-H100x1',
    key_name: 'laptop',
    count: 1,
    assign_floating_ip: true,
    labels: ['nightly'],
  });
  const [{ id }] = created.instances;
  expect(created.instances[0]).toMatchObject({ status: 'CREATING', power_state: null, labels: ['nightly'] });
  await wait('PT10S');
  await wait('PT3S');
  const { instance } = await machines.getVM(id);
  expect(instance).toMatchObject({ status: 'ACTIVE', floating_ip_status: 'ATTACHED', keypair: { name: 'laptop' } });
  expect(instance.floating_ip).toMatch(/^198\./);
  const { calculated_resource_bills: price } = await new CalculateApi(client).calculateResourceBillingRate(
    'virtual-machine',
    id,
  );
  expect(price.resource.price).toBe(2.50672043);

  const { volume } = await volumes.createVolume({
    name: 'datasets',
    environment_name: 'sdk',
    volume_type: 'Cloud-SSD',
    size: 500,
  });
  await wait('PT3S');
  await attachments.attachVolumesToVM(id, { volume_ids: [volume.id] });
  await wait('PT3S');
  expect((await volumes.getVolume(volume.id)).volume).toMatchObject({ status: 'in-use', size: 500 });

  await wait('P2D');
  await machines.stopVM(id);
  await wait('PT5S');
  await expect(addresses.attachPublicIPToVM(id)).rejects.toMatchObject({ status: 400 });
  await addresses.detachPublicIPFromVM(id);
  await wait('PT3S');
  await machines.startVM(id);
  await wait('PT5S');
  await machines.hibernateVM(id, { retainIp: 'false' });
  await wait('P1D');
  await machines.restoreVMFromHibernation(id);
  await wait('PT20S');
  expect((await machines.listVMs({ page: 1, pageSize: 10 })).instances[0]).toMatchObject({ id, status: 'ACTIVE' });

  const { data: rows } = await billing.getUsage({});
  expect(rows).toMatchObject([
    { resource_id: id, resource_type: 'vm', active: true, create_time: date('2025-01-01T00:00:10') },
    { resource_id: volume.id, resource_type: 'volume', bill_per_minute: (500 * 0.0000967742) / 60 },
  ]);
  const details = (await billing.getVMBillingDetails(id, RANGE)).billing_history_vm_details.billing_history[0];
  expect(details.metrics.incurred_bill).toBe(rows[0].total_bill);
  expect(details.metrics.usage_time_HIBERNATED).toBeGreaterThan(85_000);
  // The client cannot read the call without a graph: the vendor's description leaves its envelope out.
  const parts = (await billing.getVMSubResourceGraph(id, RANGE)).sub_resources_costs;
  expect(parts.billing_history[0].metrics.gpu_incurred_bill).toBeCloseTo(2.5 * 48, 0);
  const { billing_events_history: events } = await billing.getVMBillingEvents(id, RANGE);
  expect(events.map(({ event }: { event: string }) => event)).toContain('HIBERNATED');
  const list = (await billing.getVMBillingHistory(RANGE)).billing_history_vm;
  expect([list.total_count, list.pagination.pages]).toEqual([1, 1]);
  const ssd = (await billing.getVolumeBillingDetails(volume.id, RANGE)).billing_history_volume_details;
  expect(ssd.billing_history[0].attributes).toMatchObject({ subresource_amount: 500, subresource_type: 'Cloud-SSD' });
  const whole = (await billing.getUserBillingHistory(RANGE)).billing_history.billing_history[0].metrics;
  expect(whole.incurred_bill).toBeCloseTo(rows[0].total_bill + rows[1].total_bill, 9);
  const { data: yesterday } = await billing.getLastDayCost();
  expect(yesterday.total_cost).toBe(yesterday.instances_cost + yesterday.volumes_cost);
  const { data: balance } = await credits.getUserCredit();
  expect(balance).toMatchObject({ threshold: 0, can_create_instance: true });
  expect(balance.credit).toBeCloseTo(10_000 - whole.incurred_bill, 9);

  await expect(environments.deleteEnvironment(environment.id)).rejects.toMatchObject({ status: 405 });
  await attachments.detachVolumesFromVM(id, { volume_ids: [volume.id] });
  await wait('PT3S');
  await volumes.deleteVolume(volume.id);
  await machines.deleteVM(id);
  await keypairs.deleteKeyPair(keypair.id);
  await wait('PT5S');
  await expect(machines.getVM(id)).rejects.toMatchObject({ status: 404 });
  expect((await environments.deleteEnvironment(environment.id)).status).toBe(true);
  const { data: ended } = await billing.getUsage({ deleted: 'true' });
  expect(ended).toMatchObject([{ active: false, bill_per_minute: null }, { active: false }]);
  await wait('P30D');
  expect((await billing.getUsage({ deleted: 'true' })).data).toEqual(ended);
});
