import type { control as operations } from '../../../../../contracts/vendors/virtuozzo/environment/control/operations.js';
import type { Handlers } from '../../../../calls/handler.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import { environments } from './environments.js';
import { volumes } from './volumes.js';

/** Handlers of environment.control, a line for each of its topics. */
export const handlers = {
  ...environments,
  ...volumes,
} satisfies Handlers<typeof operations, VirtuozzoCloud>;
