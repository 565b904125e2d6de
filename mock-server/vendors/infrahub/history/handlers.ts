import { historyOfAi } from './ai.js';
import { historyOfBuckets } from './buckets.js';
import { historyOfClusters } from './clusters.js';
import { historyOfContracts } from './contracts.js';
import { historyOfMachines } from './machines.js';
import { historyOfOrganization } from './organization.js';
import { historyOfSnapshots } from './snapshots.js';
import { historyOfVolumes } from './volumes.js';

export const handlers = {
  ...historyOfOrganization,
  ...historyOfMachines,
  ...historyOfVolumes,
  ...historyOfSnapshots,
  ...historyOfClusters,
  ...historyOfBuckets,
  ...historyOfContracts,
  ...historyOfAi,
};
