import { environments } from './environments.js';
import { volumesOfContainers } from './volumes.js';

/** environment.control, a line for each of its topics. */
export const control = {
  ...environments,
  ...volumesOfContainers,
};
