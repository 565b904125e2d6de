import type { Job } from '../../../domain/cloud.js';
import type { VirtFusionCloud } from '../cloud.js';

/** A job whose subject is a server. */
export const serverJob = (run: (cloud: VirtFusionCloud, id: number) => void): Job<VirtFusionCloud> => ({
  about: 'server',
  has: (cloud, id) => cloud.servers.get(Number(id)) !== undefined,
  run: (cloud, id) => run(cloud, Number(id)),
});
