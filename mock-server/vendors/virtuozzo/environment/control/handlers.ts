import type { control as operations } from '../../../../../contracts/vendors/virtuozzo/environment/control/operations.js';
import type { Handlers } from '../../../../calls/handler.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import { applications } from './applications.js';
import { environments } from './environments.js';

/** Handlers of environment.control, a line for each of its topics. */
export const handlers = {
  ...environments,
  ...applications,
} satisfies Handlers<typeof operations, VirtuozzoCloud>;
