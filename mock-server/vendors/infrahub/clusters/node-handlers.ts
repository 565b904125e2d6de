import { Failure, refuse } from '../../../../contracts/core/failure.js';
import type { clusters as operations } from '../../../../contracts/vendors/infrahub/clusters/operations.js';
import { clusterRefusals } from '../../../../contracts/vendors/infrahub/clusters/refusals.js';
import { MOST_MASTERS } from '../../../../contracts/vendors/infrahub/clusters/schemas.js';
import { refusals } from '../../../../contracts/vendors/infrahub/refusals.js';
import type { Handlers } from '../../../calls/handler.js';
import { flavorOf } from '../catalogue.js';
import type { InfrahubCloud } from '../cloud.js';
import { saying } from '../common.js';
import { setFirewalls } from '../firewalls/rules.js';
import { addNodes, beginToDelete, groupOf, refuseNodes, refuseScaling, workersOf } from './nodes.js';
import type { Cluster, ClusterNode, NodeGroup } from './record.js';
import { firewallsIn, groupOrder, newGroup, noteClusterEvent, reconcile } from './rules.js';
import { nodeGroupView, nodeView } from './view.js';

export const nodeHandlers = {
  nodes({ params, cloud, caller }) {
    const cluster = cloud.own(cloud.clusters, params.cluster_id, caller.holder);
    const nodes = cluster.nodes.map(node => nodeView(cloud, cluster, node));
    return { status: 200, body: { status: true, message: 'Cluster nodes retrieved successfully', nodes } };
  },

  createNode({ params, body, cloud, caller }) {
    const cluster = scalable(cloud, caller.holder, params.cluster_id);
    const group = body.role === 'master' ? null : groupWanted(cluster, body.node_group);
    const masters = cluster.nodes.filter(({ role }) => role === 'master').length;
    if (group === null && masters + body.count > MOST_MASTERS) throw refuse(clusterRefusals.enoughMasters);
    refuseNodes(cloud, cluster, [[flavorOf(group?.flavor ?? cluster.masterFlavor), body.count]]);
    const made = addNodes(cloud, cluster, body.role, body.count, group);
    noteClusterEvent(
      cloud,
      cluster.id,
      'ClusterNodeCreationRequest',
      `${body.count} nodes of ${group?.name ?? 'the masters'} requested.`,
    );
    const scaled = reconcile(cloud, cluster, 'clusters.createNode');
    const nodes = made.map(node => nodeView(cloud, scaled, node));
    return { status: 201, body: { status: true, message: 'Cluster nodes are being created', nodes } };
  },

  deleteNode({ params, cloud, caller }) {
    remove(cloud, scalable(cloud, caller.holder, params.cluster_id), [params.node_id]);
    return saying(`Node ${params.node_id} is being deleted`);
  },

  deleteNodes({ params, body, cloud, caller }) {
    remove(cloud, scalable(cloud, caller.holder, params.cluster_id), body.ids);
    return saying('Nodes are being deleted');
  },

  nodeGroups({ params, cloud, caller }) {
    const cluster = cloud.own(cloud.clusters, params.cluster_id, caller.holder);
    const groups = cluster.groups.map(group => nodeGroupView(cloud, cluster, group));
    return { status: 200, body: { status: true, message: 'Node groups retrieved successfully', node_groups: groups } };
  },

  createNodeGroup({ params, body, cloud, caller }) {
    const cluster = scalable(cloud, caller.holder, params.cluster_id);
    if (cluster.groups.some(({ name }) => name === body.name)) throw refuse(refusals.nameTaken, 'Node group');
    const order = groupOrder(cloud, cluster, body);
    refuseNodes(cloud, cluster, [[order.flavor, order.count]]);
    const group = newGroup(cloud, order);
    cloud.clusters.update(cluster.id, { groups: [...cluster.groups, group] });
    const made = addNodes(cloud, cloud.clusters.need(cluster.id), 'worker', order.count, group);
    noteClusterEvent(cloud, cluster.id, 'ClusterNodeGroupCreationRequest', `Node group ${group.name} requested.`);
    const scaled = reconcile(cloud, cluster, 'clusters.createNodeGroup');
    const nodes = made.map(node => nodeView(cloud, scaled, node));
    const message = 'Node group is being created';
    return { status: 201, body: { status: true, message, node_group: nodeGroupView(cloud, scaled, group), nodes } };
  },

  nodeGroup({ params, cloud, caller }) {
    const cluster = cloud.own(cloud.clusters, params.cluster_id, caller.holder);
    const group = nodeGroupView(cloud, cluster, groupOf(cluster, params.node_group_id));
    return { status: 200, body: { status: true, message: 'Node group retrieved successfully', node_group: group } };
  },

  updateNodeGroup({ params, body, cloud, caller }) {
    const cluster = scalable(cloud, caller.holder, params.cluster_id);
    const before = groupOf(cluster, params.node_group_id);
    const least = body.min_count ?? before.least;
    const most = body.max_count ?? before.most;
    const workers = workersOf(cluster, before.id);
    if (least > most) throw refuse(clusterRefusals.badLimits, before.name);
    const firewalls =
      body.firewall_ids === undefined ? before.firewalls : firewallsIn(cloud, cluster, body.firewall_ids);
    const group: NodeGroup = { ...before, least, most, firewalls, updatedAt: cloud.now };
    for (const { machine } of workers) {
      const { firewalls: own } = cloud.machines.need(machine);
      const others = own.filter(id => !before.firewalls.includes(id));
      setFirewalls(cloud, cloud.machines.need(machine), [...new Set([...others, ...firewalls])]);
    }
    const changed = cloud.clusters.update(cluster.id, {
      groups: cluster.groups.map(one => (one.id === group.id ? group : one)),
    });
    const nodes = workers.map(node => nodeView(cloud, changed, node));
    const message = 'Node group updated successfully';
    return { status: 200, body: { status: true, message, node_group: nodeGroupView(cloud, changed, group), nodes } };
  },

  deleteNodeGroup({ params, cloud, caller }) {
    const cluster = scalable(cloud, caller.holder, params.cluster_id);
    const group = groupOf(cluster, params.node_group_id);
    if (cluster.groups.length === 1) throw refuse(clusterRefusals.lastGroup);
    if (!hasWorkers(cluster, node => node.group === group.id)) throw refuse(clusterRefusals.lastWorker);
    beginToDelete(cloud, cluster, new Set(workersOf(cluster, group.id).map(({ id }) => id)));
    const { nodes } = cloud.clusters.need(cluster.id);
    cloud.clusters.update(cluster.id, {
      groups: cluster.groups.filter(({ id }) => id !== group.id),
      nodes: nodes.map(node => (node.group === group.id ? { ...node, group: null } : node)),
    });
    noteClusterEvent(
      cloud,
      cluster.id,
      'ClusterNodeGroupDeletionRequest',
      `Deletion of node group ${group.name} requested.`,
    );
    reconcile(cloud, cluster, null);
    return saying(`Node group ${group.name} is being deleted`);
  },
} satisfies Handlers<typeof operations, InfrahubCloud>;

