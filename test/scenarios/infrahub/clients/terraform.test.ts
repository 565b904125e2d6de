import { beforeEach, describe, expect, test } from 'vitest';
import type { MockServer } from '../../../../mock-server/index.js';
import { doubleForEach } from '../../double.js';
import { type Customer, customerOf, KEY, machineIn, settleIn, type Told } from '../customer.js';
import { dateTime, flag, integer, list, number, text, textOrNull } from './members.js';

/**
 * The calls of the vendor's Terraform provider, and of each answer what it reads. It is written in Go: a member that is
 * null or of another type where it follows a pointer ends the program, and a status that it does not expect ends the run.
 * https://github.com/NexGenCloud/terraform-provider-hyperstack/tree/main/internal/provider
 */

let mock: MockServer;
let customer: Customer;

const wait = (by: string) => mock.control.clock.advance({ by });
const read = async (path: string) => {
  const { status, body } = await customer.get(path);
  expect(status).toBe(200);
  return body;
};
/** Asks each three seconds of the world's time, as the provider does, until an answer is as wanted. */
async function poll(path: string, most: number, isThere: (told: Told) => boolean) {
  for (let waited = 0; waited <= most; waited += 3) {
    const told = await customer.get(path);
    if (isThere(told)) return told.body;
    await wait('PT3S');
  }
  throw new Error(`${path} was not as wanted after ${most} seconds`);
}

doubleForEach('2026-03-02T08:00:00Z', double => {
  mock = double;
  customer = customerOf(double);
});
beforeEach(async () => {
  await settleIn(customer, 'place', 'CANADA-1');
});

const rule = {
  id: integer,
  direction: text,
  protocol: text,
  port_range_min: integer,
  port_range_max: integer,
  ethertype: text,
  remote_ip_prefix: text,
  status: text,
  created_at: dateTime,
};
const machine = {
  id: integer,
  name: 'trainer',
  status: text,
  environment: { id: integer, org_id: integer, name: 'place', region: 'CANADA-1', features: { green_status: text } },
  image: { name: text },
  flavor: {
    id: integer,
    name: text,
    cpu: integer,
    ram: number,
    disk: integer,
    ephemeral: integer,
    gpu: text,
    gpu_count: integer,
    features: { network_optimised: flag },
  },
  keypair: { name: 'place' },
  volume_attachments: list,
  security_rules: list,
  power_state: textOrNull,
  vm_state: textOrNull,
  fixed_ip: textOrNull,
  floating_ip: textOrNull,
  floating_ip_status: text,
  locked: flag,
  os: text,
  labels: ['nightly'],
  port_randomization: flag,
  requires_public_ip: flag,
  created_at: dateTime,
};

