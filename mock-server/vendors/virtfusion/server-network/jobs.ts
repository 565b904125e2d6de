import type { Jobs } from '../../../domain/cloud.js';
import type { VirtFusionCloud } from '../cloud.js';
import { serverJob } from '../servers/server-job.js';
import { giveSubnet } from './addresses.js';

export const jobs: Jobs<VirtFusionCloud> = { subnet: serverJob(giveSubnet) };
