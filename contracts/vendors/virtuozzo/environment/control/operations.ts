import { access } from './access.js';
import { applications } from './applications.js';
import { containers } from './containers.js';
import { endpoints } from './endpoints.js';
import { environmentSettings } from './env-settings.js';
import { environments } from './environments.js';
import { exec } from './exec.js';
import { layerSettings } from './layer-settings.js';
import { logs } from './logs.js';
import { nodeCounts } from './node-counts.js';
import { regions } from './regions.js';
import { restarts } from './restarts.js';
import { usage } from './statistics.js';
import { templates } from './templates.js';
import { variablesOf } from './variables.js';
import { volumesOfContainers } from './volumes.js';

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
  ...exec,
  ...variablesOf,
  ...containers,
  ...restarts,
  ...templates,
  ...volumesOfContainers,
  ...endpoints,
};