describe('the resources of the Terraform provider', () => {
  test('hyperstack_core_environment and hyperstack_core_keypair come, are renamed and go', async () => {
    const made = await customer.post('/core/environments', { name: 'tf', region: 'NORWAY-1' });
    const shown = { id: integer, name: 'tf', region: 'NORWAY-1', created_at: dateTime };
    expect(made).toMatchObject({ status: 200, body: { environment: { ...shown, features: { green_status: text } } } });
    const { id } = made.body.environment;
    expect((await customer.put(`/core/environments/${id}`, { name: 'tf-two' })).status).toBe(200);
    expect((await read(`/core/environments/${id}`)).environment.name).toBe('tf-two');

    const imported = await customer.post('/core/keypairs', {
      environment_name: 'tf-two',
      name: 'tf',
      public_key: KEY,
    });
    expect(imported).toMatchObject({
      status: 200,
      body: {
        keypair: { id: integer, name: 'tf', fingerprint: text, public_key: KEY, environment: { name: 'tf-two' } },
      },
    });
    const keypair = imported.body.keypair.id;
    expect((await customer.put(`/core/keypair/${keypair}`, { name: 'tf-key' })).status).toBe(200);
    expect((await read('/core/keypairs')).keypairs).toContainEqual(expect.objectContaining({ name: 'tf-key' }));
    expect((await customer.delete(`/core/keypair/${keypair}`)).status).toBe(200);
    expect((await customer.delete(`/core/environments/${id}`)).status).toBe(200);
    expect((await customer.get(`/core/environments/${id}`)).status).toBe(404);
  });

  test('hyperstack_core_virtual_machine with its rules and its volume', async () => {
    const made = await customer.post(
      '/core/virtual-machines',
      machineIn('place', 'trainer', 'n3-H100x1', {
        create_bootable_volume: false,
        assign_floating_ip: true,
        enable_port_randomization: false,
        labels: ['nightly'],
        user_data: '#cloud-config',
        callback_url: '',
      }),
    );
    expect(made).toMatchObject({ status: 200, body: { instances: [machine] } });
    const { id } = made.body.instances[0];
    const path = `/core/virtual-machines/${id}`;
    const { instance } = await poll(path, 300, ({ body }) => body.instance.status === 'ACTIVE');
    expect(instance).toMatchObject({ ...machine, power_state: 'RUNNING' });

    const wanted = { direction: 'ingress', ethertype: 'IPv4', protocol: 'tcp', remote_ip_prefix: '0.0.0.0/0' };
    const added = await customer.post(`${path}/sg-rules`, { ...wanted, port_range_min: 443, port_range_max: 443 });
    expect(added).toMatchObject({ status: 200, body: { security_rule: { ...rule, ...wanted, port_range_min: 443 } } });
    const { id: ruleId } = added.body.security_rule;
    const seen = (await read(path)).instance.security_rules;
    expect(seen).toContainEqual(expect.objectContaining({ id: ruleId, port_range_max: 443 }));
    expect(seen).toMatchObject(seen.map(() => rule));
    expect((await customer.delete(`${path}/sg-rules/${ruleId}`)).status).toBe(200);

    const order = { name: 'tf-data', environment_name: 'place', volume_type: 'Cloud-SSD', size: 20, image_id: 0 };
    const volume = await customer.post('/core/volumes', { ...order, description: '', callback_url: '' });
    const shown = { id: integer, name: 'tf-data', size: 20, environment: { name: 'place' }, status: text };
    expect(volume).toMatchObject({ status: 200, body: { volume: shown } });
    const volumeId = volume.body.volume.id;
    const ofList = ({ body }: Told) => body.volumes.find((one: { id: number }) => one.id === volumeId);
    await poll('/core/volumes', 300, told => ofList(told).status === 'available');
    const attached = await customer.post(`${path}/attach-volumes`, { volume_ids: [volumeId] });
    expect(attached).toMatchObject({ status: 200, body: { volume_attachments: [{ id: integer, status: text }] } });
    await poll(path, 60, ({ body }) => body.instance.volume_attachments[0]?.status === 'ATTACHED');
    expect((await read(path)).instance.volume_attachments).toMatchObject([
      { device: text, volume: { id: volumeId, name: 'tf-data', size: 20, volume_type: 'Cloud-SSD' } },
    ]);
    expect((await customer.post(`${path}/detach-volumes`, { volume_ids: [volumeId] })).status).toBe(200);
    await wait('PT5S');
    expect((await customer.delete(`/core/volumes/${volumeId}`)).status).toBe(200);
    await poll('/core/volumes', 120, told => ofList(told) === undefined);

    expect((await customer.delete(path)).status).toBe(200);
    await poll(path, 120, ({ status }) => status === 404);
  });

  test('hyperstack_core_cluster is there within half an hour, and gone within two minutes', async () => {
    const versions = (await read('/core/clusters/versions?region=CANADA-1')).versions;
    expect(versions).toMatchObject(versions.map(() => ({ version: text })));
    const made = await customer.post('/core/clusters', {
      name: 'tf-cluster',
      environment_name: 'place',
      keypair_name: 'place',
      kubernetes_version: versions[0].version,
      master_flavor_name: 'n1-cpu-large',
      node_count: 2,
      node_flavor_name: 'n1-cpu-xlarge',
      deployment_mode: 'standard',
      master_count: 2,
    });
    const shown = { id: integer, name: 'tf-cluster', environment_name: 'place', keypair_name: 'place', status: text };
    expect(made).toMatchObject({ status: 201, body: { cluster: { ...shown, created_at: dateTime } } });
    const path = `/core/clusters/${made.body.cluster.id}`;
    const { cluster } = await poll(path, 1800, ({ body }) => body.cluster.status === 'ACTIVE');
    expect(cluster).toMatchObject({ ...shown, kubernetes_version: versions[0].version, kube_config: text });
    expect(cluster.api_address).toMatch(/^https?:\/\//);
    expect(cluster.node_groups.length).toBeGreaterThan(0);
    expect((await customer.delete(path)).status).toBe(200);
    await poll(path, 120, ({ status }) => status === 404);
  });

  test('hyperstack_auth_role is made of policies and permissions, changed, and gone', async () => {
    const [policy] = (await read('/auth/policies')).policies;
    const [permission, other] = (await read('/auth/permissions')).permissions;
    const wanted = {
      name: 'tf-role',
      description: 'made by a plan',
      policies: [policy.id],
      permissions: [permission.id],
    };
    const made = await customer.post('/auth/roles', wanted);
    const shown = {
      id: integer,
      name: 'tf-role',
      description: text,
      policies: [{ id: policy.id }],
      created_at: dateTime,
    };
    expect(made).toMatchObject({ status: 201, body: { role: { ...shown, permissions: [{ id: permission.id }] } } });
    const path = `/auth/roles/${made.body.role.id}`;
    const changed = await customer.put(path, { ...wanted, policies: [], permissions: [permission.id, other.id] });
    expect([changed.status, changed.body.role.permissions.length]).toEqual([200, 2]);
    expect((await read(path)).roles).toMatchObject({ name: 'tf-role', policies: [], permissions: list });
    expect((await read('/auth/roles')).roles).toContainEqual(expect.objectContaining({ name: 'tf-role' }));
    expect((await customer.delete(path)).status).toBe(200);
    expect((await customer.get(path)).status).toBe(404);
  });
});

describe('the data sources of the Terraform provider', () => {
  test('who one is, with whom, and what one may', async () => {
    const { user } = await read('/auth/me');
    expect(user).toMatchObject({ email: text, name: text, username: text, created_at: dateTime });
    const { organization } = await read('/auth/organizations');
    expect(organization).toMatchObject({ id: integer, name: text, created_at: dateTime, users: list });
    expect(organization.users[0]).toMatchObject({
      id: integer,
      sub: text,
      email: text,
      username: text,
      name: text,
      role: text,
      rbac_roles: list,
      joined_at: dateTime,
    });
    const granted = { id: integer, resource: text, permission: text };
    const { permissions } = await read('/auth/permissions');
    expect(permissions[0]).toMatchObject({ ...granted, method: text, endpoint: text, created_at: dateTime });
    const { policies } = await read('/auth/policies');
    expect(policies[0]).toMatchObject({ id: integer, name: text, description: text, created_at: dateTime });
    expect(policies[0].permissions[0]).toMatchObject(granted);
    expect((await read('/auth/users/me/permissions')).permissions[0]).toMatchObject(granted);
    expect((await read(`/auth/users/${organization.users[0].id}/permissions`)).permissions[0]).toMatchObject(granted);
  });

  test('what there is to be had', async () => {
    const { gpu_list: gpus } = await read('/core/gpus');
    expect(gpus[0]).toMatchObject({ id: integer, name: text, regions: list, created_at: dateTime });
    expect(gpus[0].regions[0]).toMatchObject({ id: integer, name: text });
    expect((await read('/core/regions')).regions[0]).toMatchObject({
      id: integer,
      name: text,
      description: textOrNull,
    });
    expect((await read('/core/sg-rules-protocols')).protocols).toEqual(expect.arrayContaining(['tcp', 'udp', 'icmp']));
    expect((await read('/core/volume-types')).volume_types).toEqual(['Cloud-SSD']);
    const { stocks } = await read('/core/stocks');
    expect(stocks[0].models[0]).toMatchObject({ model: text, available: text, configurations: { '1x': integer } });
    const { data } = await read('/core/flavors?region=CANADA-1');
    expect(data[0]).toMatchObject({ gpu: text, region_name: 'CANADA-1' });
    expect(data[0].flavors[0]).toMatchObject({ id: integer, name: text, cpu: integer, ram: number, disk: integer });
    const { images } = await read('/core/images?region=CANADA-1');
    expect(images[0]).toMatchObject({ region_name: 'CANADA-1', type: text, logo: text });
    expect(images[0].images[0]).toMatchObject({ id: integer, name: text, labels: list });
    const all = ['environments', 'keypairs', 'virtual-machines', 'volumes', 'clusters'];
    for (const name of all) expect((await customer.get(`/core/${name}`)).status).toBe(200);
  });

  test('the dashboard', async () => {
    const { overview } = await read('/core/dashboard');
    const machines = { cost_per_hour: number, count: integer, gpus: integer, ram: number, vcpus: integer };
    expect(overview).toMatchObject({
      instance: machines,
      container: machines,
      volume: { cost_per_hour: number, count: integer, using: integer },
    });
  });
});
