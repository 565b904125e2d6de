import { z } from 'zod';
import { defineOperations } from '../../../core/operation.js';
import { done, id } from '../common.js';
import { page } from '../docs.js';
import { routes } from '../routes.js';
import {
  changedNodeGroup,
  createNode,
  createNodeGroup,
  deleteNodes,
  nodeGroupList,
  nodeList,
  oneNodeGroup,
  updateNodeGroup,
} from './schemas.js';

const ofCluster = { params: z.object({ cluster_id: id() }), example: { params: { cluster_id: '1' } } } as const;
const group = {
  params: z.object({ cluster_id: id(), node_group_id: id() }),
  example: { params: { cluster_id: '1', node_group_id: '1' } },
} as const;

/** What a cluster is made of. */
export const nodesOfClusters = defineOperations(routes.clusters, {
  nodes: {
    summary: 'The nodes of a cluster',
    docs: page('ClustersApi', 'getClusterNodes'),
    effect: 'read',
    ...ofCluster,
    responses: { 200: nodeList },
    failures: ['notFound'],
  },
  createNode: {
    summary: 'Add workers to a group',
    docs: page('ClustersApi', 'createNode'),
    effect: 'spend',
    ...ofCluster,
    body: createNode,
    responses: { 201: nodeList },
    failures: ['notFound', 'exists', 'conflict', 'stock', 'funds', 'quota'],
    example: { ...ofCluster.example, body: { role: 'worker', count: 1 } },
  },
  deleteNode: {
    summary: 'Delete a worker',
    docs: page('ClustersApi', 'deleteClusterNode'),
    effect: 'destroy',
    params: z.object({ cluster_id: id(), node_id: id() }),
    responses: { 200: done },
    failures: ['notFound', 'conflict'],
    example: { params: { cluster_id: '1', node_id: '2' } },
  },
  deleteNodes: {
    summary: 'Delete workers',
    docs: page('ClustersApi', 'deleteClusterNodes'),
    effect: 'destroy',
    ...ofCluster,
    body: deleteNodes,
    responses: { 200: done },
    failures: ['notFound', 'conflict'],
    example: { ...ofCluster.example, body: { ids: [2] } },
    checkedWith: { body: { ids: { 0: '{node_of_group_id}' } } },
  },
  nodeGroups: {
    summary: 'The groups of workers of a cluster',
    docs: page('ClustersApi', 'listNodeGroups'),
    effect: 'read',
    ...ofCluster,
    responses: { 200: nodeGroupList },
    failures: ['notFound'],
  },
  createNodeGroup: {
    summary: 'Add a group of workers',
    docs: page('ClustersApi', 'createNodeGroup'),
    effect: 'spend',
    ...ofCluster,
    body: createNodeGroup,
    responses: { 201: changedNodeGroup },
    failures: ['notFound', 'exists', 'conflict', 'stock', 'funds', 'quota'],
    example: {
      ...ofCluster.example,
      body: { name: 'more', role: 'worker', flavor_name: 'n1-cpu-small', count: 2, min_count: 1, max_count: 3 },
    },
    // Without the role, for there is one alone: clients leave it out.
    checkedWith: { body: { name: 'hd-{tag}', role: null } },
    keeps: [
      { read: 'clusters.nodeGroup', at: '$.node_group.name', of: 'name' },
      { read: 'clusters.nodeGroup', at: '$.node_group.max_count', of: 'max_count' },
    ],
  },
  nodeGroup: {
    summary: 'One group of workers',
    docs: page('ClustersApi', 'getNodeGroup'),
    effect: 'read',
    ...group,
    responses: { 200: oneNodeGroup },
    failures: ['notFound'],
  },
  updateNodeGroup: {
    summary: 'Say how many workers a group may have, and what guards them',
    docs: page('ClustersApi', 'updateNodeGroup'),
    effect: 'write',
    ...group,
    body: updateNodeGroup,
    responses: { 200: changedNodeGroup },
    failures: ['notFound', 'conflict'],
    example: { ...group.example, body: { min_count: 1, max_count: 5 } },
    keeps: [{ read: 'clusters.nodeGroup', at: '$.node_group.max_count', of: 'max_count' }],
  },
  deleteNodeGroup: {
    summary: 'Delete a group with its workers',
    docs: page('ClustersApi', 'deleteNodeGroup'),
    effect: 'destroy',
    ...group,
    responses: { 200: done },
    failures: ['notFound', 'conflict'],
  },
});
