import type { z } from 'zod';
import type {
  shownCluster,
  shownNode,
  shownNodeGroup,
} from '../../../../contracts/vendors/infrahub/clusters/schemas.js';
import { flavorOf } from '../catalogue.js';
import type { InfrahubCloud } from '../cloud.js';
import { featuresOf, timeText, timeTextOrNull } from '../common.js';
import { flavorOfMachineView } from '../flavors/view.js';
import { apiAddress, kubeConfig, kubernetesImage } from './kubernetes.js';
import { needsAddress, workersOf } from './nodes.js';
import type { Cluster, ClusterEvent, ClusterNode, NodeGroup } from './record.js';

export function clusterView(cloud: InfrahubCloud, cluster: Cluster): z.output<typeof shownCluster> {
  const environment = cloud.environments.need(cluster.environment);
  const image = kubernetesImage(environment.region, cluster.version);
  return {
    id: cluster.id,
    name: cluster.name,
    environment_name: environment.name,
    environment_region: environment.region,
    green_status: featuresOf(environment).green_status,
    kubernetes_version: cluster.version,
    ...(image && { image: { name: image.name } }),
    api_address: apiAddress(cloud, cluster),
    kube_config: kubeConfig(cloud, cluster),
    status: cluster.state,
    status_reason: cluster.reason,
    is_reconciling: cluster.isReconciling,
    keypair_name: cluster.keypair,
    master_flavor: flavorOfMachineView(flavorOf(cluster.masterFlavor)),
    master_count: cluster.nodes.filter(({ role }) => role === 'master').length,
    node_groups: cluster.groups.map(group => nodeGroupView(cloud, cluster, group)),
    nodes: cluster.nodes.map(node => nodeView(cloud, cluster, node)),
    created_at: timeText(cluster.createdAt),
  };
}

export const nodeGroupView = (
  cloud: InfrahubCloud,
  cluster: Cluster,
  group: NodeGroup,
): z.output<typeof shownNodeGroup> => ({
  id: group.id,
  name: group.name,
  role: 'worker',
  flavor: flavorOfMachineView(flavorOf(group.flavor)),
  count: workersOf(cluster, group.id).length,
  min_count: group.least,
  max_count: group.most,
  firewall_ids: [...group.firewalls],
  firewalls: group.firewalls.map(id => {
    const { name, state } = cloud.firewalls.need(id);
    return { id, name, status: state };
  }),
  created_at: timeText(group.createdAt),
  updated_at: timeText(group.updatedAt),
});

export function nodeView(cloud: InfrahubCloud, cluster: Cluster, node: ClusterNode): z.output<typeof shownNode> {
  const machine = cloud.machines.get(node.machine);
  return {
    id: node.id,
    role: node.role,
    is_bastion: node.role === 'bastion',
    requires_public_ip: needsAddress(cluster, node.role),
    node_group_id: node.group,
    node_group_name: cluster.groups.find(({ id }) => id === node.group)?.name ?? null,
    status: node.state,
    status_reason: node.reason,
    instance:
      machine === undefined
        ? null
        : {
            id: machine.id,
            name: machine.name,
            status: machine.state,
            fixed_ip: machine.fixedIp,
            floating_ip: machine.floatingIp,
            floating_ip_status: machine.addressState,
            image_id: machine.image,
            contract_id: null,
          },
    created_at: timeText(node.createdAt),
    updated_at: timeTextOrNull(node.updatedAt),
  };
}

export const clusterEventView = (cloud: InfrahubCloud, { id: cluster, org, name }: Cluster, event: ClusterEvent) => ({
  id: event.id,
  cluster_id: cluster,
  user_id: cloud.organizations.need(org).user,
  org_id: org,
  time: timeText(event.at),
  type: 'normal',
  reason: event.reason,
  object: name,
  message: event.message,
});
