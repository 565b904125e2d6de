import type { Job, Jobs } from '../../domain/cloud.js';
import { giveSubnet } from './addresses.js';
import type { VirtFusionCloud } from './cloud.js';
import { removeServer } from './lifecycle.js';
import { beginBuilding, endTask } from './tasks.js';

const ofItem = (run: (cloud: VirtFusionCloud, id: number) => void): Job<VirtFusionCloud> => ({
  has: (cloud, id) => cloud.queue.get(Number(id)) !== undefined,
  run: (cloud, id) => run(cloud, Number(id)),
});
const ofServer = (run: (cloud: VirtFusionCloud, id: number) => void): Job<VirtFusionCloud> => ({
  has: (cloud, id) => cloud.servers.get(Number(id)) !== undefined,
  run: (cloud, id) => run(cloud, Number(id)),
});

/** What happens to servers by itself. */
export const jobs: Jobs<VirtFusionCloud> = {
  building: ofItem(beginBuilding),
  task: ofItem(endTask),
  subnet: ofServer(giveSubnet),
  delete: ofServer(removeServer),
};
