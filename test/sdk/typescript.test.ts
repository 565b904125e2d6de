import {
  ApiKeyApi,
  ClusterEventsApi,
  ClustersApi,
  Configuration,
  EnvironmentApi,
  FirewallAttachmentApi,
  FirewallsApi,
  KeypairApi,
  PaymentApi,
  PermissionApi,
  ProfileApi,
  RbacRoleApi,
  SnapshotsApi,
  VirtualMachineApi,
  VirtualMachineEventsApi,
} from '@nexgencloud/hyperstack-sdk-typescript';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createMockServer, type MockServer } from '../../mock-server/index.js';
import { KEY } from '../scenarios/infrahub/customer.js';

/** The vendor's TypeScript client: its types hold this story when it compiles, its calls when it runs. */

let mock: MockServer;
let config: Configuration;
let signedIn: Configuration;

beforeAll(async () => {
  mock = await createMockServer({ seed: 'empty', clock: 'frozen', now: '2026-03-02T08:00:00Z', selfCheck: 'all' });
  const basePath = `${mock.url}/v1`;
  const { apiKey, accessToken } = mock.credentials.infrahub;
  config = new Configuration({ basePath, apiKey });
  signedIn = new Configuration({ basePath, baseOptions: { headers: { Authorization: `Bearer ${accessToken}` } } });
  await new EnvironmentApi(config).createEnvironment({ name: 'sdk', region: 'CANADA-1' });
  await new KeypairApi(config).importKeyPair({ environment_name: 'sdk', name: 'laptop', public_key: KEY });
});
afterAll(async () => {
  expect(mock.findings).toEqual([]);
  await mock.close();
});

const wait = (by: string) => mock.control.clock.advance({ by });
/** A member that the client types as optional, and the story needs. */
function need<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('is not there');
  return value;
}

it('guards a machine with a firewall, takes a snapshot of it and brings it back', async () => {
  const machines = new VirtualMachineApi(config);
  const firewalls = new FirewallsApi(config);
  const made = await machines.createVMs({
    name: 'web',
    environment_name: 'sdk',
    image_name: 'Ubuntu Server 22.04 LTS R535 CUDA 12.2',
    flavor_name: 'n3-H100x1',
    key_name: 'laptop',
    count: 1,
  });
  const vm = need(made.data.instances?.[0]?.id);
  await wait('PT1M');

  const environments = (await new EnvironmentApi(config).listEnvironments()).data.environments;
  const environment = need(environments?.find(({ name }) => name === 'sdk')?.id);
  const firewall = need(
    (await firewalls.createFirewall({ name: 'open', environment_id: environment })).data.firewall?.id,
  );
  const rule = { direction: 'ingress', protocol: 'tcp', ethertype: 'IPv4', remote_ip_prefix: '0.0.0.0/0' } as const;
  await firewalls.addRuleToFirewall(firewall, { ...rule, port_range_min: 80, port_range_max: 80 });
  await new FirewallAttachmentApi(config).attachFirewallToVMs(firewall, { vms: [vm] });
  await wait('PT10S');
  const shown = (await firewalls.getFirewall(firewall)).data.firewall;
  expect(shown).toMatchObject({ rules: [{ status: 'SUCCESS' }], attachments: [{ status: 'SUCCESS', vm: { id: vm } }] });

  const snapshots = new SnapshotsApi(config);
  const taken = await machines.createSnapshotForVM(vm, {
    name: 'before',
    description: 'the upgrade',
    labels: ['kept'],
  });
  const snapshot = need(taken.data.snapshot?.id);
  await wait('PT10M');
  expect((await snapshots.getSnapshot(snapshot)).data.snapshot).toMatchObject({ name: 'before', status: 'SUCCESS' });
  await machines.deleteVM(vm);
  await wait('PT1M');
  await expect(machines.getVM(vm)).rejects.toMatchObject({ response: { status: 404 } });
  const back = await snapshots.restoreSnapshot(snapshot, { new_vm_name: 'web-again' });
  expect(back.status).toBe(200);
  await wait('PT2M');
  const restored = (await machines.listVMs(1, 10, 'web-again')).data.instances?.[0];
  expect(restored).toMatchObject({ name: 'web-again', status: 'ACTIVE' });
  const events = await new VirtualMachineEventsApi(config).listVMEvents(need(restored?.id));
  expect(events.data.instance_events?.length).toBeGreaterThan(1);
});

