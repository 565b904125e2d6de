import { expect, test } from 'vitest';
import type { MockServer } from '../../../../mock-server/index.js';
import { doubleForEach } from '../../double.js';
import { type Customer, customerOf, KEY, machineIn } from '../customer.js';
import { dateTime, integer, list, number, text, textOrNull } from './members.js';

/**
 * The calls of CoCalc's client, each with what it reads. It takes `status` false in any answer for an error:
 * https://github.com/sagemathinc/cocalc/blob/master/src/packages/server/compute/cloud/hyperstack/client.ts
 */

let mock: MockServer;
let customer: Customer;
const wait = (by: string) => mock.control.clock.advance({ by });
type Method = 'get' | 'post' | 'put' | 'delete';
/** An answer as that client takes it: good, and without a false status. */
const call = async (method: Method, path: string, body?: unknown) => {
  const told = await customer[method](path, body);
  expect([path, told.status, told.body?.status ?? true]).toEqual([path, 200, true]);
  return told.body;
};

doubleForEach('2026-03-02T08:00:00Z', double => {
  mock = double;
  customer = customerOf(double);
});

const machine = {
  id: integer,
  name: text,
  status: text,
  power_state: textOrNull,
  vm_state: textOrNull,
  environment: { name: 'cocalc-CANADA-1' },
  image: { name: text },
  flavor: { id: integer, name: text, cpu: integer, ram: number, disk: integer, gpu: text, gpu_count: integer },
  keypair: { name: text },
  volume_attachments: list,
  security_rules: list,
  fixed_ip: textOrNull,
  floating_ip: textOrNull,
  floating_ip_status: text,
  created_at: dateTime,
};
const NAME = 'cocalc-CANADA-1';

test('CoCalc looks at prices, stock and money', async () => {
  const { data } = await call('get', '/core/flavors');
  expect(data[0].flavors[0]).toMatchObject({ id: integer, name: text, ephemeral: integer, created_at: dateTime });
  expect((await call('get', '/core/regions')).regions[0]).toMatchObject({ id: integer, name: text });
  const { stocks } = await call('get', '/core/stocks');
  expect(stocks[0]).toMatchObject({ region: text, 'stock-type': 'GPU', models: list });
  expect(stocks[0].models[0].available).toMatch(/^(\d|10\+|25\+|100\+|200\+)$/);
  expect((await customer.get('/pricebook')).body[0]).toMatchObject({ id: integer, name: text, value: text });
  expect((await call('get', '/billing/alive')).message).toBe('alive');
  expect((await call('get', '/billing/billing/usage')).data).toEqual([]);
  const costs = (await call('get', '/billing/billing/last-day-cost')).data;
  expect(costs).toEqual({ instances_cost: 0, volumes_cost: 0, clusters_cost: 0, total_cost: 0 });
  const { credit } = (await call('get', '/billing/user-credit/credit')).data;

  const { data: payment } = await call('post', '/billing/payment/payment-initiate', { amount: 25 });
  expect(payment.payment_id).toEqual(text);
  await wait('PT10M');
  const payments = (await call('get', '/billing/payment/payment-details')).data;
  const paid = payments.find(({ payment_id }: { payment_id: string }) => payment_id === payment.payment_id);
  expect(paid).toMatchObject({
    amount: 25,
    currency: 'usd',
    paid_from: text,
    status: 'complete',
    updated_at: dateTime,
  });
  expect((await call('get', '/billing/user-credit/credit')).data.credit).toBe(credit + 25);
});

