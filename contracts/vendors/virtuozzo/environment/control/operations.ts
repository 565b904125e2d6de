import { access } from './access.js';
import { applications } from './applications.js';
import { environmentSettings } from './env-settings.js';
import { environments } from './environments.js';
import { layerSettings } from './layer-settings.js';
import { logs } from './logs.js';
import { nodeCounts } from './node-counts.js';
import { regions } from './regions.js';
import { usage } from './statistics.js';

/** environment.control, a line for each of its topics. */
export const control = {
  ...environments,
  ...applications,
  ...layerSettings,
  ...environmentSettings,
  ...nodeCounts,
  ...regions,
  ...access,
  ...usage,
  ...logs,
};
