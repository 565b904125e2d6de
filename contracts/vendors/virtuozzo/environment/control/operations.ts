import { containers } from './containers.js';
import { environments } from './environments.js';
import { exec } from './exec.js';
import { restarts } from './restarts.js';
import { templates } from './templates.js';
import { variablesOf } from './variables.js';

/** environment.control, a line for each of its topics. */
export const control = {
  ...environments,
  ...exec,
  ...variablesOf,
  ...containers,
  ...restarts,
  ...templates,
};
