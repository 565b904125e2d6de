import { z } from 'zod';
import { defineOperations } from '../../../core/operation.js';
import { defineResource } from '../../../core/resource.js';
import { done, filter, id, nameAvailability } from '../common.js';
import { page } from '../docs.js';
import { routes } from '../routes.js';
import { nodesOfClusters } from './nodes.js';
import {
  clusterEvents,
  clusterList,
  clusterListQuery,
  clusterVersions,
  createCluster,
  masterFlavors,
  oneCluster,
  reconciled,
} from './schemas.js';

const one = { params: z.object({ id: id() }), example: { params: { id: '1' } } } as const;
const ofCluster = { params: z.object({ cluster_id: id() }), example: { params: { cluster_id: '1' } } } as const;

const core = defineOperations(routes.clusters, {
  list: {
    summary: 'All clusters; ten a page, unless others are asked for',
    docs: page('ClustersApi', 'listClusters'),
    effect: 'read',
    query: clusterListQuery,
    responses: { 200: clusterList },
    example: { query: { page: '1', pageSize: '10', search: 'example' } },
  },
  create: {
    summary: 'Create a cluster: masters, and groups of workers',
    docs: page('ClustersApi', 'createCluster'),
    effect: 'spend',
    body: createCluster,
    responses: { 201: oneCluster },
    failures: ['notFound', 'exists', 'conflict', 'stock', 'funds', 'quota'],
    example: {
      body: {
        name: 'example-c1',
        environment_name: 'default-CANADA-1',
        keypair_name: 'example-keypair',
        kubernetes_version: '1.35.1',
        master_flavor_name: 'n1-cpu-small',
        deployment_mode: 'standard',
        node_groups: [{ name: 'workers', role: 'worker', flavor_name: 'n1-cpu-small', count: 1, max_count: 4 }],
      },
    },
    checkedWith: { body: { name: 'hd-{tag}' } },
    keeps: [
      { read: 'clusters.show', at: '$.cluster.name', of: 'name' },
      { read: 'clusters.show', at: '$.cluster.kubernetes_version', of: 'kubernetes_version' },
    ],
  },
  nameAvailability: {
    summary: 'Whether a cluster may have this name',
    docs: page('ClustersApi', 'fetchClusterNameAvailability'),
    effect: 'read',
    params: z.object({ name: z.string() }),
    responses: { 200: nameAvailability },
    example: { params: { name: 'example-c2' } },
  },
  versions: {
    summary: 'The versions of Kubernetes, by region',
    docs: page('ClustersApi', 'getClusterVersions'),
    effect: 'read',
    query: z.object({ region: filter() }),
    responses: { 200: clusterVersions },
    example: { query: { region: 'CANADA-1' } },
  },
  masterFlavors: {
    summary: 'The flavors that masters may have',
    docs: page('ClustersApi', 'getClusterMasterFlavors'),
    effect: 'read',
    responses: { 200: masterFlavors },
  },
  show: {
    summary: 'One cluster',
    docs: page('ClustersApi', 'gettingClusterDetail'),
    effect: 'read',
    ...one,
    responses: { 200: oneCluster },
    failures: ['notFound'],
  },
  delete: {
    summary: 'Delete a cluster with all its machines',
    docs: page('ClustersApi', 'deleteCluster'),
    effect: 'destroy',
    ...one,
    responses: { 200: done },
    failures: ['notFound', 'conflict'],
  },
  reconcile: {
    summary: 'Bring a cluster to what it should be: nodes that failed are made anew',
    docs: page('ClustersApi', 'reconcileCluster'),
    effect: 'write',
    ...ofCluster,
    responses: { 200: reconciled },
    failures: ['notFound', 'conflict'],
  },
  events: {
    summary: 'What happened to a cluster',
    docs: page('ClusterEventsApi', 'listClusterEvents'),
    effect: 'read',
    ...ofCluster,
    responses: { 200: clusterEvents },
    failures: ['notFound'],
  },
});

/** All that can be asked of clusters: their nodes are a file of their own. */
export const clusters = { ...core, ...nodesOfClusters };

defineResource(clusters, {
  create: 'create',
  ids: { cluster_id: '$.cluster.id' },
  // Also while it is scaled, when it takes no other call.
  ready: { read: 'show', at: '$.cluster.is_reconciling', is: [false] },
  destroy: 'delete',
  gone: { read: 'show' },
});
