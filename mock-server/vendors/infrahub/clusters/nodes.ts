import { Failure, refuse } from '../../../../contracts/core/failure.js';
import { clusterRefusals } from '../../../../contracts/vendors/infrahub/clusters/refusals.js';
import { refusals } from '../../../../contracts/vendors/infrahub/refusals.js';
import { type Flavor, flavorNumbered, flavorOf } from '../catalogue.js';
import type { InfrahubCloud } from '../cloud.js';
import { setFirewalls } from '../firewalls/rules.js';
import { createMachines, deleteMachine } from '../virtual-machines/rules.js';
import { kubernetesImage } from './kubernetes.js';
import type { Cluster, ClusterNode, NodeGroup } from './record.js';

export type NodeRole = ClusterNode['role'];

/** Refuses machines of these flavors, so many of each, that cannot be had together. */
export function refuseNodes(
  cloud: InfrahubCloud,
  { org, environment }: Pick<Cluster, 'org' | 'environment'>,
  wanted: readonly (readonly [Flavor, number])[],
): void {
  if (!cloud.canCreate(org)) throw refuse(refusals.funds);
  const most = cloud.settings.mostMachines;
  const there = cloud.held(environment).machines;
  const added = wanted.reduce((sum, [, count]) => sum + count, 0);
  if (there + added > most) throw refuse(refusals.quota, { name: cloud.environments.need(environment).name, most });
  const gpus = new Map<string, number>();
  for (const [flavor, count] of wanted)
    if (flavor.gpu !== '') gpus.set(flavor.gpu, (gpus.get(flavor.gpu) ?? 0) + flavor.gpus * count);
  const { region } = cloud.environments.need(environment);
  for (const [model, count] of gpus) if (cloud.freeGpus(region, model) < count) throw refuse(refusals.stock, model);
}

/** Makes nodes, with their machines, and answers them; the cluster must be there. */
export function addNodes(
  cloud: InfrahubCloud,
  cluster: Cluster,
  role: NodeRole,
  count: number,
  group: NodeGroup | null,
): ClusterNode[] {
  const environment = cloud.environments.need(cluster.environment);
  const image = kubernetesImage(environment.region, cluster.version) ?? null;
  const made: ClusterNode[] = [];
  for (let index = 0; index < count; index++) {
    const id = cloud.nextId('node');
    const [machine] = createMachines(cloud, {
      org: cluster.org,
      names: [nameOf(cluster, role, id)],
      environment,
      flavor: flavorOf(group?.flavor ?? cluster.masterFlavor),
      image,
      os: image?.name ?? '',
      keypair: cluster.keypair,
      bootFrom: null,
      ownVolume: false,
      wantsAddress: needsAddress(cluster, role),
      wantedRules: [],
      labels: [],
      callbackUrl: null,
      portRandomization: false,
      cluster: cluster.id,
      isFree: role !== 'worker',
    });
    if (machine === undefined) throw new Failure('internal');
    if (group !== null && group.firewalls.length > 0) setFirewalls(cloud, machine, group.firewalls);
    const { now } = cloud;
    const state = 'CREATING';
    made.push({
      ...{ id, role, group: group?.id ?? null, machine: machine.id, state, reason: null },
      ...{ createdAt: now, updatedAt: null },
    });
  }
  cloud.clusters.update(cluster.id, { nodes: [...cloud.clusters.need(cluster.id).nodes, ...made] });
  return made;
}

/** A cluster's and a node's ids tell machines apart, for an organisation's machines have names of their own. */
const nameOf = ({ name, id }: Cluster, role: NodeRole, node: number): string => `${name}-${id}-${role}-${node}`;

/** What is spoken to from outside: bastion and load balancer, or the only master where there are none. */
export const needsAddress = ({ nodes }: Cluster, role: NodeRole): boolean =>
  role === 'bastion' || role === 'load-balancer' || (role === 'master' && !nodes.some(one => one.role === 'bastion'));

/** Deletes the machines of nodes, which are being deleted from now on. */
export function beginToDelete(cloud: InfrahubCloud, { id, nodes }: Cluster, gone: ReadonlySet<number>): void {
  for (const node of nodes) if (gone.has(node.id) && node.state !== 'DELETING') deleteMachineOf(cloud, node);
  cloud.clusters.update(id, {
    nodes: nodes.map(node => (gone.has(node.id) ? { ...node, state: 'DELETING', updatedAt: cloud.now } : node)),
  });
}

function deleteMachineOf(cloud: InfrahubCloud, { machine: id }: ClusterNode): void {
  const machine = cloud.machines.get(id);
  if (machine !== undefined && machine.state !== 'DELETING') deleteMachine(cloud, machine);
}

/** Workers of a group that are to stay. */
export const workersOf = ({ nodes }: Cluster, group: number): ClusterNode[] =>
  nodes.filter(node => node.group === group && node.state !== 'DELETING');

export function groupOf({ groups }: Cluster, id: number): NodeGroup {
  const group = groups.find(one => one.id === id);
  if (group === undefined) throw new Failure('notFound', { resource: 'nodeGroup', id });
  return group;
}

/** A flavor by name, where the cluster is. */
export function flavorIn(region: string, name: string, flavors: readonly Flavor[]): Flavor {
  const flavor = flavors.find(one => one.name === name && one.region === region);
  if (flavor === undefined || flavorNumbered(flavor.id) === undefined) throw refuse(refusals.noFlavor);
  return flavor;
}

/** Refuses a cluster that takes no other nodes now. */
export function refuseScaling({ id, state, isReconciling }: Cluster): void {
  if (state === 'ACTIVE' && isReconciling) throw refuse(clusterRefusals.reconciling, id);
  if (state !== 'ACTIVE') throw refuse(clusterRefusals.notActive, { id, status: state });
}
