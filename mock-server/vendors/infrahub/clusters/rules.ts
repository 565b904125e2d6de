import { refuse } from '../../../../contracts/core/failure.js';
import type { PartOutput } from '../../../../contracts/core/operation.js';
import type { clusters as operations } from '../../../../contracts/vendors/infrahub/clusters/operations.js';
import { clusterRefusals } from '../../../../contracts/vendors/infrahub/clusters/refusals.js';
import { refusals } from '../../../../contracts/vendors/infrahub/refusals.js';
import { SECOND } from '../../../domain/clock.js';
import { allFlavors, type Flavor } from '../catalogue.js';
import type { InfrahubCloud } from '../cloud.js';
import { canBeMaster, kubernetesImage } from './kubernetes.js';
import { addNodes, beginToDelete, flavorIn, refuseNodes } from './nodes.js';
import type { Cluster, NodeGroup } from './record.js';

/** How long each phase of a creation takes, and a change of the nodes. Real ones take minutes; clients poll every 3 s. */
export const PHASE_TAKES = 30 * SECOND;
export const SCALING_TAKES = 30 * SECOND;
const DELETING_TAKES = 15 * SECOND;

/** Names a cluster to the agenda. */
export const clusterSubject = (id: number): string => `cluster:${id}`;

type Wanted = PartOutput<typeof operations.create, 'body'>;
type WantedGroup = PartOutput<typeof operations.createNodeGroup, 'body'>;

/** A group to be made, with how many workers it begins with. */
interface GroupOrder {
  readonly group: Omit<NodeGroup, 'id' | 'createdAt' | 'updatedAt'>;
  readonly flavor: Flavor;
  readonly count: number;
}

/** A group as it is asked for, its flavor and firewalls found; refuses counts that do not go together. */
export function groupOrder(
  cloud: InfrahubCloud,
  place: Pick<Cluster, 'org' | 'environment'>,
  body: WantedGroup,
): GroupOrder {
  const { region } = cloud.environments.need(place.environment);
  const flavor = flavorIn(region, body.flavor_name, allFlavors);
  const count = body.count ?? body.min_count ?? 1;
  const least = body.min_count ?? Math.min(count, body.max_count ?? count);
  const most = body.max_count ?? Math.max(count, least);
  if (count < least || count > most) throw refuse(clusterRefusals.badCounts, body.name);
  return {
    group: { name: body.name, flavor: flavor.id, least, most, firewalls: firewallsIn(cloud, place, body.firewall_ids) },
    flavor,
    count,
  };
}

/** The firewalls of these ids, each once, in the cluster's environment. */
export const firewallsIn = (
  cloud: InfrahubCloud,
  { org, environment }: Pick<Cluster, 'org' | 'environment'>,
  ids: readonly number[],
): number[] =>
  [...new Set(ids)].map(id => {
    const firewall = cloud.own(cloud.firewalls, id, org);
    if (firewall.environment !== environment) throw refuse(refusals.noEnvironment, firewall.name);
    return id;
  });

/** Gives a group its id. */
export const newGroup = (cloud: InfrahubCloud, { group }: GroupOrder): NodeGroup => ({
  ...group,
  id: cloud.nextId('nodeGroup'),
  createdAt: cloud.now,
  updatedAt: cloud.now,
});

