/** What a cluster goes through until it is ready, in order. */
export const phases = ['network', 'masters', 'workers'] as const;

/** Operations that begin a task which can fail: what is made by it goes wrong. Deleting always succeeds. */
export const clusterTasks = [
  'clusters.create',
  'clusters.createNode',
  'clusters.createNodeGroup',
  'clusters.reconcile',
] as const;
export type ClusterTask = (typeof clusterTasks)[number];
