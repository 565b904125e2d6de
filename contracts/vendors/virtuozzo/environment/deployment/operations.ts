import { archives } from './archives.js';
import { projects } from './projects.js';
import { repositories } from './repositories.js';

/** environment.deployment, a line for each of its topics. */
export const deployment = {
  ...archives,
  ...repositories,
  ...projects,
};