/** Makes a cluster, still to be built; refuses what cannot be had. */
export function createCluster(cloud: InfrahubCloud, org: number, body: Wanted): Cluster {
  const environment = cloud.named(cloud.environments, body.environment_name, org);
  if (environment === undefined) throw refuse(refusals.noEnvironment, body.environment_name);
  const isKey = (key: { name: string; environment: number }): boolean =>
    key.name === body.keypair_name && key.environment === environment.id;
  if (cloud.keypairs.find(isKey) === undefined) throw refuse(refusals.noKeypair, body.keypair_name);
  if (kubernetesImage(environment.region, body.kubernetes_version) === undefined)
    throw refuse(clusterRefusals.noVersion, body.kubernetes_version);
  const masterFlavor = flavorIn(environment.region, body.master_flavor_name, allFlavors);
  if (!canBeMaster(masterFlavor)) throw refuse(clusterRefusals.noMasterFlavor, masterFlavor.name);
  if (cloud.named(cloud.clusters, body.name, org) !== undefined) throw refuse(refusals.nameTaken, 'Cluster');
  const place = { org, environment: environment.id };
  const orders = groupsWanted(body).map(group => groupOrder(cloud, place, group));
  if (new Set(orders.map(({ group }) => group.name)).size < orders.length)
    throw refuse(refusals.nameTaken, 'Node group');
  const front = body.deployment_mode === 'full' ? 2 : 0;
  const masters = body.deployment_mode === 'full' ? (body.master_count ?? 3) : 1;
  refuseNodes(cloud, place, [
    [masterFlavor, front + masters],
    ...orders.map(({ flavor, count }) => [flavor, count] as const),
  ]);
  const groups = orders.map(order => newGroup(cloud, order));
  const { id } = cloud.clusters.add({
    ...{ id: cloud.nextId('cluster'), ...place, name: body.name, version: body.kubernetes_version },
    ...{ keypair: body.keypair_name, masterFlavor: masterFlavor.id, state: 'CREATING', phase: 'network' },
    ...{ reason: 'Creating the network', isReconciling: true, groups, nodes: [], events: [], createdAt: cloud.now },
  });
  noteClusterEvent(cloud, id, 'ClusterCreationRequest', `Cluster ${body.name} Creation Request Sent.`);
  const add = (...[role, count, group]: [Parameters<typeof addNodes>[2], number, NodeGroup | null]) =>
    addNodes(cloud, cloud.clusters.need(id), role, count, group);
  if (front > 0) add('bastion', 1, null);
  if (front > 0) add('load-balancer', 1, null);
  add('master', masters, null);
  for (const [at, group] of groups.entries()) add('worker', orders[at]?.count ?? 0, group);
  cloud.agenda.enter(cloud.now + PHASE_TAKES, 'cluster', clusterSubject(id));
  return cloud.clusters.need(id);
}

/** The groups asked for; or one, named `default`, of so many of a flavor. */
function groupsWanted({
  node_groups: groups,
  node_count: count,
  node_flavor_name: flavor,
}: Wanted): readonly WantedGroup[] {
  if (groups !== undefined && groups.length > 0) return groups;
  if (count === undefined || !flavor) throw refuse(clusterRefusals.noNodes);
  return [{ name: 'default', role: 'worker', flavor_name: flavor, count, firewall_ids: [] }];
}

/** Begins to delete a cluster and all its machines. */
export function deleteCluster(cloud: InfrahubCloud, cluster: Cluster): void {
  cloud.agenda.cancel(clusterSubject(cluster.id));
  beginToDelete(cloud, cluster, new Set(cluster.nodes.map(({ id }) => id)));
  cloud.clusters.update(cluster.id, { state: 'DELETING', phase: null, reason: 'Deleting', isReconciling: false });
  cloud.endBill('cluster', cluster.id);
  noteClusterEvent(cloud, cluster.id, 'ClusterDeletionRequest', `Cluster ${cluster.name} Deletion Request Sent.`);
  cloud.agenda.enter(cloud.now + DELETING_TAKES, 'cluster', clusterSubject(cluster.id));
}

/** Lets a cluster come to what it should be: from now until its nodes are as wanted it takes no other change. */
export function reconcile(cloud: InfrahubCloud, { id }: Cluster): Cluster {
  cloud.agenda.enter(cloud.now + SCALING_TAKES, 'cluster', clusterSubject(id));
  return cloud.clusters.update(id, { isReconciling: true });
}

/** Notes what happened to a cluster, now. */
export function noteClusterEvent(cloud: InfrahubCloud, id: number, reason: string, message: string): void {
  const { events } = cloud.clusters.need(id);
  const event = { id: cloud.nextId('clusterEvent'), at: cloud.now, reason, message };
  cloud.clusters.update(id, { events: [...events, event] });
}
