import { refuse } from '../../../../contracts/core/failure.js';
import type { clusters as operations } from '../../../../contracts/vendors/infrahub/clusters/operations.js';
import { clusterRefusals } from '../../../../contracts/vendors/infrahub/clusters/refusals.js';
import { MOST_NAME } from '../../../../contracts/vendors/infrahub/clusters/schemas.js';
import { refusals } from '../../../../contracts/vendors/infrahub/refusals.js';
import type { Handlers } from '../../../calls/handler.js';
import type { InfrahubCloud } from '../cloud.js';
import { availability, listedIn, pageOf } from '../common.js';
import { flavorOfMachineView } from '../flavors/view.js';
import { masterFlavorsAnywhere, versionViews } from './kubernetes.js';
import { nodeHandlers } from './node-handlers.js';
import { addNodes, beginToDelete } from './nodes.js';
import { createCluster, deleteCluster, noteClusterEvent, reconcile } from './rules.js';
import { clusterEventView, clusterView } from './view.js';

export const handlers = {
  ...nodeHandlers,

  list({ query: { page = 1, pageSize = 10, search, environment }, cloud, caller }) {
    const found = listedIn(cloud, cloud.clusters, caller.holder, { search, environment });
    const { records, listed } = pageOf(found, { page, pageSize });
    const clusters = records.map(cluster => clusterView(cloud, cluster));
    return {
      status: 200,
      body: { status: true, message: 'Getting clusters successful', ...listed, clusters },
    };
  },

  create({ body, cloud, caller }) {
    const cluster = clusterView(cloud, createCluster(cloud, caller.holder, body));
    return { status: 201, body: { status: true, message: 'Cluster creation is scheduled', cluster } };
  },

  nameAvailability({ params, cloud, caller }) {
    const taken = cloud.named(cloud.clusters, params.name, caller.holder) !== undefined;
    return { status: 200, body: availability(params.name, taken, MOST_NAME) };
  },

  versions({ query }) {
    const message = 'Getting cluster versions successful';
    return { status: 200, body: { status: true, message, versions: versionViews(query.region) } };
  },

  masterFlavors() {
    const flavors = masterFlavorsAnywhere().map(flavorOfMachineView);
    return { status: 200, body: { status: true, message: 'Getting master flavors successful', flavors } };
  },

  show({ params, cloud, caller }) {
    const cluster = clusterView(cloud, cloud.own(cloud.clusters, params.id, caller.holder));
    return { status: 200, body: { status: true, message: 'Getting cluster detail successful', cluster } };
  },

  delete({ params, cloud, caller }) {
    const cluster = cloud.own(cloud.clusters, params.id, caller.holder);
    if (cluster.state === 'DELETING')
      throw refuse(clusterRefusals.notActive, { id: cluster.id, status: cluster.state });
    deleteCluster(cloud, cluster);
    return { status: 200, body: { status: true, message: `Cluster ${cluster.name} is being deleted` } };
  },

  reconcile({ params, cloud, caller }) {
    const cluster = cloud.own(cloud.clusters, params.cluster_id, caller.holder);
    const { id, name, state, isReconciling } = cluster;
    if (isReconciling) throw refuse(clusterRefusals.reconciling, id);
    if (state === 'DELETING') throw refuse(clusterRefusals.notActive, { id, status: state });
    const failed = cluster.nodes.filter(node => node.state === 'ERROR');
    if (failed.length > 0 && !cloud.canCreate(cluster.org)) throw refuse(refusals.funds);
    beginToDelete(cloud, cluster, new Set(failed.map(node => node.id)));
    for (const { role, group } of failed)
      addNodes(cloud, cloud.clusters.need(id), role, 1, cluster.groups.find(one => one.id === group) ?? null);
    noteClusterEvent(cloud, id, 'ClusterReconcileRequest', `Cluster ${name} Reconcile Request Sent.`);
    const body = {
      message: `Cluster ${name} is reconciling`,
      cluster: clusterView(cloud, reconcile(cloud, cluster, 'clusters.reconcile')),
    };
    return { status: 200, body: { status: true, ...body } };
  },

  events({ params, cloud, caller }) {
    const cluster = cloud.own(cloud.clusters, params.cluster_id, caller.holder);
    return {
      status: 200,
      body: {
        status: true,
        message: `Successfully retrived events for Cluster ${cluster.name}`, // sic
        cluster_events: cluster.events.map(event => clusterEventView(cloud, cluster, event)),
      },
    };
  },
} satisfies Handlers<typeof operations, InfrahubCloud>;
