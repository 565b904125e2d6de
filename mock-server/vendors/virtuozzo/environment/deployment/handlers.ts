import type { deployment as operations } from '../../../../../contracts/vendors/virtuozzo/environment/deployment/operations.js';
import type { Handlers } from '../../../../calls/handler.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import { archives } from './archive-handlers.js';
import { projects } from './project-handlers.js';
import { repositories } from './repository-handlers.js';

/** Handlers of environment.deployment, a line for each of its topics. */
export const handlers = {
  ...archives,
  ...repositories,
  ...projects,
} satisfies Handlers<typeof operations, VirtuozzoCloud>;
