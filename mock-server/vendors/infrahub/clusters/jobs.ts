import type { Jobs } from '../../../domain/cloud.js';
import type { InfrahubCloud } from '../cloud.js';
import { termsOf } from '../tariff.js';
import { noteEvent } from '../virtual-machines/events.js';
import { enterState } from '../virtual-machines/rules.js';
import { clusterTasks, phases } from './phases.js';
import type { Cluster, ClusterNode } from './record.js';
import { clusterSubject, noteClusterEvent, PHASE_TAKES } from './rules.js';

const idOf = (subject: string): number => Number(/^cluster:(\d+)$/.exec(subject)?.[1]);

/** ASSUMED: no page tells what `status_reason` says on the way. */
const reasons = { network: 'Creating the network', masters: 'Creating the masters', workers: 'Joining the workers' };
const READY = 'K8s is ready';

/** What happens to clusters by itself. */
export const clusterJobs: Jobs<InfrahubCloud> = {
  cluster: {
    about: 'cluster',
    has: (cloud, subject) => cloud.clusters.get(idOf(subject)) !== undefined,
    run: (cloud, subject) => pass(cloud, cloud.clusters.need(idOf(subject))),
    fails: {
      operations: clusterTasks,
      operation: (cloud, subject) => cloud.clusters.need(idOf(subject)).task ?? undefined,
      run: (cloud, subject, text) => fail(cloud, cloud.clusters.need(idOf(subject)), text),
    },
  },
};

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
  cloud.clusters.update(id, { state: 'ACTIVE', phase: null, reason: READY, isReconciling: false, task: null, nodes });
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

/** What is made goes wrong: the cluster itself, or the nodes that were to join it. A cluster that was well goes on. */
function fail(cloud: InfrahubCloud, { id, name, state, phase, nodes }: Cluster, text: string | null): void {
  const isNew = state === 'CREATING';
  const why = isNew ? `${reasons[phase ?? 'network']} failed` : `Nodes of cluster ${name} could not be created.`;
  const reason = text ?? why;
  const left = nodes.filter(node => node.state !== 'DELETING').map(node => lost(cloud, node, reason));
  cloud.clusters.update(id, {
    ...(state !== 'ACTIVE' && { state: 'ERROR' as const, reason }),
    ...{ phase: null, isReconciling: false, task: null, nodes: left },
  });
  noteClusterEvent(cloud, id, isNew ? 'ClusterCreationFailed' : 'ClusterReconcileFailed', reason);
}

/** A node that was to be made fails with its machine, which costs nothing from then on. */
function lost(cloud: InfrahubCloud, node: ClusterNode, reason: string): ClusterNode {
  if (node.state !== 'CREATING') return node;
  noteEvent(cloud, node.machine, 'InstanceCreationFailed', reason);
  enterState(cloud, node.machine, 'ERROR');
  return { ...node, state: 'ERROR', reason, updatedAt: cloud.now };
}
