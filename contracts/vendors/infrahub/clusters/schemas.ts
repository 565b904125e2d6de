import { z } from 'zod';
import { disputed } from '../../../core/disputed.js';
import { nameSchemas } from '../../../core/document-marks.js';
import { dateTime, enveloped, environmentFeatures, filter, listed, listQuery, name } from '../common.js';
import { flavorOfMachine } from '../flavors.js';

/** A firewall that guards the nodes of a group. */
const guarding = z.strictObject({ id: z.int(), name: z.string(), status: z.string() });

/** Workers of one flavor, of which there are between so many and so many. */
export const shownNodeGroup = z.strictObject({
  id: z.int(),
  name: z.string(),
  role: z.string(),
  flavor: flavorOfMachine,
  count: z.int(),
  min_count: z.int(),
  max_count: z.int(),
  firewall_ids: z.array(z.int()),
  firewalls: z.array(guarding),
  created_at: dateTime,
  updated_at: dateTime,
});

/** A part of a cluster, and the virtual machine that it is. */
export const shownNode = z.strictObject({
  id: z.int(),
  role: z.string(),
  is_bastion: z.boolean(),
  requires_public_ip: z.boolean(),
  /** Null for what is no worker. */
  node_group_id: z.int().nullable(),
  node_group_name: z.string().nullable(),
  status: z.string(),
  status_reason: z.string().nullable(),
  instance: z
    .strictObject({
      id: z.int(),
      name: z.string(),
      status: z.string(),
      fixed_ip: z.string().nullable(),
      floating_ip: z.string().nullable(),
      floating_ip_status: z.string(),
      image_id: z.int().nullable(),
      contract_id: z.int().nullable(),
    })
    .nullable(),
  created_at: dateTime,
  updated_at: dateTime.nullable(),
});

export const shownCluster = z.strictObject({
  id: z.int(),
  name: z.string(),
  environment_name: z.string(),
  /** Printed, though not in the description of the API, as the three after it. */
  environment_region: z.string().optional(),
  green_status: environmentFeatures.shape.green_status.optional(),
  master_count: z.int().optional(),
  image: z.strictObject({ name: z.string() }).optional(),
  kubernetes_version: z.string(),
  /** Where Kubernetes answers; null until it does. */
  api_address: z.string().nullable(),
  /** For `kubectl`, in base64; null until Kubernetes answers. */
  kube_config: z.string().nullable(),
  status: z.string(),
  status_reason: z.string().nullable(),
  is_reconciling: z.boolean(),
  keypair_name: z.string(),
  master_flavor: flavorOfMachine,
  node_groups: z.array(shownNodeGroup),
  nodes: z.array(shownNode),
  created_at: dateTime,
});

export const oneCluster = enveloped({ cluster: shownCluster });
export const clusterList = enveloped({ ...listed, clusters: z.array(shownCluster) });
export const clusterListQuery = z.object({ ...listQuery, environment: filter() });

/** The vendor's OpenAPI has a text where its documentation prints true. */
export const reconciled = z.strictObject({
  status: disputed(z.boolean(), z.string(), ['a boolean', 'a text']),
  message: z.string(),
  cluster: shownCluster,
});

export const clusterVersions = enveloped({
  versions: z.array(
    z.strictObject({
      id: z.int(),
      version: z.string(),
      region: z.looseObject({ id: z.int(), name: z.string() }),
      image: z.looseObject({ id: z.int(), name: z.string() }),
      created_at: dateTime,
      updated_at: dateTime.nullable(),
    }),
  ),
});

export const masterFlavors = enveloped({ flavors: z.array(flavorOfMachine) });

export const clusterEvents = enveloped({
  cluster_events: z.array(
    z.strictObject({
      id: z.int(),
      cluster_id: z.int(),
      user_id: z.int(),
      org_id: z.int(),
      time: dateTime,
      type: z.string(),
      reason: z.string(),
      object: z.string(),
      message: z.string(),
    }),
  ),
});

export const nodeList = enveloped({ nodes: z.array(shownNode) });
export const nodeGroupList = enveloped({ node_groups: z.array(shownNodeGroup) });
export const oneNodeGroup = enveloped({ node_group: shownNodeGroup });
export const changedNodeGroup = enveloped({ node_group: shownNodeGroup, nodes: z.array(shownNode) });

/** Most workers of a group, or of one call that adds some; and characters of a name. */
export const MOST_NODES = 20;
export const MOST_NAME = 20;
/** Every cluster has two masters or three (https://docs.hyperstack.cloud/docs/kubernetes/kubernetes-guide/). */
export const MOST_MASTERS = 3;
const count = z.int().min(1).max(MOST_NODES);
const firewalls = z.array(z.int()).max(100);

export const createNodeGroup = z.object({
  name: name(MOST_NAME),
  role: z.enum(['worker']).default('worker'),
  flavor_name: z.string(),
  count: count.optional(),
  min_count: count.optional(),
  max_count: count.optional(),
  firewall_ids: firewalls.default([]),
});

export const createCluster = z.object({
  name: name(MOST_NAME),
  environment_name: z.string(),
  keypair_name: z.string(),
  kubernetes_version: z.string(),
  master_flavor_name: z.string(),
  /** `full` has a bastion and a load balancer before its masters, `standard` neither. */
  deployment_mode: z.enum(['full', 'standard']).default('full'),
  /** ASSUMED: three, where nothing is said. */
  master_count: z.int().min(2).max(MOST_MASTERS).optional(),
  /** A group of so many of this flavor, named `default`; or the groups themselves. */
  node_count: count.optional(),
  node_flavor_name: z.string().optional(),
  node_groups: z.array(createNodeGroup).max(10).optional(),
});

export const updateNodeGroup = z.object({
  min_count: count.optional(),
  max_count: count.optional(),
  firewall_ids: firewalls.optional(),
});

export const createNode = z.object({
  role: z.enum(['worker', 'master']).default('worker'),
  /** The name of a group; default: the first. */
  node_group: z.string().optional(),
  count: count.default(1),
});

export const deleteNodes = z.object({ ids: z.array(z.int()).min(1).max(200) });

nameSchemas({
  ClusterFirewall: guarding,
  NodeGroup: shownNodeGroup,
  Node: shownNode,
  Cluster: shownCluster,
  OneCluster: oneCluster,
  ClusterList: clusterList,
  Reconciled: reconciled,
  ClusterVersions: clusterVersions,
  MasterFlavors: masterFlavors,
  ClusterEvents: clusterEvents,
  NodeList: nodeList,
  NodeGroupList: nodeGroupList,
  OneNodeGroup: oneNodeGroup,
  ChangedNodeGroup: changedNodeGroup,
  CreateNodeGroup: createNodeGroup,
  CreateCluster: createCluster,
  UpdateNodeGroup: updateNodeGroup,
  CreateNode: createNode,
  DeleteNodes: deleteNodes,
});
