import type { Jobs } from '../../../domain/cloud.js';
import type { InfrahubCloud } from '../cloud.js';
import { termsOf } from '../tariff.js';
import { phases } from './phases.js';
import type { Cluster, ClusterNode } from './record.js';
import { clusterSubject, noteClusterEvent, PHASE_TAKES } from './rules.js';

const idOf = (subject: string): number => Number(/^cluster:(\d+)$/.exec(subject)?.[1]);

/** ASSUMED: no page tells what `status_reason` says on the way. */
const reasons = { network: 'Creating the network', masters: 'Creating the masters', workers: 'Joining the workers' };
const READY = 'K8s is ready';

/** What happens to clusters by itself. */
export const clusterJobs: Jobs<InfrahubCloud> = {
  cluster: {
    has: (cloud, subject) => cloud.clusters.get(idOf(subject)) !== undefined,
    run: (cloud, subject) => pass(cloud, cloud.clusters.need(idOf(subject))),
    fails: {
      operations: ['clusters.create', 'clusters.createNode', 'clusters.createNodeGroup'],
      operation: (cloud, subject) => begunBy(cloud.clusters.need(idOf(subject))),
      run: (cloud, subject, text) => fail(cloud, cloud.clusters.need(idOf(subject)), text),
    },
  },
};

/** What began a cluster's task. A group that was never changed came with its nodes. */
function begunBy({ state, nodes, groups }: Cluster): string | undefined {
  if (state === 'CREATING') return 'clusters.create';
  const made = nodes.find(node => node.state === 'CREATING');
  if (state !== 'ACTIVE' || made === undefined) return undefined;
  const group = groups.find(({ id }) => id === made.group);
  return group?.createdAt === made.createdAt ? 'clusters.createNodeGroup' : 'clusters.createNode';
}

function pass(cloud: InfrahubCloud, cluster: Cluster): void {
  const { id, name, state, phase } = cluster;
  if (state === 'DELETING') {
    cloud.clusters.remove(id);
    return;
  }
  const next = phase === null ? undefined : phases[phases.indexOf(phase) + 1];
  if (next !== undefined) {
    cloud.clusters.update(id, {
      phase: next,
      reason: reasons[next],
      nodes: cluster.nodes.map(one => joined(cloud, one, next === 'workers')),
    });
    cloud.agenda.enter(cloud.now + PHASE_TAKES, 'cluster', clusterSubject(id));
    return;
  }
  const nodes = cluster.nodes.filter(one => one.state !== 'DELETING').map(one => joined(cloud, one, false, true));
  cloud.clusters.update(id, { state: 'ACTIVE', phase: null, reason: READY, isReconciling: false, nodes });
  const [reason, words] =
    state === 'CREATING' ? ['ClusterCreationSuccess', 'Created'] : ['ClusterReconcileSuccess', 'Reconciled'];
  noteClusterEvent(cloud, id, reason, `Cluster ${name} ${words} Successfully.`);
  if (state !== 'ACTIVE') cloud.charge('cluster', cloud.clusters.need(id), termsOf('ACTIVE', []));
}

/** A node whose turn has come is active. */
function joined(cloud: InfrahubCloud, node: ClusterNode, masters: boolean, all = false): ClusterNode {
  const isDue = node.state === 'CREATING' && (all || (masters && node.role !== 'worker'));
  return isDue ? { ...node, state: 'ACTIVE', updatedAt: cloud.now } : node;
}

/** What is made goes wrong: the cluster itself, or the nodes that were to join it. */
function fail(cloud: InfrahubCloud, { id, name, state, phase, nodes }: Cluster, text: string | null): void {
  const lost = (node: ClusterNode): ClusterNode =>
    node.state === 'CREATING'
      ? { ...node, state: 'ERROR', reason: text ?? 'Creation failed', updatedAt: cloud.now }
      : node;
  if (state === 'CREATING') {
    const reason = text ?? `${reasons[phase ?? 'network']} failed`;
    cloud.clusters.update(id, { state: 'ERROR', phase: null, reason, isReconciling: false, nodes: nodes.map(lost) });
    noteClusterEvent(cloud, id, 'ClusterCreationFailed', reason);
    return;
  }
  const left = nodes.filter(node => node.state !== 'DELETING').map(lost);
  cloud.clusters.update(id, { isReconciling: false, nodes: left });
  noteClusterEvent(cloud, id, 'ClusterReconcileFailed', text ?? `Nodes of cluster ${name} could not be created.`);
}
