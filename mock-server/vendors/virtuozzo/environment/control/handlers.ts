import type { control as operations } from '../../../../../contracts/vendors/virtuozzo/environment/control/operations.js';
import type { Handlers } from '../../../../calls/handler.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import { containers } from './containers.js';
import { environments } from './environments.js';
import { exec } from './exec.js';
import { restarts } from './restarts.js';
import { templates } from './templates.js';
import { variablesOf } from './variables.js';

/** Handlers of environment.control, a line for each of its topics. */
export const handlers = {
  ...environments,
  ...exec,
  ...variablesOf,
  ...containers,
  ...restarts,
  ...templates,
} satisfies Handlers<typeof operations, VirtuozzoCloud>;
