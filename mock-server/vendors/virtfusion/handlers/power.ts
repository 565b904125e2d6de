import type { power as operations } from '../../../../contracts/vendors/virtfusion/power.js';
import type { Handlers } from '../../../calls/handler.js';
import type { VirtFusionCloud } from '../cloud.js';
import { power as act } from '../power.js';

export const power = {
  boot: ({ params, cloud }) => ({
    status: 200,
    body: { data: { queueId: act(cloud, params.serverId, 'boot_server').id } },
  }),
  shutdown: ({ params, cloud }) => ({
    status: 200,
    body: { data: { queueId: act(cloud, params.serverId, 'shutdown_server').id } },
  }),
  restart: ({ params, cloud }) => ({
    status: 200,
    body: { data: { queueId: act(cloud, params.serverId, 'restart_server').id } },
  }),
  poweroff: ({ params, cloud }) => ({
    status: 200,
    body: { data: { queueId: act(cloud, params.serverId, 'poweroff_server').id } },
  }),
} satisfies Handlers<typeof operations, VirtFusionCloud>;