test('CoCalc runs a compute server through all it can do with one', async () => {
  await call('post', '/core/environments', { name: NAME, region: 'CANADA-1' });
  const { environments } = await call('get', '/core/environments');
  const environment = environments.find(({ name }: { name: string }) => name === NAME);
  const { keypair } = await call('post', '/core/keypairs', { name: NAME, environment_name: NAME, public_key: KEY });
  expect((await call('get', '/core/keypairs')).keypairs).toContainEqual(expect.objectContaining({ id: keypair.id }));
  const { images } = await call('get', '/core/images');
  expect(images[0].images[0]).toMatchObject({ id: integer, name: text, size: integer, display_size: text });

  const order = { name: 'data-1', size: 10, environment_name: NAME, volume_type: 'Cloud-SSD', description: '' };
  const { volume } = await call('post', '/core/volumes', order);
  expect((await call('get', '/core/volume-types')).volume_types).toEqual(['Cloud-SSD']);
  await wait('PT10S');
  expect((await call('get', '/core/volumes')).volumes).toMatchObject([{ id: volume.id, status: 'available' }]);

  const { instances } = await call(
    'post',
    '/core/virtual-machines',
    machineIn(NAME, 'server-1', 'n3-H100x1', {
      assign_floating_ip: true,
      create_bootable_volume: false,
      user_data: '#cloud-config\nruncmd: []',
      security_rules: [
        {
          direction: 'ingress',
          protocol: 'tcp',
          ethertype: 'IPv4',
          remote_ip_prefix: '0.0.0.0/0',
          port_range_min: 22,
          port_range_max: 22,
        },
      ],
    }),
  );
  expect(instances).toMatchObject([machine]);
  const [{ id }] = instances;
  const path = `/core/virtual-machines/${id}`;
  await wait('PT30S');
  expect((await call('get', path)).instance).toMatchObject({ ...machine, status: 'ACTIVE', floating_ip: text });

  const attachments = (await call('post', `${path}/attach-volumes`, { volume_ids: [volume.id] })).volume_attachments;
  expect(attachments).toMatchObject([{ status: 'ATTACHING' }]);
  await wait('PT10S');
  await call('post', `${path}/detach-volumes`, { volume_ids: [volume.id] });

  expect(await call('get', `${path}/metrics?duration=1h`)).toHaveProperty('cpu');
  await call('put', `${path}/label`, { labels: ['gpu'] });
  await call('post', `${path}/attach-callback`, { url: 'http://127.0.0.1:9/told' });
  await call('put', `${path}/update-callback`, { url: 'http://127.0.0.1:9/told-again' });
  expect((await customer.delete(`${path}/update-callback`)).status).toBe(405); // as that client does it
  await call('delete', `${path}/delete-callback`);
  for (const asked of ['stop', 'start', 'hard-reboot', 'hibernate', 'hibernate-restore']) {
    await call('get', `${path}/${asked}`);
    await wait('PT1M');
  }
  await call('post', `${path}/attach-floatingip`);
  await wait('PT10S');
  await call('post', `${path}/detach-floatingip`);
  await wait('PT10S');
  expect((await call('get', `${path}/events`)).instance_events.length).toBeGreaterThan(5);

  const { firewall } = await call('post', '/core/firewalls', {
    name: 'web',
    environment_id: environment.id,
    description: 'for browsers',
  });
  const { protocols } = await call('get', '/core/sg-rules-protocols');
  expect(protocols).toEqual(expect.arrayContaining(['any', 'icmp', 'tcp', 'udp', 'vrrp']));
  const rule = { direction: 'ingress', protocol: 'tcp', ethertype: 'IPv4', remote_ip_prefix: '0.0.0.0/0' };
  const ports = { ...rule, port_range_min: 80, port_range_max: 443 };
  const shown = { ...ports, id: integer, created_at: dateTime };
  const ofFirewall = (await call('post', `/core/firewalls/${firewall.id}/firewall-rules`, ports)).firewall_rule;
  expect(ofFirewall).toMatchObject(shown);
  const ofMachine = (await call('post', `${path}/sg-rules`, ports)).security_rule;
  expect(ofMachine).toMatchObject(shown);
  await call('post', `/core/firewalls/${firewall.id}/update-attachments`, { vms: [id] });
  await wait('PT10S');
  expect((await call('get', `/core/firewalls/${firewall.id}`)).firewall).toMatchObject({
    environment: { id: environment.id, name: NAME },
    status: 'SUCCESS',
    rules: [{ ...shown, status: 'SUCCESS' }],
    attachments: [{ id: integer, status: 'SUCCESS', vm: { id, name: 'server-1', status: 'ACTIVE' } }],
  });
  expect((await call('get', '/core/firewalls')).firewalls).toMatchObject([{ id: firewall.id, name: 'web' }]);
  await call('delete', `${path}/sg-rules/${ofMachine.id}`);
  await call('delete', `/core/firewalls/${firewall.id}/firewall-rules/${ofFirewall.id}`);

  await call('delete', path);
  await wait('PT10S');
  await call('delete', `/core/volumes/${volume.id}`);
  await call('delete', `/core/firewalls/${firewall.id}`);
  await wait('PT10S');
  await call('delete', `/core/keypair/${keypair.id}`);
  await call('delete', `/core/environments/${environment.id}`);
  expect((await customer.get(path)).status).toBe(404);
});
