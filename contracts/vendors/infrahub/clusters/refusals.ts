import { always, type Refusal } from '../../../core/failure.js';
import { ANSWERS } from '../docs.js';

/** What is refused about clusters. One sentence is printed; no page tells the others. */
const assumed = { kind: 'conflict', evidence: 'assumed', docs: ANSWERS } as const;

export const clusterRefusals = {
  reconciling: {
    kind: 'conflict',
    text: id => `Cluster ${id} is reconciling`,
    evidence: 'documented',
    docs: ANSWERS,
  } satisfies Refusal<number>,
  notActive: {
    ...assumed,
    text: ({ id, status }) => `Cluster ${id} is ${status}. It must be ACTIVE`,
  } satisfies Refusal<{ id: number; status: string }>,
  noVersion: {
    ...assumed,
    text: version => `Kubernetes version ${version} is not available in this region`,
  } satisfies Refusal<string>,
  noMasterFlavor: {
    ...assumed,
    text: flavor => `Flavor ${flavor} can not be used for master nodes`,
  } satisfies Refusal<string>,
  noNodes: always({ ...assumed, text: 'Either node_groups or node_count and node_flavor_name are required' }),
  badCounts: {
    ...assumed,
    text: group => `The node count of ${group} must be between its min_count and its max_count`,
  } satisfies Refusal<string>,
  badLimits: {
    ...assumed,
    text: group => `The min_count of ${group} must not exceed its max_count`,
  } satisfies Refusal<string>,
  notMaster: always({ ...assumed, text: 'Only worker nodes can be deleted' }),
  enoughMasters: always({ ...assumed, text: 'A cluster can not have more than 3 master nodes' }),
  lastWorker: always({ ...assumed, text: 'A cluster needs at least one worker node' }),
  lastGroup: always({ ...assumed, text: 'A cluster needs at least one node group' }),
  ofCluster: {
    ...assumed,
    text: ({ machine, cluster }) => `VM ${machine} is a node of cluster ${cluster}. Delete the node instead`,
  } satisfies Refusal<{ machine: string; cluster: number }>,
} as const;
