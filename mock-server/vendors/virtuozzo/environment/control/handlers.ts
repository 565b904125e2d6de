import type { control as operations } from '../../../../../contracts/vendors/virtuozzo/environment/control/operations.js';
import type { Handlers } from '../../../../calls/handler.js';
import type { VirtuozzoCloud } from '../../cloud.js';
import { access } from './access.js';
import { applications } from './applications.js';
import { environmentSettings } from './env-settings.js';
import { environments } from './environments.js';
import { layerSettings } from './layer-settings.js';
import { logs } from './logs/handlers.js';
import { nodeCounts } from './node-counts.js';
import { regions } from './regions.js';
import { usage } from './statistics.js';

/** Handlers of environment.control, a line for each of its topics. */
export const handlers = {
  ...environments,
  ...applications,
  ...layerSettings,
  ...environmentSettings,
  ...nodeCounts,
  ...regions,
  ...access,
  ...usage,
  ...logs,
} satisfies Handlers<typeof operations, VirtuozzoCloud>;