it('grows a cluster and shrinks it', async () => {
  const clusters = new ClustersApi(config);
  const version = need((await clusters.getClusterVersions('CANADA-1')).data.versions?.[0]?.version);
  const flavor = need((await clusters.getClusterMasterFlavors()).data.flavors?.[0]?.name);
  const made = await clusters.createCluster({
    name: 'grown',
    environment_name: 'sdk',
    keypair_name: 'laptop',
    kubernetes_version: version,
    master_flavor_name: flavor,
    node_groups: [{ name: 'pool', flavor_name: 'n3-H100x1', count: 1, max_count: 3, role: 'worker' }],
  });
  const id = need(made.data.cluster?.id);
  await wait('PT15M');
  const { cluster } = (await clusters.gettingClusterDetail(id)).data;
  expect(cluster).toMatchObject({ name: 'grown', status: 'ACTIVE', kube_config: expect.any(String) });
  const workers = async () =>
    (await clusters.getClusterNodes(id)).data.nodes?.filter(({ role }) => role === 'worker') ?? [];
  expect(await workers()).toHaveLength(1);
  await clusters.createNode(id, { role: 'worker', count: 1 });
  await wait('PT15M');
  const grown = await workers();
  expect(grown.map(({ status }) => status)).toEqual(['ACTIVE', 'ACTIVE']);
  await clusters.deleteClusterNode(id, need(grown[1]?.id));
  await wait('PT5M');
  expect(await workers()).toHaveLength(1);
  expect((await new ClusterEventsApi(config).listClusterEvents(`${id}`)).data.cluster_events?.length).toBeGreaterThan(
    0,
  );
  await clusters.deleteCluster(id);
  await wait('PT10M');
  await expect(clusters.gettingClusterDetail(id)).rejects.toMatchObject({ response: { status: 404 } });
});

it('gives a key, a role and a profile, pays, and takes them back', async () => {
  const keys = new ApiKeyApi(signedIn);
  const key = need((await keys.generateAPIKey({ name: 'ci', description: 'for the pipeline' })).data.api_key);
  const { data: mine } = await new ClustersApi(
    new Configuration({ basePath: need(config.basePath), apiKey: need(key.key) }),
  ).listClusters();
  expect(mine.status).toBe(true);
  await keys.deleteAPIKey(need(key.id));

  const permission = need((await new PermissionApi(config).listPermissions()).data.permissions?.[0]?.id);
  const roles = new RbacRoleApi(config);
  const role = need(
    (await roles.createRBACRole({ name: 'reader', description: 'may look', permissions: [permission] })).data.role?.id,
  );
  expect((await roles.listRBACRoles()).data.roles).toContainEqual(expect.objectContaining({ id: role }));
  await roles.deleteRBACRole(role);

  const profiles = new ProfileApi(config);
  const { data } = await profiles.createProfile({
    name: 'usual',
    description: 'what all machines are made of',
    data: {
      environment_name: 'sdk',
      image_name: 'Ubuntu Server 22.04 LTS R535 CUDA 12.2',
      flavor_name: 'n3-H100x1',
      key_name: 'laptop',
    },
  });
  const profile = need(data.profile?.id);
  expect((await profiles.getProfile(profile)).data.profile).toMatchObject({ name: 'usual' });
  await profiles.deleteProfile(profile);

  const payments = new PaymentApi(config);
  const payment = need((await payments.initiatePayment({ amount: 40 })).data.data?.payment_id);
  await wait('PT10M');
  const paid = (await payments.listPaymentDetails()).data.data;
  expect(paid).toContainEqual(expect.objectContaining({ payment_id: payment, amount: 40, status: 'complete' }));
});
