import { applications } from './applications.js';
import { environments } from './environments.js';

/** environment.control, a line for each of its topics. */
export const control = {
  ...environments,
  ...applications,
};
