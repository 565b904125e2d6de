import { historyOfClusters } from './clusters.js';
import { historyOfContracts } from './contracts.js';
import { historyOfMachines } from './machines.js';
import { historyOfOrganization } from './organization.js';
import { historyOfVolumes } from './volumes.js';

/** What was spent between two dates, by product: each product is a file. */
export const history = {
  ...historyOfOrganization,
  ...historyOfMachines,
  ...historyOfVolumes,
  ...historyOfClusters,
  ...historyOfContracts,
};
