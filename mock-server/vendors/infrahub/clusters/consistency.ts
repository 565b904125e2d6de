import type { InfrahubCloud } from '../cloud.js';
import { clusterSubject } from './rules.js';

/** Clusters whose nodes, groups or waiting jobs do not go with what they are, and machines of clusters that are not there. */
export function* clusterProblems(cloud: InfrahubCloud): Generator<string> {
  const waiting = new Set(cloud.agenda.all().map(({ kind, subject }) => `${kind} ${subject}`));
  for (const { id, state, groups, nodes, isReconciling } of cloud.clusters.all()) {
    for (const node of nodes) {
      const machine = cloud.machines.get(node.machine);
      if (machine === undefined ? node.state !== 'DELETING' : machine.cluster !== id)
        yield `cluster ${id} has the node ${node.id}, whose vm is not its own`;
      if (node.group !== null && !groups.some(group => group.id === node.group))
        yield `cluster ${id} has the node ${node.id} in the group ${node.group}, which it does not have`;
    }
    for (const { id: group, firewalls } of groups)
      for (const firewall of firewalls)
        if (cloud.firewalls.get(firewall) === undefined)
          yield `cluster ${id} guards its group ${group} with the firewall ${firewall}, which is not there`;
    const isPassing = isReconciling || state === 'DELETING' || state === 'CREATING';
    if (isPassing && !waiting.has(`cluster ${clusterSubject(id)}`))
      yield `cluster ${id} is ${state}, and nothing ends that`;
  }
  for (const { id, cluster, state } of cloud.machines.all())
    if (
      cluster !== null &&
      state !== 'DELETING' &&
      cloud.clusters.get(cluster)?.nodes.every(({ machine }) => machine !== id) !== false
    )
      yield `vm ${id} is a node of the cluster ${cluster}, which does not have it`;
}