/** The cluster, when it takes a change of its nodes. */
function scalable(cloud: InfrahubCloud, org: number, id: number): Cluster {
  const cluster = cloud.own(cloud.clusters, id, org);
  refuseScaling(cluster);
  return cluster;
}

/** The group of this name, or the first. */
function groupWanted({ groups }: Cluster, wanted: string | undefined): NodeGroup {
  const group = groups.find(({ name }) => wanted === undefined || name === wanted);
  if (group === undefined) throw new Failure('notFound', { resource: 'nodeGroup', id: wanted ?? '' });
  return group;
}

/**
 * Begins to delete workers, each once; one of the cluster must stay. How many a group may have binds only what scales by
 * itself, not who adds and deletes by hand (https://docs.hyperstack.cloud/docs/api-reference/update-node-group/).
 */
function remove(cloud: InfrahubCloud, cluster: Cluster, ids: readonly number[]): void {
  const gone = new Set(ids);
  for (const id of gone) {
    const node = cluster.nodes.find(one => one.id === id && one.state !== 'DELETING');
    if (node === undefined) throw new Failure('notFound', { resource: 'node', id });
    if (node.role !== 'worker') throw refuse(clusterRefusals.notMaster);
  }
  if (!hasWorkers(cluster, node => gone.has(node.id))) throw refuse(clusterRefusals.lastWorker);
  beginToDelete(cloud, cluster, gone);
  noteClusterEvent(cloud, cluster.id, 'ClusterNodeDeletionRequest', `Deletion of ${gone.size} nodes requested.`);
  reconcile(cloud, cluster, null);
}

/** Whether workers are left without these. */
const hasWorkers = ({ nodes }: Cluster, isGone: (node: ClusterNode) => boolean): boolean =>
  nodes.some(node => node.role === 'worker' && node.state !== 'DELETING' && !isGone(node));
