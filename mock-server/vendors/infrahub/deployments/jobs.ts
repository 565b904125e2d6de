import type { Jobs } from '../../../domain/cloud.js';
import type { InfrahubCloud } from '../cloud.js';
import { settleDeployment } from './rules.js';

const idOf = (subject: string): number => Number(/^deployment:(\d+)$/.exec(subject)?.[1]);

/** What happens to deployments by itself. */
export const deploymentJobs: Jobs<InfrahubCloud> = {
  deployment: {
    about: 'deployment',
    has: (cloud, subject) => cloud.deployments.get(idOf(subject)) !== undefined,
    run: (cloud, subject) => settleDeployment(cloud, idOf(subject)),
  },
};
