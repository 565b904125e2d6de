import type { Jobs } from '../../../domain/cloud.js';
import type { VirtFusionCloud } from '../cloud.js';
import { endServer } from './rules.js';
import { serverJob } from './server-job.js';

export const jobs: Jobs<VirtFusionCloud> = { delete: serverJob(endServer) };
