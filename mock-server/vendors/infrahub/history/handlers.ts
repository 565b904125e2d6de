import { historyOfClusters } from './clusters.js';
import { historyOfContracts } from './contracts.js';
import { historyOfMachines } from './machines.js';
import { historyOfOrganization } from './organization.js';
import { historyOfVolumes } from './volumes.js';

export const handlers = {
  ...historyOfOrganization,
  ...historyOfMachines,
  ...historyOfVolumes,
  ...historyOfClusters,
  ...historyOfContracts,
};
