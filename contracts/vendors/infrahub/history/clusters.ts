import { z } from 'zod';
import { disputedField } from '../../../core/disputed.js';
import { nameSchemas } from '../../../core/document-marks.js';
import { defineOperations } from '../../../core/operation.js';
import { uuid } from '../../../core/wire.js';
import { enveloped, id } from '../common.js';
import { page } from '../docs.js';
import { routes } from '../routes.js';
import {
  granularity,
  graphed,
  january,
  metrics,
  pages,
  rangeQuery,
  resourcesQuery,
  rows,
  succeeded,
} from './common.js';

const attributes = z.strictObject({
  /** The bill's own id. */
  id: uuid,
  infrahub_id: z.int(),
  resource_name: z.string(),
  status: z.string(),
  contract_id: z.int().nullable(),
});
const row = { attributes, metrics: z.strictObject(metrics) };

const clusterHistory = succeeded({
  billing_history_cluster: z.strictObject({
    ...rows(attributes, row.metrics),
    pagination: z.strictObject({ ...pages, total_count: disputedField(z.int()) }),
  }),
});

/** A cluster, and its nodes as the machines that they are. */
const clusterDetails = enveloped({
  billing_history_cluster_details: z.strictObject({ ...row, nodes: z.array(z.strictObject(row)) }),
});

const clusterGraph = enveloped({
  billing_history_cluster_details: z.strictObject({
    ...rows(z.strictObject({ id: uuid, infrahub_id: z.int(), resource_name: z.string() }), graphed),
    granularity,
  }),
});

nameSchemas({
  ClusterAttributes: attributes,
  ClusterHistory: clusterHistory,
  ClusterDetails: clusterDetails,
  ClusterGraph: clusterGraph,
});

const ofCluster = {
  params: z.object({ cluster_id: id() }),
  query: rangeQuery,
  failures: ['notFound', 'conflict'],
  example: { params: { cluster_id: '1' }, query: january },
} as const;

export const historyOfClusters = defineOperations(routes.history, {
  clusters: {
    summary: 'What the nodes of each cluster cost between two dates',
    docs: page('BillingApi', 'listClustersBillingHistory'),
    effect: 'read',
    query: resourcesQuery,
    failures: ['conflict'],
    responses: { 200: clusterHistory },
    example: { query: { ...january, page: '1' } },
  },
  cluster: {
    summary: 'What the nodes of one cluster cost between two dates, each by itself',
    docs: page('BillingApi', 'getClusterBillingHistory'),
    effect: 'read',
    ...ofCluster,
    responses: { 200: clusterDetails },
  },
  clusterGraph: {
    summary: 'What the nodes of one cluster cost between two dates, step by step',
    docs: page('BillingApi', 'getClusterBillingHistoryGraph'),
    effect: 'read',
    ...ofCluster,
    responses: { 200: clusterGraph },
  },
});
